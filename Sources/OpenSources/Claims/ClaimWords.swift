/// The words by which a language tells claims: the sections `claims.*` of its file. One for each language,
/// shared by all who read.
final class ClaimWords: Sendable {
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
    private let acts: WordMap<[Act]>
    private let positions: WordMap<[Position]>
    private let harms: WordMap<[(words: [String], kind: Casualties.Kind)]>
    /// What harms: by it an attack is told closer.
    private let means: [String: ClaimedAct]
    /// What is announced by the word after "will".
    private let promises: [String: Claim.Kind]
    /// Words that say how many without saying it: at least so many.
    private let vague: [String: Int]
    private let limits: [String: [(words: [String], limit: Limit)]]
    /// With one of these a position may begin, and with one of those any claim.
    private let openings: Set<String>
    private let telling: WordMap<Void>
    private let bodies, offices: Set<String>
    private let tolls: [String: [[String]]]
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
        let words = language.words
        var acts: [String: [Act]] = [:]
        for row in words.rows(.acts) {
            guard let name = row[0].first, let act = ClaimedAct(rawValue: name) else { continue }
            for (column, isNoun) in [(1, false), (2, true)] {
                for phrase in row[column].map(Self.split) {
                    acts[phrase[0], default: []].append(Act(act: act, isNoun: isNoun, words: phrase))
                }
            }
        }
        for row in words.rows(.actsInCompany) {
            guard let name = row[0].first, let act = ClaimedAct(rawValue: name) else { continue }
            for phrase in row[1].map(Self.split) {
                acts[phrase[0], default: []].append(
                    Act(act: act, isNoun: false, words: phrase, company: Set(row[2].map { Folding.letters($0) })))
            }
        }
        var positions: [String: [Position]] = [:]
        for (section, isSpoken) in [(WordSection.positions, false), (.spokenPositions, true)] {
            for (phrase, kind) in words.keys(section) {
                guard let kind = Claim.Kind(rawValue: kind) else { continue }
                let parts = Self.split(phrase).split(separator: "…").map(Array.init)
                positions[parts[0][0], default: []].append(
                    Position(kind: kind, words: parts[0], rest: parts.count > 1 ? parts[1] : [], isSpoken: isSpoken))
            }
        }
        var harms: [String: [(words: [String], kind: Casualties.Kind)]] = [:]
        for (phrase, kind) in words.keys(.harms) {
            guard let kind = Casualties.Kind(rawValue: kind) else { continue }
            let parts = Self.split(phrase)
            harms[parts[0], default: []].append((parts, kind))
        }
        var limits: [String: [(words: [String], limit: Limit)]] = [:]
        for (phrase, limit) in words.keys(.limits) {
            guard let limit = Limit(rawValue: limit) else { continue }
            let parts = Self.split(phrase)
            limits[parts[parts.count - 1], default: []].append((parts, limit))
        }
        // The longest first; of equals the one that comes first in the alphabet.
        self.acts = WordMap(acts.mapValues { Self.ordered($0, by: \.words) })
        self.positions = WordMap(positions.mapValues { Self.ordered($0) { $0.words + $0.rest } })
        self.harms = WordMap(harms.mapValues { Self.ordered($0, by: \.words) })
        self.limits = limits.mapValues { Self.ordered($0, by: \.words) }
        tolls = Dictionary(grouping: words.phrases(.tolls).map(Self.split)) { $0[$0.count - 1] }
        means = words.keys(.means).compactMapValues { ClaimedAct(rawValue: $0) }
        promises = words.keys(.promises).compactMapValues { Claim.Kind(rawValue: $0) }
        vague = words.keys(.vagueNumbers).compactMapValues { Int($0) }
        openings = Set(positions.keys).union(duties).union(futures).union(auxiliaries).union(negators)
        let telling = openings.subtracting(auxiliaries.subtracting(positions.keys)).union(acts.keys).union(harms.keys).union(infinitives)
        self.telling = WordMap(Dictionary(uniqueKeysWithValues: telling.map { ($0, ()) }))
        bodies = forces.union(organisations)
        offices = bodies.union(persons)
    }

    private static func split(_ phrase: String) -> [String] {
        Folding.letters(phrase).split(separator: " ").map(String.init)
    }

    private static func ordered<Phrase>(_ phrases: [Phrase], by words: (Phrase) -> [String]) -> [Phrase] {
        phrases.enumerated().sorted { a, b in
            let (one, other) = (words(a.element), words(b.element))
            if one.count != other.count { return one.count > other.count }
            return one == other ? a.offset < b.offset : one.lexicographicallyPrecedes(other)
        }.map(\.element)
    }

    /// Of a language whose words of claims are known; else nil.
    static func of(_ identifier: String) -> ClaimWords? { known[identifier] }

    private static let known: [String: ClaimWords] = Dictionary(
        uniqueKeysWithValues: Language.all.filter { !$0.words.rows(.acts).isEmpty }.map { ($0.identifier, ClaimWords($0)) })

    /// Whether a sentence may claim anything: an act, harm or position begins in it, or, where somebody is
    /// heard in it, what he announces, asks or denies.
    func mayTell(_ tokens: [Token], isHeard: Bool) -> Bool {
        tokens.indices.contains { index in
            guard tokens[index].isWord, telling[tokens[index]] != nil else { return false }
            let lower = tokens[index].lower
            if harms[tokens[index]] != nil || act(tokens, at: index) != nil { return true }
            if let (position, _) = position(tokens, at: index), isHeard || !position.isSpoken { return true }
            if futures.contains(lower) || infinitives.contains(lower) && index > 0 && auxiliaries.contains(tokens[index - 1].lower) {
                return tokens[(index + 1)...].prefix(4).contains { promises[$0.lower] != nil || negators.contains($0.lower) }
                    || isHeard && tokens[..<index].suffix(6).contains { negators.contains($0.lower) }
            }
            return isHeard && (negators.contains(lower) || duties.contains(lower))
        }
    }

    /// Whether words of a position may begin with it.
    func opensPosition(_ word: String) -> Bool { openings.contains(word) }

    func harm(_ tokens: [Token], at index: Int) -> Casualties.Kind? {
        harms[tokens[index]]?.first { begin(tokens, at: index, with: $0.words) }?.kind
    }
    func means(_ word: String) -> ClaimedAct? { means[word] }
    func promise(_ word: String) -> Claim.Kind? { promises[word] }
    func vague(_ word: String) -> Int? { vague[word] }

    /// The name of a body, a force or a party: "army", "commission", "guards".
    func isBody(_ word: String) -> Bool { bodies.contains(word) }

    /// The noun of a person or body by what they do.
    func isOffice(_ word: String) -> Bool { offices.contains(word) }

    /// The longest words of an act that begin at a token, with the company that they need.
    func act(_ tokens: [Token], at index: Int) -> Act? {
        acts[tokens[index]]?.first { act in
            begin(tokens, at: index, with: act.words)
                && (act.company.isEmpty || tokens.contains { act.company.contains($0.lower) })
        }
    }

    /// The longest words of a position that begin at a token, and how many they take.
    func position(_ tokens: [Token], at index: Int) -> (position: Position, length: Int)? {
        guard let candidates = positions[tokens[index]] else { return nil }
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
