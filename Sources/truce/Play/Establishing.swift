import Mechanism
import Registry
import TransparencyLog

/// The steps from an agreement file to a record in which it is in force.
enum Establishing {
    /// The first act's envelope, for the heads to sign.
    static func envelope(
        _ agreement: Agreement, heads: [Identifier: Key], origin: String, registry: VerifierKey, rehearsal: Bool, at: LocalTime
    ) throws -> Envelope {
        var body = Establish()
        body.origin = origin
        body.registry = registry.description
        body.witnesses = "log \(registry)\nquorum none\n"
        body.agreement = agreement.hash
        body.rehearsal = rehearsal
        for member in agreement.participants {
            guard let head = heads[member.id] else {
                throw Complaint("Every participant's head must be known: give “--key” or “--head” for \(member.id)/head.")
            }
            var participant = Participant()
            (participant.id, participant.name, participant.role, participant.head) = (member.id, member.name, member.role, head)
            body.participants.append(participant)
        }
        guard let first = body.participants.first else { throw Complaint("An agreement must have participants.") }
        let draft = ActDraft(body, audience: .everyone, at: at, nonce: Random.bytes(16))
        return draft.envelope(by: first.id, Officer.headDesk, mechanism: nil, previous: nil)
    }

    /// The acts that lay the agreement and adopt it, by the heads whose keys are at hand.
    static func adopt(
        _ agreement: Agreement, heads: [OfficerKey], desk: Desk, at: LocalTime
    ) async throws {
        guard let secretariat = agreement.participants.first(where: { $0.role == .secretariat }),
            let layer = heads.first(where: { $0.participant == secretariat.id })
        else { return }
        for part in parts(of: agreement) {
            _ = try await desk.perform(part, by: layer, audience: .everyone, at: at)
        }
        let parties = agreement.participants.filter { $0.role == .party }.compactMap { party in
            heads.first { $0.participant == party.id }
        }
        guard let proposer = parties.first else { return }
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        let proposal = try await desk.perform(adopt, by: proposer, audience: .everyone, at: at)
        for party in parties.dropFirst() {
            var assent = Assent()
            assent.act = proposal
            _ = try await desk.perform(assent, by: party, audience: .everyone, at: at)
        }
    }

    /// The agreement's canonical JSON in parts that fit into an entry; no character is cut in two.
    static func parts(of agreement: Agreement) -> [LayAgreement] {
        var rest = Substring(String(decoding: agreement.canonical, as: UTF8.self))
        var contents: [String] = []
        while !rest.isEmpty {
            var end = rest.utf8.index(rest.startIndex, offsetBy: LayAgreement.longestPart / 2, limitedBy: rest.endIndex) ?? rest.endIndex
            while String.Index(end, within: rest) == nil { end = rest.utf8.index(before: end) }
            contents.append(String(rest[..<end]))
            rest = rest[end...]
        }
        return contents.enumerated().map { index, content in
            var part = LayAgreement()
            part.agreement = agreement.hash
            (part.part, part.parts) = (Int64(index + 1), Int64(contents.count))
            part.content = content
            return part
        }
    }
}

/// Signs acts for officers whose keys are at hand, and hands them in at an office in the same process.
struct Desk {
    let office: Office
    let storage: any RecordStorage

    /// - Returns: the act's id, once it is in the record.
    @discardableResult
    func perform(
        _ body: any ActBody, by key: OfficerKey, audience: Audience, at: LocalTime, texts: [Text] = []
    ) async throws -> ActID {
        guard let state = await office.snapshot()?.state, let establishment = state.establishment else {
            throw Complaint("A mechanism must be established before anything else.")
        }
        guard let officer = state.officers.rows.last(where: { $0.key == key.key }) else {
            throw Complaint("The key of \(key.participant)/\(key.desk) must be accredited first.")
        }
        let draft = ActDraft(body, audience: audience, at: at, nonce: Random.bytes(16), texts: texts)
        let submission = try draft.signed(mechanism: establishment.act.act, previous: officer.last.act, by: key)
        switch await office.submit(submission) {
        case .recorded(let receipt): return receipt.act
        case .refused(let refusal): throw Complaint("Refused: \(refusal.refusal)")
        case .malformed(let reason), .halted(let reason): throw Complaint(reason)
        }
    }
}
