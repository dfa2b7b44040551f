import Foundation
import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog

/// A real record in a folder of its own, with an agreement in force and 64 accredited desks.
struct Stage {
    let folder: String
    let registry: SignerKey
    let storage: SQLiteRecord
    let office: Office
    let mechanism: ActID

    static let participants: [(id: String, role: Role, desks: Int)] = [
        ("north", .party, 12), ("south", .party, 12), ("lake", .guarantor, 10), ("hill", .guarantor, 10),
        ("monitors", .monitoringTeam, 12), ("secretariat", .secretariat, 8),
    ]

    /// The desks that hand acts in, with the role of their participant.
    static let desks: [(name: String, role: Role)] = participants.flatMap { participant in
        (1...participant.desks).map { ("\(participant.id)/desk-\($0)", participant.role) }
    }

    init(in parent: String) async throws {
        folder = "\(parent)/truce-benchmark-\(UUID().uuidString)"
        registry = try SignerKey.generate(name: "benchmark.example/log", seed: seed("registry"))
        storage = try SQLiteRecord(folder: folder, for: .keeping)
        office = try await Office(storage: storage, key: registry)
        let agreement = benchmarkAgreement()
        mechanism = try await Self.establish(agreement, office, registry)
        try await lay(agreement)
        for desk in Self.desks { try await accredit(desk.name) }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    static func key(_ name: String) throws -> OfficerKey {
        try OfficerKey(try SignerKey.generate(name: name, seed: seed(name)))
    }

    // MARK: From the first act to the last accreditation

    private static func establish(_ agreement: Agreement, _ office: Office, _ registry: SignerKey) async throws -> ActID {
        var establish = Establish()
        establish.origin = registry.name
        establish.registry = registry.verifier.description
        establish.witnesses = "log \(registry.verifier)\nquorum none\n"
        establish.agreement = agreement.hash
        let heads = try participants.map { try key("\($0.id)/head") }
        establish.participants = zip(participants, heads).map { known, head in
            var participant = Participant()
            (participant.id, participant.name, participant.role, participant.head) = (name(known.id), known.id, known.role, head.key)
            return participant
        }
        let draft = ActDraft(establish, audience: .everyone, at: LocalTime(), nonce: seed("nonce"))
        var envelope = draft.envelope(by: heads[0].participant, Officer.headDesk, mechanism: nil, previous: nil)
        let signed = envelope.preAuthentication
        envelope.signatures = try heads.map { try $0.signature(over: signed) }
        return try await office.record(Submission(envelope: envelope, texts: []))
    }

    private func lay(_ agreement: Agreement) async throws {
        var part = LayAgreement()
        (part.agreement, part.part, part.parts) = (agreement.hash, 1, 1)
        part.content = String(decoding: agreement.canonical, as: UTF8.self)
        try await perform(part, by: "secretariat/head")
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        var assent = Assent()
        assent.act = try await perform(adopt, by: "north/head")
        try await perform(assent, by: "south/head")
    }

    private func accredit(_ desk: String) async throws {
        let key = try Self.key(desk)
        var accredit = Accredit()
        (accredit.key, accredit.desk) = (key.key, key.desk)
        accredit.functions = [
            "report", "incident", "evidence", "verification", "commitment", "crossing", "publication", "statement",
        ].map(name)
        try await perform(accredit, by: "\(key.participant)/head")
    }

    @discardableResult
    private func perform(_ body: any ActBody, by head: String) async throws -> ActID {
        let key = try Self.key(head)
        let previous = await office.snapshot()?.state.officers.rows.last { $0.key == key.key }?.last.act
        let draft = ActDraft(body, audience: .everyone, at: LocalTime(), nonce: seed("\(head) \(previous?.hex ?? "")"))
        return try await office.record(draft.signed(mechanism: mechanism, previous: previous, by: key))
    }
}

extension Office {
    /// Hands an act in that must be admitted.
    @discardableResult
    nonisolated func record(_ submission: Submission) async throws -> ActID {
        switch await submit(submission) {
        case .recorded(let receipt): return receipt.act
        case .refused(let refusal): throw Failure("An act of the benchmark was refused: \(refusal.refusal)")
        case .malformed(let reason), .halted(let reason): throw Failure("An act of the benchmark was not taken: \(reason)")
        }
    }
}

/// Thirty-two bytes that follow from a text: benchmarks need no secrets, and are the same each time.
func seed(_ text: String) -> [UInt8] { Hash.sha256(of: Array(text.utf8)).bytes }

/// A constant of the benchmarks as a name.
func name(_ text: String) -> Identifier { Identifier(text) ?? Identifier() }
