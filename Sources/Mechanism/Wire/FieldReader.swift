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
    private var path: [String] = []
    private var object: JSONValue?
    /// The node where the next key is expected when keys come in their documented order.
    private var expected = 0
    private var taken = 0

    public init(manner: Manner) {
        self.manner = manner
    }

    /// Notes a problem at the value being read.
    public mutating func note(_ reason: String) {
        problems.append(Malformed(reason, path: path.joined(separator: ".")))
    }

    /// Goes down to the part called `name`.
    mutating func inside(_ name: @autoclosure () -> String, _ body: (inout FieldReader) -> Void) {
        path.append(name())
        body(&self)
        path.removeLast()
    }

    /// Reads an object: its fields, and then that no other key stands in it.
    mutating func object(_ json: JSONValue, _ visit: (inout FieldReader) -> Void) {
        guard json.node.kind == .object else {
            note("must be an object with named fields, not \(json.noun)")
            return
        }
        let outer = (object, expected, taken)
        let before = problems.count
        (object, expected, taken) = (json, json.at + 1, 0)
        visit(&self)
        let keys = countKeys(json)
        if taken < keys, problems.count == before || manner == .authored { noteUnknownKeys(json) }
        (object, expected, taken) = outer
    }

    public mutating func callAsFunction<Value: Wire>(
        _ key: StaticString, _ value: inout Value, _ meaning: StaticString
    ) {
        guard let object else { return }
        if case .authored = manner { known.insert("\(path.joined(separator: "."))/\(key)") }
        guard let found = find(key, in: object) else {
            if case .authored = manner, let omitted = Value.whenOmitted {
                value = omitted
            } else {
                problems.append(Malformed("must have the field “\(key)”", path: path.joined(separator: ".")))
            }
            return
        }
        taken += 1
        let here = JSONValue(tape: object.tape, at: found + 1)
        expected = Int(here.node.next)
        path.append("\(key)")
        value.read(here, &self)
        path.removeLast()
    }

    /// The node of `key`, looking first where it stands when keys are in order.
    private func find(_ key: StaticString, in object: JSONValue) -> Int? {
        let end = Int(object.node.next)
        if expected < end, matches(expected, key, object.tape) { return expected }
        var index = object.at + 1
        while index < end {
            if matches(index, key, object.tape) { return index }
            index = Int(object.tape.nodes[index + 1].next)
        }
        return nil
    }

    private func matches(_ index: Int, _ key: StaticString, _ tape: JSONTape) -> Bool {
        let node = tape.nodes[index]
        let count = key.utf8CodeUnitCount
        guard Int(node.end) - Int(node.start) == count else { return false }
        return tape.bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<count where bytes[Int(node.start) + offset] != key.utf8Start[offset] { return false }
            return true
        }
    }

    private func countKeys(_ json: JSONValue) -> Int {
        var count = 0
        var index = json.at + 1
        while index < Int(json.node.next) {
            count += 1
            index = Int(json.tape.nodes[index + 1].next)
        }
        return count
    }

    /// Keys that fields asked for, kept only while reading what a person wrote.
    private var known: Set<String> = []

    private mutating func noteUnknownKeys(_ json: JSONValue) {
        guard case .authored = manner else {
            note("has a field that its kind does not have")
            return
        }
        let place = path.joined(separator: ".")
        var index = json.at + 1
        while index < Int(json.node.next) {
            let key = JSONValue(tape: json.tape, at: index).string ?? ""
            if !known.contains("\(place)/\(key)") {
                problems.append(Malformed("has no field “\(key)”", path: (path + [key]).joined(separator: ".")))
            }
            index = Int(json.tape.nodes[index + 1].next)
        }
    }
}
