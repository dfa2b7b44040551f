/// Resolves mentions to speakers, in the order of the text: by the alias table, by names in the text,
/// by offices, by pronouns.
struct SpeakerResolver {
    let scalars: Scalars
    let aliases: AliasTable
    let vocabulary: TextVocabulary
    private let names: PersonalNames

    var records: [SpeakerRecord] = []
    private var byName: [String: Int] = [:]
    /// The latest speakers of each kind.
    var lastPerson: Int? { persons.last }
    /// The persons who spoke last, the latest at the end.
    private var persons: [Int] = []
    /// The persons whom the text named last in full, speaking or not, with the offices beside their names.
    private var named: [(full: [String], offices: Set<String>)] = []
    private(set) var lastOrganisation: Int?
    private(set) var last: Int?
    /// Whose statement "the statement" is.
    var issuer: Int?

    /// Records of single persons by their office alone.
    var offices: [Int] = []
    /// Of an office that spoke without a name, in small letters, whom the text names later.
    var holders: [String: String] = [:]
    /// The same from a first reading of the text.
    private let known: [String: String]

    init(
        scalars: Scalars, aliases: AliasTable, vocabulary: TextVocabulary, names: PersonalNames,
        known: [String: String] = [:]
    ) {
        self.scalars = scalars
        self.aliases = aliases
        self.vocabulary = vocabulary
        self.names = names
        self.known = known
    }

    /// For a second reading, which knows from the beginning who is named in the course of the text.
    var again: SpeakerResolver {
        SpeakerResolver(scalars: scalars, aliases: aliases, vocabulary: vocabulary, names: names, known: holders)
    }

    // MARK: Course of the text

    /// Notes that a speaker has spoken.
    mutating func spoke(_ index: Int, mention: [Token], inStatement: Bool) {
        last = index
        let record = records[index]
        let words = Set(mention.map(\.lower))
        switch record.kind {
        case .person, .unnamed: note(person: index, mention)
        case .organisation, .government:
            lastOrganisation = index
            if !words.isDisjoint(with: Self.spokespersons) { note(person: index, mention) }
        }
        guard record.isNamed else { return }
        let isOrgan = record.kind == .organisation
        if inStatement && !isSameSide(issuer, index)
            || isOrgan && !isSameSide(issuer, index, orMoreExact: true)
        {
            issuer = index
        }
        if issuer == nil, record.kind == .government { issuer = index }
    }

    /// Notes a person who is named, speaking or not.
    mutating func introduced(_ phrase: [Token]) -> Int? {
        let words = phrase.filter(\.isWord)
        let named = names.personalName(in: words, scalars: scalars)
        guard named.count > 1 || named.count == 1 && names.full(named[0]) != nil,
            let index = resolve(phrase), records[index].kind == .person
        else { return nil }
        note(person: index, words)
        return index
    }

    private mutating func note(person index: Int, _ mention: [Token]) {
        persons.removeAll { $0 == index }
        if persons.count > 7 { persons.removeFirst() }
        persons.append(index)
        let told = Gender.of(mention.lazy.map(\.lower))
        switch records[index].kind {
        case .person, .unnamed: records[index].gender = records[index].gender ?? told
        // One body has many who speak for it.
        case .organisation, .government: records[index].gender = told
        }
    }

    /// Notes the persons whom a sentence names in full: where no speaker can be "he" or "she", it is the
    /// latest of them.
    mutating func mentioned(in tokens: [Token]) {
        for (index, token) in tokens.enumerated().dropFirst() where token.isWord && token.isCapitalised {
            guard let full = names.full(token), full.count <= index + 1 else { continue }
            let run = tokens[(index + 1 - full.count)...index]
            // "In Port Ansel", "the Eastern Cantons": no person.
            let before = index - full.count
            if before >= 0, tokens[before].is(.determiners) || Self.placePrepositions.contains(tokens[before].lower) {
                continue
            }
            guard run.map({ scalars.string($0.span) }) == full else { continue }
            if named.count > 7 { named.removeFirst() }
            named.append((full, offices(beside: (index + 1 - full.count)...index, in: tokens)))
        }
    }

    /// "Mayor Ada Pell", "Ada Pell, the water minister", "Ada Pell, mayor of Varn": single persons' offices.
    private func offices(beside name: ClosedRange<Int>, in tokens: [Token]) -> Set<String> {
        var offices: [Token] = tokens[..<name.lowerBound].reversed().prefix { $0.is([.titles, .persons]) }
        var after = tokens[(name.upperBound + 1)...]
        if after.popFirst()?.kind == .comma, let first = after.first {
            if first.is(.determiners) {
                offices += after.dropFirst().prefix(2)
            } else if !first.isCapitalised, after.dropFirst().first?.is(.prepositions) == true {
                offices.append(first)
            }
        }
        return Set(offices.lazy.filter { $0.is(.persons) && !$0.lower.hasSuffix("s") }.map(\.lower))
    }

    /// The one person who was named with an office, speaking or not.
    mutating func holder(ofAny roles: Set<String>) -> Int? {
        let holders = named.filter { !$0.offices.isDisjoint(with: roles) }
        guard let holder = holders.last, holders.allSatisfy({ $0.full == holder.full }) else { return nil }
        let name = holder.full.joined(separator: " ")
        if let known = aliases.actor(named: name, of: vocabulary) { return record(known, roles: holder.offices) }
        return record(named: name, kind: .person, side: nil, roles: holder.offices)
    }

    /// A government's word for the same thing as its organ's: keep the organ.
    func isSameSide(_ old: Int?, _ new: Int, orMoreExact: Bool = false) -> Bool {
        guard let old, let side = records[old].side, side == records[new].side else { return false }
        return orMoreExact ? records[old].kind == .organisation : records[new].kind == .government
    }

    /// The last word of a name that the text gives in full.
    func isName(_ token: Token) -> Bool { names.full(token) != nil }

    // MARK: Resolving

    mutating func resolve(pronoun: String) -> Int? {
        switch pronoun {
        case "he", "him", "his": person(.male)
        case "she", "her": person(.female)
        case "it": lastOrganisation ?? issuer ?? last
        case "they", "them", "their": last
        default: nil
        }
    }

    /// The latest speaker who may be meant by "he" or "she", else the latest person named.
    private mutating func person(_ gender: Gender) -> Int? {
        func fits(_ record: SpeakerRecord) -> Bool { record.gender ?? gender == gender && !record.isPlural }
        if let index = persons.last(where: { fits(records[$0]) }) {
            if records[index].kind == .person { records[index].gender = gender }
            return index
        }
        if let last, fits(records[last]) { return last }
        let full =
            named.last { Gender.of($0.full.lazy.map { $0.lowercased() }) == gender }?.full
            ?? (persons.isEmpty ? named.last?.full : nil)
        guard let full else { return lastPerson }
        return record(named: full.joined(separator: " "), kind: .person, side: nil, roles: [])
    }

    mutating func resolve(_ phrase: [Token]) -> Int? {
        var words = withoutBrackets(phrase).filter(\.isWord)
        guard !words.isEmpty else { return nil }
        if let document = resolveDocument(phrase, words) { return document }

        let isDefinite = ["the", "this", "that", "his", "her", "its", "their", "same"].contains(words[0].lower)
        let hasArticle = words[0].lower == "the"
        let isIndefinite = ["a", "an", "one", "two", "three", "some", "several", "many", "another", "few"]
            .contains(words[0].lower)
        if words[0].is(.determiners) || words[0].lower == "same", words.count > 1 { words.removeFirst() }
        let roles = Set(words.lazy.filter { $0.is(.offices) }.map(\.lower))
        let texts = words.map { scalars.string($0.span) }
        let alias = aliases.actor(in: texts, of: vocabulary)
        let name = names.personalName(in: words, scalars: scalars)

        if let alias {
            if let index = resolve(
                alias: alias.actor, range: alias.range, words: words, roles: roles, name: name, texts: texts)
            {
                return index
            }
        }
        if !name.isEmpty, isPerson(name, words: words, roles: roles, isDefinite: isDefinite) {
            let full = name.count == 1 ? names.full(name[0]) ?? name : name
            let known = aliases.actor(named: full.joined(separator: " "), of: vocabulary)
            if let known { return record(known, roles: roles) }
            let fullest =
                names.full(full[full.count - 1]).flatMap { $0.count > full.count ? $0 : nil } ?? full
            let index = record(
                named: fullest.joined(separator: " "), kind: .person, side: side(of: words), roles: roles)
            noteHolder(index)
            return index
        }
        let hasName = words.contains {
            $0.isCapitalised && !$0.is(.persons)
                && !$0.is(.countries)
        }
        if !isIndefinite, !hasName, let index = resolve(role: roles, words: words, hasArticle: hasArticle) {
            return index
        }
        // "The council" of a Ridge Council: a common noun that is the last word of a name.
        if isDefinite, !hasName, words.count == 1,
            let index = records.indices.last(where: {
                records[$0].name.lowercased().hasSuffix(" " + words[0].lower) && records[$0].isNamed
            })
        {
            return index
        }

        // "Pell in Varn": where a name is heard is no part of it.
        if roles.isEmpty, let place = words.firstIndex(where: { Self.placePrepositions.contains($0.lower) }), place > 0,
            words[..<place].allSatisfy(\.isCapitalised)
        {
            words.removeSubrange(place...)
        }
        let isPlural = words[words.count - 1].lower.hasSuffix("s")
        let isUnnamed =
            isIndefinite || !hasName && (isPlural || roles.isDisjoint(with: Lexicon.organisations))
            || !roles.isDisjoint(with: Self.unnamed)
        let mention = mention(words)
        if let holder = known[mention.lowercased()] {
            return record(named: holder, kind: .person, side: side(of: words), roles: own(roles, of: words))
        }
        let index = record(
            named: mention, kind: isUnnamed ? .unnamed : .organisation, side: side(of: words),
            roles: own(roles, of: words), isNamed: hasName && !isUnnamed)
        if isDefinite || phrase.contains(where: { $0.kind == .possessive }), isOffice(index), !offices.contains(index) {
            offices.append(index)
        }
        return index
    }

    /// A phrase in which an alias stands: the actor itself, somebody who speaks for it, or somebody
    /// else of its side.
    private mutating func resolve(
        alias: KnownActor, range: Range<Int>, words: [Token], roles: Set<String>, name: [String],
        texts: [String]
    ) -> Int? {
        let isSpokesperson = !roles.isDisjoint(with: Self.spokespersons)
        let rest = words.indices.filter { !range.contains($0) }.map { words[$0].lower }
        switch alias.kind {
        case .person: return record(alias, roles: roles)
        case .unnamed: return nil
        case .organisation:
            if name.isEmpty || isSpokesperson {
                if isSpokesperson || roles.isDisjoint(with: Self.unnamed) {
                    let index = record(alias, roles: roles)
                    if let surname = name.last, isSpokesperson { byName[surname.lowercased()] = index }
                    return index
                }
                return nil
            }
            // "ISPR chief Jane Doe": a person of that side; a name that is the alias itself is the
            // organisation's.
            return Set(name.map { $0.lowercased() }).isSubset(of: Set(range.map { words[$0].lower }))
                ? record(alias, roles: roles) : nil
        case .government:
            return rest.allSatisfy(Self.besideGovernments.contains) ? record(alias, roles: []) : nil
        }
    }

    // MARK: Records

    mutating func record(_ actor: KnownActor, roles: Set<String>) -> Int {
        record(named: actor.name, kind: actor.kind, side: actor.side, roles: roles)
    }

    private mutating func record(
        named name: String, kind: KnownActor.Kind, side: String?, roles: Set<String>, isNamed: Bool = true
    ) -> Int {
        let key = name.lowercased()
        // A "mission head" is no mission.
        let roles = kind == .person ? roles.intersection(Lexicon.persons) : roles
        if let index = byName[key] {
            records[index].roles.formUnion(roles)
            return index
        }
        let gender =
            kind == .person ? Gender.of(name.split(separator: " ").lazy.map { $0.lowercased() }) : nil
        records.append(
            SpeakerRecord(name: name, kind: kind, side: side, isNamed: isNamed, roles: roles, gender: gender))
        byName[key] = records.count - 1
        return records.count - 1
    }

    // MARK: Words

    private func isPerson(_ name: [String], words: [Token], roles: Set<String>, isDefinite: Bool) -> Bool {
        let isNamedByOffice = words.contains { $0.is([.titles, .persons]) }
        if name.count == 1, names.full(name[0]) != nil, !isDefinite || isNamedByOffice { return true }
        if name.contains(where: { Lexicon.organisations.contains($0.lowercased()) }) { return false }
        if isNamedByOffice {
            return roles.isDisjoint(with: Self.unnamed) || name.count > 1
        }
        // "Ada Pell of the coastguard"
        if name.count > 1, words.count > name.count, words[0].isCapitalised, words[name.count].is(.prepositions),
            words[..<name.count].allSatisfy(\.isCapitalised), name[0] == scalars.string(words[0].span)
        {
            return true
        }
        if !roles.isDisjoint(with: Lexicon.organisations) { return false }
        return !isDefinite && (2...4).contains(name.count)
            && !OutletNames.isOutlet(name.joined(separator: " "))
    }

    private func side(of words: [Token]) -> String? {
        words.lazy.compactMap { Countries.standard.side(of: $0) }.first
    }

    /// The phrase as written, on one line, without a determiner at its head.
    private func mention(_ words: [Token]) -> String {
        let text = scalars.line(TextSpan(start: words[0].span.start, end: words[words.count - 1].span.end))
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func withoutBrackets(_ phrase: [Token]) -> [Token] {
        var depth = 0
        return phrase.filter { token in
            if token.kind == .open { depth += 1 }
            defer { if token.kind == .close { depth -= 1 } }
            return depth == 0
        }
    }

    static let spokespersons = Language.english[.spokespersons]
    private static let placePrepositions: Set<String> = ["in", "at", "near", "into", "inside", "outside", "around", "within", "across"]
    static let unnamed = Language.english[.unnamed]
    private static let besideGovernments = Language.english[.besideGovernments]
}
