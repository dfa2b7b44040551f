/// One signed statement by an officer: the only way anything changes.
///
/// This is the payload, strictly read. The envelope around it, and the proof that its signature is good, are the
/// registry's business; the rules trust that whoever hands them an act has seen to both. An act never changes, so whoever passes it
/// on shares it.
public final class Act: Sendable {
    /// What other acts cite.
    public let id: ActID
    public let payload: Payload

    /// - Parameter id: SHA-256("truce/act/v1" ‖ 00 ‖ PAE of `payload`), made by who opened the envelope.
    /// - Throws: why the payload is not an act, in one sentence.
    public init(id: ActID, payload: [UInt8]) throws(Malformed) {
        self.id = id
        self.payload = try Payload(strict: payload)
    }

    /// An act whose payload was read already.
    init(id: ActID, read payload: Payload) { (self.id, self.payload) = (id, payload) }

    public var kind: ActKind { type(of: body).kind }
    public var body: any ActBody { payload.body.value }
}

/// The signed bytes of an act, field by field.
public struct Payload: Record {
    public var kind = Identifier()
    public var mechanism = Link()
    public var rules: Int64 = 0
    public var desk = Identifier()
    public var participant = Identifier()
    public var previous = Link()
    public var nonce = Nonce()
    public var at = LocalTime()
    public var audience = Audience.participants
    public var body = Body()
    public var texts: [TextReference] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &kind, "The kind of act: subject and verb.")
        field("mechanism", &mechanism, "The id of the mechanism's first act; empty in that act itself.")
        field("rules", &rules, "The version of the rules under which the officer signs.")
        field("desk", &desk, "The officer's function, such as `liaison-2`.")
        field("participant", &participant, "The participant for whom the officer acts.")
        field("previous", &previous, "The id of the same key's previous admitted act; empty when this is its first.")
        field("nonce", &nonce, "Sixteen bytes at random, so that no two acts are the same.")
        field("at", &at, "The officer's own time; informative.")
        field("audience", &audience, "Who may read the act and its texts.")
        if body.value.kindName != kind { body = Body(of: kind, under: rules) }
        field("body", &body, "What the kind of act says.")
        field("texts", &texts, "Commitments to the texts that stand beside the record.")
    }
}

/// The part of a payload whose fields depend on its kind.
public struct Body: Wire {
    public var value: any ActBody

    public init() { value = UnknownBody() }
    public init(_ value: any ActBody) { self.value = value }
    init(of kind: Identifier, under rules: Int64) {
        value = ActKinds.type(named: kind).flatMap { $0.kind.since <= rules ? $0.init() : nil } ?? UnknownBody()
    }

    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) { value.read(json, &reader) }
    public func write(to writer: inout JSONWriter) { value.write(to: &writer) }
    public static var shape: Shape { .object([]) }
}

/// What stands for the body of a kind that these rules do not know: it reads nothing and is never admitted.
struct UnknownBody: ActBody {
    static let kind = ActKind("unknown.kind", "Stands for kinds that these rules do not know.", by: [])

    mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        reader.note("belongs to a kind of act that these rules do not have")
    }
    mutating func visit(_ fields: inout some Fields) {}
    func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        throw Refusal("act.kind", "These rules do not have this kind of act.")
    }
}

/// A citation of an act that may be absent: an act id, or an empty text.
public struct Link: Wire, Hashable {
    public var act: ActID?

    public init() {}
    public init(_ act: ActID?) { self.act = act }

    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        if json.readPlain({ $0.isEmpty }) == true { return act = nil }
        var id = Hash()
        id.read(json, &reader)
        act = id
    }
    public func write(to writer: inout JSONWriter) {
        if let act { writer.hash(act) } else { writer.plain("") }
    }
    public static var shape: Shape { .text("act id, or empty") }
}

/// Sixteen bytes at random, as 32 lower-case hexadecimal digits.
public struct Nonce: Wire, Hashable {
    // As numbers, the first byte the most significant.
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    public init() {}

    /// - Parameter bytes: exactly 16; more are cut off, fewer filled up with zeros.
    public init(_ bytes: [UInt8]) {
        let sixteen = (bytes + [UInt8](repeating: 0, count: 16)).prefix(16)
        high = sixteen.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = sixteen.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        let read = json.readPlain { digits -> Nonce? in
            guard digits.count == 32 else { return nil }
            var nonce = Nonce()
            for digit in digits {
                guard let nibble = Hash.nibble(digit, upperCase: false) else { return nil }
                nonce.high = nonce.high << 4 | nonce.low >> 60
                nonce.low = nonce.low << 4 | UInt64(nibble)
            }
            return nonce
        }
        guard let read else { return reader.note("must be 32 lower-case hexadecimal digits") }
        self = read
    }
    public func write(to writer: inout JSONWriter) {
        writer.plain((0..<32).map { place in
            Hash.digit(UInt8(truncatingIfNeeded: (place < 16 ? high : low) >> UInt64(60 - 4 * (place & 15))) & 15)
        })
    }
    public static var shape: Shape { .text("32 lower-case hexadecimal digits") }
}

/// Who may read an act and its texts. Widened by a `release`, never narrowed.
public enum Audience: String, Word {
    case everyone = "public"
    case participants

    public init() { self = .participants }
}

/// A text that stands beside the record: free words or a name, bound to the act by a salted commitment,
/// SHA-256("truce/text/v1" ‖ 00 ‖ salt ‖ length as u64, big-endian ‖ UTF-8 bytes).
public struct TextReference: Record, Hashable {
    public var slot = Identifier()
    public var language = Identifier()
    public var length: Int64 = 0
    public var commitment = Hash()

    public init() {}
    public init(slot: Identifier, language: Identifier, length: Int64, commitment: Hash) {
        (self.slot, self.language, self.length, self.commitment) = (slot, language, length, commitment)
    }

    public mutating func visit(_ field: inout some Fields) {
        field("slot", &slot, "What the text is for; each kind has its own slots.")
        field("language", &language, "The text's language, as a BCP 47 tag in lower case.")
        field("length", &length, "The text's length in bytes of UTF-8.")
        field("commitment", &commitment, "The salted commitment to the text.")
    }
}
