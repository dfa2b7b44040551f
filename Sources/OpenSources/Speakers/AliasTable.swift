/// Speakers under the names that reports give them. An agreement adds its own actors to the standard table.
public struct AliasTable: Sendable {
    public private(set) var actors: [KnownActor] = []
    private var byAlias: [String: [Int]] = [:]
    private var longest = 1
    /// The first words of all aliases, folded: no other word begins one.
    private var firsts: Set<String> = []
    /// Words of which a text must hold one for an alias to be its actor's, folded, each with its place among them.
    private(set) var contexts = WordMap<Int>([:])

    public init(_ actors: [KnownActor]) { add(actors) }

    public mutating func add(_ more: [KnownActor]) {
        for actor in more {
            actors.append(actor)
            for alias in [actor.name] + actor.aliases {
                let words = alias.split(separator: " ")
                longest = max(longest, words.count)
                if let first = words.first { firsts.insert(Folding.fold(first)) }
                byAlias[Self.key(alias), default: []].append(actors.count - 1)
            }
        }
        let words = Set(actors.flatMap(\.context).map { Folding.fold($0) })
        contexts = WordMap(Dictionary(uniqueKeysWithValues: zip(words, 0...)))
    }

    /// The actor with the longest alias among some words; between equals, the one whose alias comes
    /// last, as names follow offices.
    func actor(in words: [String], of text: TextVocabulary) -> (actor: KnownActor, range: Range<Int>)? {
        let starts = words.indices.reversed().filter { firsts.contains(Folding.fold(words[$0])) }
        for length in stride(from: min(longest, words.count), to: 0, by: -1) {
            for start in starts where start + length <= words.count {
                let range = start..<(start + length)
                if let actor = actor(named: words[range].joined(separator: " "), of: text) {
                    return (actor, range)
                }
            }
        }
        return nil
    }

    /// The actor of exactly this name; of several, the one of whose context the text speaks most.
    func actor(named name: String, of text: TextVocabulary) -> KnownActor? {
        guard let candidates = byAlias[Self.key(name)] else { return nil }
        var best: (actor: KnownActor, weight: Int)?
        for index in candidates {
            let actor = actors[index]
            let weight = actor.context.isEmpty ? 1 : actor.context.map { text.count(of: $0) }.reduce(0, +)
            if weight > best?.weight ?? 0 { best = (actor, weight) }
        }
        return best?.actor
    }

    private static func key(_ alias: String) -> String {
        let isAcronym =
            alias.utf8.count <= 12 && alias.unicodeScalars.count <= 6
            && alias.unicodeScalars.allSatisfy { !$0.isLowercase && $0.value < 0x590 }
        return isAcronym ? alias : Folding.fold(alias)
    }
}
