/// Somebody whom a text lets speak.
struct SpeakerRecord {
    var name: String
    let kind: KnownActor.Kind
    let side: String?
    /// A name stands in it, not only a common noun.
    let isNamed: Bool
    /// Offices and ranks that mentions gave: "minister", "spokesman".
    var roles: Set<String> = []

    var identity: KnownActor.Identity { KnownActor.Identity(name: name, kind: kind, side: side) }
}
