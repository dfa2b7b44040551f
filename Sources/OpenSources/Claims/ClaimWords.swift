/// The words by which a language tells claims: the sections `claims.*` of its file.
struct ClaimWords {
    /// Words that name an act, and how many tokens they take.
    struct Act: Hashable {
        let act: ClaimedAct
        /// A noun names an act without telling that it was done.
        let isNoun: Bool
        let words: [String]
        /// Of which one must stand in the sentence; empty where none need.
        var company: Set<String> = []
    }

    /// Words that tell of a position; other words may stand between the first and the last of them.
    struct Position: Hashable {
        let kind: Claim.Kind
        let words: [String]
        /// What follows after a gap: "asked … to".
        let rest: [String]
        /// They tell of one only in somebody's mouth: "must", "if".
        let isSpoken: Bool
    }

    /// What stands before a number.
    enum Limit: String, CaseIterable {
        case least, most, more, less, about, between
    }

    let language: Language
    let times: TimeWords
    private var acts: [String: [Act]] = [:]
    private var positions: [String: [Position]] = [:]
    private var harms: [String: [(words: [String], kind: Casualties.Kind)]] = [:]
    /// What harms: by it an attack is told closer.
    private var means: [String: ClaimedAct] = [:]
    /// What is announced by the word after "will".
    private var promises: [String: Claim.Kind] = [:]
    /// Words that say how many without saying it: at least so many.
    private var vague: [String: Int] = [:]
    private var limits: [String: [(words: [String], limit: Limit)]] = [:]
    private var tolls: [String: [[String]]] = [:]
    private let telling: Set<String>
    // Small words, as the sections of their names say.
    let people, civilians, forces, organisations: Set<String>
    let describing, notDone, unless, placePrepositions: Set<String>
    let notActors, negators, auxiliaries, presentAuxiliaries: Set<String>
    let passives, futures, infinitives, agents: Set<String>
    let duties, generic, sides, units: Set<String>
    let beforeNumbers, numberJoints, others: Set<String>
    let notSubjects, breaks, prepositions, determiners: Set<String>
    let pronouns, joints, clauses, persons: Set<String>
    let own, single, asides, deniable: Set<String>

    init(_ language: Language) {
        self.language = language
        times = TimeWords(language)
        people = language[.people]
        civilians = language[.civilians]
        forces = language[.forces]
        organisations = language[.organisations]
        describing = language[.describing]
        notDone = language[.notDone]
        unless = language[.unless]
        placePrepositions = language[.placePrepositions]
        notActors = language[.notActors]
        negators = language[.negators]
        auxiliaries = language[.auxiliaries]
        presentAuxiliaries = language[.presentAuxiliaries]
        passives = language[.passives]
        futures = language[.futures]
        infinitives = language[.infinitives]
        agents = language[.beforeDoers]
        duties = language[.duties]
        generic = language[.generic]
        sides = language[.sides]
        units = language[.units]
                beforeNumbers = language[.beforeNumbers]
        numberJoints = language[.numberJoints]
        others = language[.others]
        notSubjects = language[.notSubjects]
        breaks = language[.breaks]
        prepositions = language[.prepositions]
        determiners = language[.determiners]
        pronouns = language[.pronouns]
        joints = language[.joints]
        clauses = language[.clauses]
        persons = language[.persons]
        own = language[.ownPronouns]
        single = language[.singlePronouns]
        asides = language[.asides]
        deniable = language[.deniable]
        func split(_ phrase: String) -> [String] { Folding.letters(phrase).split(separator: " ").map(String.init) }
        for row in language.words.rows(.acts) {
            guard let name = row[0].first, let act = ClaimedAct(rawValue: name) else { continue }
            for (column, isNoun) in [(1, false), (2, true)] {
                for words in row[column].map(split) {
                    acts[words[0], default: []].append(Act(act: act, isNoun: isNoun, words: words))
                }
            }
        }
        for row in language.words.rows(.actsInCompany) {
            guard let name = row[0].first, let act = ClaimedAct(rawValue: name) else { continue }
            for words in row[1].map(split) {
                acts[words[0], default: []].append(
                    Act(act: act, isNoun: false, words: words, company: Set(row[2].map { Folding.letters($0) })))
            }
        }
        for (section, isSpoken) in [(WordSection.positions, false), (.spokenPositions, true)] {
            for (phrase, kind) in language.words.keys(section) {
                guard let kind = Claim.Kind(rawValue: kind) else { continue }
                let parts = split(phrase).split(separator: "…").map(Array.init)
                positions[parts[0][0], default: []].append(
                    Position(kind: kind, words: parts[0], rest: parts.count > 1 ? parts[1] : [], isSpoken: isSpoken))
            }
        }
        for key in acts.keys { acts[key]?.sort { $0.words.count > $1.words.count } }
        for key in positions.keys { positions[key]?.sort { $0.words.count + $0.rest.count > $1.words.count + $1.rest.count } }
        for (phrase, kind) in language.words.keys(.harms) {
            guard let kind = Casualties.Kind(rawValue: kind) else { continue }
            let words = split(phrase)
            harms[words[0], default: []].append((words, kind))
        }
        for (word, act) in language.words.keys(.means) { means[word] = ClaimedAct(rawValue: act) }
        for (word, kind) in language.words.keys(.promises) { promises[word] = Claim.Kind(rawValue: kind) }
        for (word, number) in language.words.keys(.vagueNumbers) { vague[word] = Int(number) }
        for (phrase, limit) in language.words.keys(.limits) {
            guard let limit = Limit(rawValue: limit) else { continue }
            let words = split(phrase)
            limits[words[words.count - 1], default: []].append((words, limit))
        }
        for key in limits.keys { limits[key]?.sort { $0.words.count > $1.words.count } }
        for words in language.words.phrases(.tolls).map(split) { tolls[words[words.count - 1], default: []].append(words) }
        telling = Set(acts.keys).union(positions.keys).union(harms.keys).union(futures).union(infinitives)
            .union(negators).union(duties).union(tolls.keys)
    }

    /// Of a language whose words of claims are known; else nil.
    static func of(_ identifier: String) -> ClaimWords? { known[identifier] }

    private static let known: [String: ClaimWords] = Dictionary(
        uniqueKeysWithValues: Language.all.filter { !$0.words.rows(.acts).isEmpty }.map { ($0.identifier, ClaimWords($0)) })

    /// A sentence without any of these claims nothing.
    func mayTell(_ word: String) -> Bool { telling.contains(word) }

    func harm(_ tokens: [Token], at index: Int) -> Casualties.Kind? {
        harms[tokens[index].lower]?.first { begin(tokens, at: index, with: $0.words) }?.kind
    }
    func means(_ word: String) -> ClaimedAct? { means[word] }
    func promise(_ word: String) -> Claim.Kind? { promises[word] }
    func vague(_ word: String) -> Int? { vague[word] }

    /// The name of a body, a force or a party: "army", "commission", "guards".
    func isBody(_ word: String) -> Bool { forces.contains(word) || organisations.contains(word) }

    /// The noun of a person or body by what they do.
    func isOffice(_ word: String) -> Bool { persons.contains(word) || isBody(word) }

    /// The longest words of an act that begin at a token, with the company that they need.
    func act(_ tokens: [Token], at index: Int) -> Act? {
        acts[tokens[index].lower]?.first { act in
            begin(tokens, at: index, with: act.words)
                && (act.company.isEmpty || tokens.contains { act.company.contains($0.lower) })
        }
    }

    /// The longest words of a position that begin at a token, and how many they take.
    func position(_ tokens: [Token], at index: Int) -> (position: Position, length: Int)? {
        guard let candidates = positions[tokens[index].lower] else { return nil }
        for position in candidates where begin(tokens, at: index, with: position.words) {
            let length = position.words.count
            if position.rest.isEmpty { return (position, length) }
            for end in (index + length + 1)...(index + length + Self.gap) {
                // "Asked not to be named" asks for nothing.
                guard end < tokens.count, !negators.contains(tokens[end - 1].lower), tokens[end - 1].isWord || tokens[end - 1].kind == .possessive else { break }
                if begin(tokens, at: end, with: position.rest) { return (position, end - index + position.rest.count) }
            }
        }
        return nil
    }

    /// The most words in the gap of a position.
    private static let gap = 6

    private func begin(_ tokens: [Token], at index: Int, with words: [String]) -> Bool {
        index + words.count <= tokens.count && words.indices.allSatisfy { tokens[index + $0].lower == words[$0] }
    }

    /// What limits the number at an index, and where it begins.
    func limit(_ tokens: [Token], before index: Int) -> (limit: Limit, start: Int)? {
        guard index > 0, let candidates = limits[tokens[index - 1].lower] else { return nil }
        for (words, limit) in candidates where words.count <= index {
            let start = index - words.count
            if begin(tokens, at: start, with: words) { return (limit, start) }
        }
        return nil
    }

    /// What stands before an index tells that a count has come to the number there: "has risen to".
    func isToll(_ tokens: [Token], before index: Int) -> Bool {
        guard index > 0, let candidates = tolls[tokens[index - 1].lower] else { return false }
        return candidates.contains { $0.count <= index && begin(tokens, at: index - $0.count, with: $0) }
    }
}
