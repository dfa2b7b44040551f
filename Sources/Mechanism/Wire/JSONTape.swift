/// A strictly read JSON text, as a flat list of values over its bytes.
///
/// One signature must mean one act on every machine, so the reader refuses whatever JSON
/// libraries disagree on: duplicate keys, numbers that are not integers within ±2^53, ill-formed
/// escapes, lone surrogates, ill-formed UTF-8, a byte-order mark, trailing bytes, and nesting
/// deeper than eight (RFC 8259; I-JSON, RFC 7493).
public struct JSONTape: Sendable {
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
        /// Of an integer, the number itself; of an object, how many keys it has; of an array, how many elements.
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

    /// Lends the outermost value, to be read where it lies.
    @usableFromInline
    func withRoot(_ body: (JSONValue) -> Void) {
        nodes.withUnsafeBufferPointer { nodes in
            bytes.withUnsafeBufferPointer { bytes in body(JSONValue(nodes: nodes, bytes: bytes, at: 0)) }
        }
    }
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

/// One value on a tape, lent while the tape is read (``Record/read(_:as:)``): a value is passed on for each field of each act, and
/// neither counts itself among those who keep the tape nor outlives the reading.
public struct JSONValue {
    let nodes: UnsafeBufferPointer<JSONTape.Node>
    let bytes: UnsafeBufferPointer<UInt8>
    let at: Int

    var node: JSONTape.Node { nodes[at] }
    var isNull: Bool { node.kind == .null }

    /// Another value on the same tape.
    func value(at place: Int) -> JSONValue { JSONValue(nodes: nodes, bytes: bytes, at: place) }

    /// Where a node's bytes lie.
    func text(of node: JSONTape.Node) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
    }

    /// The characters of a string; `nil` for another kind of value.
    public var string: String? {
        let node = self.node
        guard node.kind == .string else { return nil }
        guard node.escaped else { return String(decoding: text(of: node), as: UTF8.self) }
        return String(decoding: JSONScanner.unescaped(text(of: node)), as: UTF8.self)
    }

    /// What `read` makes of the bytes of a string without escapes, where they lie; `nil` for another value, or where `read` says
    /// that they are not as they should be.
    @inlinable
    public func readPlain<Value>(_ read: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? { plainText.flatMap(read) }

    @usableFromInline
    var plainText: UnsafeBufferPointer<UInt8>? {
        let node = self.node
        return node.kind == .string && !node.escaped ? text(of: node) : nil
    }

    var integer: Int64? { node.kind == .integer ? node.number : nil }

    var boolean: Bool? {
        switch node.kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// How many elements an array has; `nil` for another kind of value.
    @usableFromInline
    var count: Int? {
        let node = self.node
        return node.kind == .array ? Int(node.number) : nil
    }

    /// An array's first element, if it has one.
    @usableFromInline
    var first: JSONValue { value(at: at + 1) }

    /// The value after this one and its parts, if there is one.
    @usableFromInline
    var following: JSONValue { value(at: Int(node.next)) }

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
