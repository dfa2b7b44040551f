import Mutation

@testable import Mechanism

/// Goes through the fields of a body and puts something else of the same kind into one of them: another row's id, another name, a number
/// on the other side of an edge, a list with an element more or less.
struct Slip: Fields {
    private var random: SeededGenerator
    private let clock: Moment
    private let agreement: Agreement
    private let agreements: [Hash]
    private let participants: [Identifier]
    private let desks: [Identifier]
    private let keys: [Key]
    private let tables: @Sendable () -> [any AnyTable]
    /// Every field is filled, and not one changed.
    private var all = false
    /// Which field is changed, counted from the end; below zero while fields are only counted.
    private var left = -1
    private var seen = 0

    init(_ author: Author, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        clock = author.clock
        (agreement, agreements) = (author.stage.agreement, author.stage.hashes)
        participants = author.stage.participants.map { $0.id }
        (desks, keys) = (author.state.officers.rows.map { $0.desk }, author.state.officers.rows.map { $0.key })
        // Looked at only where an id is asked for.
        tables = { [state = author.state] in state.tables }
    }

    /// A body with one field changed.
    mutating func slipped(_ body: any ActBody) -> any ActBody { slip(body) as? any ActBody ?? body }

    /// A body with something in every field.
    mutating func filled(_ body: any ActBody) -> any ActBody {
        all = true
        return visited(body) as? any ActBody ?? body
    }

    private mutating func slip(_ body: any ActBody) -> any Record {
        _ = visited(body)
        guard seen > 0 else { return body }
        left = Int.random(in: 0..<seen, using: &random)
        return visited(body)
    }

    private mutating func visited<Whole: Record>(_ whole: Whole) -> any Record {
        var whole = whole
        whole.visit(&self)
        return whole
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        visit(&value, "\(key)")
    }

    private mutating func visit<Value: Wire>(_ value: inout Value, _ key: String) {
        if var field = value as? any Slipping {
            field.slip(&self, key)
            if let changed = field as? Value { value = changed }
        } else if let record = value as? any Record {
            if let changed = visited(record) as? Value { value = changed }
        } else if isTurn(), let changed = other(value, key) as? Value {
            value = changed
        }
    }

    /// Whether the field now visited is one to change.
    private mutating func isTurn() -> Bool {
        if all { return true }
        guard left >= 0 else {
            seen += 1
            return false
        }
        left -= 1
        return left == -1
    }

    // MARK: Another value

    private mutating func other(_ value: any Wire, _ key: String) -> any Wire {
        switch value {
        case is Hash: hash(key)
        case is Identifier: name()
        case let number as Int64: self.number(number)
        case let moment as Moment: self.moment(moment)
        case is LocalTime: LocalTime(Array("\(Day(number: clock.milliseconds / 86_400_000 + draw(-3...40)))T08:00:00Z".utf8)) ?? LocalTime()
        case is Day: Day(number: draw(20_300...20_500))
        case is Bool: draw(0...1) == 0
        case is Link: Link(hash(key))
        case is Key: keys.randomElement(using: &random) ?? Key()
        case is String: draw(0...1) == 0 ? "" : "something else"
        case let word as any Word: Self.another(word, &random)
        default: value
        }
    }

    private static func another<Choice: Word>(_: Choice, _ random: inout SeededGenerator) -> any Wire {
        Choice.allCases.randomElement(using: &random) ?? Choice()
    }

    private mutating func draw(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }

    /// Of a row in the table of that name, of any row, of an agreement, or of nothing.
    private mutating func hash(_ key: String) -> Hash {
        let tables = tables()
        if draw(0...3) > 0, let named = tables.first(where: { $0.name == key || "\($0.name)s" == key }), let id = named.ids.randomElement(using: &random) { return id }
        return switch draw(0...7) {
        case 0: .zero
        case 1: Hash.sha256(of: random.bytes(8))
        case 2: agreements.randomElement(using: &random) ?? .zero
        default: tables.randomElement(using: &random)?.ids.randomElement(using: &random) ?? tables.map { $0.ids }.joined().randomElement(using: &random) ?? .zero
        }
    }

    private mutating func name() -> Identifier {
        let names: [Identifier] =
            switch draw(0...9) {
            case 0...3: participants
            case 4: agreement.actors.map(\.id)
            case 5: agreement.areas.map(\.id) + agreement.crossings.map(\.id)
            case 6: agreement.commitments.map(\.id) + agreement.articles.map(\.id) + agreement.standards.map(\.id)
            case 7: agreement.traffic.map(\.id) + agreement.persons.map(\.id) + agreement.consequences.map(\.id)
            case 8: desks
            default: [Casualties.civilians]
            }
        return names.randomElement(using: &random) ?? World.id("nobody")
    }

    private mutating func number(_ value: Int64) -> Int64 {
        switch draw(0...3) {
        case 0: value + 1
        case 1: value - 1
        case 2: draw(0...8)
        default: [-1, 0, 1, 7, 8, 359, 360, 9_000_001, 1 << 53].randomElement(using: &random) ?? 0
        }
    }

    private mutating func moment(_ value: Moment) -> Moment {
        switch draw(0...4) {
        case 0: clock
        case 1: Moment(milliseconds: clock.milliseconds + 1)
        case 2: clock.adding(hours: draw(1...400))
        case 3: Moment(milliseconds: value.milliseconds - draw(0...(100 * World.hour)))
        default: Moment(milliseconds: draw(-1...1))
        }
    }

    // MARK: Lists and what may be absent

    fileprivate mutating func slip<Element: Wire>(_ list: inout [Element], _ key: String) {
        for index in list.indices { visit(&list[index], key) }
        guard isTurn() else { return }
        switch draw(0...2) {
        case 0 where !list.isEmpty: list.remove(at: Int(draw(0...Int64(list.count - 1))))
        case 1 where !list.isEmpty: list.append(list[0])
        default: list.append(made(key))
        }
    }

    fileprivate mutating func slip<Value: Wire>(_ value: inout Value?, _ key: String) {
        if var present = value {
            visit(&present, key)
            value = present
        }
        guard isTurn() else { return }
        let new: Value = made(key)
        value = value == nil ? new : nil
    }

    private mutating func made<Value: Wire>(_ key: String) -> Value {
        let whole = all
        all = true
        defer { all = whole }
        var value = Value()
        visit(&value, key)
        return value
    }
}

/// A value whose parts can be there or not.
private protocol Slipping: Wire {
    mutating func slip(_ slip: inout Slip, _ key: String)
}

extension Array: Slipping where Element: Wire {
    fileprivate mutating func slip(_ slip: inout Slip, _ key: String) { slip.slip(&self, key) }
}

extension Optional: Slipping where Wrapped: Wire {
    fileprivate mutating func slip(_ slip: inout Slip, _ key: String) { slip.slip(&self, key) }
}

extension Author {
    /// A body of a kind that no move makes, with something in every field.
    mutating func blind(_ type: any ActBody.Type) -> any ActBody {
        var slip = Slip(self, seed: random.next())
        return slip.filled(type.init())
    }
}
