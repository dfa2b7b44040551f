import Testing

@testable import Mechanism

@Suite("Commitments: deadlines, reciprocity, periods, objections")
struct CommitmentTests {
    private static let due = LocalTime(Array("2025-11-09T08:00:00Z".utf8))!

    private static func world(_ change: (inout Agreement) -> Void = { _ in }) throws -> World {
        try World.running {
            $0.commitments[0].due = due
            var second = $0.commitments[0]
            (second.id, second.obligor, second.due) = (World.id("c2"), World.id("south"), nil)
            var condition = Agreement.Commitment.Condition()
            (condition.commitment, condition.level, condition.verified, condition.hours) = (World.id("c1"), 2, true, 168)
            second.conditions = [condition]
            $0.commitments.append(second)
            change(&$0)
        }
    }

    private static func assess(_ world: inout World, _ id: String, _ level: Int64, _ basis: AssessCommitment.Basis = .documented, _ timeliness: AssessCommitment.Timeliness = .notDue) throws -> AssessCommitment {
        var assess = AssessCommitment()
        (assess.commitment, assess.level, assess.basis, assess.timeliness) = (World.id(id), level, basis, timeliness)
        if basis == .verified {
            var deposit = DepositEvidence()
            deposit.incident = try world.incident()
            (deposit.content, deposit.size, deposit.collected) = (Hash.sha256(of: Array("\(world.clock.milliseconds)".utf8)), 1, world.clock)
            assess.evidence = [try world.perform(deposit, by: "north/desk")]
        }
        return assess
    }

    private func timing(_ world: World, _ id: String, period: Int64? = nil, at moment: Moment? = nil) -> CommitmentTiming {
        let terms = world.state.agreement!.commitments.first { $0.id == World.id(id) }!
        return world.state.timing(of: terms, period: period, at: moment ?? world.clock)!
    }

    private func owed(_ world: World, _ id: String, at moment: Moment? = nil) -> [Deadline] {
        world.state.deadlines(at: moment).filter { $0.clock == "due" && $0.row == CommitmentStatus.id(of: World.id(id)) }
    }

    @Test("A commitment is overdue one millisecond after its deadline, until it is assessed as complete; then nobody owes it")
    func overdue() throws {
        var world = try Self.world()
        let deadline = try #require(owed(world, "c1").first)
        #expect(deadline.until == Self.due.moment && deadline.owed == [World.id("north")])
        #expect(!deadline.isOverdue(at: Self.due.moment) && deadline.isOverdue(at: Moment(milliseconds: Self.due.moment.milliseconds + 1)))
        #expect(world.state.deadlines(owedBy: World.id("north")).contains(deadline) && !world.state.deadlines(owedBy: World.id("south")).contains(deadline))
        var progress = ReportProgress()
        (progress.commitment, progress.level) = (World.id("c1"), 3)
        try world.perform(progress, by: "south/desk")
        #expect(owed(world, "c1")[0].owed == [World.id("north")], "the other side's word is not the obligor's")
        try world.perform(progress, by: "north/desk")
        #expect(owed(world, "c1")[0].owed.map(\.name) == ["lake", "hill", "monitors"], "it is for those who assess to say")
        world.go(to: Moment(milliseconds: Self.due.moment.milliseconds + 1))
        try world.perform(Self.assess(&world, "c1", 2, .documented, .late), by: "lake/desk")
        #expect(owed(world, "c1")[0].owed == [World.id("north")] && timing(world, "c1").isOverdue(at: world.clock))
        try world.perform(Self.assess(&world, "c1", 3, .documented, .onTime), by: "lake/desk")
        #expect(owed(world, "c1").isEmpty && !timing(world, "c1").isOverdue(at: world.clock) && timing(world, "c1").isComplete)
    }

    @Test("What is said of timeliness fits the deadline, at its last millisecond and right after it")
    func timeliness() throws {
        let moments: [(Int64, Int64, [AssessCommitment.Timeliness])] = [
            (0, 1, [.notDue]), (0, 3, [.onTime]), (1, 1, [.late]), (1, 3, [.onTime, .late]),
        ]
        for (after, level, fitting) in moments {
            var world = try Self.world()
            world.go(to: Moment(milliseconds: Self.due.moment.milliseconds + after))
            for timeliness in [AssessCommitment.Timeliness.notDue, .onTime, .late] {
                var trial = world
                let assess = try Self.assess(&trial, "c1", level, .documented, timeliness)
                #expect(trial.refusal(assess, by: "hill/desk") == (fitting.contains(timeliness) ? nil : "commitment.timeliness"))
            }
        }
        // Lodged in time is in time, however late the registry records it.
        var world = try Self.world()
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("lake/follower"), World.id("follower"), [Officer.lodging])
        try world.perform(accredit, by: "lake/head")
        world.go(to: Self.due.moment.adding(hours: 9))
        let lodged = Lodged(participant: World.id("lake"), desk: World.id("follower"), time: Self.due.moment)
        try world.perform(Self.assess(&world, "c1", 1), by: "lake/desk", lodgings: [lodged])
        // Where nothing is due, nothing is late.
        #expect(world.refusal(try Self.assess(&world, "c2", 1, .documented, .late), by: "lake/desk") == "commitment.timeliness")
        #expect(world.refusal(try Self.assess(&world, "c2", 3, .documented, .onTime), by: "lake/desk") == nil)
    }

    @Test("A step is due so many hours after the step that it answers is verified, and not while that is taken back or contested")
    func reciprocity() throws {
        var world = try Self.world()
        #expect(timing(world, "c2").due == nil && timing(world, "c2").waiting.map(\.commitment.name) == ["c1"] && owed(world, "c2").isEmpty)
        try world.perform(Self.assess(&world, "c1", 2), by: "lake/desk")
        #expect(timing(world, "c2").due == nil, "documented is not verified")
        try world.perform(Self.assess(&world, "c1", 2, .verified), by: "lake/desk")
        let met = world.clock
        #expect(timing(world, "c2").due == met.adding(hours: 168) && timing(world, "c2").waiting.isEmpty)
        #expect(owed(world, "c2").map(\.from) == [met] && owed(world, "c2").map(\.owed) == [[World.id("south")]])
        // A level that goes on, or up, does not begin the hours anew; nor does another basis take back what was verified.
        world.pass(hours: 10)
        try world.perform(Self.assess(&world, "c1", 3, .documented, .onTime), by: "lake/desk")
        #expect(timing(world, "c2").due == met.adding(hours: 168))
        try world.perform(Self.assess(&world, "c1", 1), by: "hill/desk")
        #expect(timing(world, "c2").due == nil)
        let fallen = world.clock
        try world.perform(Self.assess(&world, "c1", 3, .verified, .onTime), by: "lake/desk")
        #expect(timing(world, "c2").due == world.clock.adding(hours: 168))
        try world.perform(Self.assess(&world, "c1", 3, .contested, .onTime), by: "lake/desk")
        #expect(timing(world, "c2").due == nil)
        // What held before is read again.
        #expect(timing(world, "c2", at: met.adding(hours: 1)).due == met.adding(hours: 168))
        #expect(timing(world, "c2", at: fallen).due == nil)
        #expect(timing(world, "c2", at: Moment(milliseconds: met.milliseconds - 1)).due == nil)
    }

    @Test("A date holds beside the conditions: the later of the two is the deadline")
    func dateAndConditions() throws {
        var world = try Self.world { $0.commitments[1].due = Self.due }
        try world.perform(Self.assess(&world, "c1", 2, .verified), by: "lake/desk")
        #expect(timing(world, "c2").due == Self.due.moment)
        world = try Self.world { $0.commitments[1].due = $0.truce.from }
        try world.perform(Self.assess(&world, "c1", 2, .verified), by: "lake/desk")
        #expect(timing(world, "c2").due == world.clock.adding(hours: 168))
    }

    @Test("What a thief assessed meets no condition once the key is repudiated")
    func repudiated() throws {
        var world = try Self.world()
        try world.perform(Self.assess(&world, "c1", 2, .verified), by: "lake/desk")
        let met = world.clock
        try world.perform(Self.assess(&world, "c1", 2, .verified), by: "hill/desk")
        let again = world.clock
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("lake/desk"), met)
        try world.perform(repudiate, by: "lake/head")
        #expect(timing(world, "c2").due == again.adding(hours: 168))
        (repudiate.key, repudiate.since) = (World.key("hill/desk"), met)
        try world.perform(repudiate, by: "hill/head")
        #expect(timing(world, "c2").due == nil && timing(world, "c1").assessed == nil)
    }

    @Test("A commitment that recurs has a deadline in each period, its last millisecond included; accounts and assessments fall into one or name one")
    func recurrence() throws {
        var world = try Self.world {
            var recurrence = Agreement.Commitment.Recurrence()
            (recurrence.from, recurrence.hours) = (Self.due, 24)
            $0.commitments[0].recurrence = recurrence
        }
        let start = Self.due.moment
        #expect(timing(world, "c1").period == 0 && timing(world, "c1").due == start)
        var progress = ReportProgress()
        (progress.commitment, progress.level, progress.period) = (World.id("c1"), 1, 1)
        #expect(world.refusal(progress, by: "north/desk") == "commitment.period")
        progress.period = nil
        try world.perform(progress, by: "north/desk")
        world.go(to: start)
        try world.perform(progress, by: "north/desk")
        world.go(to: Moment(milliseconds: start.adding(hours: 24).milliseconds - 1))
        try world.perform(Self.assess(&world, "c1", 3, .documented, .onTime), by: "lake/desk")
        #expect(timing(world, "c1").period == 1 && timing(world, "c1").isComplete && timing(world, "c1").due == world.clock)
        #expect(owed(world, "c1").map(\.until) == [start], "the first deadline is still not assessed as met")
        world.go(to: start.adding(hours: 24))
        try world.perform(progress, by: "north/desk")
        #expect(world.state.commitments.rows[0].accounts.map(\.period) == [0, 1, 2])
        #expect(owed(world, "c1").map(\.until.milliseconds) == [start.adding(hours: 48).milliseconds - 1])
        world.go(to: start.adding(hours: 50))
        var assess = try Self.assess(&world, "c1", 1, .documented, .late)
        (assess.period) = 2
        try world.perform(assess, by: "lake/desk")
        #expect(owed(world, "c1").count == 2 && timing(world, "c1", period: 2).isOverdue(at: world.clock))
        assess.period = 4
        #expect(world.refusal(assess, by: "lake/desk") == "commitment.period")
        (assess.period, assess.level, assess.timeliness) = (2, 3, .late)
        try world.perform(assess, by: "lake/desk")
        #expect(!timing(world, "c1", period: 2).isOverdue(at: world.clock) && timing(world, "c1", period: 1).isComplete)
        (progress.commitment, progress.period) = (World.id("c2"), 0)
        #expect(world.refusal(progress, by: "south/desk") == "commitment.period", "c2 does not recur")
    }

    @Test("A period that ends before the conditions' hours have passed owes nothing")
    func recurrenceAndConditions() throws {
        var world = try Self.world {
            var recurrence = Agreement.Commitment.Recurrence()
            (recurrence.from, recurrence.hours) = ($0.truce.from, 24)
            $0.commitments[1].recurrence = recurrence
        }
        #expect(owed(world, "c2", at: world.clock.adding(hours: 100)).isEmpty)
        try world.perform(Self.assess(&world, "c1", 2, .verified), by: "lake/desk")
        let ready = world.clock.adding(hours: 168)
        #expect(owed(world, "c2", at: ready).map(\.until).allSatisfy { $0 >= ready } && owed(world, "c2", at: ready).count == 1)
        #expect(owed(world, "c2", at: ready.adding(hours: 24)).count == 2)
    }

    @Test("After the truce is over nothing more falls due; what was due before stays")
    func over() throws {
        var world = try Self.world { $0.commitments[0].due = LocalTime(Array("2025-10-10T08:00:00Z".utf8)) }
        var early = world
        try early.agree(EndTruce())
        #expect(owed(early, "c1").isEmpty)
        world.pass(hours: 48)
        try world.agree(EndTruce())
        #expect(owed(world, "c1").count == 1)
    }

    @Test("A party contests an assessment once, with its own level; a thief's objection does not count")
    func contest() throws {
        var world = try Self.world()
        var contest = ContestAssessment()
        #expect(world.refusal(contest, by: "north/desk") == "act.cites")
        contest.assessment = try world.perform(Self.assess(&world, "c1", 1), by: "lake/desk")
        contest.level = 4
        #expect(world.refusal(contest, by: "north/desk") == "commitment.level")
        (contest.level, contest.evidence) = (3, [Hash()])
        #expect(world.refusal(contest, by: "north/desk") == "act.cites")
        contest.evidence = []
        #expect(world.refusal(contest, by: "lake/desk") == "act.authority")
        #expect(world.refusal(contest, by: "north/desk", texts: []) == "act.texts")
        try world.perform(contest, by: "north/desk")
        #expect(world.refusal(contest, by: "north/desk") == "commitment.contest-once")
        try world.perform(contest, by: "south/desk")
        let row = world.state.assessments.rows[0]
        #expect(row.contests.map(\.act.participant.name) == ["north", "south"] && row.contests[0].level == 3 && row.content.level == 1)
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("south/desk"), row.contests[1].act.received)
        try world.perform(repudiate, by: "south/head")
        try world.perform(contest, by: "south/head")
        try world.agree(world.amendment { $0.commitments = [] })
        contest.assessment = row.id
        #expect(world.refusal(contest, by: "north/head") == "commitment.named")
    }

    @Test("A party gives its own reason for what is not complete, and none for the other side's")
    func obstacle() throws {
        var world = try Self.world()
        var progress = ReportProgress()
        (progress.commitment, progress.level, progress.obstacle) = (World.id("c1"), 1, .awaitingReciprocity)
        #expect(world.refusal(progress, by: "south/desk") == "commitment.obstacle")
        try world.perform(progress, by: "north/desk")
        #expect(world.state.commitments.rows[0].account(of: World.id("north"))?.obstacle == .awaitingReciprocity)
        progress.level = 3
        #expect(world.refusal(progress, by: "north/desk") == "commitment.obstacle")
    }
}

@Suite("Limits")
struct LimitTests {
    private static func world(_ subject: String = "report", acts: Int64 = 2, hours: Int64 = 24) throws -> World {
        try World.running {
            var limit = Agreement.Limit()
            (limit.subject, limit.acts, limit.hours) = (World.id(subject), acts, hours)
            $0.limits = [limit]
        }
    }

    @Test("Each participant makes so many acts in a period, corrections among them; the next period begins with the truce's hour")
    func limit() throws {
        var world = try Self.world()
        var correct = CorrectReport()
        (correct.report, correct.facts) = (try world.perform(world.report(), by: "north/desk"), world.facts())
        #expect(world.refusal(world.report { $0.type = World.id("weather") }, by: "north/desk") == "report.type", "what is refused draws on nothing")
        try world.perform(correct, by: "north/desk")
        #expect(world.refusal(world.report(), by: "north/desk") == "act.limit")
        #expect(world.refusal(world.report(), by: "north/head") == "act.limit", "the limit is the participant's, not the desk's")
        for other in ["south", "lake", "monitors", "secretariat"] { #expect(world.refusal(world.report(), by: "\(other)/desk") == nil) }
        let next = try #require(world.state.agreement).truce.from.moment.adding(hours: 24)
        world.go(to: Moment(milliseconds: next.milliseconds - 1))
        #expect(world.refusal(world.report(), by: "north/desk") == "act.limit")
        world.go(to: next)
        try world.perform(world.report(), by: "north/desk")
        let quota = try #require(world.state.quotas.rows.first)
        #expect(quota.participant == World.id("north") && quota.acts == 1 && quota.from == next && world.state.quotas.count == 5)
    }

    @Test("Nobody is kept from answering: whoever is called acknowledges however many calls, and calls as often as anybody")
    func answers() throws {
        var world = try Self.world("liaison", acts: 1)
        func call(_ to: String) -> CallLiaison {
            var call = CallLiaison()
            (call.to, call.urgency) = (World.id(to), .immediate)
            return call
        }
        let calls = try ["south", "lake"].map { try world.perform(call("north"), by: "\($0)/desk") }
        try world.perform(call("south"), by: "north/desk")
        #expect(world.refusal(call("south"), by: "north/desk") == "act.limit")
        for made in calls {
            var acknowledge = AcknowledgeCall()
            acknowledge.call = made
            try world.perform(acknowledge, by: "north/desk")
        }
    }

    @Test("The refusal names the limit and when the next period begins")
    func words() throws {
        var world = try Self.world(acts: 1)
        try world.perform(world.report(), by: "north/desk")
        let act = world.act(world.report(), by: "north/desk")
        do throws(Refusal) {
            try world.state.admit(act, received: world.clock)
            Issue.record("the second report must be refused")
        } catch {
            #expect(error.reason.hasSuffix("allows each participant 1 act on “report” in 24 hours; the next period begins at 2025-10-10T08:00:00Z."))
        }
    }

    @Test("What is not listed is not limited; what is, is limited for heads too, and before the truce begins")
    func subjects() throws {
        var world = try Self.world("officer", acts: 1)
        for _ in 0..<5 { try world.perform(world.report(), by: "north/desk") }
        var accredit = Accredit()
        (accredit.desk, accredit.functions) = (World.id("new"), [World.id("report")])
        accredit.key = World.key("new 1")
        // The desk of each participant was accredited in this period already.
        #expect(world.refusal(accredit, by: "north/head") == "act.limit")
        world.pass(hours: 24)
        #expect(world.refusal(accredit, by: "north/head") == nil)
        var limit = Agreement.Limit()
        limit.hours = 24
        let from = Moment(milliseconds: 1_000)
        #expect(limit.period(at: from, from: from) == from && limit.period(at: Moment(milliseconds: 999), from: from) == from.adding(hours: -24))
    }

    @Test("A limit that is amended counts anew where its periods begin at other times")
    func amended() throws {
        var world = try Self.world(acts: 1)
        world.pass(hours: 30)
        try world.perform(world.report(), by: "north/desk")
        try world.agree(world.amendment { $0.limits[0].acts = 2 })
        try world.perform(world.report(), by: "north/desk")
        #expect(world.refusal(world.report(), by: "north/desk") == "act.limit")
        try world.agree(world.amendment { $0.limits[0].hours = 7 })
        try world.perform(world.report(), by: "north/desk")
        try world.agree(world.amendment { $0.limits = [] })
        for _ in 0..<5 { try world.perform(world.report(), by: "north/desk") }
    }
}
