public import Mechanism
public import Registry
import TransparencyLog

/// A file that convinces a third person, offline, that the registry did what it must not: made of what the registry, the officers and the
/// witnesses signed, and of nothing that has to be believed.
///
/// Strict and canonical JSON with three fields; `content` depends on `kind`. No byte of it can be changed without its proving nothing.
public struct Evidence: Record {
    public static let format = "truce/evidence/v1"

    /// What was done.
    public enum Kind: String, Word {
        /// Two signed checkpoints of which one does not extend the other.
        case splitView = "split-view"
        /// An entry under a signed checkpoint that the rules refuse, or that its officer did not sign.
        case ruleBroken = "rule-broken"
        /// A first entry under a signed checkpoint that is not the card's.
        case wrongRecord = "wrong-record"
        /// A time of receipt that a witness's time contradicts.
        case wrongTime = "wrong-time"
        /// A signed refusal of an act that the rules admit.
        case wrongRefusal = "wrong-refusal"
        /// A lodged act that the record has gone past for longer than was agreed.
        case delay

        public init() { self = .splitView }
    }

    public var format = Evidence.format
    public var kind = Kind()
    public var content = Content()

    public init() {}
    public init(_ showing: some Showing) { (kind, content) = (type(of: showing).kind, Content(showing)) }

    public mutating func visit(_ field: inout some Fields) {
        field("format", &format, "`truce/evidence/v1`.")
        field("kind", &kind, "What was done.")
        if type(of: content.value).kind != kind { content = Content(of: kind) }
        field("content", &content, "What shows it.")
    }

    /// The part of the file whose fields depend on its kind.
    public struct Content: Wire {
        var value: any Showing

        public init() { value = SplitView() }
        init(_ value: any Showing) { self.value = value }
        init(of kind: Kind) {
            value =
                switch kind {
                case .splitView: SplitView()
                case .ruleBroken: RuleBroken()
                case .wrongRecord: WrongRecord()
                case .wrongTime: WrongTime()
                case .wrongRefusal: WrongRefusal()
                case .delay: Delay()
                }
        }

        public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) { value.read(json, &reader) }
        public func write(to writer: inout JSONWriter) { value.write(to: &writer) }
        public static var shape: Shape { .object([]) }
    }

    /// Whether bytes are meant to be evidence.
    public static func isAnnounced(by bytes: [UInt8]) -> Bool { bytes.starts(with: "{\"format\":\"truce/evidence/".utf8) }

    /// Says what an evidence file proves, or that it proves nothing.
    /// - Parameter card: the reader's own card of the record that the file is about.
    public static func audit(_ bytes: [UInt8], under card: Card) async -> Audit {
        var audit = Audit()
        do {
            let evidence: Evidence
            do throws(Malformed) {
                evidence = try Evidence(strict: bytes)
            } catch {
                throw NotShown("The file must be evidence in strict JSON: \(error).")
            }
            guard evidence.format == format, evidence.canonical == bytes else {
                throw NotShown("The file must be \(format) in canonical JSON, with nothing changed in it.")
            }
            let trust = try Trust(card)
            let shown = try await evidence.content.value.prove(under: trust)
            audit.prove("The checkpoints in it are signed by the registry of your card: \(card.fingerprint).")
            for sentence in shown.proved { audit.prove(sentence) }
            for sentence in shown.open { audit.leaveOpen(sentence) }
        } catch {
            audit.fail("This file proves nothing against the registry of your card. \(error)")
        }
        return audit
    }
}

/// One kind of evidence: what it consists of, and how that proves what it says.
public protocol Showing: Record {
    static var kind: Evidence.Kind { get }
    /// - Throws: why it proves nothing.
    func prove(under trust: Trust) async throws -> Shown
}

/// What a file proves, and what it leaves open, a sentence each.
public struct Shown: Sendable {
    var proved: [String]
    var open: [String] = []
}

/// Why a file proves nothing, in one sentence.
struct NotShown: Error, CustomStringConvertible {
    let description: String
    init(_ sentence: String) { description = sentence }
}

/// Whose signatures count: the card's registry and witnesses.
public struct Trust: Sendable {
    let card: Card
    let policy: Policy

    init(_ card: Card) throws {
        self.card = card
        do {
            policy = try Policy(file: card.witnesses)
        } catch {
            throw NotShown("The card must have a witness policy that can be read: \(error)")
        }
    }

    /// A note with only those lines that its registry and its witnesses have signed; `nil` when the registry has not.
    func trimmed(_ note: Note) -> Note? {
        let keys = [card.registry] + policy.witnesses.map(\.key)
        guard let known = note.keeping({ line in keys.contains { $0.isNamed(by: line) } }),
            case .verified(let signatures) = known.verify(by: keys), signatures.contains(where: { $0.key == card.registry })
        else { return nil }
        return known
    }

    /// A checkpoint of the card's record that its registry has signed, as a file carries it: with no line by anybody else.
    func checkpoint(_ text: String) throws -> Signed {
        guard let note = try? Note(text), note.bytes.elementsEqual(text.utf8), let trimmed = trimmed(note), trimmed == note,
            let checkpoint = try? Checkpoint(note), checkpoint.origin.utf8.elementsEqual(card.origin.utf8)
        else { throw NotShown("Each checkpoint in it must be signed by the registry of the card, and by nobody but its witnesses beside.") }
        return Signed(checkpoint: checkpoint, note: note)
    }

    struct Signed {
        let checkpoint: Checkpoint
        let note: Note
        /// Whether the registry of the card has signed it; if not, a registry that is named by the entries under it may have.
        var isSigned = true
        var size: UInt64 { checkpoint.size }
        var root: Digest { checkpoint.root }
    }

    /// That `entries` are the beginning of the record under `signed`, which is the card's.
    /// - Parameter proof: the consistency proof from their number to the checkpoint's size.
    func demandBeginning(_ entries: [Base64Bytes], of signed: Signed, proof: [Base64Bytes]) throws {
        guard let first = entries.first, Hash.sha256(of: first.bytes) == card.first else {
            throw NotShown("The first entry in it must be that of the card.")
        }
        let tree = entries.reduce(into: Frontier()) { $0.append(Merkle.leafHash(of: $1.bytes)) }
        try Self.demand(Merkle.verifyConsistency(
            from: tree.size, fromRoot: tree.root, to: signed.size, toRoot: signed.root, proof: Self.hashes(proof)))
    }

    static func demand(_ verdict: Verdict) throws {
        if let reason = verdict.reason { throw NotShown(reason) }
    }

    static func hashes(_ proof: [Base64Bytes]) throws -> [Digest] {
        try proof.map { part in
            guard let digest = Digest(part.bytes) else { throw NotShown("Each hash in it must have 32 bytes.") }
            return digest
        }
    }
}

extension [Digest] {
    /// As evidence carries them.
    var wire: [Base64Bytes] { map { Base64Bytes($0.bytes) } }
}

extension Note {
    /// As evidence carries it.
    var wire: String { String(decoding: bytes, as: UTF8.self) }
}

extension State {
    /// What a record's beginning adds up to.
    /// - Throws: ``Replay/Problem`` when it does not hold.
    static func replayed(_ entries: [Base64Bytes]) async throws -> State {
        var replay = Replay()
        let bytes = entries.map(\.bytes)
        try await replay.run(size: UInt64(bytes.count), entries: { Array(bytes[Int($0.lowerBound)..<Int($0.upperBound)]) })
        return replay.state
    }
}

extension OpenedAct {
    /// An act as evidence carries it: what its officer signed, and the signatures.
    /// - Throws: why it is no act.
    convenience init(payload: Base64Bytes, signatures: [Base64Bytes]) throws {
        var envelope = Envelope()
        envelope.payload = payload
        envelope.signatures = signatures.map { bytes in
            var signature = Envelope.Signature()
            signature.sig = bytes
            return signature
        }
        do {
            try self.init(envelope)
        } catch {
            throw NotShown("The act in it must be one: \(error).")
        }
    }
}
