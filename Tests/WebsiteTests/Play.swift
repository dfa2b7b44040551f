import Mechanism
import Registry
import TransparencyLog

/// Plays the sample's acts into its office.
struct Play {
    let office: Office
    let storage: InMemoryStorage
    let clock: SampleRecord.TestClock
    let keys: [String: OfficerKey]
    /// What the record's policy says of witnesses.
    let witnesses: String
    let publishes: Bool
    private(set) var index: [String: UInt64] = [:]
    private(set) var ids: [String: ActID] = [:]

    init(office: Office, storage: InMemoryStorage, clock: SampleRecord.TestClock, keys: [String: OfficerKey], witnesses: String, publishes: Bool) {
        (self.office, self.storage, self.clock, self.keys) = (office, storage, clock, keys)
        (self.witnesses, self.publishes) = (witnesses, publishes)
    }

    static func submission(
        _ body: any ActBody, by key: OfficerKey, audience: Audience, texts: [String: String], at: Moment, state: State?
    ) throws -> Submission {
        let words = texts.sorted { $0.key < $1.key }.enumerated().map { number, text in
            let parts = text.key.split(separator: ":").map(String.init)
            return Text(
                slot: .of(parts[0]), language: .of(parts.count > 1 ? parts[1] : "en"),
                salt: [UInt8](repeating: UInt8(number), count: 32), text: text.value)
        }
        let size = UInt8(truncatingIfNeeded: state?.size ?? 0)
        let draft = ActDraft(
            body, audience: audience, at: SampleRecord.start, nonce: [UInt8](repeating: size, count: 16), texts: words)
        let previous = state?.officers.rows.last { $0.key == key.key }?.last.act
        return try draft.signed(mechanism: state?.establishment?.act.act, previous: previous, by: key)
    }

    private func key(_ name: String) throws -> OfficerKey {
        guard let key = keys[name] else { throw RegistryError(.malformed, "The sample has no key of \(name).") }
        return key
    }

    /// Plays one act an hour after the last, and keeps where it stands under `label`.
    @discardableResult
    private mutating func act(
        _ label: String, _ body: any ActBody, by name: String, _ texts: [String: String] = [:], hidden: Bool = false
    ) async throws -> ActID {
        clock.move(hours: 1)
        let submission = try Self.submission(
            body, by: key(name), audience: hidden ? .participants : .everyone, texts: texts, at: clock.now,
            state: await office.snapshot()?.state)
        return try take(await office.submit(submission), label)
    }

    private mutating func take(_ outcome: Office.Outcome, _ label: String) throws -> ActID {
        switch outcome {
        case .recorded(let receipt):
            (index[label], ids[label]) = (receipt.index, receipt.act)
            return receipt.act
        case .refused(let refusal): throw RegistryError(.malformed, "\(label): \(refusal.refusal)")
        case .malformed(let reason), .halted(let reason): throw RegistryError(.malformed, "\(label): \(reason)")
        }
    }

    mutating func all(registry: VerifierKey) async throws {
        try await establish(registry)
        try await adopt()
        for (desk, functions) in [
            ("aland/liaison", ["report", "finding", "commitment", "crossing", "evidence"]),
            ("bland/liaison", ["report", "finding", "commitment", "crossing", "evidence"]),
            ("gate/envoy", ["verification", "finding", "edition"]), ("eyes/lead", ["verification", "restriction", "finding", "commitment", "evidence", "crossing"]),
            ("eyes/quiet", ["report", "incident", "evidence", "publication", "commitment", "crossing", "statement", "alteration", "claim"]),
            ("desk/registrar", ["report", "incident", "publication", "statement", "alteration", "claim", "edition"]),
        ] {
            var accredit = Accredit()
            let officer = try key(desk)
            (accredit.key, accredit.desk, accredit.functions) = (officer.key, officer.desk, functions.map { .of($0) })
            try await act("accredit-\(desk)", accredit, by: "\(officer.participant)/head")
        }
        try await reportsAndIncident()
        try await verification()
        try await finding()
        try await rest()
        try await furtherSubjects()
        try await press()
    }

    private mutating func establish(_ registry: VerifierKey) async throws {
        var establish = Establish()
        establish.origin = registry.name
        establish.registry = registry.description
        establish.witnesses = "log \(registry)\n\(witnesses)"
        establish.agreement = Agreement.sample.hash
        establish.rehearsal = true
        let heads = try Agreement.sample.participants.map { try key("\($0.id)/head") }
        establish.participants = zip(Agreement.sample.participants, heads).map { member, head in
            var participant = Participant()
            (participant.id, participant.name, participant.role, participant.head) = (member.id, member.name, member.role, head.key)
            return participant
        }
        let draft = ActDraft(establish, audience: .everyone, at: SampleRecord.start, nonce: [])
        var envelope = draft.envelope(by: .of("aland"), .of("head"), mechanism: nil, previous: nil)
        let signed = envelope.preAuthentication
        envelope.signatures = try heads.map { try $0.signature(over: signed) }
        _ = try take(await office.submit(Submission(envelope: envelope, texts: [])), "establish")
    }

    private mutating func adopt() async throws {
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (Agreement.sample.hash, 1, 1)
        lay.content = String(decoding: Agreement.sample.canonical, as: UTF8.self)
        try await act("lay", lay, by: "desk/head")
        var adopt = AdoptAgreement()
        adopt.agreement = Agreement.sample.hash
        var assent = Assent()
        assent.act = try await act("adopt", adopt, by: "aland/head")
        try await act("assent", assent, by: "bland/head")
    }

    /// What has dossiers, with a part of it for participants.
    private mutating func furtherSubjects() async throws {
        let hidden = SampleRecord.hiddenWords
        var table = TableProposal()
        table.to = [.of("bland")]
        let proposal = try await act("proposal", table, by: "aland/head", ["wording": "The post at the bridge is moved back."])
        var answer = AnswerProposal()
        (answer.proposal, answer.reply) = (proposal, .rejects)
        try await act("hidden-answer", answer, by: "bland/head", ["answer": "\(hidden) answer"], hidden: true)
        var state = StatePosition()
        (state.about.article, state.stance) = (.of("p-1"), .supports)
        try await act("position", state, by: "bland/head", ["position": "Nobody fires."])
        state.stance = .opposes
        try await act("hidden-position", state, by: "aland/head", ["position": "\(hidden) position"], hidden: true)
        var request = RequestAssurance()
        request.of = .of("bland")
        try await act("assurance", request, by: "gate/head", ["assurance": "That the post stays empty."])
        var call = CallLiaison()
        call.to = .of("aland")
        try await act("hidden-call", call, by: "bland/head", ["message": "\(hidden) call"], hidden: true)
        var assign = AssignAction()
        (assign.owner, assign.until) = (.of("eyes"), clock.now.adding(hours: 48))
        try await act("action", assign, by: "gate/head", ["task": "Count the lorries for a day."])
    }

    /// A second publication of the statement, its words compared, and claims: one taken into a report, one that waits, hidden ones.
    private mutating func press() async throws {
        let hidden = SampleRecord.hiddenWords
        guard let first = ids["publication"], let statement = ids["statement"], let unseen = ids["hidden-publication"], let report = ids["report-a"],
            let unseenReport = ids["hidden-report"]
        else { return }
        var publication = RecordPublication()
        publication.content = Hash.sha256(of: [5])
        publication.read = Publication.Dating(Day(Array("2026-01-05".utf8)), .inferred)
        (publication.published, publication.basis) = (Day(Array("2026-01-06".utf8)), .given)
        let second = try await act("publication-2", publication, by: "desk/registrar", ["headline": "Talks go on, says spokesperson", "outlet": "The Specimen"])
        var carry = CarryStatement()
        (carry.statement, carry.publication, carry.carries, carry.score) = (statement, second, true, 810)
        try await act("carry", carry, by: "desk/registrar")
        var alteration = RecordAlteration()
        alteration.statement = statement
        (alteration.from, alteration.to) = (Excerpt(first, 0, 23), Excerpt(second, 10, 40))
        (alteration.change, alteration.read) = (.hedgeAdded, .reworded)
        try await act("alteration", alteration, by: "desk/registrar", ["from": "we will keep the truce <b>", "to": "we will perhaps keep the truce"])
        (alteration.from, alteration.to) = (Excerpt(first, 50, 60), Excerpt(second, 50, 60))
        try await act("hidden-alteration", alteration, by: "eyes/quiet", ["from": "\(hidden) from", "to": "\(hidden) to"], hidden: true)
        (alteration.from, alteration.to) = (Excerpt(first, 70, 80), Excerpt(unseen, 70, 80))
        try await act("alteration-of-hidden", alteration, by: "desk/registrar", ["from": "both sides", "to": "both parties"])
        var claim = ProposeClaim()
        (claim.publication, claim.statement, claim.claimant, claim.voice, claim.by) = (first, statement, .of("aland"), .attributed, .program)
        (claim.start, claim.end, claim.type) = (100, 120, .of("shelling"))
        let told = try await act("claim", claim, by: "desk/registrar", ["passage": "a shell fell by the bridge", "speaker": "A spokesperson"])
        (claim.publication, claim.start, claim.end) = (second, 100, 118)
        let again = try await act("claim-2", claim, by: "desk/registrar", ["passage": "a shell fell near it", "speaker": "A spokesperson"])
        var accept = AcceptClaim()
        for (label, id) in [("accept", told), ("accept-2", again)] {
            (accept.claim, accept.report) = (id, report)
            try await act(label, accept, by: "desk/registrar")
        }
        (claim.publication, claim.start, claim.end) = (first, 130, 150)
        let waiting = try await act("claim-3", claim, by: "desk/registrar", ["passage": "a second one followed", "speaker": "A spokesperson"])
        (accept.claim, accept.report) = (waiting, unseenReport)
        try await act("hidden-accept", accept, by: "eyes/quiet", ["reason": "\(hidden) reason"], hidden: true)
        (claim.start, claim.end) = (160, 170)
        try await act("hidden-claim", claim, by: "eyes/quiet", ["passage": "\(hidden) passage", "speaker": "\(hidden) speaker"], hidden: true)
    }

    static func facts(killed: Int64, weapon: Weapon?, alleged: [String]) -> Facts {
        var facts = Facts()
        facts.type = .of("shelling")
        facts.when.from = SampleRecord.start.moment
        facts.when.to = SampleRecord.start.moment.adding(hours: 1)
        facts.place.area = .of("north")
        facts.place.precision = 3
        facts.weapon = weapon
        facts.alleged = alleged.map { .of($0) }
        var casualties = Casualties()
        casualties.side = Casualties.civilians
        casualties.killed.low = killed
        casualties.killed.best = killed
        casualties.killed.high = killed
        facts.casualties = [casualties]
        return facts
    }

    private mutating func reportsAndIncident() async throws {
        let hidden = SampleRecord.hiddenWords
        var report = FileReport()
        (report.basis, report.facts) = (.saw, Self.facts(killed: 2, weapon: .mortar, alleged: ["bland"]))
        let first = try await act("report-a", report, by: "aland/liaison", [
            "narrative": "Shells came from across the line.", "narrative:ur": "گولے سرحد پار سے آئے۔", "note": "Invented for this test.",
        ])
        (report.basis, report.facts) = (.heard, Self.facts(killed: 0, weapon: .mortar, alleged: []))
        let second = try await act("report-b", report, by: "bland/liaison", ["narrative": SampleRecord.hostileWords])
        report.facts = Self.facts(killed: 7, weapon: .drone, alleged: ["group-a"])
        let secret = try await act("hidden-report", report, by: "eyes/quiet", ["narrative": "\(hidden) narrative"], hidden: true)

        var open = OpenIncident()
        (open.reports, open.type) = ([first, second], .of("shelling"))
        (open.when, open.place) = (report.facts.when, report.facts.place)
        let incident = try await act("incident", open, by: "desk/registrar", ["title": "Shells near a village"])
        open.reports = [secret]
        let other = try await act("hidden-incident", open, by: "eyes/quiet", ["title": "\(hidden) incident"], hidden: true)
        var triage = TriageIncident()
        (triage.incident, triage.outcome, triage.articles) = (incident, .accepted, [.of("p-1")])
        try await act("triage", triage, by: "desk/registrar", ["reason": "It may touch the article."])
        (triage.incident, triage.outcome, triage.articles, triage.duplicateOf) = (other, .duplicate, [], incident)
        try await act("hidden-triage", triage, by: "eyes/quiet", ["reason": "\(hidden) reason"], hidden: true)

        var deposit = DepositEvidence()
        (deposit.incident, deposit.type, deposit.size, deposit.collected) = (incident, .photograph, 10, SampleRecord.start.moment)
        (deposit.content, deposit.collector) = (Hash.sha256(of: [1]), .of("lead"))
        try await act("exhibit", deposit, by: "eyes/lead", ["description": "A crater."])
        deposit.content = Hash.sha256(of: [2])
        try await act("hidden-exhibit", deposit, by: "eyes/quiet", ["description": "\(hidden) exhibit"], hidden: true)
    }

    private mutating func verification() async throws {
        guard let incident = ids["incident"] else { return }
        var task = TaskVerification()
        (task.incident, task.lead.participant, task.lead.desk) = (incident, .of("eyes"), .of("lead"))
        let verification = try await act("task", task, by: "gate/envoy", ["mandate": "Find the crater."])
        var observe = Observe()
        (observe.verification, observe.bearing) = (verification, .supports)
        observe.when.from = SampleRecord.start.moment
        observe.when.to = SampleRecord.start.moment
        observe.place.area = .of("north")
        try await act("observation", observe, by: "eyes/lead", ["account": "There is a crater."])
        var restriction = RecordRestriction()
        (restriction.kind, restriction.by, restriction.verification) = (.denied, .of("bland"), verification)
        (restriction.place.area, restriction.arrived, restriction.left) = (.of("north"), SampleRecord.start.moment, SampleRecord.start.moment)
        try await act("restriction", restriction, by: "eyes/lead", ["reason": "Nobody may pass.", "consequence": "The post let nobody through."])
        var report = ReportVerification()
        (report.verification, report.occurrence) = (verification, .occurred)
        var view = ReportVerification.View()
        view.component = .of("eyes")
        report.views = [view]
        try await act("team-report", report, by: "eyes/lead", ["summary": "It occurred."])
    }

    private mutating func finding() async throws {
        guard let incident = ids["incident"], let exhibit = ids["exhibit"], let hidden = ids["hidden-exhibit"] else { return }
        var propose = ProposeFinding()
        (propose.incident, propose.evidence) = (incident, [exhibit, hidden])
        propose.conclusion.occurrence = .occurred
        propose.conclusion.attribution = .party
        propose.conclusion.attributedTo = [.of("bland")]
        propose.conclusion.classification = .violation
        propose.conclusion.article = .of("p-1")
        (propose.conclusion.grade, propose.conclusion.gradeConfidence) = (.serious, .moderate)
        let finding = try await act("finding", propose, by: "eyes/lead", ["reasons": "The crater."])
        var reply = ReplyToFinding()
        (reply.finding, reply.position) = (finding, .rejects)
        try await act("reply", reply, by: "bland/liaison", ["reply": "It was not us."])
        clock.move(hours: 80)
        var concur = ConcurWithFinding()
        concur.finding = finding
        try await act("concur", concur, by: "gate/envoy", ["reasons": "We agree."])
        var determine = DetermineFinding()
        determine.finding = finding
        try await act("determine", determine, by: "gate/envoy", hidden: true)
        guard publishes else { return }
        var acknowledge = AcknowledgeFinding()
        acknowledge.finding = finding
        for party in ["aland", "bland"] { try await act("informed-\(party)", acknowledge, by: "\(party)/liaison", hidden: true) }
        var publish = PublishFinding()
        publish.finding = finding
        try await act("publish-finding", publish, by: "gate/envoy")
    }

    private mutating func rest() async throws {
        let hidden = SampleRecord.hiddenWords
        var progress = ReportProgress()
        (progress.commitment, progress.level) = (.of("calm-aland"), 3)
        try await act("progress", progress, by: "aland/liaison", ["account": "We keep it."])
        var assess = AssessCommitment()
        (assess.commitment, assess.level, assess.basis) = (.of("calm-aland"), 1, .contested)
        try await act("hidden-assessment", assess, by: "eyes/quiet", ["reasons": "\(hidden) assessment"], hidden: true)
        var crossing = ReportCrossing()
        var passage = CrossingStatus.Passage()
        passage.condition = .open
        (crossing.crossing, crossing.conditions, crossing.since) = (.of("bridge"), [passage], SampleRecord.start.moment)
        try await act("crossing", crossing, by: "aland/liaison", ["remark": "Goods pass."])
        passage.condition = .closed
        (crossing.conditions, crossing.reason) = ([passage], .works)
        try await act("hidden-crossing", crossing, by: "eyes/quiet", ["remark": "\(hidden) remark"], hidden: true)
        var publication = RecordPublication()
        publication.content = Hash.sha256(of: [3])
        let printed = try await act("publication", publication, by: "desk/registrar", ["headline": "Talks go on", "outlet": "The Sample"])
        publication.content = Hash.sha256(of: [4])
        let unseen = try await act("hidden-publication", publication, by: "eyes/quiet", ["headline": "\(hidden) headline", "outlet": "\(hidden) outlet"], hidden: true)
        var statement = RecordStatement()
        (statement.side, statement.publications) = (.of("aland"), [printed, unseen])
        try await act("statement", statement, by: "desk/registrar", ["speaker": "A spokesperson"])
        (statement.side, statement.publications) = (.of("bland"), [printed])
        try await act("hidden-statement", statement, by: "eyes/quiet", ["speaker": "\(hidden) speaker"], hidden: true)
        var cut = CutEdition()
        (cut.kind, cut.from) = (.weekly, SampleRecord.start.moment)
        let edition = try await act("cut", cut, by: "desk/registrar")
        guard let row = await office.snapshot()?.state.editions[edition] else { return }
        var publish = PublishEdition()
        (publish.edition, publish.size, publish.digest) = (edition, row.size, row.digest)
        (publish.publicSize, publish.publicRoot, publish.figures) = (row.publicSize, row.publicRoot, row.figures)
        try await act("publish", publish, by: "gate/envoy", ["summary": "A quiet week."])
    }
}
