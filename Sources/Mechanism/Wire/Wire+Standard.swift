extension Bool: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let value = json.boolean else { return reader.note("must be true or false, not \(json.noun)") }
        self = value
    }
    public func write(to writer: inout JSONWriter) { writer.boolean(self) }
    public static var shape: Shape { .truth }
}

extension Int64: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let value = json.integer else { return reader.note("must be a whole number, not \(json.noun)") }
        self = value
    }
    public func write(to writer: inout JSONWriter) { writer.integer(self) }
    public static var shape: Shape { .integer("within ±2^53") }
}

/// A text that is data of the mechanism and public by nature (the agreement's own wording, a participant's official
/// name). What people write about events never stands in a payload: see ``TextReference``.
extension String: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let value = json.string else { return reader.note("must be a text, not \(json.noun)") }
        self = value
    }
    public func write(to writer: inout JSONWriter) { writer.string(self) }
    public static var shape: Shape { .text("text") }
}

extension Optional: Wire where Wrapped: Wire {
    public init() { self = nil }

    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard !json.isNull else {
            self = nil
            return
        }
        var value = Wrapped()
        value.read(json, &reader)
        self = value
    }

    public func write(to writer: inout JSONWriter) {
        if let self { self.write(to: &writer) } else { writer.null() }
    }

    public static var shape: Shape { .optional(Wrapped.shape) }
    public static var whenOmitted: Self? { .some(nil) }
}

extension Array: Wire where Element: Wire {
    @inlinable
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let count = json.count else { return reader.note("must be a list, not \(json.noun)") }
        removeAll()
        reserveCapacity(count)
        reader.each(json, count) { (element: JSONValue, reader: inout FieldReader) in
            var value = Element()
            value.read(element, &reader)
            append(value)
        }
    }

    @inlinable
    public func write(to writer: inout JSONWriter) {
        writer.array(self) { (element, writer: inout JSONWriter) in element.write(to: &writer) }
    }

    public static var shape: Shape { .list(Element.shape) }
    public static var whenOmitted: Self? { [] }
}

/// One of a fixed set of words.
public protocol Word: Wire, RawRepresentable, CaseIterable, Hashable where RawValue == String {}

extension Word {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let text = json.string, let word = Self(rawValue: text) else {
            return reader.note("must be one of \(Self.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self = word
    }
    public func write(to writer: inout JSONWriter) { writer.plain(rawValue.utf8) }
    public static var shape: Shape { .word(Self.allCases.map(\.rawValue)) }
}
