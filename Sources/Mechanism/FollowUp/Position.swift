/// Where a participant stands on a matter, and where it stood before.
public struct Position: Row {
    public static let table: StaticString = "position"

    public enum Stance: String, Word {
        case supports
        case withConditions = "supports-with-conditions"
        case opposes
        case noPosition = "no-position"
        public init() { self = .noPosition }
    }

    /// One statement of the position.
    public struct Stated: Record, Hashable {
        public var act = Citation()
        public var stance = Stance()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that states it.")
            field("stance", &stance, "The position.")
        }
    }

    public var participant = Identifier()
    public var about = Matter()
    /// Every statement, in order; the last one holds.
    public var stated = Blocks<Stated>()

    public init() {}
    public var id: Hash { Self.id(of: participant, on: about) }
    static func id(of participant: Identifier, on about: Matter) -> Hash {
        Hash.sha256(of: Array(participant.name.utf8), [0], about.canonical)
    }

    public mutating func visit(_ field: inout some Fields) {
        field("participant", &participant, "Whose position it is.")
        field("about", &about, "What it is about.")
        field("stated", &stated, "Every statement of it, in order; the last one holds.")
    }
}

extension State {
    /// A participant's position on a matter, with its history.
    public func position(of participant: Identifier, on matter: Matter) -> Position? { positions[Position.id(of: participant, on: matter)] }

    /// The statements of a position that count, each with the stance before it where it changed that.
    public func history(of position: Position) -> [(stated: Position.Stated, changedFrom: Position.Stance?)] {
        var before: Position.Stance?
        return position.stated.filter { !isContested($0.act) }.map { stated in
            defer { before = stated.stance }
            return (stated, before == stated.stance ? nil : before)
        }
    }
}

public struct StatePosition: ActBody {
    public static let kind = ActKind(
        "position.state", "States one's position on a matter; it takes the place of the one before, which stays readable.",
        by: [.party, .guarantor], texts: [.must("position", "The position, in words, with its conditions.")], since: 1)

    public var about = Matter()
    public var stance = Position.Stance()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("about", &about, "What the position is about.")
        field("stance", &stance, "The position.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try about.check(state)
        var stated = Position.Stated()
        (stated.act, stated.stance) = (act.citation, stance)
        let id = Position.id(of: act.participant, on: about)
        if state.positions.number(of: id) == nil {
            var position = Position()
            (position.participant, position.about) = (act.participant, about)
            state.positions.insert(position)
        }
        state.positions.update(id) { $0.stated.append(stated) }
    }
}
