import Testing

@testable import Mechanism

@Suite("Crossings")
struct CrossingTests {
    private static func category(_ name: String) -> Agreement.Category {
        var category = Agreement.Category()
        (category.id, category.title) = (World.id(name), name)
        return category
    }

    private static func passage(_ traffic: String?, _ condition: CrossingStatus.Condition) -> CrossingStatus.Passage {
        var passage = CrossingStatus.Passage()
        (passage.traffic, passage.condition) = (traffic.map(World.id), condition)
        return passage
    }

    private static func report(_ world: World, _ conditions: [CrossingStatus.Passage], reason: CrossingStatus.Reason? = nil) -> ReportCrossing {
        var report = ReportCrossing()
        (report.crossing, report.since, report.conditions, report.reason) = (World.id("bridge"), world.clock, conditions, reason)
        return report
    }

    private static func world() throws -> World {
        try World.running { $0.traffic = [category("people"), category("lorries")] }
    }

    @Test("Only listed crossings are reported, and only what holds already")
    func listed() throws {
        var world = try Self.world()
        var report = Self.report(world, [Self.passage(nil, .open)])
        report.crossing = World.id("ferry")
        #expect(world.refusal(report, by: "north/desk") == "crossing.listed")
        report.crossing = World.id("bridge")
        report.since = Moment(milliseconds: world.clock.milliseconds + 1_001)
        #expect(world.refusal(report, by: "north/desk") == "crossing.since")
        report.since = Moment(milliseconds: world.clock.milliseconds + 1_000)
        #expect(world.refusal(report, by: "north/desk") == nil)
    }

    @Test("Each category of traffic that the agreement lists has its condition, once; without any there is one for all")
    func traffic() throws {
        var world = try Self.world()
        #expect(world.refusal(Self.report(world, []), by: "north/desk") == "crossing.traffic")
        #expect(world.refusal(Self.report(world, [Self.passage("camels", .open)]), by: "north/desk") == "crossing.traffic")
        let twice = [Self.passage("people", .open), Self.passage("people", .closed)]
        #expect(world.refusal(Self.report(world, twice, reason: .works), by: "north/desk") == "crossing.traffic")
        let general = [Self.passage(nil, .open), Self.passage(nil, .closed)]
        #expect(world.refusal(Self.report(world, general, reason: .works), by: "north/desk") == "crossing.traffic")
        let mixed = [Self.passage("people", .open), Self.passage(nil, .closed)]
        try world.perform(Self.report(world, mixed, reason: .security), by: "north/desk")
        let entry = try #require(world.state.crossings.rows[0].entries.last)
        #expect(entry.condition == .restricted)
        #expect(entry.condition(for: World.id("people")) == .open)
        #expect(entry.condition(for: World.id("lorries")) == .closed)
        var plain = try World.running()
        #expect(plain.refusal(Self.report(plain, [Self.passage("people", .open)]), by: "north/desk") == "crossing.traffic")
        #expect(plain.refusal(Self.report(plain, [Self.passage(nil, .closed)], reason: .weather), by: "north/desk") == nil)
        #expect(plain.state.crossings.rows[0].entries.last?.condition == .closed)
        var people = CrossingStatus.Entry()
        people.conditions = [Self.passage("people", .open)]
        #expect(people.condition(for: World.id("lorries")) == nil)
    }

    @Test("What is not open has a reason, and is planned to end after it began")
    func reason() throws {
        var world = try Self.world()
        #expect(world.refusal(Self.report(world, [Self.passage(nil, .closed)]), by: "south/desk") == "crossing.reason")
        #expect(world.refusal(Self.report(world, [Self.passage(nil, .open)], reason: .dispute), by: "south/desk") == "crossing.reason")
        var report = Self.report(world, [Self.passage(nil, .closed)], reason: .dispute)
        report.until = report.since
        #expect(world.refusal(report, by: "south/desk") == "crossing.until")
        report.until = Moment(milliseconds: report.since.milliseconds + 1)
        try world.perform(report, by: "south/desk")
        try world.perform(Self.report(world, [Self.passage(nil, .open)]), by: "north/desk")
        // Side by side: neither is the crossing's status.
        #expect(world.state.crossings.rows[0].entries.map(\.act.participant.name) == ["south", "north"])
        #expect(world.state.crossings.rows[0].entries.map(\.condition) == [.closed, .open])
    }
}
