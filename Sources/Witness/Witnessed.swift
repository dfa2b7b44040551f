public import TransparencyLog

/// The latest checkpoint of a log that a witness cosigned: whole, with the log's signatures that held and the witness's own.
public struct Witnessed: Hashable, Sendable {
    public let note: Note
    public let checkpoint: Checkpoint
    /// The witness's own signature line.
    public let cosignature: NoteSignature
    /// When it was cosigned, in seconds since 1970 UTC.
    public let time: UInt64

    /// Cosigns a checkpoint whose log's signatures were verified.
    init(cosigning signed: Note, by key: SignerKey, at time: UInt64) throws(TransparencyLogError) {
        checkpoint = try Checkpoint(signed)
        cosignature = try Cosignature.make(on: signed, by: key, at: time)
        note = try signed.adding(cosignature)
        self.time = time
    }

    /// Reads what was kept.
    ///
    /// - Throws: `inconsistent` unless it is a checkpoint that the witness's key cosigned.
    public init(_ bytes: [UInt8], by key: VerifierKey) throws(WitnessError) {
        let note: Note
        do throws(TransparencyLogError) {
            note = try Note(bytes)
            checkpoint = try Checkpoint(note)
        } catch {
            throw WitnessError(.inconsistent, "What the witness keeps must be a checkpoint: \(error.message)")
        }
        guard case .verified(let lines) = note.verify(by: [key]), let last = lines.last, let time = last.time else {
            throw WitnessError(
                .inconsistent, "What the witness keeps of \(checkpoint.origin) must bear its own cosignature, by \(key), and does not.")
        }
        self.note = note
        self.cosignature = last.signature
        self.time = time
    }

    /// The bytes of the answer to the log: the witness's signature line alone.
    public var reply: [UInt8] { Array("\(cosignature)\n".utf8) }

    /// The checkpoint as the log alone signed it.
    func logNote(_ keys: [VerifierKey]) -> Note {
        note.keeping { line in keys.contains { $0.isNamed(by: line) } } ?? note
    }
}
