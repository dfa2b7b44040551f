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
    /// The value being read; `nil` for the whole. The way to it is found again when something is wrong with it.
    private var here: JSONValue?
    private var object: Object?

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

    private var path: String { here.map(Self.path) ?? "" }

    /// Keys and indices on the way from the outermost value to one in it, joined with dots.
    private static func path(to value: JSONValue) -> String {
        var steps: [String] = []
        var outer = value.value(at: 0)
        while outer.at < value.at {
            let isObject = outer.node.kind == .object
            var (inner, index) = (outer.first, 0)
            while inner.following.at <= value.at { (inner, index) = (inner.following, index + 1) }
            // An object's values follow their keys, which have no parts.
            steps.append(isObject ? inner.value(at: inner.at - 1).string ?? "" : String(index))
            outer = inner
        }
        return steps.joined(separator: ".")
    }

    // What is generic over the value is inlined into the rooms that have records of their own, so that it is made for
    // their types; what it calls is not.

    /// Reads each of the elements of an array in its turn.
    @inlinable
    mutating func each(_ array: JSONValue, _ count: Int, _ read: (JSONValue, inout FieldReader) -> Void) {
        var element = array.first
        for _ in 0..<count {
            let outer = enter(element)
            read(element, &self)
            leave(outer)
            element = element.following
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
        guard let found = find(key) else {
            if mayOmit, let omitted = Value.whenOmitted {
                value = omitted
            } else {
                noteMissing(key)
            }
            return
        }
        let outer = enter(found)
        value.read(found, &self)
        leave(outer)
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

    /// The value of `key`, if the object has it.
    @usableFromInline
    mutating func find(_ key: StaticString) -> JSONValue? {
        guard let object else { return nil }
        if case .authored = manner { known.insert("\(path)/\(key)") }
        guard let found = Self.find(key, in: object.json, at: object.expected) else { return nil }
        let value = object.json.value(at: found + 1)
        self.object?.taken += 1
        self.object?.expected = Int(value.node.next)
        return value
    }

    /// Goes down to a value; gives the one around it, to be handed to ``leave(_:)``.
    @usableFromInline
    mutating func enter(_ value: JSONValue) -> JSONValue? {
        defer { here = value }
        return here
    }

    @usableFromInline
    mutating func leave(_ outer: JSONValue?) { here = outer }

    @usableFromInline
    mutating func noteMissing(_ key: StaticString) {
        problems.append(Malformed("must have the field “\(key)”", path: path))
    }

    /// The node of `key`, looking first where it stands when keys are in order.
    private static func find(_ key: StaticString, in object: JSONValue, at expected: Int) -> Int? {
        let end = Int(object.node.next)
        if expected < end, isNamed(object.value(at: expected), key) { return expected }
        var index = object.at + 1
        while index < end {
            if isNamed(object.value(at: index), key) { return index }
            index = Int(object.nodes[index + 1].next)
        }
        return nil
    }

    private static func isNamed(_ name: JSONValue, _ key: StaticString) -> Bool {
        let text = name.text(of: name.node)
        guard text.count == key.utf8CodeUnitCount else { return false }
        for offset in 0..<text.count where text[offset] != key.utf8Start[offset] { return false }
        return true
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
            let key = json.value(at: index).string ?? ""
            if !known.contains("\(place)/\(key)") {
                problems.append(Malformed("has no field “\(key)”", path: place.isEmpty ? key : "\(place).\(key)"))
            }
            index = Int(json.nodes[index + 1].next)
        }
    }
}
