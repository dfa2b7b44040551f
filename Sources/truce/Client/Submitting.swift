import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog

/// Hands acts in: at a registry's address, or in the folder of a record that nobody serves at the moment.
struct Submitting {
    private let target: String

    init(_ target: String) { self.target = target }

    /// Where an officer's chain of acts is.
    func chain(of key: OfficerKey) async throws -> KeyFile.Chain {
        if RegistryClient.isAddress(target) {
            let answer = try await RegistryClient(target).demand("/api/v1/officers/\(key.participant)/\(key.desk)")
            return KeyFile.Chain(
                mechanism: answer.field("mechanism").flatMap { Hash(hex: $0) }, previous: answer.field("previous").flatMap { Hash(hex: $0) })
        }
        let folder = RecordFolder(path: target)
        let storage = try folder.open(.keeping)
        let state = await (try folder.office(storage)).snapshot()?.state
        let officer = state?.officers.rows.last { $0.key == key.key }
        return KeyFile.Chain(mechanism: state?.establishment?.act.act, previous: officer?.last.act)
    }

    /// Hands an act in and prints what became of it.
    func submit(_ submission: Submission, receipt path: String?, json: Bool) async throws {
        let (index, receipt) = try await RegistryClient.isAddress(target) ? remote(submission) : local(submission)
        if let path { try Files.write(Array(receipt.utf8), to: path) }
        let act = try OpenedAct(submission.envelope).act
        if json {
            print(try Output.json(["act": act.id.hex, "index": index, "receipt": receipt]))
        } else {
            print("\(act.kind.name) is in the record at \(index): act \(act.id.hex).")
            print(path.map { "Its receipt is in \($0)." } ?? "\n\(receipt)")
        }
    }

    private func remote(_ submission: Submission) async throws -> (index: String, receipt: String) {
        let answer = try await RegistryClient(target).post("/api/v1/acts", submission.canonical)
        guard let index = answer.field("index"), let receipt = answer.field("receipt") else {
            let note = answer.field("refusal").map { "\n\n\($0)" } ?? ""
            throw Complaint("Refused: \(answer.field("reason") ?? answer.field("error") ?? answer.text)\(note)")
        }
        return (index, receipt)
    }

    private func local(_ submission: Submission) async throws -> (index: String, receipt: String) {
        let folder = RecordFolder(path: target)
        let office = try await folder.office(folder.open(.keeping))
        switch await office.submit(submission) {
        case .recorded(let receipt): return (String(receipt.index), String(decoding: receipt.bytes, as: UTF8.self))
        case .refused(let refusal): throw Complaint("Refused: \(refusal.refusal)\n\n\(String(decoding: refusal.note.bytes, as: UTF8.self))")
        case .malformed(let reason), .halted(let reason): throw Complaint(reason)
        }
    }
}
