/// What a value of the record looks like, for the documentation and for checks of it.
public indirect enum Shape: Hashable, Sendable {
    /// One field of an object.
    public struct Field: Hashable, Sendable {
        public var key: String
        public var shape: Shape
        public var meaning: String
    }

    case truth
    /// An integer, with its unit or meaning.
    case integer(String)
    /// A text of a certain form, said in words.
    case text(String)
    /// One of these words.
    case word([String])
    case list(Shape)
    case optional(Shape)
    case object([Field])

    /// The shape in words.
    public var words: String {
        switch self {
        case .truth: "true or false"
        case .integer(let unit): "integer, \(unit)"
        case .text(let form): form
        case .word(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let element): "list of (\(element.words))"
        case .optional(let value): "\(value.words); or null"
        case .object(let fields): "object {\(fields.map { "\($0.key): \($0.shape.words)" }.joined(separator: "; "))}"
        }
    }
}

/// Goes through a record's fields and keeps what it learns of them.
struct Describer: Fields {
    private(set) var fields: [Shape.Field] = []

    mutating func callAsFunction<Value: Wire>(
        _ key: StaticString, _ value: inout Value, _ meaning: StaticString
    ) {
        fields.append(.init(key: "\(key)", shape: Value.shape, meaning: "\(meaning)"))
    }
}
