import Mechanism
import Registry
import TransparencyLog

/// The steps from an agreement file to a record in which it is in force.
enum Establishing {
    /// The first act's envelope, for the heads to sign.
    /// - Parameters:
    ///   - recovery: the keys that may together replace a participant's head's.
    ///   - witnesses: the lines of a tlog-policy about witnesses, groups and the quorum.
    static func envelope(
        _ agreement: Agreement, heads: [Identifier: Key], recovery: (Identifier) -> Recovery = { _ in Recovery() }, origin: String,
        registry: VerifierKey, witnesses: String = "quorum none\n", rehearsal: Bool, at: LocalTime
    ) throws -> Envelope {
        var body = Establish()
        body.origin = origin
        body.registry = registry.description
        body.witnesses = "log \(registry)\n\(witnesses)"
        body.agreement = agreement.hash
        body.rehearsal = rehearsal
        for member in agreement.participants {
            guard let head = heads[member.id] else {
                throw Complaint("Every participant's head must be known: give “--key” or “--head” for \(member.id)/head.")
            }
            var participant = Participant()
            (participant.id, participant.name, participant.role, participant.head) = (member.id, member.name, member.role, head)
            participant.recovery = recovery(member.id)
            body.participants.append(participant)
        }
        guard let first = body.participants.first else { throw Complaint("An agreement must have participants.") }
        let draft = ActDraft(body, audience: .everyone, at: at, nonce: Random.bytes(16))
        return draft.envelope(by: first.id, Officer.headDesk, mechanism: nil, previous: nil)
    }

    /// Goes as far towards an agreement in force as the heads whose keys are at hand can go: lays its parts, proposes its
    /// adoption, assents to it. Goes on from wherever the record stands.
    static func adopt(_ agreement: Agreement, heads: [OfficerKey], desk: Desk, at: LocalTime) async throws {
        var state = try await desk.state()
        let layer = heads.first { head in
            LayAgreement.kind.roles.contains { $0 == state.establishment?.role(of: head.participant) }
        }
        let parts = parts(of: agreement).dropFirst(state.drafts[agreement.hash]?.contents.count ?? 0)
        guard let layer = parts.isEmpty ? heads.first : layer else { return }
        for part in parts { try await desk.perform(part, by: layer, audience: .everyone, at: at) }

        state = try await desk.state()
        for party in state.parties {
            guard let head = heads.first(where: { $0.participant == party.id }), state.agreement == nil else { continue }
            let waiting = state.joint.rows.last { $0.kind == AdoptAgreement.kind.name && $0.outcome == .pending }
            if let waiting {
                guard !([waiting.proposed] + waiting.assents).contains(where: { $0.participant == party.id }) else { continue }
                var assent = Assent()
                assent.act = waiting.id
                try await desk.perform(assent, by: head, audience: .everyone, at: at)
            } else {
                var adopt = AdoptAgreement()
                adopt.agreement = agreement.hash
                try await desk.perform(adopt, by: head, audience: .everyone, at: at)
            }
            state = try await desk.state()
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

    /// The state as it stands, once a mechanism is established.
    func state() async throws -> State {
        guard let state = await office.snapshot()?.state, state.establishment != nil else {
            throw Complaint("A mechanism must be established before anything else.")
        }
        return state
    }

    /// - Returns: the act's id, once it is in the record.
    @discardableResult
    func perform(
        _ body: any ActBody, by key: OfficerKey, audience: Audience, at: LocalTime, texts: [Text] = []
    ) async throws -> ActID {
        let state = try await state()
        guard let establishment = state.establishment, let officer = state.officers.rows.last(where: { $0.key == key.key }) else {
            throw Complaint("The key of \(key.participant)/\(key.desk) must be accredited first.")
        }
        let draft = ActDraft(body, audience: audience, at: at, nonce: Random.bytes(16), texts: texts)
        let submission = try draft.signed(mechanism: establishment.act.act, previous: officer.last.act, rules: state.rules, by: key)
        switch await office.submit(submission) {
        case .recorded(let receipt): return receipt.act
        case .refused(let refusal): throw Complaint("Refused: \(refusal.refusal)")
        case .malformed(let reason), .halted(let reason): throw Complaint(reason)
        }
    }
}
