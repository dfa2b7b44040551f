@testable import Mechanism

/// What the clocks ask for, tried: whoever owes something must be able to do it.
enum Duties {
    /// An act by which something that is owed could be done.
    private struct Attempt {
        var body: any ActBody
        var desk = Officer.headDesk
        var audience = Audience.participants
        var texts: [String] = []
    }

    private typealias Attempts = @Sendable (_ id: Hash, _ by: Identifier, _ state: State) -> [Attempt]

    /// By the clock and the table: acts of which any will do.
    private static let attempts: [String: Attempts] = [
        "assent joint": { id, _, _ in [Attempt(body: with(Assent()) { $0.act = id })] },
        "triage incident": { id, _, _ in
            [Attempt(body: with(TriageIncident()) { ($0.incident, $0.outcome) = (id, .insufficientInformation) })]
        },
        "tasking incident": { id, by, state in
            let able = state.officers.rows.filter {
                $0.withdrawn == nil && ($0.isHead || $0.functions.contains(World.id("verification"))) && state.establishment?.role(of: $0.participant) == .guarantor
            }
            return able.prefix(1).map { officer in
                Attempt(body: with(TaskVerification()) {
                    $0.incident = id
                    ($0.lead.participant, $0.lead.desk) = (officer.participant, officer.desk)
                })
            }
        },
        "team-report verification": { id, by, state in
            guard let verification = state.verifications[id] else { return [] }
            var components: [Identifier] = []
            for member in [verification.lead] + verification.team where !components.contains(member.participant) { components.append(member.participant) }
            let views = components.map { component in with(ReportVerification.View()) { $0.component = component } }
            let observe = with(Observe()) {
                $0.verification = id
                $0.place.area = World.id("valley")
            }
            return reseated(verification.lead.participant, verification.lead.desk, state) + [
                Attempt(body: with(ReportVerification()) { ($0.verification, $0.views) = (id, views) }, desk: verification.lead.desk),
                Attempt(body: observe, desk: verification.lead.desk),
            ]
        },
        "access access": { id, _, _ in [Attempt(body: with(AnswerAccess()) { $0.request = id })] },
        "custody exhibit": { id, by, state in
            guard let exhibit = state.exhibits[id], case .underway(_, let to) = state.counted(exhibit).keeping else { return [] }
            return reseated(to.participant, to.desk, state) + [Attempt(body: with(ReceiveEvidence()) { ($0.exhibit, $0.at) = (id, state.now) }, desk: to.desk)]
        },
        "due commitment": { id, _, state in
            guard let commitment = state.commitments[id]?.commitment else { return [] }
            let assessments = AssessCommitment.Timeliness.allCases.map { timeliness in
                Attempt(body: with(AssessCommitment()) { ($0.commitment, $0.level, $0.timeliness) = (commitment, 3, timeliness) })
            }
            return assessments + [Attempt(body: with(ReportProgress()) { ($0.commitment, $0.level) = (commitment, 3) })]
        },
        "edition edition": { _, _, _ in [Attempt(body: CutEdition())] },
        "reply finding": { id, _, _ in [Attempt(body: with(ReplyToFinding()) { $0.finding = id })] },
        "determination finding": { id, _, _ in
            [
                Attempt(body: with(ConcurWithFinding()) { $0.finding = id }), Attempt(body: with(DissentFromFinding()) { $0.finding = id }),
                Attempt(body: with(DetermineFinding()) { $0.finding = id }),
            ]
        },
        "publication finding": { id, _, _ in
            [
                Attempt(body: with(AcknowledgeFinding()) { $0.finding = id }),
                Attempt(body: with(PublishFinding()) { $0.finding = id }, audience: .everyone),
            ]
        },
        "due consequence": { id, _, state in
            guard let consequence = state.consequences[id] else { return [] }
            return Consequence.Decision.allCases.filter { $0 != .deferred }.map { decision in
                Attempt(body: with(DecideConsequence()) {
                    ($0.finding, $0.consequence, $0.on, $0.decision) = (consequence.finding, consequence.consequence, consequence.on, decision)
                })
            }
        },
        "remedy remedy": { id, _, _ in [Attempt(body: with(UndertakeRemedy()) { $0.remedy = id })] },
        "due remedy": { id, _, _ in
            [Attempt(body: with(UndertakeRemedy()) { $0.remedy = id }), Attempt(body: with(ReportRemedy()) { $0.remedy = id })]
        },
        "liaison call": { id, _, _ in [Attempt(body: with(AcknowledgeCall()) { $0.call = id })] },
        "handover handover": { id, by, state in
            guard let handover = state.handovers[id] else { return [] }
            let left = handover.persons.filter { person in
                state.persons[person]?.passage(in: id).map { !state.hasReceipt($0, by: by, of: handover) && state.consent(of: $0) != .refused } ?? false
            }
            return [
                Attempt(body: with(AcceptHandover()) { $0.handover = id }),
                Attempt(body: with(ReceivePersons()) {
                    ($0.handover, $0.crossing, $0.when, $0.persons) = (id, handover.crossing, state.now, left)
                }),
                Attempt(body: with(CheckHandover()) { $0.handover = id }),
                // Who has refused is missing, and that is said.
                Attempt(body: with(ReportMismatch()) { ($0.handover, $0.missing) = (id, handover.persons) }),
            ]
        },
        "minutes meeting": { id, _, state in
            let attendance = state.meetings[id]?.participants.map { participant in with(Meeting.Attendance()) { $0.participant = participant } }
            return [Attempt(body: with(MinuteMeeting()) { ($0.meeting, $0.attendance) = (id, attendance ?? []) })]
        },
        "edition meeting": { _, _, _ in [Attempt(body: with(CutEdition()) { $0.kind = .beforeRound })] },
        "answer proposal": { id, _, _ in
            [.accepts, .rejects].map { reply in Attempt(body: with(AnswerProposal()) { ($0.proposal, $0.reply) = (id, reply) }) }
        },
        "answer assurance": { id, _, _ in [Attempt(body: with(AnswerAssurance()) { ($0.assurance, $0.answer) = (id, .given) })] },
        "due action": { id, _, _ in [Attempt(body: with(CompleteAction()) { $0.action = id })] },
    ]

    private static func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
        var value = value
        change(&value)
        return value
    }

    /// A desk whose officer was withdrawn is given to another key first, by its participant's head.
    private static func reseated(_ participant: Identifier, _ desk: Identifier, _ state: State) -> [Attempt] {
        guard state.officer(at: participant, desk)?.withdrawn != nil else { return [] }
        return [Attempt(body: with(Accredit()) {
            ($0.key, $0.desk, $0.functions) = (World.key("\(participant)/once more"), desk, Moves.subjects)
        })]
    }

    /// Why those who owe something could not do it; `nil` when each could.
    static func problem(_ deadline: Deadline, _ state: State) -> String? {
        let what = "\(deadline.clock) of \(deadline.table)"
        guard let attempts = attempts["\(deadline.clock) \(deadline.table)"] else { return "\(what): Duties.swift does not say what is to be done" }
        guard !deadline.owed.isEmpty else { return "\(what) is owed by nobody" }
        // The version before the first has clocks whose kinds came later: the parties change the rules.
        guard state.rules > 0 else { return nil }
        for participant in deadline.owed {
            var refusals: [String] = []
            let moment = max(state.now, Moment(milliseconds: deadline.from.milliseconds + 1))
            let done = attempts(deadline.row, participant, state).contains { attempt in
                guard let role = state.establishment?.role(of: participant),
                    Authority.lines[type(of: attempt.body).kind.name.name]?.roles.contains(role) == true
                else { return false }
                var trial = state
                let payload = state.payload(
                    attempt.body, by: .init(participant: participant, desk: attempt.desk), audience: attempt.audience, nonce: .max) {
                        attempt.texts.contains($0.name)
                    }
                switch trial.take(payload.canonical, moment, []) {
                case .admitted: return true
                // What the agreement's limits put off can be done in the next period; an answer they never do.
                case .refused(let refusal) where refusal.rule == "act.limit" && !type(of: attempt.body).kind.answers: return true
                // What a joint act would bring about may have become pointless meanwhile; its proposer may take it back.
                case .refused(let refusal) where attempt.body is Assent && !refusal.rule.hasPrefix("joint."): return true
                case .refused(let refusal): refusals.append(refusal.description)
                case .malformed(let malformed): refusals.append(malformed.description)
                }
                return false
            }
            if !done { return "\(what) is owed by “\(participant)”, who cannot do it: \(refusals)" }
        }
        return nil
    }
}

extension State {
    /// An act as it comes out of its envelope, with the texts that it must carry and those that are chosen.
    func payload(
        _ body: any ActBody, by signer: Author.Signer, audience: Audience, nonce: UInt64, commitment: () -> Hash = { Hash() },
        texts chosen: (Identifier) -> Bool
    ) -> Payload {
        let kind = type(of: body).kind
        var payload = Payload()
        (payload.kind, payload.rules, payload.mechanism) = (kind.name, rules, Link(establishment?.act.act))
        (payload.participant, payload.desk) = (signer.participant, signer.desk)
        payload.previous = establishment == nil ? Link() : officer(at: signer.participant, signer.desk)?.last ?? Link()
        payload.nonce = Nonce((0..<16).map { UInt8(truncatingIfNeeded: nonce >> UInt64($0 * 8 & 63)) })
        payload.audience = audience
        payload.body = Body(body)
        payload.texts = kind.slots.filter { $0.required || chosen($0.name) }.map { slot in
            TextReference(slot: slot.name, language: World.id("en"), length: 100, commitment: commitment())
        }
        return payload
    }
}
