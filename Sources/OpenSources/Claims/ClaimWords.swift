/// The words by which claims are told.
struct ClaimWords {
    /// A word that names an act.
    struct Act: Hashable {
        let act: ClaimedAct
        /// A noun names an act without telling that it was done.
        let isNoun: Bool
    }

    /// Words that tell of a position, and how many tokens they take.
    struct Position: Hashable {
        let kind: Claim.Kind
        let words: [String]
    }

    private var acts: [String: Act] = [:]
    private var positions: [String: [Position]] = [:]
    private var harms: [String: Casualties.Kind] = [:]
    /// Words that say how many without saying it: at least so many.
    private var vague: [String: Int] = [:]
    private var limits: [String: [(words: [String], limit: Limit)]] = [:]
    private let telling: Set<String>
    let people: Set<String>
    let notDone: Set<String>
    let unless: Set<String>
    let placePrepositions: Set<String>
    let notActors: Set<String>

    /// What stands before a number.
    enum Limit: String, CaseIterable {
        case least, most, more, less, about, between
    }

    init(_ language: Language) {
        for row in language.words.rows(.acts) where row.count == 3 {
            guard let name = row[0].first, let act = ClaimedAct(rawValue: name) else { continue }
            for word in row[1] { acts[word] = Act(act: act, isNoun: false) }
            for word in row[2] { acts[word] = Act(act: act, isNoun: true) }
        }
        for (phrase, kind) in language.words.keys(.positions) {
            guard let kind = Claim.Kind(rawValue: kind) else { continue }
            let words = phrase.split(separator: " ").map(String.init)
            positions[words[0], default: []].append(Position(kind: kind, words: words))
        }
        for key in positions.keys {
            positions[key]?.sort { $0.words.count > $1.words.count }
        }
        for (word, kind) in language.words.keys(.harms) { harms[word] = Casualties.Kind(rawValue: kind) }
        for (word, number) in language.words.keys(.vagueNumbers) { vague[word] = Int(number) }
        for (phrase, limit) in language.words.keys(.limits) {
            guard let limit = Limit(rawValue: limit) else { continue }
            let words = phrase.split(separator: " ").map(String.init)
            limits[words[words.count - 1], default: []].append((words, limit))
        }
        for key in limits.keys { limits[key]?.sort { $0.words.count > $1.words.count } }
        telling = Set(acts.keys).union(positions.keys).union(harms.keys)
        people = language[.people]
        notDone = language[.notDone]
        unless = language[.unless]
        placePrepositions = language[.placePrepositions]
        notActors = language[.notActors]
    }

    static let english = ClaimWords(.english)

    /// A sentence without any of these claims nothing.
    func mayTell(_ word: String) -> Bool { telling.contains(word) }

    func act(_ word: String) -> Act? { acts[word] }
    func harm(_ word: String) -> Casualties.Kind? { harms[word] }
    func vague(_ word: String) -> Int? { vague[word] }

    /// The longest words of a position that begin at a token.
    func position(_ tokens: [Token], at index: Int) -> Position? {
        positions[tokens[index].lower]?.first { position in
            index + position.words.count <= tokens.count
                && position.words.indices.allSatisfy { tokens[index + $0].lower == position.words[$0] }
        }
    }

    /// What limits the number at an index, and where it begins.
    func limit(_ tokens: [Token], before index: Int) -> (limit: Limit, start: Int)? {
        guard index > 0, let candidates = limits[tokens[index - 1].lower] else { return nil }
        for (words, limit) in candidates where words.count <= index {
            let start = index - words.count
            if words.indices.allSatisfy({ tokens[start + $0].lower == words[$0] }) { return (limit, start) }
        }
        return nil
    }
}
