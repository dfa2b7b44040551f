import Testing

@testable import Mechanism

@Suite("Remedies")
struct RemedyTests {
    private static func recommend(_ world: World, _ finding: ActID, to party: String = "south") -> RecommendRemedy {
        var recommend = RecommendRemedy()
        (recommend.finding, recommend.to, recommend.due) = (finding, World.id(party), world.clock.adding(hours: 300))
        return recommend
    }

    @Test("A remedy is about one thing, addressed to one other participant, and dated")
    func recommended() throws {
        var world = try World.running()
        let (incident, finding) = try world.determined()
        let open = try world.proposed().finding
        func rule(_ change: (inout RecommendRemedy) -> Void, by name: String = "monitors/desk", _ audience: Audience = .participants) -> String? {
            var trial = world
            var recommend = Self.recommend(trial, finding)
            change(&recommend)
            return trial.refusal(recommend, by: name, audience: audience)
        }
        #expect(rule { $0.finding = nil } == "remedy.subject")
        #expect(rule { $0.incident = incident } == "remedy.subject")
        #expect(rule { $0.finding = open } == "finding.undetermined")
        #expect(rule { $0.finding = incident } == "act.cites")
        #expect(rule { ($0.finding, $0.incident) = (nil, finding) } == "act.cites")
        #expect(rule { ($0.finding, $0.commitment) = (nil, World.id("c9")) } == "commitment.named")
        #expect(rule { $0.to = World.id("watchers") } == "remedy.addressee")
        #expect(rule { $0.to = World.id("nobody") } == "remedy.addressee")
        #expect(rule { $0.to = World.id("monitors") } == "remedy.addressee", "oneself")
        #expect(rule { $0.due = world.clock } == "remedy.due")
        #expect(rule({ _ in }, .everyone) == "finding.informed")
        #expect(rule({ _ in }, by: "south/desk") == "act.authority")
        #expect(rule { _ in } == nil)
        #expect(rule { $0.to = World.id("hill") } == nil)
        #expect(rule { ($0.finding, $0.incident) = (nil, incident) } == nil)
        #expect(rule { ($0.finding, $0.commitment, $0.to) = (nil, World.id("c1"), World.id("north")) } == nil)
    }

    @Test("Undertaken, reported, returned, reported again, accepted; by nobody else, in no other order, and no further")
    func way() throws {
        var world = try World.running()
        let (_, finding) = try world.determined()
        let remedy = try world.perform(Self.recommend(world, finding), by: "monitors/desk")
        var (undertake, refuse, report) = (UndertakeRemedy(), RefuseRemedy(), ReportRemedy())
        var (accept, giveBack, close) = (AcceptRemedy(), ReturnRemedy(), CloseRemedy())
        (undertake.remedy, refuse.remedy, report.remedy, accept.remedy, giveBack.remedy, close.remedy) = (remedy, remedy, remedy, remedy, remedy, remedy)
        func status() -> Remedy.Status { world.state.status(of: world.state.remedies[remedy]!) }
        func clocks() -> [String] { world.state.deadlines().filter { $0.row == remedy }.map(\.clock) }
        #expect(status() == .recommended && clocks() == ["remedy", "due"])
        for act in [undertake, refuse, report] as [any ActBody] { #expect(world.refusal(act, by: "north/desk") == "remedy.addressee") }
        for act in [accept, giveBack] as [any ActBody] { #expect(world.refusal(act, by: "lake/desk") == "remedy.status") }
        #expect(world.refusal(report, by: "south/desk") == "remedy.status")
        #expect(world.refusal(undertake, by: "south/desk", audience: .everyone) == "finding.informed")
        try world.perform(undertake, by: "south/desk")
        #expect(status() == .undertaken && clocks() == ["due"])
        #expect(world.refusal(undertake, by: "south/desk") == "remedy.status")
        #expect(world.refusal(refuse, by: "south/desk") == "remedy.status")
        report.evidence = [Hash()]
        #expect(world.refusal(report, by: "south/desk") == "act.cites")
        report.evidence = []
        try world.perform(report, by: "south/desk")
        #expect(status() == .reported && clocks() == [])
        #expect(world.refusal(accept, by: "south/desk") == "act.authority")
        try world.perform(giveBack, by: "hill/desk")
        #expect(status() == .undertaken && clocks() == ["due"])
        try world.perform(report, by: "south/desk")
        try world.perform(accept, by: "lake/desk")
        #expect(status() == .accepted && clocks() == [])
        for act in [accept, giveBack, close] as [any ActBody] { #expect(world.refusal(act, by: "lake/desk") == "remedy.status") }
        for act in [undertake, refuse, report] as [any ActBody] { #expect(world.refusal(act, by: "south/desk") == "remedy.status") }
        #expect(world.state.remedies[remedy]?.steps.map(\.status) == [.undertaken, .reported, .undertaken, .reported, .accepted])
    }

    @Test("What is refused may be undertaken after all, or closed with a reason")
    func refused() throws {
        var world = try World.running()
        let (_, finding) = try world.determined()
        let remedy = try world.perform(Self.recommend(world, finding), by: "lake/desk")
        var (undertake, refuse, close) = (UndertakeRemedy(), RefuseRemedy(), CloseRemedy())
        (undertake.remedy, refuse.remedy, close.remedy) = (remedy, remedy, remedy)
        try world.perform(refuse, by: "south/desk")
        #expect(world.state.deadlines().filter { $0.row == remedy }.isEmpty)
        var other = world
        try other.perform(undertake, by: "south/desk")
        #expect(other.state.status(of: other.state.remedies[remedy]!) == .undertaken)
        try world.perform(close, by: "hill/desk")
        #expect(world.refusal(undertake, by: "south/desk") == "remedy.status")
        undertake.remedy = finding
        #expect(world.refusal(undertake, by: "south/desk") == "act.cites")
    }

    @Test("A guarantor does not judge what it was to do itself")
    func own() throws {
        var world = try World.running()
        let (_, finding) = try world.determined()
        let remedy = try world.perform(Self.recommend(world, finding, to: "hill"), by: "lake/desk")
        var (undertake, report, accept, close) = (UndertakeRemedy(), ReportRemedy(), AcceptRemedy(), CloseRemedy())
        (undertake.remedy, report.remedy, accept.remedy, close.remedy) = (remedy, remedy, remedy, remedy)
        try world.perform(undertake, by: "hill/desk")
        try world.perform(report, by: "hill/desk")
        for act in [accept, close] as [any ActBody] { #expect(world.refusal(act, by: "hill/desk") == "remedy.own") }
        #expect(world.refusal(accept, by: "lake/desk") == nil)
    }

    @Test("Evidence of what was done is cited once")
    func evidence() throws {
        var world = try World.running()
        let (incident, finding) = try world.determined()
        var deposit = DepositEvidence()
        (deposit.incident, deposit.content, deposit.size, deposit.collected) = (incident, Hash.sha256(of: [1]), 1, world.clock)
        let exhibit = try world.perform(deposit, by: "south/desk")
        var (undertake, report) = (UndertakeRemedy(), ReportRemedy())
        undertake.remedy = try world.perform(Self.recommend(world, finding), by: "lake/desk")
        try world.perform(undertake, by: "south/desk")
        (report.remedy, report.evidence) = (undertake.remedy, [exhibit, exhibit])
        #expect(world.refusal(report, by: "south/desk") == "remedy.evidence")
        report.evidence = [exhibit]
        #expect(world.refusal(report, by: "south/desk") == nil)
    }

    @Test("An answer after the clock is admitted; it is overdue from the millisecond after its last one")
    func late() throws {
        var world = try World.running()
        let (_, finding) = try world.determined()
        let remedy = try world.perform(Self.recommend(world, finding), by: "lake/desk")
        let answer = try #require(world.state.deadlines().first { $0.row == remedy && $0.clock == "remedy" })
        #expect(answer.until == world.state.remedies[remedy]?.recommended.received.adding(hours: 168) && answer.owed == [World.id("south")])
        #expect(!answer.isOverdue(at: answer.until) && answer.isOverdue(at: Moment(milliseconds: answer.until.milliseconds + 1)))
        world.pass(hours: 400)
        var undertake = UndertakeRemedy()
        undertake.remedy = remedy
        try world.perform(undertake, by: "south/desk")
        let due = try #require(world.state.deadlines().first { $0.row == remedy })
        #expect(due.clock == "due" && due.isOverdue(at: world.clock))
    }

    @Test("A step by a stolen key does not count; a remedy from a finding that is superseded is owed no more")
    func marked() throws {
        var world = try World.running()
        let (incident, _, observation) = try world.verified()
        let finding = try world.determined(incident, observation)
        let remedy = try world.perform(Self.recommend(world, finding), by: "lake/desk")
        var undertake = UndertakeRemedy()
        undertake.remedy = remedy
        try world.perform(undertake, by: "south/desk")
        var stolen = world
        try stolen.repudiate("south/desk", since: stolen.state.now)
        #expect(stolen.state.status(of: stolen.state.remedies[remedy]!) == .recommended)
        try stolen.perform(undertake, by: "south/head")
        #expect(stolen.state.status(of: stolen.state.remedies[remedy]!) == .undertaken)
        _ = try world.determined(incident, observation) { $0.supersedes = finding }
        #expect(!world.state.holds(world.state.remedies[remedy]!))
        #expect(world.state.deadlines().filter { $0.row == remedy }.isEmpty)
        #expect(world.refusal(Self.recommend(world, finding), by: "lake/desk") == "finding.superseded")
    }
}

@Suite("Consequences")
struct ConsequenceTests {
    private static func agreement(_ rule: Agreement.Determination.Rule = .all) -> (inout Agreement) -> Void {
        { agreement in
            agreement.determination.rule = rule
            agreement.consequences = [("letter", Grade.minor, Int64(10)), ("visit", .minor, 20), ("summit", .grave, 5)].map { name, grade, hours in
                var consequence = Agreement.Consequence()
                (consequence.id, consequence.grade, consequence.hours) = (World.id(name), grade, hours)
                return consequence
            }
            var proxy = Agreement.Actor()
            (proxy.id, proxy.answersFor) = (World.id("proxy-n"), World.id("north"))
            agreement.actors.append(proxy)
        }
    }

    private static func decide(_ finding: ActID, _ decision: Consequence.Decision = .applies, until: Moment? = nil, on party: String = "south") -> DecideConsequence {
        var decide = DecideConsequence()
        (decide.finding, decide.consequence, decide.on) = (finding, World.id("letter"), World.id(party))
        (decide.decision, decide.until) = (decision, until)
        return decide
    }

    @Test("A violation makes due the consequences of its grade, on whoever is responsible or answers for who is", arguments: [
        (Conclusion.Attribution.party, ["south"], ["south"]), (.proxy, ["proxy-n"], ["north"]), (.nonSignatory, ["group-a"], []),
        (.undetermined, [], []), (.several, ["south", "proxy-n"], ["north", "south"]), (.several, ["north", "proxy-n"], ["north"]),
    ])
    func due(_ attribution: Conclusion.Attribution, _ actors: [String], _ parties: [String]) throws {
        var world = try World.running(Self.agreement())
        let (_, finding) = try world.determined { ($0.conclusion.attribution, $0.conclusion.attributedTo) = (attribution, actors.map(World.id)) }
        let rows = world.state.consequences.rows.map { "\($0.consequence) \($0.on)" }
        #expect(rows == parties.flatMap { ["letter \($0)", "visit \($0)"] })
        let determined = world.state.findings[finding]!.determined!.received
        #expect(world.state.consequences.rows.allSatisfy { $0.due == determined.adding(hours: $0.consequence == World.id("letter") ? 10 : 20) })
        let deadlines = world.state.deadlines().filter { $0.table == "consequence" }
        #expect(deadlines.count == rows.count && deadlines.allSatisfy { $0.owed == [World.id("lake"), World.id("hill")] && $0.audience == .participants })
    }

    @Test("What is no violation has no consequence")
    func none() throws {
        var world = try World.running(Self.agreement())
        _ = try world.determined {
            ($0.conclusion.classification, $0.conclusion.article, $0.conclusion.grade, $0.conclusion.gradeConfidence) = (.noViolation, nil, nil, nil)
        }
        #expect(world.state.consequences.count == 0)
    }

    @Test("The determiners decide with the agreement's quorum, and until then each may decide otherwise")
    func quorum() throws {
        var world = try World.running(Self.agreement())
        let (_, finding) = try world.determined()
        let open = try world.proposed().finding
        func row() -> Consequence { world.state.consequences.rows[0] }
        #expect(world.refusal(Self.decide(open), by: "lake/desk") == "finding.undetermined")
        #expect(world.refusal(Self.decide(finding, on: "north"), by: "lake/desk") == "consequence.due")
        #expect(world.refusal(Self.decide(finding), by: "monitors/desk") == "act.authority")
        #expect(world.refusal(Self.decide(finding), by: "lake/desk", audience: .everyone) == "finding.informed")
        #expect(world.refusal(Self.decide(finding, .deferred), by: "lake/desk") == "consequence.until")
        #expect(world.refusal(Self.decide(finding, .deferred, until: world.clock), by: "lake/desk") == "consequence.until")
        #expect(world.refusal(Self.decide(finding, .waived, until: world.clock.adding(hours: 9)), by: "lake/desk") == "consequence.until")
        try world.perform(Self.decide(finding), by: "lake/desk")
        #expect(world.refusal(Self.decide(finding), by: "lake/desk") == "consequence.once")
        try world.perform(Self.decide(finding, .waived), by: "hill/desk")
        #expect(row().effect == nil && row().isOpen)
        #expect(world.state.deadlines().first { $0.row == row().id }?.owed.count == 2, "they differ: both are asked")
        try world.perform(Self.decide(finding, .waived), by: "lake/desk")
        #expect(row().effect?.decision == .waived && !row().isOpen)
        #expect(world.state.deadlines().filter { $0.row == row().id }.isEmpty)
        #expect(world.refusal(Self.decide(finding), by: "hill/desk") == "consequence.decided")
    }

    @Test("What is deferred is due again at its time, and decided then")
    func deferred() throws {
        var world = try World.running(Self.agreement(.any))
        let (_, finding) = try world.determined()
        let until = world.clock.adding(hours: 500)
        try world.perform(Self.decide(finding, .deferred, until: until), by: "hill/desk")
        let row = world.state.consequences.rows[0]
        #expect(row.effect?.decision == .deferred && row.due == until && row.isOpen)
        #expect(world.state.deadlines().first { $0.row == row.id }?.until == until)
        #expect(world.refusal(Self.decide(finding, .deferred, until: until), by: "hill/desk") == "consequence.once")
        try world.perform(Self.decide(finding), by: "hill/desk")
        #expect(world.state.consequences.rows[0].effect?.decision == .applies)
    }

    @Test("Two that defer to different times have not decided the same")
    func different() throws {
        var world = try World.running(Self.agreement())
        let (_, finding) = try world.determined()
        let until = world.clock.adding(hours: 500)
        try world.perform(Self.decide(finding, .deferred, until: until), by: "hill/desk")
        try world.perform(Self.decide(finding, .deferred, until: until.adding(hours: 1)), by: "lake/desk")
        #expect(world.state.consequences.rows[0].effect == nil)
    }

    @Test("A position by a stolen key does not count, and may be taken again")
    func stolen() throws {
        var world = try World.running(Self.agreement())
        let (_, finding) = try world.determined()
        let theft = world.clock
        try world.perform(Self.decide(finding), by: "lake/desk")
        try world.repudiate("lake/desk", since: theft)
        try world.perform(Self.decide(finding), by: "hill/desk")
        #expect(world.state.consequences.rows[0].effect == nil)
        try world.perform(Self.decide(finding), by: "lake/head")
        #expect(world.state.consequences.rows[0].effect?.decision == .applies)
    }

    @Test("A superseded finding takes back what was not decided; what was decided stays, and is marked")
    func superseded() throws {
        var world = try World.running(Self.agreement(.any))
        let (incident, _, observation) = try world.verified()
        let first = try world.determined(incident, observation)
        try world.perform(Self.decide(first), by: "lake/desk")
        let second = try world.determined(incident, observation) { $0.supersedes = first }
        #expect(world.state.consequences.rows.map { world.state.holds($0) } == [false, false, true, true])
        #expect(world.state.consequences.rows[0].effect?.decision == .applies)
        #expect(world.state.deadlines().filter { $0.table == "consequence" }.count == 2)
        #expect(world.refusal(Self.decide(first), by: "hill/desk") == "finding.superseded")
        #expect(world.refusal(Self.decide(second), by: "hill/desk") == nil)
    }
}
