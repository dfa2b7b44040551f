/// Goes through a record's fields and puts something plausible into each, for people to see how it is written.
private struct ExampleFiller: Fields {
    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        value = .example(of: "\(key)")
    }
}

extension Record {
    public static func example(of field: String) -> Self {
        var filler = ExampleFiller()
        var record = Self()
        record.visit(&filler)
        return record
    }

    /// A record with something plausible in every field: it is read strictly without a problem, and means nothing.
    public static var example: Self { example(of: "") }
}

extension Int64 {
    public static func example(of field: String) -> Self { 1 }
}

extension String {
    public static func example(of field: String) -> Self { "words" }
}

extension Identifier {
    /// Such as `article-1`, also for an element of `articles`; `name-1` for a field whose name says less, such as `to`.
    public static func example(of field: String) -> Self {
        let one = field.utf8.last == UInt8(ascii: "s") ? String(field.dropLast()) : field
        return (one.utf8.count > 2 ? Identifier("\(one)-1") : nil) ?? Identifier(constant: "name-1")
    }
}

extension Hash {
    public static func example(of field: String) -> Self { .sha256(of: Array(field.utf8)) }
}

extension Link {
    public static func example(of field: String) -> Self { Link(.example(of: field)) }
}

extension Key {
    public static func example(of field: String) -> Self { Key(ed25519: Hash.example(of: field).bytes) ?? Key() }
}

extension LocalTime {
    public static func example(of field: String) -> Self { LocalTime(Array("2025-11-09T14:30:00+05:00".utf8)) ?? LocalTime() }
}

extension Moment {
    public static func example(of field: String) -> Self { LocalTime.example(of: field).moment }
}

extension Day {
    public static func example(of field: String) -> Self { Day(Array("2025-11-09".utf8)) ?? Day() }
}

extension Optional where Wrapped: Wire {
    public static func example(of field: String) -> Self { .some(.example(of: field)) }
}

extension Array where Element: Wire {
    public static func example(of field: String) -> Self { [.example(of: field)] }
}
