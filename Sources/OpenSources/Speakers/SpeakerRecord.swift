/// Somebody whom a text lets speak.
struct SpeakerRecord {
    var name: String
    let kind: KnownActor.Kind
    let side: String?
    /// A name stands in it, not only a common noun.
    let isNamed: Bool
    /// Offices and ranks that mentions gave: "minister", "spokesman".
    var roles: Set<String> = []
    var gender: Gender?

    /// "Officials": several, whom neither "he" nor "she" means.
    var isPlural: Bool { kind == .unnamed && roles.contains { $0.hasSuffix("s") && !$0.hasSuffix("ss") } }

    var identity: KnownActor.Identity { KnownActor.Identity(name: name, kind: kind, side: side) }
}
