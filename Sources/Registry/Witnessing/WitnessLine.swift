import TransparencyLog

/// The conversation with one witness (C2SP tlog-witness, as its client).
struct WitnessLine: Sendable {
    let witness: Policy.Witness
    private let address: String
    private let origin: String
    private let transport: any WitnessTransport

    /// `nil` for a witness whose address the policy does not give.
    init?(_ witness: Policy.Witness, origin: String, _ transport: any WitnessTransport) {
        guard let url = witness.url.flatMap({ String(validating: $0.octets, as: UTF8.self) }) else { return nil }
        self.witness = witness
        address = url.hasSuffix("/") ? String(url.dropLast()) : url
        (self.origin, self.transport) = (origin, transport)
    }

    /// What became of a checkpoint that was handed in.
    enum Outcome: Sendable {
        /// Cosigned, with a line that holds.
        case cosigned(NoteSignature, time: UInt64)
        /// The witness has a larger one already.
        case overtaken(Note?, UInt64)
        /// It holds that the checkpoint does not continue the one that it has: that one, where it shows it.
        case contradicted(Note?, String)
        /// One sentence, and after how many seconds it may be asked again, where it says so.
        case failed(String, retryAfter: Int?)
    }

    /// The latest checkpoint of the log that a witness has cosigned; no note where it has none.
    struct Kept: Sendable {
        var note: Note?
    }

    /// How often a witness may say, in one conversation, that it has another size.
    private static let mostConflicts = 3

    /// Hands in a checkpoint, with the proof from what the witness has.
    /// - Parameter known: the size that it is believed to have.
    func submit(_ snapshot: Snapshot, known: UInt64) async -> Outcome {
        guard known <= snapshot.size else { return .overtaken(await latest()?.note, known) }
        var old = known
        for _ in 0..<Self.mostConflicts {
            do {
                let proof = old == 0 ? [] : try Merkle.consistencyProof(from: old, to: snapshot.size, nodes: snapshot.tree)
                let request = try WitnessRequest(old: old, proof: proof, note: snapshot.note)
                let answer = try await transport.post(address + WitnessProtocol.submission, request.bytes)
                switch answer.status {
                case 200: return cosignature(answer.body, snapshot.note)
                case 409:
                    // Some answer without the body that says which size they have; then their latest checkpoint does.
                    if let size = WitnessProtocol.size(from: answer.body) {
                        guard size <= snapshot.size else { return .overtaken(await latest()?.note, size) }
                        old = size
                    } else {
                        guard let known = await latest() else {
                            return .failed("It has another checkpoint and does not say which.", retryAfter: nil)
                        }
                        let size = try known.note.map { try Checkpoint($0).size } ?? 0
                        guard size <= snapshot.size else { return .overtaken(known.note, size) }
                        old = size
                    }
                case 422: return .contradicted(await latest()?.note, sentence(answer))
                case 429: return .failed("It asks for time.", retryAfter: answer.retryAfter)
                default: return .failed("It answered \(answer.status)\(sentence(answer)).", retryAfter: answer.retryAfter)
                }
            } catch {
                return .failed("It did not answer: \(error)", retryAfter: nil)
            }
        }
        return .failed("It says again and again that it has another checkpoint.", retryAfter: nil)
    }

    /// The latest checkpoint of this log that the witness cosigned; `nil` when it does not answer with one.
    func latest() async -> Kept? {
        guard let answer = try? await transport.get(address + WitnessProtocol.monitoring(origin)) else { return nil }
        if answer.status == 404 { return Kept() }
        guard answer.status == 200, let note = try? Note(answer.body), let checkpoint = try? Checkpoint(note),
            checkpoint.origin.utf8.elementsEqual(origin.utf8)
        else { return nil }
        return Kept(note: note)
    }

    /// The witness's line in an answer, if it holds. Lines of others are ignored.
    private func cosignature(_ body: [UInt8], _ note: Note) -> Outcome {
        guard let lines = try? NoteSignature.lines(body) else {
            return .failed("It answered with something else than a signature line.", retryAfter: nil)
        }
        guard let line = lines.first(where: { witness.key.accepts($0, on: note.textBytes) }), let time = Cosignature(line)?.time else {
            return .failed("Its cosignature does not hold under its key in the policy, so it counts for nothing.", retryAfter: nil)
        }
        return .cosigned(line, time: time)
    }

    /// What a witness says beside its status, cut short and without anything that could be taken for our own words.
    private func sentence(_ answer: WitnessAnswer) -> String {
        let words = String(decoding: answer.body.prefix(200), as: UTF8.self).unicodeScalars
            .map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }.joined()
        let trimmed = words.split(separator: " ").joined(separator: " ")
        return trimmed.isEmpty ? "" : ": “\(trimmed)”"
    }
}
