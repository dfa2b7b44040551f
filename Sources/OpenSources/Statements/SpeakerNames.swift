/// Which of the speakers that publications name are one.
struct SpeakerNames {
    /// By each name that publications give: the person whom it names.
    private var persons: [String: KnownActor.Identity] = [:]
    /// Whose spokesperson or head a person is: for each organisation, its persons and how often.
    private var heads: [KnownActor.Identity: [KnownActor.Identity: Int]] = [:]

    init(_ publications: [Publication]) {
        // Names come again and again, and are looked at once.
        var seen: Set<KnownActor.Identity> = []
        // By the last two words of their names, which stay when a title goes before.
        var fullNames: [String: KnownActor.Identity] = [:]
        for publication in publications {
            for passage in publication.passages where seen.insert(passage.actor).inserted && passage.actor.kind == .person {
                guard let key = Self.lastTwo(passage.actor.name) else { continue }
                // Of two forms the shorter, which has no title.
                if let known = fullNames[key], known.name.utf8.count <= passage.actor.name.utf8.count { continue }
                fullNames[key] = passage.actor
            }
        }
        // Nil for a surname that several have.
        var surnames: [String: KnownActor.Identity?] = [:]
        for (key, person) in fullNames {
            let surname = String(key.split(separator: " ")[1])
            surnames[surname] = surnames[surname] == nil ? person : .some(nil)
        }
        let quoted = publications.lazy.flatMap { $0.quotes.lazy.compactMap { $0.actor?.name } }
        for name in Set(seen.map(\.name)).union(quoted) {
            persons[name] = Self.lastTwo(name).map { fullNames[$0] } ?? Self.surname(name).flatMap { surnames[$0] ?? nil }
        }
    }

    /// The form of a name that stands for all: "Mayor Jane Doe" is "Jane Doe", and so is "Doe", "Mayor Doe" or "J. Doe" where nobody
    /// else is called that.
    func canonical(_ actor: KnownActor.Identity) -> KnownActor.Identity {
        guard actor.kind != .government, let known = persons[actor.name],
            known.side == nil || actor.side == nil || known.side == actor.side
        else { return actor }
        return known
    }

    /// Of a name that is a surname, be it after titles.
    private static func surname(_ name: String) -> String? {
        let words = name.split(separator: " ")
        guard let last = words.last, last.first?.isUppercase == true, words.dropLast().allSatisfy(isTitle) else { return nil }
        return last.lowercased()
    }

    mutating func note(_ person: KnownActor.Identity, speaksFor organisation: KnownActor.Identity) {
        heads[organisation, default: [:]][person, default: 0] += 1
    }

    /// The person who most often speaks for an organisation; the speaker itself for others.
    func voice(of actor: KnownActor.Identity) -> KnownActor.Identity {
        guard actor.kind == .organisation, let known = heads[actor] else { return actor }
        return known.min { a, b in a.value != b.value ? a.value > b.value : a.key.name < b.key.name }?.key ?? actor
    }

    private static func lastTwo(_ name: String) -> String? {
        let words = name.split(separator: " ").suffix(2)
        guard words.count == 2, words.allSatisfy({ $0.first?.isUppercase == true }), !isTitle(words[words.startIndex]) else { return nil }
        return words.joined(separator: " ").lowercased()
    }

    /// A title, an office, or an initial: no part of a name by which persons are told apart.
    private static func isTitle(_ word: Substring) -> Bool {
        let lower = word.lowercased()
        return word.utf8.count <= 2 || Lexicon.titles.contains(lower) || Lexicon.persons.contains(lower)
    }
}

/// A speaker, with the words of the name as names are compared.
struct NamedSpeaker {
    let identity: KnownActor.Identity
    /// The words that tell: of longer ones the consonants, which spellings of a name from another script share.
    private let words: [UInt64]

    init(_ identity: KnownActor.Identity) {
        self.identity = identity
        words = Folding.withoutAccents(identity.name.lowercased()).split { $0 == " " || $0 == "-" }
            .filter { !Self.isSmall($0) }.map { Self.key(of: $0) }
    }

    /// Whether two names may be one speaker's: no two persons with names of their own, no two sides, no
    /// two organisations of which neither's name is part of the other's.
    func mayBe(_ other: NamedSpeaker) -> Bool {
        let (one, another) = (identity, other.identity)
        if one == another { return true }
        if let side = one.side, let otherSide = another.side, side != otherSide { return false }
        guard one.kind == another.kind else { return true }
        switch one.kind {
        case .person, .organisation: return words.allSatisfy(other.words.contains) || other.words.allSatisfy(words.contains)
        case .government: return one.side != nil || another.side != nil
        case .unnamed: return true
        }
    }

    /// The same for "Orozbek" and "Oruzbek", "Qanawar" and "Kanawar": consonants, each once where it is doubled, those that
    /// transliterations mix up as one. A word with fewer than three is itself.
    private static func key(of word: Substring) -> UInt64 {
        var consonants: [UInt8] = []
        for letter in word.utf8 {
            let folded =
                switch letter {
                case UInt8(ascii: "c"), UInt8(ascii: "q"): UInt8(ascii: "k")
                case UInt8(ascii: "w"): UInt8(ascii: "v")
                case UInt8(ascii: "z"): UInt8(ascii: "s")
                default: letter
                }
            if !"aeiouyjh".utf8.contains(folded), consonants.last != folded { consonants.append(folded) }
        }
        func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { ($0 &* 257) &+ UInt64($1) } }
        return consonants.count > 2 ? number(consonants) : ~number(word.utf8)
    }

    private static func isSmall(_ word: Substring) -> Bool {
        ["of", "the", "for", "a", "an", "same", "rear", "vice"].contains(word) || Lexicon.titles.contains(String(word))
    }
}
