import Testing

@testable import Mechanism

@Suite("Merging and splitting incidents")
struct MergingTests {
    /// Two incidents, neither of them tasked.
    private static func pair() throws -> (world: World, first: ActID, second: ActID) {
        var world = try World.running()
        let (first, second) = (try world.incident(), try world.incident(accepted: false))
        return (world, first, second)
    }

    private static func merge(_ incident: ActID, into other: ActID) -> MergeIncidents {
        var merge = MergeIncidents()
        (merge.incident, merge.into) = (incident, other)
        return merge
    }

    private static func part(_ incident: ActID) -> SplitIncident {
        var split = SplitIncident()
        split.incident = incident
        return split
    }

    /// Takes reports into an incident of their own.
    private static func take(_ reports: [ActID], from incident: ActID, _ world: World) -> SplitIncident {
        var (split, apart) = (part(incident), OpenIncident())
        let facts = world.facts()
        (apart.reports, apart.type, apart.when, apart.place) = (reports, facts.type, facts.when, facts.place)
        split.apart = apart
        return split
    }

    private static let titled = ["reason", "title"]

    @Test("The surviving incident has the absorbed one's reports and evidence, and nothing moves")
    func merged() throws {
        var (world, first, second) = try Self.pair()
        var deposit = DepositEvidence()
        (deposit.incident, deposit.content, deposit.size, deposit.collected) = (second, Hash.sha256(of: [1]), 1, world.clock)
        let exhibit = try world.perform(deposit, by: "north/desk")
        let before = try #require(world.state.incidents[second])
        #expect(world.refusal(Self.merge(second, into: first), by: "north/desk") == "act.authority")
        #expect(world.refusal(Self.merge(second, into: second), by: "lake/desk") == "incident.merge")
        try world.perform(Self.merge(second, into: first), by: "secretariat/desk")
        let (surviving, absorbed) = (try #require(world.state.incidents[first]), try #require(world.state.incidents[second]))
        #expect(world.state.outcome(of: absorbed) == .merged && world.state.outcome(of: surviving) == .accepted)
        #expect(surviving.absorbed == [second] && absorbed.reports == before.reports && surviving.reports.count == 1)
        #expect(world.state.reports(of: surviving) == surviving.reports + before.reports)
        #expect(world.state.exhibits(of: surviving) == [exhibit])
        #expect(world.state.surviving(absorbed).id == first)
        #expect(world.state.deadlines().allSatisfy { $0.row != second })
        // The same content is on the whole incident already.
        deposit.incident = first
        #expect(world.refusal(deposit, by: "north/desk") == "evidence.once")
    }

    @Test("An absorbed incident takes no act but the one that parts it; the refusal names the surviving one")
    func closed() throws {
        var (world, first, second) = try Self.pair()
        let third = try world.incident()
        try world.perform(Self.merge(second, into: first), by: "monitors/desk")
        try world.perform(Self.merge(first, into: third), by: "monitors/desk")
        var (gather, triage, deposit, task) = (GatherReport(), TriageIncident(), DepositEvidence(), TaskVerification())
        gather.incident = second
        gather.report = try world.perform(world.report(), by: "south/desk")
        #expect(world.refusal(gather, by: "lake/desk") == "incident.merged")
        (triage.incident, triage.outcome) = (second, .outOfMandate)
        #expect(world.refusal(triage, by: "lake/desk") == "incident.merged")
        let other = try world.incident(accepted: false)
        (triage.incident, triage.outcome, triage.duplicateOf) = (other, .duplicate, second)
        #expect(world.refusal(triage, by: "lake/desk") == "incident.merged")
        deposit.incident = second
        #expect(world.refusal(deposit, by: "north/desk") == "incident.merged")
        (task.incident, task.lead) = (first, world.member("monitors"))
        #expect(world.refusal(task, by: "lake/desk") == "incident.merged")
        #expect(world.refusal(world.proposal(second, [Hash()]), by: "lake/desk") == "incident.merged")
        #expect(world.refusal(Self.merge(second, into: third), by: "lake/desk") == "incident.merged")
        #expect(world.refusal(Self.merge(third, into: second), by: "lake/desk") == "incident.merged")
        #expect(world.refusal(Self.take([world.state.incidents[second]!.reports[0]], from: second, world), by: "lake/desk", texts: Self.titled) == "incident.merged")
        do {
            try world.perform(gather, by: "lake/desk")
            Issue.record("must be refused")
        } catch {
            #expect(error.reason.contains(third.hex))
        }
        // However deep it lies.
        #expect(world.state.reports(of: world.state.incidents[third]!).count == 3)
    }

    @Test("Only an incident that no team was tasked with is absorbed, and never into a duplicate")
    func untasked() throws {
        var (world, first, second) = try Self.pair()
        let verified = try world.verified().incident
        #expect(world.refusal(Self.merge(verified, into: first), by: "lake/desk") == "incident.merge")
        var triage = TriageIncident()
        (triage.incident, triage.outcome, triage.duplicateOf) = (second, .duplicate, first)
        try world.perform(triage, by: "lake/desk")
        #expect(world.refusal(Self.merge(verified, into: second), by: "lake/desk") == "incident.merge")
        let third = try world.incident()
        #expect(world.refusal(Self.merge(third, into: second), by: "lake/desk") == "incident.merge")
        #expect(world.refusal(Self.merge(second, into: first), by: "lake/desk") == nil)
        #expect(world.refusal(Self.merge(third, into: verified), by: "lake/desk") == nil)
    }

    @Test("Merged and parted, both incidents are as they were but for the history of merges; and again")
    func parted() throws {
        var (world, first, second) = try Self.pair()
        #expect(world.refusal(Self.part(second), by: "lake/desk") == "incident.split")
        let before = [first, second].map { world.state.incidents[$0]! }
        for times in 1...2 {
            try world.perform(Self.merge(second, into: first), by: "lake/desk")
            #expect(world.refusal(Self.part(first), by: "lake/desk") == "incident.split")
            try world.perform(Self.part(second), by: "hill/desk")
            for incident in before {
                var after = try #require(world.state.incidents[incident.id])
                #expect(world.state.outcome(of: after) == world.state.outcome(of: incident))
                #expect(world.state.reports(of: after) == incident.reports)
                #expect(after.merges.count == (after.id == second ? times : 0) && after.merges.allSatisfy { $0.parted != nil })
                (after.merges, after.absorbed) = ([], [])
                #expect(after.canonical == incident.canonical)
            }
            #expect(world.state.incidents[first]!.absorbed == [second])
        }
        #expect(world.state.deadlines().contains { $0.row == second && $0.clock == "triage" })
    }

    @Test("An incident parted from the middle keeps what it had absorbed; a chain never closes on itself")
    func chain() throws {
        var (world, first, second) = try Self.pair()
        let third = try world.incident()
        try world.perform(Self.merge(first, into: second), by: "lake/desk")
        try world.perform(Self.merge(second, into: third), by: "lake/desk")
        try world.perform(Self.part(second), by: "lake/desk")
        #expect(world.state.reports(of: world.state.incidents[third]!).count == 1)
        #expect(world.state.reports(of: world.state.incidents[second]!).count == 2)
        #expect(world.refusal(Self.merge(second, into: first), by: "lake/desk") == "incident.merged")
        // Parted from the one and absorbed by the other, it is part of the other alone.
        try world.perform(Self.part(first), by: "lake/desk")
        try world.perform(Self.merge(first, into: third), by: "lake/desk")
        try world.perform(Self.merge(second, into: third), by: "lake/desk")
        let whole = world.state.incidents[third]!.whole { world.state.incidents[$0] }.map(\.id)
        #expect(whole == [third, second, first])
    }

    @Test("A finding may cite what was deposited on an absorbed incident, which then is parted no more while the finding can stand")
    func cited() throws {
        var (world, _, second) = try Self.pair()
        let (incident, _, _) = try world.verified()
        var deposit = DepositEvidence()
        (deposit.incident, deposit.content, deposit.size, deposit.collected) = (second, Hash.sha256(of: [1]), 1, world.clock)
        let exhibit = try world.perform(deposit, by: "north/desk")
        #expect(world.refusal(world.proposal(incident, [exhibit]), by: "lake/desk") == "finding.evidence")
        try world.perform(Self.merge(second, into: incident), by: "lake/desk")
        var parted = world
        #expect(parted.refusal(Self.part(second), by: "lake/desk") == nil)
        #expect(parted.refusal(parted.proposal(incident, [exhibit]), by: "lake/desk") == "finding.evidence")
        let finding = try world.perform(world.proposal(incident, [exhibit]), by: "lake/desk")
        #expect(world.refusal(Self.part(second), by: "lake/desk") == "incident.split")
        world.pass(hours: 73)
        var dissent = DissentFromFinding()
        dissent.finding = finding
        try world.perform(dissent, by: "lake/desk")
        #expect(world.refusal(Self.part(second), by: "lake/desk") == nil)
    }

    @Test("Some reports become an incident of their own, and merging it back undoes that")
    func taken() throws {
        var (world, first, second) = try Self.pair()
        var gather = GatherReport()
        gather.incident = first
        gather.report = try world.perform(world.report(), by: "south/desk")
        try world.perform(gather, by: "lake/desk")
        let before = world.state.incidents[first]!
        let take = Self.take([gather.report], from: first, world)
        #expect(world.refusal(take, by: "south/desk", texts: Self.titled) == "act.authority")
        #expect(world.refusal(take, by: "lake/desk") == "act.texts")
        #expect(world.refusal(Self.take([], from: first, world), by: "lake/desk", texts: Self.titled) == "incident.reports")
        #expect(world.refusal(Self.take(before.reports, from: first, world), by: "lake/desk", texts: Self.titled) == "incident.reports")
        #expect(world.refusal(Self.take([gather.report, gather.report], from: first, world), by: "lake/desk", texts: Self.titled) == "incident.reports")
        #expect(world.refusal(Self.take(world.state.incidents[second]!.reports, from: first, world), by: "lake/desk", texts: Self.titled) == "incident.split")
        #expect(world.refusal(Self.take([Hash()], from: first, world), by: "lake/desk", texts: Self.titled) == "act.cites")
        var odd = take
        odd.apart?.type = World.id("weather")
        #expect(world.refusal(odd, by: "lake/desk", texts: Self.titled) == "report.type")
        let apart = try world.perform(take, by: "lake/desk", texts: Self.titled)
        let (left, new) = (world.state.incidents[first]!, world.state.incidents[apart]!)
        #expect(left.reports == before.reports && left.ownReports == [before.reports[0]] && new.reports == [gather.report])
        #expect(world.state.reports[gather.report]?.incidents == [first, apart])
        #expect(world.state.outcome(of: new) == .registered && world.state.deadlines().contains { $0.row == apart && $0.clock == "triage" })
        #expect(world.refusal(take, by: "lake/desk", texts: Self.titled) == "incident.split")
        #expect(world.refusal(gather, by: "lake/desk") == "incident.gathered")
        try world.perform(Self.merge(apart, into: first), by: "lake/desk")
        #expect(world.state.reports(of: world.state.incidents[first]!) == before.reports)
        // What lies in an absorbed incident is not the surviving one's own to take.
        #expect(world.refusal(take, by: "lake/desk", texts: Self.titled) == "incident.split")
    }

    @Test("A withdrawn report is not taken apart")
    func withdrawn() throws {
        var (world, first, _) = try Self.pair()
        var (gather, withdraw) = (GatherReport(), WithdrawReport())
        gather.incident = first
        gather.report = try world.perform(world.report(), by: "south/desk")
        withdraw.report = gather.report
        try world.perform(gather, by: "lake/desk")
        try world.perform(withdraw, by: "south/desk")
        #expect(world.refusal(Self.take([gather.report], from: first, world), by: "lake/desk", texts: Self.titled) == "report.withdrawn")
    }
}
