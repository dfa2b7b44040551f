/// Something that goes through the fields of a record, one after the other.
///
/// A record names its fields once, in ``Record/visit(_:)``. Whatever goes through them (the strict reader, the
/// writer, the describer that makes the documentation) learns them there and nowhere else.
public protocol Fields {
    /// Goes through one field.
    /// - Parameters:
    ///   - key: the field's name in JSON.
    ///   - value: where the field is read from or put.
    ///   - meaning: one sentence for people, with units.
    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString)
}

/// A value that has a form in the record.
public protocol Wire: Sendable {
    /// The value before anything is read into it.
    init()
    /// Reads the value, or adds to the reader's problems and leaves it.
    mutating func read(_ json: JSONValue, _ reader: inout FieldReader)
    func write(to writer: inout JSONWriter)
    /// What the value looks like, for the documentation.
    static var shape: Shape { get }
    /// The value of a field that an author left out; `nil` where it may not be.
    static var whenOmitted: Self? { get }
    /// Something plausible for a field of that name, for people to see how it is written.
    static func example(of field: String) -> Self
}

extension Wire {
    public static var whenOmitted: Self? { nil }
    public static func example(of field: String) -> Self { .init() }
}

/// An object with a fixed set of keys, all of them always present in the record.
public protocol Record: Wire {
    mutating func visit(_ fields: inout some Fields)
}

extension Record {
    @inlinable
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        reader.object(json) { (fields: inout FieldReader) in visit(&fields) }
    }

    @inlinable
    public func write(to writer: inout JSONWriter) {
        var copy = self
        writer.object { (fields: inout JSONWriter) in copy.visit(&fields) }
    }

    public static var shape: Shape {
        var describer = Describer()
        var blank = Self()
        blank.visit(&describer)
        return .object(describer.fields)
    }

    /// The record in canonical JSON: fields in the order of ``visit(_:)``, no space, shortest escapes.
    @inlinable
    public var canonical: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Reads a record strictly from JSON.
    /// - Throws: the first thing that is wrong with it.
    @inlinable
    public init(strict bytes: [UInt8]) throws(Malformed) {
        let (value, problems) = Self.read(try JSONTape(bytes), as: .recorded)
        if let problem = problems.first { throw problem }
        self = value
    }

    /// Reads a record and tells everything that is wrong with it at once.
    @inlinable
    public static func read(_ tape: JSONTape, as manner: FieldReader.Manner) -> (Self, [Malformed]) {
        var reader = FieldReader(manner: manner)
        var value = Self()
        tape.withRoot { value.read($0, &reader) }
        return (value, reader.problems)
    }
}
