/// Which of the speakers that publications name are one.
struct SpeakerNames {
    /// Persons by the last two words of their name, which stay when a title goes before.
    private var persons: [String: KnownActor.Identity] = [:]
    /// Whose spokesperson or head a person is: for each organisation, its persons and how often.
    private var heads: [KnownActor.Identity: [KnownActor.Identity: Int]] = [:]

    init(_ publications: [Publication]) {
        for publication in publications {
            for actor in Set(publication.passages.map(\.actor)) where actor.kind == .person {
                guard let key = Self.lastTwo(actor.name) else { continue }
                // Of two forms the shorter, which has no title.
                if let known = persons[key], known.name.utf8.count <= actor.name.utf8.count { continue }
                persons[key] = actor
            }
        }
    }

    /// The form of a name that stands for all: "Mayor Jane Doe" is "Jane Doe".
    func canonical(_ actor: KnownActor.Identity) -> KnownActor.Identity {
        guard actor.kind != .government, let key = Self.lastTwo(actor.name), let known = persons[key],
            known.side == nil || actor.side == nil || known.side == actor.side
        else { return actor }
        return known
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
        guard words.count == 2, words.allSatisfy({ $0.first?.isUppercase == true }) else { return nil }
        return words.joined(separator: " ").lowercased()
    }
}
