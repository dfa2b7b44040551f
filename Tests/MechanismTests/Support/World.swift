@testable import Mechanism

/// A small mechanism to try rules in: two parties, two guarantors, monitors and a secretariat, with an agreement in force.
struct World {
    var state = State()
    private(set) var clock = Moment(milliseconds: 1_760_000_000_000)
    private var count: UInt64 = 0

    static let hour: Int64 = 3_600_000
    static let participants: [(String, Role)] = [
        ("north", .party), ("south", .party), ("lake", .guarantor), ("hill", .guarantor), ("monitors", .monitoringTeam), ("secretariat", .secretariat),
        ("watchers", .observer),
    ]

    static func id(_ name: String) -> Identifier { Identifier(name)! }
    static func key(_ name: String) -> Key { Key(ed25519: Hash.sha256(of: Array(name.utf8)).bytes)! }

    static func agreement(_ change: (inout Agreement) -> Void = { _ in }) -> Agreement {
        var agreement = Agreement()
        agreement.title = "A truce"
        agreement.languages = [id("en")]
        agreement.participants = participants.map { name, role in
            var member = Agreement.Member()
            (member.id, member.name, member.role) = (id(name), name, role)
            return member
        }
        agreement.truce.from = LocalTime(Array("2025-10-09T08:00:00Z".utf8))!
        var instrument = Agreement.Instrument()
        (instrument.id, instrument.title) = (id("truce"), "The truce")
        agreement.instruments = [instrument]
        var article = Agreement.Article()
        (article.id, article.instrument, article.title, article.text) = (id("2.1"), id("truce"), "Fire", "No fire is opened.")
        agreement.articles = [article]
        var definition = Agreement.Definition()
        (definition.id, definition.title, definition.text, definition.article) = (id("shelling"), "Shelling", "Indirect fire.", id("2.1"))
        agreement.definitions = [definition]
        var area = Agreement.Area()
        (area.id, area.name) = (id("valley"), "The valley")
        agreement.areas = [area]
        var crossing = Agreement.Crossing()
        (crossing.id, crossing.name) = (id("bridge"), "The bridge")
        agreement.crossings = [crossing]
        var actor = Agreement.Actor()
        actor.id = id("group-a")
        agreement.actors = [actor]
        var commitment = Agreement.Commitment()
        (commitment.id, commitment.obligor, commitment.article) = (id("c1"), id("north"), id("2.1"))
        agreement.commitments = [commitment]
        agreement.determination.members = [id("lake"), id("hill")]
        agreement.clocks.assent = 24
        agreement.clocks.triage = 24
        agreement.clocks.tasking = 24
        agreement.clocks.teamReport = 24
        agreement.clocks.reply = 72
        agreement.clocks.determination = 24
        (agreement.clocks.publication, agreement.clocks.custody, agreement.clocks.access, agreement.clocks.remedy) = (24, 48, 24, 168)
        (agreement.clocks.handover, agreement.clocks.liaison, agreement.clocks.answer, agreement.clocks.minutes) = (48, 1, 72, 48)
        agreement.clocks.witnesses = 24
        agreement.lodging = [id("lake")]
        agreement.succession = [id("north"), id("south"), id("lake")]
        agreement.intake.narrative = 10
        agreement.intake.placePrecision = 5
        agreement.grading = Grade.allCases.map { grade in
            var meaning = Agreement.GradeMeaning()
            meaning.grade = grade
            return meaning
        }
        change(&agreement)
        return agreement
    }

    static func establish(_ agreement: Agreement) -> Establish {
        var establish = Establish()
        establish.origin = "test.example/log"
        establish.registry = "test.example/log+00000000+AAAA"
        establish.witnesses = "quorum none\n"
        establish.agreement = agreement.hash
        establish.participants = participants.map { name, role in
            var participant = Participant()
            (participant.id, participant.name, participant.role, participant.head) = (id(name), name, role, key("\(name)/head"))
            return participant
        }
        return establish
    }

    /// Established, with an agreement in force and a desk “desk” for each participant, accredited for every subject.
    static func running(
        _ change: (inout Agreement) -> Void = { _ in }, establish complete: (inout Establish) -> Void = { _ in }, rules: Int64 = Rules.latest
    ) throws(Refusal) -> World {
        var world = World()
        let agreement = agreement(change)
        var establish = establish(agreement)
        complete(&establish)
        try world.perform(establish, by: "north/head", change: { $0.rules = rules })
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (agreement.hash, 1, 1)
        lay.content = String(decoding: agreement.canonical, as: UTF8.self)
        try world.perform(lay, by: "secretariat/head")
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        var assent = Assent()
        assent.act = try world.perform(adopt, by: "north/head")
        try world.perform(assent, by: "south/head")
        var subjects: [Identifier] = []
        for type in ActKinds.all where !subjects.contains(type.kind.subject) { subjects.append(type.kind.subject) }
        for (name, _) in participants {
            var accredit = Accredit()
            (accredit.key, accredit.desk, accredit.functions) = (key("\(name)/desk"), id("desk"), subjects)
            try world.perform(accredit, by: "\(name)/head")
        }
        return world
    }

    mutating func pass(hours: Int64) { clock = clock.adding(hours: hours) }

    /// An act as it would come out of its envelope.
    mutating func act(
        _ body: any ActBody, by name: String, audience: Audience = .participants, texts: [String]? = nil, length: Int64 = 100,
        change: (inout Payload) -> Void = { _ in }
    ) -> Act {
        let parts = name.split(separator: "/").map { World.id(String($0)) }
        var payload = Payload()
        payload.kind = type(of: body).kind.name
        payload.rules = state.rules
        payload.mechanism = Link(state.establishment?.act.act)
        payload.participant = parts[0]
        payload.desk = parts[1]
        payload.previous = state.officer(at: parts[0], parts[1])?.last ?? Link()
        count += 1
        payload.nonce = Nonce((0..<16).map { UInt8(truncatingIfNeeded: count >> UInt64($0 * 8 & 63)) })
        payload.audience = audience
        payload.body = Body(body)
        let slots = texts ?? type(of: body).kind.slots.filter(\.required).map(\.name.name)
        payload.texts = slots.map { TextReference(slot: World.id($0), language: World.id("en"), length: length, commitment: Hash()) }
        change(&payload)
        return Act(id: Hash.sha256(of: payload.canonical), read: payload)
    }

    @discardableResult
    mutating func perform(
        _ body: any ActBody, by name: String, audience: Audience = .participants, texts: [String]? = nil, length: Int64 = 100,
        lodgings: [Lodged] = [], change: (inout Payload) -> Void = { _ in }
    ) throws(Refusal) -> ActID {
        let act = act(body, by: name, audience: audience, texts: texts, length: length, change: change)
        clock = Moment(milliseconds: clock.milliseconds + 1_000)
        try state.admit(act, received: clock, lodgings: lodgings)
        return act.id
    }

    /// The rule by which an act is refused; `nil` when it is admitted.
    mutating func refusal(
        _ body: any ActBody, by name: String, audience: Audience = .participants, texts: [String]? = nil, length: Int64 = 100,
        lodgings: [Lodged] = [], change: (inout Payload) -> Void = { _ in }
    ) -> String? {
        do throws(Refusal) {
            try perform(body, by: name, audience: audience, texts: texts, length: length, lodgings: lodgings, change: change)
            return nil
        } catch {
            return error.rule
        }
    }

    /// The participant's head says that a desk's key was stolen.
    mutating func repudiate(_ name: String, since: Moment = Moment()) throws(Refusal) {
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key(name.contains("/") ? name : "\(name)/desk"), since)
        try perform(repudiate, by: "\(name.prefix { $0 != "/" })/head")
    }

    /// A joint act with the assent of the other party.
    @discardableResult
    mutating func agree(_ body: any ActBody) throws(Refusal) -> ActID {
        var assent = Assent()
        assent.act = try perform(body, by: "north/head")
        return try perform(assent, by: "south/head")
    }

    mutating func lay(_ agreement: Agreement) throws(Refusal) {
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (agreement.hash, 1, 1)
        lay.content = String(decoding: agreement.canonical, as: UTF8.self)
        try perform(lay, by: "secretariat/head")
    }

    /// The amendment to an agreement that is laid here and now.
    mutating func amendment(_ change: (inout Agreement) -> Void) throws(Refusal) -> AmendAgreement {
        var text = state.agreement ?? Agreement()
        var amend = AmendAgreement()
        amend.amends = text.hash
        change(&text)
        amend.agreement = text.hash
        if state.drafts[text.hash] == nil { try lay(text) }
        return amend
    }

    /// Goes to a moment, less the second that passes with the next act.
    mutating func go(to moment: Moment) { clock = Moment(milliseconds: moment.milliseconds - 1_000) }

    // MARK: Common acts

    func facts(_ change: (inout Facts) -> Void = { _ in }) -> Facts {
        var facts = Facts()
        facts.type = World.id("shelling")
        facts.when.from = clock.adding(hours: -2)
        facts.when.to = clock.adding(hours: -1)
        facts.place.area = World.id("valley")
        facts.place.precision = 3
        change(&facts)
        return facts
    }

    func report(_ change: (inout Facts) -> Void = { _ in }) -> FileReport {
        var report = FileReport()
        report.facts = facts(change)
        return report
    }

    mutating func incident(accepted: Bool = true) throws(Refusal) -> ActID {
        var open = OpenIncident()
        open.reports = [try perform(report(), by: "north/desk")]
        let facts = facts()
        (open.type, open.when, open.place) = (facts.type, facts.when, facts.place)
        let id = try perform(open, by: "secretariat/desk")
        if accepted {
            var triage = TriageIncident()
            (triage.incident, triage.outcome, triage.articles) = (id, .accepted, [World.id("2.1")])
            try perform(triage, by: "secretariat/desk")
        }
        return id
    }

    func member(_ name: String) -> Verification.Member {
        var member = Verification.Member()
        (member.participant, member.desk) = (World.id(name), World.id("desk"))
        return member
    }

    /// An incident whose team has reported, and its one observation.
    mutating func verified() throws(Refusal) -> (incident: ActID, verification: ActID, observation: ActID) {
        let incident = try incident()
        var task = TaskVerification()
        (task.incident, task.lead, task.team) = (incident, member("monitors"), [member("north"), member("south")])
        let verification = try perform(task, by: "lake/desk")
        let observation = try perform(observe(verification), by: "south/desk")
        try perform(teamReport(verification), by: "monitors/desk")
        return (incident, verification, observation)
    }

    func observe(_ verification: ActID) -> Observe {
        var observe = Observe()
        observe.verification = verification
        (observe.when, observe.place) = (facts().when, facts().place)
        return observe
    }

    func teamReport(_ verification: ActID) -> ReportVerification {
        var report = ReportVerification()
        report.verification = verification
        report.occurrence = .occurred
        report.views = ["monitors", "north", "south"].map { name in
            var view = ReportVerification.View()
            view.component = World.id(name)
            return view
        }
        return report
    }

    func proposal(_ incident: ActID, _ evidence: [ActID]) -> ProposeFinding {
        var propose = ProposeFinding()
        (propose.incident, propose.evidence) = (incident, evidence)
        propose.conclusion.occurrence = .occurred
        propose.conclusion.attribution = .party
        propose.conclusion.attributedTo = [World.id("south")]
        propose.conclusion.classification = .violation
        propose.conclusion.article = World.id("2.1")
        (propose.conclusion.grade, propose.conclusion.gradeConfidence) = (.minor, .low)
        return propose
    }

    mutating func proposed() throws(Refusal) -> (incident: ActID, finding: ActID) {
        let (incident, _, observation) = try verified()
        return (incident, try perform(proposal(incident, [observation]), by: "monitors/desk"))
    }

    /// A finding that both determiners concurred with and one determined.
    mutating func determined(_ change: (inout ProposeFinding) -> Void = { _ in }) throws(Refusal) -> (incident: ActID, finding: ActID) {
        let (incident, _, observation) = try verified()
        return (incident, try determined(incident, observation, change))
    }

    /// A further finding on an incident, determined.
    mutating func determined(
        _ incident: ActID, _ observation: ActID, _ change: (inout ProposeFinding) -> Void = { _ in }
    ) throws(Refusal) -> ActID {
        var propose = proposal(incident, [observation])
        change(&propose)
        let finding = try perform(propose, by: "monitors/desk")
        var (reply, concur, determine) = (ReplyToFinding(), ConcurWithFinding(), DetermineFinding())
        (reply.finding, concur.finding, determine.finding) = (finding, finding, finding)
        for party in ["north", "south"] { try perform(reply, by: "\(party)/desk") }
        for guarantor in ["lake", "hill"] { try perform(concur, by: "\(guarantor)/desk") }
        try perform(determine, by: "lake/desk")
        return finding
    }

    /// The rule by which an act is refused at exactly that time; the world stays as it is.
    func refusal(_ body: any ActBody, by name: String, at moment: Moment, audience: Audience = .participants) -> String? {
        var trial = self
        let act = trial.act(body, by: name, audience: audience)
        do throws(Refusal) {
            try trial.state.admit(act, received: moment)
            return nil
        } catch {
            return error.rule
        }
    }

    /// A finding that determiners may take positions on; or one that nobody has replied to.
    mutating func heardFinding(replies: Bool = true) throws(Refusal) -> (incident: ActID, finding: ActID) {
        let (incident, finding) = try proposed()
        var reply = ReplyToFinding()
        reply.finding = finding
        for party in replies ? ["north", "south"] : [] { try perform(reply, by: "\(party)/desk") }
        return (incident, finding)
    }
}

enum Samples {
    /// The payload of an act of a kind, with something readable in every field.
    static func payload(_ type: any ActBody.Type) throws -> [UInt8] {
        var world = World()
        var filler = Filler()
        return world.act(filler.filled(type.init()), by: "north/desk").payload.canonical
    }
}

/// Goes through a record and puts a name wherever there is none.
private struct Filler: Fields {
    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        if let name = value as? Identifier, name.name.isEmpty, let filled = World.id("name") as? Value {
            value = filled
        } else if let record = value as? any Record, let filled = fill(record) as? Value {
            value = filled
        }
    }

    mutating func filled(_ body: any ActBody) -> any ActBody { fill(body) as? any ActBody ?? body }

    private mutating func fill<Body: Record>(_ record: Body) -> any Record {
        var record = record
        record.visit(&self)
        return record
    }
}
