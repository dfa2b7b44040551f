/// Goes through a record's fields and fills them from JSON, noting every problem with its path.
public struct FieldReader: Fields {
    /// How strict to be about what is left out.
    public enum Manner: Sendable {
        /// As the record demands: exactly the keys of the kind.
        case recorded
        /// As people write: a list or an optional value may be left out.
        case authored
    }

    let manner: Manner
    /// Everything wrong so far, in order of reading.
    public private(set) var problems: [Malformed] = []
    /// The way to the value being read; put in words only when something is wrong with it.
    private var steps: [Step] = []
    private var object: Object?

    private enum Step {
        case key(StaticString), index(Int)

        var name: String {
            switch self {
            case .key(let key): "\(key)"
            case .index(let index): String(index)
            }
        }
    }

    /// An object being read.
    @usableFromInline
    struct Object {
        let json: JSONValue
        /// The node where the next key is expected when keys come in their documented order.
        var expected: Int
        var taken = 0
        /// How many problems there were before it.
        let problems: Int
    }

    public init(manner: Manner) {
        self.manner = manner
    }

    /// Notes a problem at the value being read.
    public mutating func note(_ reason: String) {
        problems.append(Malformed(reason, path: path))
    }

    private var path: String { steps.map(\.name).joined(separator: ".") }

    // What is generic over the value is inlined into the rooms that have records of their own, so that it is made for
    // their types; what it calls is not.

    /// Reads each of `elements` in its turn.
    @inlinable
    mutating func each(_ elements: [JSONValue], _ read: (JSONValue, inout FieldReader) -> Void) {
        for (index, element) in elements.enumerated() {
            enter(index)
            read(element, &self)
            leave()
        }
    }

    /// Reads an object: its fields, and then that no other key stands in it.
    @inlinable
    mutating func object(_ json: JSONValue, _ visit: (inout FieldReader) -> Void) {
        let outer = begin(json)
        guard isInObject else { return end(outer) }
        visit(&self)
        end(outer)
    }

    @inlinable
    public mutating func callAsFunction<Value: Wire>(
        _ key: StaticString, _ value: inout Value, _ meaning: StaticString
    ) {
        guard isInObject else { return }
        guard let here = enter(key) else {
            if mayOmit, let omitted = Value.whenOmitted {
                value = omitted
            } else {
                noteMissing(key)
            }
            return
        }
        value.read(here, &self)
        leave()
    }

    /// Goes into an object, or notes that it is none; gives the object around it, to be handed to ``end(_:)``.
    @usableFromInline
    mutating func begin(_ json: JSONValue) -> Object? {
        let outer = object
        guard json.node.kind == .object else {
            note("must be an object with named fields, not \(json.noun)")
            object = nil
            return outer
        }
        object = Object(json: json, expected: json.at + 1, problems: problems.count)
        return outer
    }

    @usableFromInline
    mutating func end(_ outer: Object?) {
        if let object, object.taken < Int(object.json.node.number), problems.count == object.problems || manner == .authored {
            noteUnknownKeys(object.json)
        }
        object = outer
    }

    @usableFromInline
    var isInObject: Bool { object != nil }

    @usableFromInline
    var mayOmit: Bool { manner == .authored }

    /// Goes down to the value of `key`, if the object has it.
    @usableFromInline
    mutating func enter(_ key: StaticString) -> JSONValue? {
        guard let json = object?.json, let expected = object?.expected else { return nil }
        if case .authored = manner { known.insert("\(path)/\(key)") }
        guard let found = Self.find(key, in: json, at: expected) else { return nil }
        let here = JSONValue(tape: json.tape, at: found + 1)
        object?.taken += 1
        object?.expected = Int(here.node.next)
        steps.append(.key(key))
        return here
    }

    @usableFromInline
    mutating func enter(_ index: Int) { steps.append(.index(index)) }

    @usableFromInline
    mutating func leave() { steps.removeLast() }

    @usableFromInline
    mutating func noteMissing(_ key: StaticString) {
        problems.append(Malformed("must have the field “\(key)”", path: path))
    }

    /// The node of `key`, looking first where it stands when keys are in order.
    private static func find(_ key: StaticString, in object: JSONValue, at expected: Int) -> Int? {
        let end = Int(object.node.next)
        if expected < end, matches(expected, key, object.tape) { return expected }
        var index = object.at + 1
        while index < end {
            if matches(index, key, object.tape) { return index }
            index = Int(object.tape.nodes[index + 1].next)
        }
        return nil
    }

    private static func matches(_ index: Int, _ key: StaticString, _ tape: JSONTape) -> Bool {
        let node = tape.nodes[index]
        let count = key.utf8CodeUnitCount
        guard Int(node.end) - Int(node.start) == count else { return false }
        return tape.bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<count where bytes[Int(node.start) + offset] != key.utf8Start[offset] { return false }
            return true
        }
    }

    /// Keys that fields asked for, kept only while reading what a person wrote.
    private var known: Set<String> = []

    private mutating func noteUnknownKeys(_ json: JSONValue) {
        guard case .authored = manner else {
            note("has a field that its kind does not have")
            return
        }
        let place = path
        var index = json.at + 1
        while index < Int(json.node.next) {
            let key = JSONValue(tape: json.tape, at: index).string ?? ""
            if !known.contains("\(place)/\(key)") {
                problems.append(Malformed("has no field “\(key)”", path: place.isEmpty ? key : "\(place).\(key)"))
            }
            index = Int(json.tape.nodes[index + 1].next)
        }
    }
}
