/// Somebody who speaks in public, under one name however reports call it.
public struct KnownActor: Hashable, Sendable {
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
