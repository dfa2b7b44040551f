/// A strictly read JSON text, as a flat list of values over its bytes.
///
/// One signature must mean one act on every machine, so the reader refuses whatever JSON
/// libraries disagree on: duplicate keys, numbers that are not integers within ±2^53, ill-formed
/// escapes, lone surrogates, ill-formed UTF-8, a byte-order mark, trailing bytes, and nesting
/// deeper than eight (RFC 8259; I-JSON, RFC 7493).
public final class JSONTape: Sendable {
    /// What a value is.
    enum Kind: UInt8, Sendable {
        case null, yes, no, integer, string, array, object
    }

    /// One value: where its bytes lie and where the next value after it and its parts begins.
    struct Node: Sendable {
        var kind: Kind
        /// A string with escapes, to be undone when read.
        var escaped = false
        /// Bytes from `start` up to `end`; of a string, without its quotation marks.
        var start: Int32
        var end: Int32
        /// The index of the first node that is not part of this value.
        var next: Int32
        /// Of an integer, the number itself; of an object, how many keys it has.
        var number: Int64 = 0
    }

    let bytes: [UInt8]
    let nodes: [Node]

    /// The greatest depth of nesting, the outermost object counted as one.
    public static let deepest = 8

    /// Reads `bytes` whole, or says in one sentence why they are not strict JSON.
    public init(_ bytes: [UInt8]) throws(Malformed) {
        self.bytes = bytes
        var scanner = JSONScanner()
        nodes = try scanner.scan(bytes)
    }

    /// The outermost value.
    @usableFromInline
    var root: JSONValue { JSONValue(tape: self, at: 0) }
}

/// Why some bytes are not what they should be, in one sentence that says what would be right.
public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the value: keys and indices joined with dots, such as `place.area`; empty for the whole.
    public var path: String
    /// One sentence.
    public var reason: String

    public init(_ reason: String, path: String = "") {
        self.path = path
        self.reason = reason
    }

    public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}

/// One value on a tape. Whoever reads keeps the tape meanwhile (``Record/read(_:as:)``): a value is passed on for each field
/// of each act, and does not count itself among those who keep it.
public struct JSONValue: Sendable {
    unowned(unsafe) let tape: JSONTape
    let at: Int

    var node: JSONTape.Node { tape.nodes[at] }
    var isNull: Bool { node.kind == .null }

    /// The characters of a string; `nil` for another kind of value.
    public var string: String? {
        let node = self.node
        guard node.kind == .string else { return nil }
        let range = Int(node.start)..<Int(node.end)
        guard node.escaped else { return String(decoding: tape.bytes[range], as: UTF8.self) }
        return String(decoding: JSONScanner.unescaped(tape.bytes[range]), as: UTF8.self)
    }

    /// The bytes of a string without escapes; `nil` for another value.
    public var plainBytes: ArraySlice<UInt8>? {
        let node = self.node
        guard node.kind == .string, !node.escaped else { return nil }
        return tape.bytes[Int(node.start)..<Int(node.end)]
    }

    /// The same, read where they lie; `read` says `nil` of what is not as it should be.
    func readPlain<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
        let node = self.node
        guard node.kind == .string, !node.escaped else { return nil }
        return tape.bytes.withUnsafeBufferPointer {
            read(UnsafeBufferPointer(rebasing: $0[Int(node.start)..<Int(node.end)]))
        }
    }

    var integer: Int64? { node.kind == .integer ? node.number : nil }

    var boolean: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The elements of an array; `nil` for another kind of value.
    @usableFromInline
    var elements: [JSONValue]? {
        guard node.kind == .array else { return nil }
        var elements: [JSONValue] = []
        var index = at + 1
        while index < Int(node.next) {
            elements.append(JSONValue(tape: tape, at: index))
            index = Int(tape.nodes[index].next)
        }
        return elements
    }

    /// What the value is, for a sentence.
    public var noun: String {
        switch node.kind {
        case .null: "null"
        case .yes, .no: "true or false"
        case .integer: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
