/// Somebody who speaks in public, under one name however reports call it.
public struct Actor: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case person, organisation
        /// A government named by its country or capital: any of its organs may be meant.
        case government
        case unnamed
    }

    public let name: String
    public let kind: Kind
    /// The side it speaks for, or nil.
    public let side: String?
    /// Names in reports. One in capitals is matched as written, any other in any case.
    public let aliases: [String]
    /// Where an alias is a common one, words of which the text must hold one for it to be this actor.
    public let context: [String]

    public init(name: String, kind: Kind, side: String?, aliases: [String], context: [String] = []) {
        self.name = name
        self.kind = kind
        self.side = side
        self.aliases = aliases
        self.context = context
    }

    /// What tells one speaker from another when statements are compared.
    struct Identity: Hashable, Sendable {
        let name: String
        let kind: Kind
        let side: String?
    }

    var identity: Identity { Identity(name: name, kind: kind, side: side) }
}

/// Speakers under the names that reports give them. An agreement adds its own actors to the standard table.
public struct AliasTable: Sendable {
    public private(set) var actors: [Actor] = []
    private var byAlias: [String: [Int]] = [:]
    private var longest = 1

    public init(_ actors: [Actor]) { add(actors) }

    public mutating func add(_ more: [Actor]) {
        for actor in more {
            actors.append(actor)
            for alias in [actor.name] + actor.aliases {
                let words = alias.split(separator: " ")
                longest = max(longest, words.count)
                byAlias[Self.key(alias), default: []].append(actors.count - 1)
            }
        }
    }

    /// The actor with the longest alias among some words; between equals, the one whose alias comes last, as names follow offices.
    func actor(in words: [String], of text: TextVocabulary) -> (actor: Actor, range: Range<Int>)? {
        for length in stride(from: min(longest, words.count), to: 0, by: -1) {
            for start in stride(from: words.count - length, through: 0, by: -1) {
                let range = start..<(start + length)
                if let actor = actor(named: words[range].joined(separator: " "), of: text) { return (actor, range) }
            }
        }
        return nil
    }

    /// The actor of exactly this name; of several, the one of whose context the text speaks most.
    func actor(named name: String, of text: TextVocabulary) -> Actor? {
        guard let candidates = byAlias[Self.key(name)] else { return nil }
        var best: (actor: Actor, weight: Int)?
        for index in candidates {
            let actor = actors[index]
            let weight = actor.context.isEmpty ? 1 : actor.context.map { text.count(of: $0) }.reduce(0, +)
            if weight > best?.weight ?? 0 { best = (actor, weight) }
        }
        return best?.actor
    }

    private static func key(_ alias: String) -> String {
        let isAcronym = alias.unicodeScalars.allSatisfy { !$0.isLowercase } && alias.unicodeScalars.count <= 6
        return isAcronym ? alias : alias.lowercased()
    }
}

/// How often each word stands in a text.
struct TextVocabulary {
    private var counts: [String: Int] = [:]

    init(_ tokens: some Sequence<Token>) {
        for token in tokens where token.isWord {
            counts[token.lower, default: 0] += 1
            // "Pakistan-Afghanistan" names both.
            if token.lower.contains("-") {
                for part in token.lower.split(separator: "-") { counts[String(part), default: 0] += 1 }
            }
        }
    }

    func count(of word: String) -> Int { counts[word.lowercased()] ?? 0 }
}
