import Mechanism
import Registry
import TransparencyLog

/// A stretch of the register of acts.
struct ActList: Encodable, Sendable {
    let from: UInt64
    let limit: UInt64
    /// In the record's order; only those that the reader may see.
    let acts: [ActLine]
    /// How many acts of this stretch are for participants only.
    let actsForParticipants: Int
    /// The entries of these acts, in base64, in their order; left out unless asked for.
    let entries: [String]?
}

/// One act, as it is in the record.
struct ActView: Encodable, Sendable {
    struct Field: Encodable, Sendable {
        /// Its keys from the outermost, joined with dots.
        let name: String
        let value: String
        let meaning: String
    }
    struct TextCommitment: Encodable, Sendable {
        let slot: String
        let language: String
        /// In bytes of UTF-8.
        let length: Int64
        let commitment: String
        /// The text itself; left out where it is kept no more.
        let text: Wording?
        /// By whom it was erased, and why; left out where it was not.
        let erased: Erasure?
    }
    struct Signature: Encodable, Sendable {
        let keyid: String
        let sig: String
    }

    let act: ActLine
    /// What the kind of act does, in one sentence.
    let summary: String
    /// The officer's own time, as it was signed.
    let signedAt: String
    let rules: Int64
    let mechanism: String
    /// The key's previous admitted act; empty when this is its first.
    let previous: String
    let nonce: String
    let fields: [Field]
    let texts: [TextCommitment]
    let payloadType: String
    let signatures: [Signature]
    /// The entry's bytes, in base64.
    let entry: String
    /// The leaf's hash in the tree, in base64.
    let leaf: String
}

/// The texts of an act with their salts, so that each can be checked against its commitment.
struct ActTexts: Encodable, Sendable {
    struct Salted: Encodable, Sendable {
        let slot: String
        let language: String
        let salt: String
        let text: String
    }
    let index: Int64
    let texts: [Salted]
}

/// The texts of acts that follow one another.
struct TextStretch: Encodable, Sendable {
    let from: UInt64
    /// Where the texts go on: everything before was looked through.
    let next: UInt64
    /// Acts with texts that the reader may see, in the record's order.
    let acts: [ActTexts]
}

/// An entry of the record, opened.
struct RecordedAct: Sendable {
    let citation: Citation
    let opened: OpenedAct
    let bytes: [UInt8]

    init(index: UInt64, bytes: [UInt8]) throws {
        let entry = try Entry(strict: bytes)
        opened = try OpenedAct(entry.envelope)
        self.bytes = bytes
        var citation = Citation()
        citation.act = opened.act.id
        citation.index = Int64(index)
        citation.received = entry.received
        citation.participant = opened.act.payload.participant
        citation.desk = opened.act.payload.desk
        citation.audience = opened.act.payload.audience
        self.citation = citation
    }
}

extension Reading {
    /// - Parameter stretch: entries that follow one another.
    /// - Parameter withEntries: whether the entries' bytes are wanted too.
    func actList(
        _ stretch: [RecordedAct], from: UInt64, limit: UInt64, withEntries: Bool = false, _ texts: Texts
    ) -> ActList {
        let visible = stretch.filter { sees($0.citation) }
        return ActList(
            from: from, limit: limit, acts: visible.map { line($0.citation, $0.opened.act.kind, texts) },
            actsForParticipants: stretch.count - visible.count,
            entries: withEntries ? visible.map { Base64.encode($0.bytes) } : nil)
    }

    /// - Parameter recorded: an act that the reader may see.
    func actView(_ recorded: RecordedAct, _ texts: Texts) -> ActView {
        let act = recorded.opened.act
        let payload = act.payload
        let kept = texts.salted(recorded.citation)
        return ActView(
            act: line(recorded.citation, act.kind, texts), summary: act.kind.summary, signedAt: payload.at.description,
            rules: payload.rules, mechanism: payload.mechanism.act?.hex ?? "", previous: payload.previous.act?.hex ?? "",
            nonce: payload.nonce.word, fields: FieldLister.fields(of: act.body),
            texts: payload.texts.map { reference in
                ActView.TextCommitment(
                    slot: reference.slot.name, language: reference.language.name, length: reference.length,
                    commitment: reference.commitment.hex, text: kept.first { $0.reference == reference }.map(Wording.init),
                    erased: texts.erasure(recorded.citation, reference.commitment))
            },
            payloadType: Envelope.actType,
            signatures: recorded.opened.signatures.map { .init(keyid: $0.keyid, sig: Base64.encode($0.sig.bytes)) },
            entry: Base64.encode(recorded.bytes), leaf: Merkle.leafHash(of: recorded.bytes).base64)
    }

    func actTexts(_ recorded: RecordedAct, _ texts: Texts) -> ActTexts {
        ActTexts(
            index: recorded.citation.index,
            texts: texts.salted(recorded.citation).map {
                .init(slot: $0.slot.name, language: $0.language.name, salt: Base64.encode($0.salt.bytes), text: $0.text)
            })
    }
}

extension Wire {
    /// The value as the record has it; a text without its quotation marks.
    var word: String {
        if let text = self as? String { return text }
        if let moment = self as? Moment { return Instant(moment).iso }
        var writer = JSONWriter()
        write(to: &writer)
        var bytes = writer.bytes[...]
        if bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") { bytes = bytes.dropFirst().dropLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Goes through a record's fields and keeps what each says, for people.
private struct FieldLister: Fields {
    private var path = ""
    private var listed: [ActView.Field] = []

    static func fields(of body: any ActBody) -> [ActView.Field] {
        var lister = FieldLister()
        var body = body
        body.visit(&lister)
        return lister.listed
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        if var record = value as? any Record {
            let outer = path
            path += "\(key)."
            record.visit(&self)
            path = outer
        } else {
            listed.append(.init(name: "\(path)\(key)", value: value.word, meaning: "\(meaning)"))
        }
    }
}
