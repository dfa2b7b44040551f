import Testing

@testable import Mechanism

@Suite("Editions: figures, coverage, errata, rhythm")
struct EditionTests {
    private static let noon = LocalTime(Array("2025-10-20T12:00:00Z".utf8))!.moment

    private static func cut(_ world: inout World, hours: Int64) throws -> Edition {
        var cut = CutEdition()
        cut.from = Moment(milliseconds: world.clock.milliseconds + 1_000).adding(hours: -hours)
        let id = try world.perform(cut, by: "secretariat/desk")
        return try #require(world.state.editions[id])
    }

    private static func coverage(_ extent: ReportCoverage.Extent, _ from: Day, _ to: Day) -> ReportCoverage {
        var report = ReportCoverage()
        (report.area, report.from, report.to, report.extent) = (World.id("valley"), from, to, extent)
        report.reason = extent == .observed ? nil : .accessDenied
        return report
    }

    @Test("Acts count by their receipt and days by their end, beside those of as long before and of the whole truce")
    func periods() throws {
        var world = try World.running()
        // In the period before, in the period, and withdrawn in it.
        world.go(to: Self.noon.adding(hours: -36))
        try world.perform(world.report(), by: "north/desk")
        world.go(to: Self.noon.adding(hours: -24))
        try world.perform(world.report(), by: "south/desk")
        try world.perform(world.report(), by: "monitors/desk")
        var withdraw = WithdrawReport()
        withdraw.report = try world.perform(world.report(), by: "south/desk")
        try world.perform(withdraw, by: "south/desk")
        world.go(to: Self.noon)
        let figures = try Self.cut(&world, hours: 24).figures
        #expect(figures.period.reports.map { [$0.parties, $0.guarantors, $0.monitors, $0.secretariat] } == [[1, 0, 1, 0]])
        #expect(figures.before.reports.map { [$0.parties, $0.monitors] } == [[1, 0]])
        #expect(figures.total.reports.map { [$0.parties, $0.monitors] } == [[2, 1]])
        // The truce began on 9 October; eleven days have ended, of them one in the period and one in that before.
        #expect([figures.period.days, figures.before.days, figures.total.days] == [1, 1, 11])
        #expect([figures.period.calm, figures.total.calm] == [1, 11])
    }

    @Test("An act at the very cut-off counts in the next period, one at the very beginning in this one, and none in both")
    func edges() throws {
        var world = try World.running()
        world.go(to: Self.noon)
        try world.perform(world.report(), by: "north/desk")
        let act = world.act(CutEdition(), by: "secretariat/desk") {
            var cut = CutEdition()
            cut.from = Self.noon.adding(hours: -24)
            $0.body = Body(cut)
        }
        try world.state.admit(act, received: Self.noon)
        let first = try #require(world.state.editions[act.id]).figures
        #expect(first.period.reports.isEmpty && first.total.reports.count == 1)
        world.go(to: Self.noon.adding(hours: 24))
        let second = try Self.cut(&world, hours: 24).figures
        #expect(second.period.reports.count == 1 && second.before.reports.isEmpty)
    }

    @Test("A finding is counted until the one that supersedes it is published, and then that one is")
    func superseded() throws {
        var world = try World.running()
        world.go(to: Self.noon.adding(hours: -30))
        func publish(_ finding: ActID, _ world: inout World) throws {
            var (acknowledge, publish) = (AcknowledgeFinding(), PublishFinding())
            (acknowledge.finding, publish.finding) = (finding, finding)
            for name in ["north", "south"] { try world.perform(acknowledge, by: "\(name)/desk") }
            try world.perform(publish, by: "lake/desk", audience: .everyone)
        }
        func total(_ world: World) throws -> [IncidentOutcome] {
            var world = world
            return try Self.cut(&world, hours: 2).figures.total.determined.map(\.outcome)
        }
        let (incident, _, observation) = try world.verified()
        let first = try world.determined(incident, observation)
        try publish(first, &world)
        #expect(try total(world) == [.violation])
        let second = try world.determined(incident, observation) {
            $0.supersedes = first
            $0.conclusion.classification = .noViolation
            $0.conclusion.article = nil
            ($0.conclusion.grade, $0.conclusion.gradeConfidence) = (nil, nil)
        }
        #expect(try total(world) == [.violation], "nothing tells of a determination before it is published")
        try publish(second, &world)
        #expect(try total(world) == [.noViolation])
    }

    @Test("Incidents count by what was made of them, findings by what they conclude; a day is calm when no incident may have fallen on it")
    func incidents() throws {
        var world = try World.running()
        world.go(to: Self.noon.adding(hours: -30))
        let (incident, finding) = try world.heardFinding()
        var concur = ConcurWithFinding()
        concur.finding = finding
        for name in ["lake", "hill"] { try world.perform(concur, by: "\(name)/desk") }
        var determine = DetermineFinding()
        determine.finding = finding
        try world.perform(determine, by: "lake/desk")
        let unpublished = try Self.cut(&world, hours: 2).figures
        #expect(unpublished.period.incidents.map(\.outcome) == [.proposed] && unpublished.period.determined.isEmpty, "the parties are informed first")
        var (acknowledge, publish) = (AcknowledgeFinding(), PublishFinding())
        (acknowledge.finding, publish.finding) = (finding, finding)
        for name in ["north", "south"] { try world.perform(acknowledge, by: "\(name)/desk") }
        try world.perform(publish, by: "lake/desk", audience: .everyone)
        let open = try world.incident(accepted: false)
        // Open and not handled yet: it may have happened, on the days that it names.
        var triage = TriageIncident()
        (triage.incident, triage.outcome, triage.duplicateOf) = (open, .duplicate, incident)
        world.go(to: Self.noon)
        var undecided = world
        try world.perform(triage, by: "secretariat/desk")
        let figures = try Self.cut(&world, hours: 48).figures
        #expect(figures.period.incidents.map(\.outcome) == [.duplicate, .violation] && figures.period.incidents.map(\.count) == [1, 1])
        #expect(figures.period.proposed == 1)
        #expect(figures.period.determined.map(\.outcome) == [.violation] && figures.period.determined.map(\.grade) == [.minor])
        #expect(figures.before.incidents.isEmpty)
        // 19 October had the incident; 18 October none.
        #expect(figures.period.days == 2 && figures.period.calm == 1)
        // What lies on another day counts there, however long it stays open.
        var away = OpenIncident()
        away.reports = [try undecided.perform(undecided.report(), by: "north/desk")]
        let facts = undecided.facts { $0.when.from = Self.noon.adding(hours: -48); $0.when.precision = .week }
        (away.type, away.when, away.place) = (facts.type, facts.when, facts.place)
        try undecided.perform(away, by: "secretariat/desk")
        #expect(try Self.cut(&undecided, hours: 48).figures.period.calm == 0)
    }

    @Test("Coverage counts areas by days, by the last report on each day; what was not reported is said")
    func coverage() throws {
        var world = try World.running()
        world.go(to: Self.noon)
        let today = Self.noon.day
        func day(_ back: Int64) -> Day { Day(number: today.number - back) }
        #expect(world.refusal(Self.coverage(.observed, day(0), day(-1)), by: "monitors/desk") == "coverage.period")
        #expect(world.refusal(Self.coverage(.observed, day(1), day(2)), by: "monitors/desk") == "coverage.period")
        #expect(world.refusal(Self.coverage(.observed, day(12), day(2)), by: "monitors/desk") == "coverage.period")
        #expect(world.refusal(Self.coverage(.observed, day(1), day(1)), by: "north/desk") == "act.authority")
        var report = Self.coverage(.observed, day(4), day(2))
        report.reason = .weather
        #expect(world.refusal(report, by: "monitors/desk") == "coverage.reason")
        (report.extent, report.reason) = (.partly, nil)
        #expect(world.refusal(report, by: "monitors/desk") == "coverage.reason")
        (report.reason, report.area) = (.weather, World.id("bridge"))
        #expect(world.refusal(report, by: "monitors/desk") == "coverage.area")
        try world.perform(Self.coverage(.observed, day(4), day(2)), by: "monitors/desk")
        try world.perform(Self.coverage(.notObserved, day(3), day(3)), by: "monitors/desk")
        try world.perform(Self.coverage(.partly, day(0), day(0)), by: "monitors/desk")
        let figures = try Self.cut(&world, hours: 24 * 7).figures
        #expect(figures.period.coverage.map { [$0.observed, $0.partly, $0.notObserved, $0.notReported] } == [[2, 0, 1, 4]], "today has not ended")
        #expect(figures.total.coverage.map { [$0.observed, $0.partly, $0.notObserved, $0.notReported] } == [[2, 0, 1, 8]])
        #expect(world.state.coverage.count == 3)
    }

    @Test("Restrictions count by who controls the place, in the order of establishment; crossings by each side's last word; commitments by party")
    func standing() throws {
        var world = try World.running {
            $0.commitments[0].due = LocalTime(Array("2025-10-10T08:00:00Z".utf8))
            var second = $0.commitments[0]
            (second.id, second.obligor) = (World.id("c2"), World.id("south"))
            $0.commitments.append(second)
        }
        for (by, kind) in [("group-a", RecordRestriction.Kind.denied), ("south", .delayed), ("north", .denied), ("south", .conditioned)] {
            var restriction = RecordRestriction()
            (restriction.by, restriction.kind, restriction.place) = (World.id(by), kind, world.facts().place)
            (restriction.arrived, restriction.left) = (world.clock, world.clock)
            try world.perform(restriction, by: "monitors/desk")
        }
        var report = ReportCrossing()
        for (name, condition) in [("north", CrossingStatus.Condition.open), ("south", .closed), ("north", .restricted)] {
            var passage = CrossingStatus.Passage()
            passage.condition = condition
            (report.crossing, report.conditions, report.since) = (World.id("bridge"), [passage], world.clock)
            report.reason = condition == .open ? nil : .works
            try world.perform(report, by: "\(name)/desk")
        }
        var assess = AssessCommitment()
        (assess.commitment, assess.level, assess.timeliness) = (World.id("c2"), 3, .onTime)
        try world.perform(assess, by: "lake/desk")
        world.go(to: Self.noon)
        let figures = try Self.cut(&world, hours: 24 * 30).figures
        #expect(figures.total.restrictions.map(\.by.name) == ["north", "south", "group-a"])
        #expect(figures.total.restrictions.map { [$0.denied, $0.delayed, $0.conditioned] } == [[1, 0, 0], [0, 1, 1], [1, 0, 0]])
        #expect(figures.crossings.map { [$0.open, $0.restricted, $0.closed] } == [[0, 1, 1]])
        #expect(figures.commitments.map(\.party.name) == ["north", "south"])
        #expect(figures.commitments.map { [$0.notAssessed, $0.complete, $0.overdue] } == [[1, 0, 1], [0, 1, 0]])
        // What a repudiated key signed is not counted.
        var repudiate = Repudiate()
        repudiate.key = World.key("monitors/desk")
        try world.perform(repudiate, by: "monitors/head")
        #expect(try Self.cut(&world, hours: 24 * 30).figures.total.restrictions.isEmpty)
    }

    @Test("Figures are frozen: what comes after the cut-off changes nothing in them; read back they are the same")
    func frozen() throws {
        var world = try World.running()
        try world.perform(world.report(), by: "north/desk")
        let edition = try Self.cut(&world, hours: 24)
        try world.perform(world.report(), by: "north/desk")
        _ = try world.incident()
        #expect(world.state.editions[edition.id]?.figures == edition.figures)
        #expect(try Figures(strict: edition.figures.canonical) == edition.figures)
    }

    @Test("An erratum names a published edition and is public; what was published stays")
    func errata() throws {
        var world = try World.running()
        let before = try Self.cut(&world, hours: 1)
        var correct = CorrectEdition()
        correct.edition = before.id
        #expect(world.refusal(correct, by: "secretariat/desk", audience: .everyone) == "edition.published")
        var publish = PublishEdition()
        (publish.edition, publish.size, publish.digest) = (before.id, before.size, before.digest)
        (publish.publicSize, publish.publicRoot, publish.figures) = (before.publicSize, before.publicRoot, before.figures)
        try world.perform(publish, by: "secretariat/desk", audience: .everyone)
        #expect(world.refusal(correct, by: "secretariat/desk") == "edition.public")
        #expect(world.refusal(correct, by: "north/desk", audience: .everyone) == "act.authority")
        try world.perform(correct, by: "lake/desk", audience: .everyone)
        try world.perform(correct, by: "secretariat/desk", audience: .everyone)
        let row = try #require(world.state.editions[before.id])
        #expect(row.errata.map(\.participant.name) == ["lake", "secretariat"] && row.figures == before.figures)
    }

    @Test("Editions are due by rhythm: so long after the last of their kind, so long before the truce expires, and not after it is over")
    func rhythm() throws {
        let ends = LocalTime(Array("2025-12-09T08:00:00Z".utf8))!
        var world = try World.running {
            $0.truce.until = ends
            $0.editions = [(Edition.Kind.weekly, Int64?(168)), (.special, nil), (.beforeExpiry, 480), (.beforeRound, 48)].map { kind, hours in
                var rhythm = Agreement.Rhythm()
                (rhythm.kind, rhythm.hours) = (kind, hours)
                return rhythm
            }
        }
        func due(_ moment: Moment? = nil) -> [Moment] { world.state.deadlines(at: moment).filter { $0.clock == "edition" }.map(\.until) }
        let adopted = try #require(world.state.adoption).received
        #expect(due() == [adopted.adding(hours: 168), ends.moment.adding(hours: -480)])
        #expect(world.state.deadlines()[0].owed.map(\.name) == ["lake", "hill", "secretariat"])
        world.pass(hours: 100)
        var cut = CutEdition()
        (cut.kind, cut.from) = (.weekly, world.clock)
        try world.perform(cut, by: "secretariat/desk")
        #expect(due()[0] == world.clock.adding(hours: 168))
        cut.kind = .beforeExpiry
        try world.perform(cut, by: "secretariat/desk")
        #expect(due().count == 1)
        var extend = ExtendTruce()
        extend.until = LocalTime(Array("2026-02-09T08:00:00Z".utf8))!
        try world.agree(extend)
        #expect(due().last == extend.until.moment.adding(hours: -480))
        let weekly = try #require(world.state.deadlines().first { $0.clock == "edition" })
        #expect(world.state.deadline(table: "edition", row: weekly.row, clock: "edition") == weekly)
        try world.agree(EndTruce())
        #expect(due().isEmpty)
    }

    @Test("A deadline that stays undone comes to the rungs of the ladder, one after the other")
    func ladder() throws {
        var world = try World.running {
            $0.commitments[0].due = LocalTime(Array("2025-10-10T08:00:00Z".utf8))
            $0.ladder = [("guarantors", Int64(24)), ("heads", 72)].map { name, hours in
                var rung = Agreement.Rung()
                (rung.id, rung.hours, rung.members) = (World.id(name), hours, [World.id("lake")])
                return rung
            }
        }
        world.pass(hours: 1)
        let deadline = try #require(world.state.deadlines().first { $0.clock == "due" })
        func rung(_ hours: Int64, _ milliseconds: Int64 = 0) -> String? {
            world.state.rung(of: deadline, at: Moment(milliseconds: deadline.until.adding(hours: hours).milliseconds + milliseconds))?.id.name
        }
        #expect([rung(0), rung(24), rung(24, 1), rung(72), rung(72, 1)] == [nil, nil, "guarantors", "guarantors", "heads"])
    }
}
