import Testing

@testable import Mechanism

@Suite("Access, restrictions, interviews")
struct AccessTests {
    /// A team of every party on an accepted incident.
    private struct Case {
        var world: World
        let incident: ActID
        let verification: ActID

        init(_ change: (inout Agreement) -> Void = { _ in }) throws {
            world = try World.running(change)
            incident = try world.incident()
            var task = TaskVerification()
            (task.incident, task.lead, task.team) = (incident, world.member("monitors"), [world.member("north"), world.member("south")])
            verification = try world.perform(task, by: "lake/desk")
        }

        var row: Verification { world.state.verifications[verification]! }

        func request(of by: String = "south") -> RequestAccess {
            var request = RequestAccess()
            (request.verification, request.place, request.by) = (verification, world.facts().place, World.id(by))
            (request.from, request.to) = (world.clock.adding(hours: 10), world.clock.adding(hours: 12))
            return request
        }

        func answer(_ request: ActID, _ word: AnswerAccess.Answer = .granted, until: Moment? = nil) -> AnswerAccess {
            var answer = AnswerAccess()
            (answer.request, answer.answer, answer.until) = (request, word, until)
            return answer
        }

        func restriction(_ change: (inout RecordRestriction) -> Void = { _ in }) -> RecordRestriction {
            var restriction = RecordRestriction()
            (restriction.by, restriction.place, restriction.verification) = (World.id("south"), world.facts().place, verification)
            (restriction.arrived, restriction.left) = (world.clock.adding(hours: -3), world.clock.adding(hours: -1))
            change(&restriction)
            return restriction
        }

        func interview(_ change: (inout RecordInterview) -> Void = { _ in }) -> RecordInterview {
            var interview = RecordInterview()
            (interview.verification, interview.when, interview.consent) = (verification, world.facts().when, true)
            change(&interview)
            return interview
        }
    }

    @Test("A member of a team asks for access; who controls the place, or answers for who does, answers")
    func request() throws {
        var it = try Case { $0.actors[0].answersFor = World.id("north") }
        #expect(it.world.refusal(it.request(), by: "lake/desk") == "verification.member")
        #expect(it.world.refusal(it.request(), by: "monitors/head") == "verification.member")
        #expect(it.world.refusal(it.request(of: "lake"), by: "north/desk") == "report.actor")
        var request = it.request()
        request.place.area = World.id("moon")
        #expect(it.world.refusal(request, by: "north/desk") == "place.area")
        request = it.request()
        request.to = it.world.clock.adding(hours: 9)
        #expect(it.world.refusal(request, by: "north/desk") == "verification.access-time")
        (request.from, request.to) = (it.world.clock.adding(hours: -2), it.world.clock.adding(hours: -1))
        #expect(it.world.refusal(request, by: "north/desk") == "verification.access-time")
        let asked = try it.world.perform(it.request(), by: "north/desk")
        let proxy = try it.world.perform(it.request(of: "group-a"), by: "monitors/desk")
        #expect(it.row.requests == [asked, proxy])
        #expect(it.world.refusal(it.answer(asked), by: "north/desk") == "verification.answer")
        #expect(it.world.refusal(it.answer(proxy), by: "south/desk") == "verification.answer")
        #expect(it.world.refusal(it.answer(asked), by: "lake/desk") == "act.authority")
        #expect(it.world.refusal(it.answer(Hash()), by: "south/desk") == "act.cites")
        #expect(it.world.refusal(it.answer(asked), by: "south/desk") == nil)
        #expect(it.world.refusal(it.answer(proxy), by: "north/desk") == nil)
    }

    @Test("Access is not asked of an actor that no party answers for")
    func controller() throws {
        var it = try Case()
        #expect(it.world.refusal(it.request(of: "group-a"), by: "monitors/desk") == "verification.controller")
    }

    @Test("An answer gives its reason unless it grants, and the time of a delay; the last one holds")
    func answers() throws {
        var it = try Case()
        let asked = try it.world.perform(it.request(), by: "monitors/desk")
        #expect(it.world.refusal(it.answer(asked, .denied), by: "south/desk") == "verification.reason")
        #expect(it.world.refusal(it.answer(asked, .conditioned), by: "south/desk") == "verification.reason")
        #expect(it.world.refusal(it.answer(asked, .delayed), by: "south/desk", texts: ["reason"]) == "verification.until")
        #expect(it.world.refusal(it.answer(asked, .delayed, until: it.world.clock), by: "south/desk", texts: ["reason"]) == "verification.until")
        #expect(it.world.refusal(it.answer(asked, .granted, until: it.world.clock.adding(hours: 9)), by: "south/desk") == "verification.until")
        try it.world.perform(it.answer(asked, .delayed, until: it.world.clock.adding(hours: 9)), by: "south/desk", texts: ["reason"])
        try it.world.perform(it.answer(asked), by: "south/desk")
        let row = try #require(it.world.state.accesses[asked])
        #expect(row.answers.map(\.content.answer) == [.delayed, .granted] && it.world.state.answer(to: row)?.content.answer == .granted)
    }

    @Test("A request is answered within the access clock, whose last millisecond is in time; a stolen key's answer is none")
    func clock() throws {
        var it = try Case()
        let since = it.world.clock
        let asked = try it.world.perform(it.request(), by: "monitors/desk")
        func due() -> Deadline? { it.world.state.deadlines().first { $0.clock == "access" } }
        let deadline = try #require(due())
        #expect(deadline.owed == [World.id("south")] && deadline.row == asked && deadline.until == deadline.from.adding(hours: 24))
        #expect(!deadline.isOverdue(at: deadline.until) && deadline.isOverdue(at: Moment(milliseconds: deadline.until.milliseconds + 1)))
        it.world.pass(hours: 30)
        try it.world.perform(it.answer(asked), by: "south/desk")
        #expect(due() == nil)
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("south/desk"), since)
        try it.world.perform(repudiate, by: "south/head")
        #expect(due() == deadline && it.world.state.answer(to: it.world.state.accesses[asked]!) == nil)
        try it.world.perform(it.world.observe(it.verification), by: "north/desk")
        try it.world.perform(it.world.teamReport(it.verification), by: "monitors/desk")
        #expect(due() == nil, "a team that has reported waits for no answer")
        #expect(it.world.refusal(it.request(), by: "monitors/desk") == "verification.open")
        #expect(it.world.refusal(it.answer(asked, .denied), by: "south/head", texts: ["reason"]) == nil, "an answer that comes late is still recorded")
    }

    @Test("A restriction is recorded by monitors, guarantors and the parties' components of the team")
    func restriction() throws {
        var it = try Case()
        #expect(it.world.refusal(it.restriction(), by: "secretariat/desk") == "act.authority")
        #expect(it.world.refusal(it.restriction { $0.verification = nil }, by: "north/desk") == "restriction.team")
        #expect(it.world.refusal(it.restriction { $0.by = World.id("lake") }, by: "monitors/desk") == "report.actor")
        #expect(it.world.refusal(it.restriction { $0.place.precision = 0 }, by: "monitors/desk") == "place.precision")
        #expect(it.world.refusal(it.restriction { $0.left = $0.arrived.adding(hours: -1) }, by: "monitors/desk") == "restriction.time")
        #expect(it.world.refusal(it.restriction { $0.left = $0.left.adding(hours: 5) }, by: "monitors/desk") == "restriction.time")
        #expect(it.world.refusal(it.restriction { $0.verification = Hash() }, by: "monitors/desk") == "act.cites")
        let asked = try it.world.perform(it.request(), by: "monitors/desk")
        #expect(it.world.refusal(it.restriction { ($0.verification, $0.request) = (nil, asked) }, by: "monitors/desk") == "restriction.request")
        let first = try it.world.perform(it.restriction { $0.request = asked }, by: "south/desk")
        try it.world.perform(it.restriction { ($0.verification, $0.by) = (nil, World.id("group-a")) }, by: "hill/desk")
        #expect(it.world.state.restrictions.count == 2 && it.row.restrictions == [first])
        // A team without components of the parties has none that could record for a party.
        var task = TaskVerification()
        (task.incident, task.lead) = (it.incident, it.world.member("monitors"))
        let neutral = try it.world.perform(task, by: "lake/desk")
        #expect(it.world.refusal(it.restriction { $0.verification = neutral }, by: "north/desk") == "restriction.team")
        #expect(it.world.refusal(it.restriction { ($0.verification, $0.request) = (neutral, asked) }, by: "monitors/desk") == "restriction.request")
    }

    @Test("A team that was kept out reports on that alone, and a finding may cite it")
    func keptOut() throws {
        var it = try Case()
        #expect(it.world.refusal(it.world.teamReport(it.verification), by: "monitors/desk") == "verification.observations")
        let restriction = try it.world.perform(it.restriction(), by: "monitors/desk")
        #expect(it.world.refusal(it.world.proposal(it.incident, [restriction]), by: "lake/desk") == "finding.verified")
        try it.world.perform(it.world.teamReport(it.verification), by: "monitors/desk")
        #expect(it.world.refusal(it.restriction(), by: "monitors/desk") == "verification.open")
        let elsewhere = try it.world.perform(it.restriction { $0.verification = nil }, by: "monitors/desk")
        #expect(it.world.refusal(it.world.proposal(it.incident, [elsewhere]), by: "lake/desk") == "finding.evidence")
        #expect(it.world.refusal(it.world.proposal(it.incident, [restriction]), by: "lake/desk") == nil)
    }

    @Test("An interview is a member's, with consent, for participants; nothing in the state says who was heard")
    func interview() throws {
        var it = try Case()
        #expect(it.world.refusal(it.interview(), by: "lake/desk") == "verification.member")
        // Not by releasing the act before it is made, either.
        var early = it
        let planned = early.world.act(early.interview(), by: "monitors/desk")
        var ahead = ReleaseAct()
        ahead.act = planned.id
        try early.world.perform(ahead, by: "monitors/head", audience: .everyone)
        do {
            try early.world.state.admit(planned, received: early.world.clock)
            Issue.record("must be refused")
        } catch {
            #expect(error.rule == "verification.protected")
        }
        #expect(it.world.refusal(it.interview { $0.consent = false }, by: "monitors/desk") == "verification.consent")
        #expect(it.world.refusal(it.interview(), by: "monitors/desk", audience: .everyone) == "verification.protected")
        #expect(it.world.refusal(it.interview { $0.when.to = it.world.clock.adding(hours: 1) }, by: "monitors/desk") == "verification.time")
        let interview = try it.world.perform(it.interview { $0.category = .victim }, by: "south/desk", texts: ["account", "person"])
        #expect(it.row.interviews == [interview] && it.world.state.teamInterviews[interview]?.content.category == .victim)
        var release = ReleaseAct()
        release.act = interview
        #expect(it.world.refusal(release, by: "south/desk", audience: .everyone) == "text.private")
        try it.world.perform(it.world.teamReport(it.verification), by: "monitors/desk")
        #expect(it.world.refusal(it.interview(), by: "monitors/desk") == "verification.open")
        let finding = try it.world.perform(it.world.proposal(it.incident, [interview]), by: "lake/desk")
        // Rests on a key that was stolen: the finding is not determined.
        var (repudiate, determine) = (Repudiate(), DetermineFinding())
        (repudiate.key, repudiate.since, determine.finding) = (World.key("south/desk"), Moment(), finding)
        try it.world.perform(repudiate, by: "south/head")
        it.world.pass(hours: 73)
        #expect(it.world.refusal(determine, by: "lake/desk") == "finding.contested")
        // Nobody owes its determination, and another takes its place.
        #expect(!it.world.state.deadlines().contains { $0.row == finding })
        try it.world.perform(it.world.proposal(it.incident, [interview]), by: "lake/desk")
    }
}
