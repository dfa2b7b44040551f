import Testing

@testable import Mechanism

@Suite("Notices")
struct NoticeTests {
    private static func running() throws -> World {
        try World.running { agreement in
            var rule = Agreement.NoticeRule()
            (rule.kind, rule.hours) = (.flight, 48)
            agreement.notices = [rule]
        }
    }

    private static func give(_ world: World, hours: Int64 = 72, _ change: (inout GiveNotice) -> Void = { _ in }) -> GiveNotice {
        var give = GiveNotice()
        (give.from, give.to) = (world.clock.adding(hours: hours), world.clock.adding(hours: hours + 2))
        var place = Place()
        (place.area, place.precision) = (World.id("valley"), 3)
        give.places = [place]
        change(&give)
        return give
    }

    @Test("A notice says what, when and where, of a kind that the agreement's notices name")
    func given() throws {
        var world = try Self.running()
        func rule(_ change: (inout GiveNotice) -> Void, by name: String = "north/desk") -> String? {
            var trial = world
            return trial.refusal(Self.give(trial, change), by: name)
        }
        #expect(rule { $0.kind = .exercise } == "notice.kind")
        #expect(rule { $0.to = $0.from.adding(hours: -1) } == "notice.time")
        #expect(rule { ($0.from, $0.to) = (world.clock.adding(hours: -5), world.clock) } == "notice.time", "it is over")
        #expect(rule { $0.places = [] } == "notice.places")
        #expect(rule { $0.places += $0.places } == "notice.places")
        #expect(rule { $0.places[0].area = World.id("moon") } == "place.area")
        #expect(rule({ _ in }, by: "lake/desk") == "act.authority")
        #expect(rule { _ in } == nil)
        #expect(rule { $0.from = world.clock.adding(hours: -5) } == nil, "it has begun and goes on")
        try world.perform(Self.give(world), by: "south/desk")
        #expect(world.state.notices.rows.map(\.isShort) == [false])
    }

    @Test("A notice given later than the agreement asks is admitted and marked as short, from the millisecond after the last one")
    func short() throws {
        var world = try Self.running()
        let give = Self.give(world)
        let last = give.from.adding(hours: -48)
        for (moment, isShort) in [(last, false), (Moment(milliseconds: last.milliseconds + 1), true)] {
            var trial = world
            let act = trial.act(give, by: "north/desk")
            try trial.state.admit(act, received: moment)
            #expect(trial.state.notices.rows[0].isShort == isShort && trial.state.notices.rows[0].dueBy == last)
        }
        // A registry that delays it does not make it short.
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("lake/follower"), World.id("follower"), [Officer.lodging])
        try world.perform(accredit, by: "lake/head")
        world.pass(hours: 60)
        try world.perform(give, by: "north/desk", lodgings: [Lodged(participant: World.id("lake"), desk: World.id("follower"), time: last)])
        #expect(world.state.notices.rows[0].isShort == false)
    }

    @Test("Others object, once each and while it is not over; its party withdraws it before it begins")
    func answers() throws {
        var world = try Self.running()
        var (object, withdraw) = (ObjectToNotice(), WithdrawNotice())
        object.notice = try world.perform(Self.give(world), by: "north/desk")
        withdraw.notice = object.notice
        let notice = world.state.notices[object.notice]!
        #expect(world.refusal(object, by: "north/desk") == "notice.own")
        #expect(world.refusal(withdraw, by: "south/desk") == "notice.own")
        try world.perform(object, by: "south/desk")
        try world.perform(object, by: "lake/desk")
        #expect(world.refusal(object, by: "lake/desk") == "notice.objected")
        #expect(world.refusal(object, by: "hill/desk", at: notice.to) == nil)
        #expect(world.refusal(object, by: "hill/desk", at: Moment(milliseconds: notice.to.milliseconds + 1)) == "notice.over")
        #expect(world.refusal(withdraw, by: "north/desk", at: notice.from) == "notice.begun")
        #expect(world.refusal(withdraw, by: "north/desk", at: Moment(milliseconds: notice.from.milliseconds - 1)) == nil)
        try world.perform(withdraw, by: "north/desk")
        #expect(world.refusal(withdraw, by: "north/desk") == "notice.withdrawn")
        #expect(world.refusal(object, by: "hill/desk") == "notice.withdrawn")
        object.notice = Hash()
        #expect(world.refusal(object, by: "hill/desk") == "act.cites")
    }

    @Test("A withdrawal by a stolen key withdraws nothing, an objection by one may be made again")
    func stolen() throws {
        var world = try Self.running()
        var (object, withdraw) = (ObjectToNotice(), WithdrawNotice())
        object.notice = try world.perform(Self.give(world), by: "north/desk")
        withdraw.notice = object.notice
        let theft = world.clock.adding(hours: 1)
        world.pass(hours: 1)
        try world.perform(object, by: "south/desk")
        try world.perform(withdraw, by: "north/desk")
        try world.repudiate("north/desk", since: theft)
        try world.repudiate("south/desk", since: theft)
        try world.perform(object, by: "south/head")
        #expect(world.state.notices.rows[0].objections.count == 2)
        try world.perform(withdraw, by: "north/head")
        #expect(world.state.notices.rows[0].withdrawals.count == 2)
    }

    // MARK: Matching

    private static func incident(_ from: Int64, _ to: Int64, _ precision: When.Precision = .hour, _ change: (inout Place) -> Void = { _ in }) -> Incident {
        var incident = Incident()
        (incident.when.from, incident.when.to, incident.when.precision) = (Moment(milliseconds: from), Moment(milliseconds: to), precision)
        (incident.place.area, incident.place.precision) = (World.id("valley"), 3)
        change(&incident.place)
        return incident
    }

    @Test("An incident is matched by time, as exactly as it is known, to the millisecond")
    func times() throws {
        var world = try Self.running()
        try world.perform(Self.give(world), by: "north/desk")
        let notice = world.state.notices.rows[0]
        let (from, to) = (notice.from.milliseconds, notice.to.milliseconds)
        func matches(_ incident: Incident) -> Bool { !world.state.notices(matching: incident).isEmpty }
        for (precision, slack) in [(When.Precision.hour, World.hour), (.day, 24 * World.hour), (.week, 168 * World.hour), (.month, 744 * World.hour)] {
            #expect(matches(Self.incident(from - 2 * slack, from - slack, precision)))
            #expect(!matches(Self.incident(from - 2 * slack, from - slack - 1, precision)))
            #expect(matches(Self.incident(to + slack, to + slack + 5, precision)))
            #expect(!matches(Self.incident(to + slack + 1, to + slack + 5, precision)))
        }
        #expect(!matches(Self.incident(from, to) { $0.area = World.id("bridge") }))
    }

    @Test("A withdrawn notice announces nothing, nor does one of a stolen key; a thief's withdrawal is none")
    func silent() throws {
        var world = try Self.running()
        var withdraw = WithdrawNotice()
        withdraw.notice = try world.perform(Self.give(world), by: "north/desk")
        let notice = world.state.notices.rows[0]
        let incident = Self.incident(notice.from.milliseconds, notice.to.milliseconds)
        #expect(world.state.notices(matching: incident).map(\.id) == [notice.id])
        var stolen = world
        try stolen.repudiate("north/desk", since: notice.given.received)
        #expect(stolen.state.notices(matching: incident).isEmpty)
        let theft = world.clock.adding(hours: 1)
        world.pass(hours: 1)
        try world.perform(withdraw, by: "north/desk")
        #expect(world.state.notices(matching: incident).isEmpty)
        try world.repudiate("north/desk", since: theft)
        #expect(world.state.notices(matching: incident).count == 1)
    }

    /// Points whose distances on a sphere of 6,371 km were computed with another program, in floating point.
    @Test("Points are near within 25 km, at the equator, in the mountains, far north and over the date line", arguments: [
        ((0, 0), (0, 22_400), true), ((0, 0), (0, 22_550), false),
        ((0, 0), (22_482, 0), true), ((0, 0), (22_484, 0), false),
        ((3_400_000, 7_100_000), (3_400_000, 7_127_000), true), ((3_400_000, 7_100_000), (3_400_000, 7_127_200), false),
        ((3_400_000, 7_100_000), (3_415_000, 7_118_000), true), ((3_400_000, 7_100_000), (3_417_000, 7_120_000), false),
        ((-6_000_000, 100), (-6_000_000, 44_600), true), ((-6_000_000, 100), (-6_000_000, 45_300), false),
        ((1_000, 17_990_000), (1_000, -17_990_000), true), ((9_000_000, 0), (9_000_000, 18_000_000), true),
        ((9_000_000, 0), (-9_000_000, 0), false),
    ])
    func distance(_ first: (Int64, Int64), _ second: (Int64, Int64), _ near: Bool) {
        #expect(Place.areNear((first.0, first.1), (second.0, second.1), metres: 25_000) == near)
        #expect(Place.areNear((second.0, second.1), (first.0, first.1), metres: 25_000) == near)
    }

    @Test("A place without coordinates is near no other area")
    func areas() {
        var (first, second) = (Place(), Place())
        #expect(!first.isNear(second), "two places elsewhere are not the same place")
        (first.latitude, first.longitude) = (0, 0)
        #expect(!first.isNear(second))
        (second.latitude, second.longitude) = (0, 100)
        #expect(first.isNear(second))
        (first.area, second.area) = (World.id("valley"), World.id("bridge"))
        #expect(first.isNear(second), "near across the border of two areas")
        second.latitude = 100_000
        #expect(!first.isNear(second))
    }
}
