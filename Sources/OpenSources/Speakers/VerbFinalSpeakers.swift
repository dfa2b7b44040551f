/// Resolves the speakers of a text in a language whose verb stands last, in its order: by the alias
/// table, by names, by offices.
struct VerbFinalSpeakers {
    let scalars: Scalars
    let aliases: AliasTable
    let vocabulary: TextVocabulary
    let grammar: VerbFinalGrammar

    private(set) var records: [SpeakerRecord] = []
    private var byName: [String: Int] = [:]
    /// The full names of persons by their last word.
    private var fullNames: [String: Int] = [:]
    /// Who spoke last.
    private(set) var last: Int?

    init(scalars: Scalars, aliases: AliasTable, vocabulary: TextVocabulary, grammar: VerbFinalGrammar) {
        self.scalars = scalars
        self.aliases = aliases
        self.vocabulary = vocabulary
        self.grammar = grammar
    }

    mutating func resolve(_ phrase: [Token]) -> Int? {
        let words = phrase.filter(\.isWord)
        guard !words.isEmpty, let index = find(words) else { return nil }
        records[index].roles.formUnion(roles(words))
        last = index
        return index
    }

    private mutating func find(_ words: [Token]) -> Int? {
        let forms = words.map(form)
        let unnamed = words.contains { grammar.unnamed.contains($0.lower) || grammar.unnamed.contains(form($0)) }
        let name = personalName(words)
        if let (actor, range) = aliases.actor(in: forms, of: vocabulary) {
            let rest = words.indices.filter { !range.contains($0) }.map { Folding.fold(forms[$0]) }
            switch actor.kind {
            case .government:
                if rest.allSatisfy(grammar.besideGovernments.contains) { return record(actor) }
            case .organisation:
                // An official of it who is not named is somebody else.
                if !unnamed { return record(actor) }
            case .person:
                let index = record(actor)
                if let surname = words[range].last?.lower { fullNames[surname] = index }
                return index
            case .unnamed: break
            }
        }
        if let name, !unnamed {
            if name.count == 1 {
                if let known = fullNames[name[0].lower] { return known }
                guard words.count > 1 else { return nil }
            }
            let index = record(text(name), .person, side(words), isNamed: true)
            if let surname = name.last { fullNames[surname.lower] = fullNames[surname.lower] ?? index }
            return index
        }
        if unnamed { return record(text(words), .unnamed, side(words), isNamed: false) }
        let roles = roles(words)
        guard !roles.isEmpty else { return nil }
        // "The minister", "the ministry": the latest of that office; a spokesman is his organisation's.
        let isBare = words.allSatisfy {
            roles.contains(form($0)) || grammar.titles.contains($0.lower)
        }
        if isBare, let index = records.indices.last(where: { !records[$0].roles.isDisjoint(with: roles) }) {
            return index
        }
        if isBare, !roles.isDisjoint(with: grammar.spokespersons),
            let index = records.indices.last(where: { records[$0].kind == .organisation })
        {
            return index
        }
        let isOrganisation = words.contains { grammar.organisations.contains(form($0)) }
        return record(
            text(words), isOrganisation ? .organisation : .unnamed, side(words), isNamed: isOrganisation)
    }

    // MARK: Words

    /// A word as the alias table and the lists know it: without the ending that an apostrophe sets off,
    /// and nouns for speakers without theirs.
    private func form(_ word: Token) -> String {
        if let noun = grammar.noun(word.lower) { return noun }
        let text = scalars.string(word.span)
        guard let mark = text.firstIndex(where: { $0 == "'" || $0 == "\u{2019}" }) else { return text }
        return String(text[..<mark])
    }

    private func roles(_ words: [Token]) -> Set<String> {
        Set(words.map(form)).intersection(grammar.persons.union(grammar.organisations))
    }

    /// The words after the last title, office or country: one to four of them.
    private func personalName(_ words: [Token]) -> [Token]? {
        func isNone(_ word: Token) -> Bool {
            grammar.titles.contains(word.lower) || grammar.noun(word.lower) != nil
                || grammar.countries.side(of: word.lower) != nil || grammar.breaks.contains(word.lower)
                || !(word.isCapitalised || word.isCaseless)
        }
        let start = (words.lastIndex(where: isNone) ?? -1) + 1
        let name = Array(words[start...])
        return (1...4).contains(name.count) ? name : nil
    }

    private func side(_ words: [Token]) -> String? {
        words.lazy.compactMap { grammar.countries.side(of: $0.lower) }.first
    }

    private func text(_ words: [Token]) -> String {
        guard let first = words.first, let last = words.last else { return "" }
        let line = scalars.line(TextSpan(start: first.span.start, end: last.span.start))
        let name = scalars.string(last.span)
        let bare = name.firstIndex { $0 == "'" || $0 == "\u{2019}" }.map { String(name[..<$0]) } ?? name
        return words.count == 1 ? bare : line + " " + bare
    }

    // MARK: Records

    private mutating func record(_ actor: KnownActor) -> Int {
        record(actor.name, actor.kind, actor.side, isNamed: true)
    }

    private mutating func record(_ name: String, _ kind: KnownActor.Kind, _ side: String?, isNamed: Bool) -> Int {
        let key = Folding.fold(name)
        if let index = byName[key] { return index }
        records.append(SpeakerRecord(name: name, kind: kind, side: side, isNamed: isNamed))
        byName[key] = records.count - 1
        return records.count - 1
    }
}
