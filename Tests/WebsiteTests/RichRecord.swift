import Mechanism
import Registry
import Testing
@testable import Website

/// The sample, gone on with: an amendment, custody, merging and splitting, a finding that supersedes, releases and an erasure. What is for
/// participants only carries the sample's hidden words here too.
struct RichRecord {
    let sample: SampleRecord
    private(set) var ids: [String: ActID] = [:]
    private(set) var index: [String: UInt64] = [:]

    init() async throws {
        sample = try await SampleRecord()
        (ids, index) = (sample.ids, sample.index)
        try await amend()
        try await incidents()
        try await evidence()
        try await verification()
        try await commitments()
        try await texts()
        try await finding()
    }

    func number(_ label: String) -> UInt64 { index[label] ?? .max }
    func id(_ label: String) throws -> ActID { try #require(ids[label]) }

    @discardableResult
    private mutating func act(_ label: String, _ body: any ActBody, by name: String, _ texts: [String: String] = [:], hidden: Bool = false) async throws -> ActID {
        let receipt = try await sample.record(body, by: name, texts, audience: hidden ? .participants : .everyone)
        (ids[label], index[label]) = (receipt.act, receipt.index)
        return receipt.act
    }

    private mutating func amend() async throws {
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (Agreement.amended.hash, 1, 1)
        lay.content = String(decoding: Agreement.amended.canonical, as: UTF8.self)
        try await act("lay-2", lay, by: "gate/head")
        var amend = AmendAgreement()
        (amend.amends, amend.agreement) = (Agreement.sample.hash, Agreement.amended.hash)
        var assent = Assent()
        assent.act = try await act("amend", amend, by: "bland/head", ["reason": "What the second round agreed."])
        try await act("assent-2", assent, by: "aland/head")
    }

    private mutating func report(_ label: String, by name: String, _ words: String, hidden: Bool = false) async throws -> ActID {
        var report = FileReport()
        (report.basis, report.facts) = (.saw, Play.facts(killed: 0, weapon: .mortar, alleged: []))
        return try await act(label, report, by: name, ["narrative": words], hidden: hidden)
    }

    private func opening(_ reports: [ActID]) -> OpenIncident {
        let facts = Play.facts(killed: 0, weapon: nil, alleged: [])
        var open = OpenIncident()
        (open.reports, open.type, open.when, open.place) = (reports, .of("shelling"), facts.when, facts.place)
        return open
    }

    private mutating func incidents() async throws {
        let dusk = try await act(
            "dusk", opening([try await report("report-c", by: "aland/liaison", "Shots at dusk.")]), by: "desk/registrar", ["title": "Shots at dusk"])
        let twice = try await act(
            "twice", opening([try await report("report-d", by: "bland/liaison", "Shots were heard.")]), by: "desk/registrar", ["title": "Shots, told twice"])
        var merge = MergeIncidents()
        (merge.incident, merge.into) = (twice, dusk)
        try await act("merge", merge, by: "desk/registrar", ["reason": "Both tell of the same shots."])
        merge.incident = try id("hidden-incident")
        try await act("hidden-merge", merge, by: "eyes/quiet", ["reason": "\(SampleRecord.hiddenWords) merge"], hidden: true)
        let first = try await report("report-e", by: "aland/liaison", "Smoke in the east.")
        let second = try await report("report-f", by: "bland/liaison", "Smoke in the west.")
        let smoke = try await act("smoke", opening([first, second]), by: "desk/registrar", ["title": "Smoke"])
        var split = SplitIncident()
        (split.incident, split.apart) = (smoke, opening([second]))
        try await act("split", split, by: "desk/registrar", ["title": "Smoke in the west", "reason": "There were two fires."])
        var triage = TriageIncident()
        (triage.incident, triage.outcome, triage.articles) = (dusk, .accepted, [.of("p-2")])
        try await act("triage-dusk", triage, by: "desk/registrar", ["reason": "It may touch the new article."])
    }

    private mutating func evidence() async throws {
        let hidden = SampleRecord.hiddenWords
        var deposit = DepositEvidence()
        (deposit.incident, deposit.type, deposit.size, deposit.collected) = (try id("dusk"), .video, 77, SampleRecord.start.moment)
        (deposit.content, deposit.collector) = (Hash.sha256(of: [11]), .of("patrol"))
        let video = try await act("video", deposit, by: "aland/liaison", ["description": "A video of the ridge."])
        (deposit.type, deposit.content) = (.document, Hash.sha256(of: [12]))
        let map = try await act("map", deposit, by: "bland/liaison", ["description": "A map of the posts."], hidden: true)
        var transfer = TransferEvidence()
        (transfer.exhibit, transfer.to.participant, transfer.to.desk, transfer.at) = (video, .of("eyes"), .of("lead"), sample.clock.now)
        try await act("transfer", transfer, by: "aland/liaison", ["packing": "In bag 7, sealed."])
        var receive = ReceiveEvidence()
        (receive.exhibit, receive.at, receive.condition) = (video, sample.clock.now, .sealBroken)
        try await act("receive", receive, by: "eyes/lead", ["remark": "The seal of bag 7 was torn."])
        var examine = ExamineEvidence()
        (examine.exhibit, examine.at, examine.method) = (video, sample.clock.now, .imagery)
        try await act("examine", examine, by: "eyes/lead", ["result": "It was not cut."])
        var derive = DeriveEvidence()
        (derive.exhibit, derive.form, derive.type, derive.size, derive.content) = (video, .redacted, .video, 70, Hash.sha256(of: [13]))
        derive.at = sample.clock.now
        try await act("copy", derive, by: "eyes/lead", ["description": "Faces are blurred."])
        (derive.form, derive.content, derive.at) = (.transcript, Hash.sha256(of: [14]), sample.clock.now)
        try await act("hidden-copy", derive, by: "eyes/lead", ["description": "\(hidden) copy"], hidden: true)
        (transfer.to.participant, transfer.to.desk, transfer.at) = (.of("desk"), .of("head"), sample.clock.now)
        try await act("hidden-transfer", transfer, by: "eyes/lead", ["packing": "\(hidden) packing"], hidden: true)
        var release = ReleaseEvidence()
        release.exhibit = map
        try await act("release-map", release, by: "bland/liaison", ["reason": "The posts are known."])
        var dispose = DisposeOfEvidence()
        (dispose.exhibit, dispose.at, dispose.disposal) = (map, sample.clock.now, .returned)
        try await act("dispose-map", dispose, by: "bland/liaison", ["reason": "It went back to its archive."])
    }

    private mutating func verification() async throws {
        let hidden = SampleRecord.hiddenWords
        var task = TaskVerification()
        (task.incident, task.lead.participant, task.lead.desk) = (try id("dusk"), .of("eyes"), .of("lead"))
        let verification = try await act("task-dusk", task, by: "gate/envoy", ["mandate": "Find the ridge."])
        var request = RequestAccess()
        (request.verification, request.by, request.place.area, request.place.precision) = (verification, .of("bland"), .of("north"), 3)
        (request.from, request.to) = (sample.clock.now, sample.clock.now.adding(hours: 24))
        let access = try await act("access", request, by: "eyes/lead", ["purpose": "To see the ridge."])
        var answer = AnswerAccess()
        (answer.request, answer.answer) = (access, .denied)
        try await act("hidden-refusal", answer, by: "bland/head", ["reason": "\(hidden) refusal"], hidden: true)
        var interview = RecordInterview()
        (interview.verification, interview.category, interview.consent, interview.bearing) = (verification, .resident, true, .supports)
        (interview.when.from, interview.when.to) = (SampleRecord.start.moment, SampleRecord.start.moment)
        try await act("hidden-interview", interview, by: "eyes/lead", ["account": "\(hidden) interview"], hidden: true)
    }

    private mutating func commitments() async throws {
        var progress = ReportProgress()
        (progress.commitment, progress.level, progress.obstacle) = (.of("count-aland"), 1, .access)
        try await act("late-count", progress, by: "aland/liaison", ["account": "The road was closed."])
        (progress.level, progress.obstacle, progress.period) = (2, nil, 0)
        try await act("other-count", progress, by: "bland/liaison", ["account": "We saw them count."])
        var assess = AssessCommitment()
        (assess.commitment, assess.level, assess.basis, assess.evidence) = (.of("calm-aland"), 3, .verified, [try id("exhibit")])
        let assessment = try await act("verified", assess, by: "eyes/lead", ["reasons": "No crater is new."])
        var contest = ContestAssessment()
        (contest.assessment, contest.level) = (assessment, 1)
        try await act("contest", contest, by: "bland/liaison", ["reasons": "There was one more."])
        let edition = try #require(try await sample.snapshot().state.editions.rows.first)
        var correct = CorrectEdition()
        correct.edition = edition.id
        try await act("erratum", correct, by: "desk/registrar", ["erratum": "The week had one loud night."])
    }

    private mutating func texts() async throws {
        let place = sample.number("report-a")
        let words = try #require(sample.storage.texts(place..<place + 1)[place]?.first { $0.slot == .of("narrative") && $0.language == .of("en") })
        var redact = RedactText()
        (redact.act, redact.text) = (try id("report-a"), words.reference.commitment)
        try await act("redact", redact, by: "aland/head", ["reason": "It lets a witness be known."])
        try await act("redact-2", redact, by: "gate/head", ["reason": "We concur."])
        let hidden = try await report("opened-report", by: "bland/liaison", "What was first kept close.", hidden: true)
        var release = ReleaseAct()
        release.act = hidden
        try await act("release", release, by: "bland/head", ["reason": "The committee asked for it."])
    }

    /// A finding that is to supersede the published one, determined for participants and not published.
    private mutating func finding() async throws {
        var recommend = RecommendRemedy()
        (recommend.finding, recommend.to, recommend.due) = (try id("finding"), .of("bland"), sample.clock.now.adding(hours: 240))
        try await act("remedy", recommend, by: "gate/head", ["recommendation": "The post is moved back."])
        var propose = ProposeFinding()
        (propose.incident, propose.evidence, propose.supersedes) = (try id("incident"), [try id("exhibit")], try id("finding"))
        propose.conclusion.occurrence = .occurred
        (propose.conclusion.occurrenceConfidence, propose.conclusion.occurrenceStandard) = (.high, .of("sure"))
        (propose.conclusion.attributionStandard, propose.conclusion.classificationStandard) = (.of("likely"), .of("likely"))
        propose.conclusion.classification = .noViolation
        let finding = try await act("finding-2", propose, by: "eyes/lead", ["reasons": "The crater is old."])
        var reply = ReplyToFinding()
        (reply.finding, reply.position) = (finding, .accepts)
        for party in ["aland", "bland"] { try await act("reply-2-\(party)", reply, by: "\(party)/liaison", ["reply": "So be it."]) }
        var concur = ConcurWithFinding()
        concur.finding = finding
        try await act("concur-2", concur, by: "gate/envoy")
        var determine = DetermineFinding()
        determine.finding = finding
        try await act("hidden-determination", determine, by: "gate/envoy", hidden: true)
    }

    /// Publishes it, when the parties are informed.
    mutating func publish() async throws {
        var acknowledge = AcknowledgeFinding()
        acknowledge.finding = try id("finding-2")
        for party in ["bland", "aland"] { try await act("informed-2-\(party)", acknowledge, by: "\(party)/liaison", hidden: true) }
        var publish = PublishFinding()
        publish.finding = try id("finding-2")
        try await act("publish-2", publish, by: "gate/envoy")
    }
}

extension Agreement {
    /// The sample's agreement after its second round.
    static let amended: Agreement = {
        var agreement = Agreement.sample
        var instrument = Agreement.Instrument()
        (instrument.id, instrument.title) = (.of("arrangements"), "Arrangements")
        agreement.instruments.append(instrument)
        agreement.articles[0].text = "Nobody fires, and nobody flies."
        var article = Agreement.Article()
        (article.id, article.instrument, article.title, article.text) = (.of("p-2"), instrument.id, "Ridge", "The ridge stays empty.")
        agreement.articles.append(article)
        agreement.definitions[0].text = "Shells or rockets are fired."
        for (id, title) in [("likely", "More likely than not"), ("sure", "Beyond reasonable doubt")] {
            var standard = Agreement.Standard()
            (standard.id, standard.title, standard.text) = (.of(id), title, "As the parties defined it.")
            agreement.standards.append(standard)
        }
        var count = Agreement.Commitment()
        (count.id, count.obligor, count.article, count.title, count.indicator, count.method) = (.of("count-aland"), .of("aland"), article.id, "A weekly count", "A count.", "Reading it.")
        var recurrence = Agreement.Commitment.Recurrence()
        (recurrence.from, recurrence.hours) = (SampleRecord.start, 168)
        count.recurrence = recurrence
        var watch = Agreement.Commitment()
        (watch.id, watch.obligor, watch.article, watch.title, watch.indicator, watch.method) = (.of("watch-bland"), .of("bland"), article.id, "The watch is withdrawn", "No watch.", "Looking.")
        var condition = Agreement.Commitment.Condition()
        (condition.commitment, condition.level, condition.verified, condition.hours) = (.of("calm-aland"), 2, true, 168)
        watch.conditions = [condition]
        agreement.commitments += [count, watch]
        agreement.clocks.reply = 48
        return agreement
    }()
}
