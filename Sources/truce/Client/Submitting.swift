import Mechanism
import Outgoing
import Registry
import SQLiteStorage
import TransparencyLog

/// Hands acts in: at a registry's address, or in the folder of a record that nobody serves at the moment.
struct Submitting {
    private enum Way {
        case address(RegistryClient)
        case folder(Office)
    }

    private let way: Way

    /// - Parameter target: an address, or a record's folder.
    init(_ target: String) async throws {
        if RegistryClient.isAddress(target) {
            way = .address(try RegistryClient(target))
        } else {
            let folder = RecordFolder(path: target)
            guard Files.exists("\(target)/\(SQLiteRecord.fileName)") else {
                throw Complaint("\(target) must be a registry's address or the folder of a record.", ending: .misuse)
            }
            let storage = try folder.open(.keeping)
            way = .folder(try await folder.office(storage, clock: folder.clock(storage)))
        }
    }

    /// Where an officer's chain of acts is.
    func chain(of key: OfficerKey) async throws -> KeyFile.Chain {
        switch way {
        case .address(let client):
            // The desk's last act may be for participants only, so its officer asks.
            var client = client
            try await client.introduce(key)
            let answer = try await client.demand("/api/v1/officers/\(key.participant)/\(key.desk)")
            return KeyFile.Chain(
                mechanism: answer.field("mechanism").flatMap { Hash(hex: $0) },
                previous: answer.field("previous").flatMap { Hash(hex: $0) },
                rules: answer.field("rules").flatMap { Int64($0) } ?? Rules.latest)
        case .folder(let office):
            let state = await office.snapshot()?.state
            return KeyFile.Chain(
                mechanism: state?.establishment?.act.act,
                previous: state?.officers.rows.last { $0.key == key.key }?.last.act, rules: state?.rules ?? Rules.latest)
        }
    }

    /// Signs an act at the end of its officer's chain, hands it in, and prints what became of it.
    /// - Parameter receipt: the file to write its receipt to.
    func perform(_ draft: ActDraft, by file: KeyFile, receipt: String? = nil, json: Bool) async throws {
        guard let signed = try await chain(of: file.key).signed(draft, by: file.key) else {
            throw Complaint("A mechanism must be established before anything else.")
        }
        try await submit(signed.submission, receipt: receipt, json: json)
        try file.remember(signed.next)
    }

    /// What became of an act.
    enum Answer {
        case recorded(index: String, receipt: String)
        /// A follower keeps it, and forwards it until the registry has answered.
        case lodged
        /// It is not in the record: why, and the registry's signed refusal where there is one.
        case refused(String)
    }

    /// Hands an act in and prints what became of it.
    func submit(_ submission: Submission, receipt path: String?, json: Bool) async throws {
        let act = try OpenedAct(submission.envelope).act
        switch try await answer(to: submission) {
        case .lodged:
            print(json
                ? try Output.json(["act": act.id.hex, "outcome": "waiting"])
                : "\(act.kind.name) is lodged: act \(act.id.hex) waits there for the registry's answer, which “/api/v1/outcomes/\(act.id.hex)” tells.")
        case .recorded(let index, let receipt):
            if let path { try Files.write(Array(receipt.utf8), to: path) }
            if json {
                print(try Output.json(["act": act.id.hex, "index": index, "receipt": receipt]))
            } else {
                print("\(act.kind.name) is in the record at \(index): act \(act.id.hex).")
                print(path.map { "Its receipt is in \($0)." } ?? "\n\(receipt)")
            }
        case .refused(let reason):
            throw Complaint("Refused: \(reason)")
        }
    }

    /// Hands an act in.
    /// - Throws: when it is not known whether the act is in the record; handed in again, it gets the first answer.
    func answer(to submission: Submission) async throws -> Answer {
        switch way {
        case .address(let client): try await Self.submit(submission, to: client)
        case .folder(let office): try await Self.submit(submission, to: office)
        }
    }

    private static func submit(_ submission: Submission, to client: RegistryClient) async throws -> Answer {
        let answer = try await client.post("/api/v1/acts", submission.canonical)
        if answer.status == 202 { return .lodged }
        guard let index = answer.field("index"), let receipt = answer.field("receipt") else {
            let note = answer.field("refusal").map { "\n\n\($0)" } ?? ""
            let reason = "\(answer.field("reason") ?? answer.text)\(note)"
            // Only what the registry has judged is surely not in the record.
            guard answer.field("refusal") != nil else { throw Complaint("Refused: \(reason)") }
            return .refused(reason)
        }
        return .recorded(index: index, receipt: receipt)
    }

    private static func submit(
        _ submission: Submission, to office: Office
    ) async throws -> Answer {
        switch await office.submit(submission) {
        case .recorded(let receipt):
            return .recorded(index: String(receipt.index), receipt: String(decoding: receipt.bytes, as: UTF8.self))
        case .refused(let refusal):
            return .refused("\(refusal.refusal)\n\n\(String(decoding: refusal.note.bytes, as: UTF8.self))")
        case .malformed(let reason), .halted(let reason):
            throw Complaint(reason)
        }
    }
}
