import Testing

@testable import Mechanism

@Suite("Meetings")
struct MeetingTests {
    private static func rhythm(_ agreement: inout Agreement) {
        var rhythm = Agreement.Rhythm()
        (rhythm.kind, rhythm.hours) = (.beforeRound, 24)
        agreement.editions = [rhythm]
    }

    private func meeting(
        _ world: World, _ invited: [String] = ["south", "north", "lake"], kind: Meeting.Kind = .round, from: Int64 = 48, hours: Int64 = 6
    ) -> ConveneMeeting {
        var convene = ConveneMeeting()
        convene.kind = kind
        (convene.from, convene.to) = (world.clock.adding(hours: from), world.clock.adding(hours: from + hours))
        convene.participants = invited.map(World.id)
        return convene
    }

    private func minutes(_ meeting: ActID, _ presence: [(String, Meeting.Presence)] = [("north", .present), ("south", .represented), ("lake", .absent)]) -> MinuteMeeting {
        var minute = MinuteMeeting()
        minute.meeting = meeting
        minute.attendance = presence.map { name, presence in
            var attendance = Meeting.Attendance()
            (attendance.participant, attendance.presence) = (World.id(name), presence)
            return attendance
        }
        return minute
    }

    private func approve(_ meeting: ActID) -> ApproveMinutes {
        var approve = ApproveMinutes()
        approve.meeting = meeting
        return approve
    }

    private func dissent(_ meeting: ActID) -> DissentFromMinutes {
        var dissent = DissentFromMinutes()
        dissent.meeting = meeting
        return dissent
    }

    private func cancel(_ meeting: ActID) -> CancelMeeting {
        var cancel = CancelMeeting()
        cancel.meeting = meeting
        return cancel
    }

    @Test("A meeting invites participants, each once, and a round every party; it ends after it is convened")
    func convening() throws {
        var world = try World.running()
        #expect(world.refusal(meeting(world, ["north", "south", "stranger"]), by: "lake/desk") == "meeting.invited")
        #expect(world.refusal(meeting(world, ["north", "south", "north"]), by: "lake/desk") == "meeting.invited")
        #expect(world.refusal(meeting(world, ["north"], kind: .technical), by: "lake/desk") == "meeting.invited")
        #expect(world.refusal(meeting(world, ["north", "lake"]), by: "lake/desk") == "meeting.round")
        #expect(world.refusal(meeting(world, hours: 0), by: "lake/desk") == "meeting.time")
        #expect(world.refusal(meeting(world, from: -10, hours: 10), by: "lake/desk") == "meeting.time")
        #expect(world.refusal(meeting(world), by: "north/desk") == "act.authority")
        let id = try world.perform(meeting(world), by: "lake/desk")
        #expect(world.state.meetings[id]?.participants == ["north", "south", "lake"].map(World.id))
        #expect(world.refusal(meeting(world, ["north", "lake"], kind: .technical, from: -1, hours: 2), by: "lake/desk") == nil)
    }

    @Test("A meeting is cancelled by its convener, once, before it begins")
    func cancelling() throws {
        var world = try World.running()
        let id = try world.perform(meeting(world), by: "lake/desk")
        #expect(world.refusal(cancel(Hash()), by: "lake/desk") == "act.cites")
        #expect(world.refusal(cancel(id), by: "hill/desk") == "meeting.own")
        #expect(world.refusal(cancel(id), by: "secretariat/desk") == "meeting.own")
        var late = world
        late.pass(hours: 48)
        #expect(late.refusal(cancel(id), by: "lake/desk") == "meeting.begun")
        // A cancellation that was lodged in time and handed in when the minutes are there comes too late.
        var lodged = Lodged(participant: World.id("lake"), desk: World.id("follower"), time: world.clock)
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("lake/follower"), lodged.desk, [Officer.lodging])
        try late.perform(accredit, by: "lake/head")
        lodged.time = late.clock.adding(hours: -20)
        late.pass(hours: 20)
        var minuted = late
        try minuted.perform(minutes(id), by: "lake/desk")
        #expect(minuted.refusal(cancel(id), by: "lake/desk", lodgings: [lodged]) == "meeting.begun")
        #expect(late.refusal(cancel(id), by: "lake/desk", lodgings: [lodged]) == nil)
        try world.perform(cancel(id), by: "lake/desk")
        #expect(world.refusal(cancel(id), by: "lake/desk") == "meeting.cancelled")
        world.pass(hours: 60)
        #expect(world.refusal(minutes(id), by: "lake/desk") == "meeting.cancelled")
        #expect(world.refusal(dissent(id), by: "north/desk") == "meeting.cancelled")
        #expect(world.state.deadlines() == [])
    }

    @Test("A thief's cancellation does not count")
    func stolenCancellation() throws {
        var world = try World.running()
        let id = try world.perform(meeting(world), by: "lake/desk")
        try world.perform(cancel(id), by: "lake/desk")
        try world.repudiate("lake/desk")
        #expect(world.state.meetings[id].map(world.state.isCancelled) == false)
    }

    @Test("Minutes follow the meeting's end, from its convener or the secretariat, once, and say of each how it was there")
    func minuting() throws {
        var world = try World.running()
        let id = try world.perform(meeting(world), by: "lake/desk")
        let ends = try #require(world.state.meetings[id]).to
        #expect(world.refusal(minutes(id), by: "lake/desk") == "meeting.ended")
        let early = world.act(minutes(id), by: "lake/desk")
        var trial = world.state
        #expect(throws: Refusal.self) { try trial.admit(early, received: ends) }
        #expect(throws: Never.self) { try trial.admit(early, received: Moment(milliseconds: ends.milliseconds + 1)) }
        world.pass(hours: 60)
        #expect(world.refusal(minutes(id), by: "hill/desk") == "meeting.own")
        #expect(world.refusal(minutes(id), by: "monitors/desk") == "meeting.own")
        #expect(world.refusal(minutes(id, [("north", .present), ("south", .present)]), by: "lake/desk") == "meeting.attendance")
        #expect(world.refusal(minutes(id, [("north", .present), ("south", .present), ("north", .absent)]), by: "lake/desk") == "meeting.attendance")
        #expect(world.refusal(minutes(id, [("north", .present), ("south", .present), ("hill", .absent)]), by: "lake/desk") == "meeting.attendance")
        #expect(world.refusal(approve(id), by: "north/desk") == "meeting.minuted")
        try world.perform(minutes(id), by: "secretariat/desk")
        #expect(world.refusal(minutes(id), by: "lake/desk") == "meeting.minuted")
    }

    @Test("Who was there approves the minutes, who was invited may dissent, each once")
    func voices() throws {
        var world = try World.running()
        let id = try world.perform(meeting(world), by: "lake/desk")
        world.pass(hours: 60)
        try world.perform(minutes(id), by: "lake/desk")
        #expect(world.refusal(approve(id), by: "lake/desk") == "meeting.attended")
        #expect(world.refusal(approve(id), by: "hill/desk") == "meeting.invited")
        #expect(world.refusal(dissent(id), by: "hill/desk") == "meeting.invited")
        try world.perform(approve(id), by: "north/desk")
        #expect(world.refusal(dissent(id), by: "north/desk") == "meeting.voice-once")
        try world.perform(dissent(id), by: "south/desk")
        #expect(world.refusal(approve(id), by: "south/desk") == "meeting.voice-once")
        try world.perform(dissent(id), by: "lake/desk")
        let voices = try #require(world.state.meetings[id].flatMap(world.state.minutes)).voices
        #expect(voices.map(\.approves) == [true, false, false])
        // A thief's word does not count, and may be given again by a good key.
        try world.repudiate("north/desk")
        #expect(world.state.meetings[id].flatMap(world.state.minutes)?.voices.count == 2)
        #expect(world.refusal(dissent(id), by: "north/head") == nil)
    }

    @Test("Minutes that a thief signed are given again, with new voices")
    func stolenMinutes() throws {
        var world = try World.running()
        let id = try world.perform(meeting(world), by: "lake/desk")
        let begun = world.clock
        world.pass(hours: 60)
        try world.perform(minutes(id), by: "lake/desk")
        try world.perform(approve(id), by: "north/desk")
        try world.repudiate("lake/desk", since: begun.adding(hours: 1))
        #expect(world.state.meetings[id].flatMap(world.state.minutes) == nil)
        #expect(world.state.deadlines().map(\.clock) == ["minutes"])
        try world.perform(minutes(id), by: "lake/head")
        #expect(world.refusal(approve(id), by: "north/desk") == nil)
        #expect(world.state.meetings[id]?.minutes.map(\.voices.count) == [1, 1])
    }

    @Test("The clock “minutes” runs from a meeting's end and is owed by its convener and the secretariat")
    func minutesClock() throws {
        var world = try World.running()
        let id = try world.perform(meeting(world), by: "monitors/desk")
        let meeting = try #require(world.state.meetings[id])
        let deadline = try #require(world.state.deadline(table: "meeting", row: id, clock: "minutes"))
        #expect(deadline.owed == ["monitors", "secretariat"].map(World.id))
        #expect(deadline.from == meeting.to && deadline.until == meeting.to.adding(hours: 48))
        #expect(!deadline.isOverdue(at: deadline.until) && deadline.isOverdue(at: Moment(milliseconds: deadline.until.milliseconds + 1)))
        world.pass(hours: 60)
        try world.perform(minutes(id), by: "monitors/desk")
        #expect(world.state.deadline(table: "meeting", row: id, clock: "minutes") == nil)
    }

    @Test("Before each round an edition is owed, so many hours ahead; it is for the round that begins next")
    func editions() throws {
        var world = try World.running(Self.rhythm)
        let second = try world.perform(meeting(world, from: 200), by: "lake/desk")
        let first = try world.perform(meeting(world, from: 48), by: "lake/desk")
        let dropped = try world.perform(meeting(world, from: 30), by: "lake/desk")
        try world.perform(cancel(dropped), by: "lake/desk")
        func owed(_ world: World) -> [ActID] { world.state.deadlines().filter { $0.clock == "edition" }.map(\.row) }
        #expect(owed(world) == [first, second])
        let round = try #require(world.state.meetings[first])
        #expect(world.state.deadline(table: "meeting", row: first, clock: "edition")?.until == round.from.adding(hours: -24))
        #expect(world.state.nextRound(after: world.clock)?.id == first)

        func publish(_ kind: Edition.Kind, in world: inout World) throws {
            var cut = CutEdition()
            cut.kind = kind
            var publish = PublishEdition()
            publish.edition = try world.perform(cut, by: "lake/desk")
            let edition = try #require(world.state.editions[publish.edition])
            (publish.size, publish.digest, publish.publicSize, publish.publicRoot) = (edition.size, edition.digest, edition.publicSize, edition.publicRoot)
            publish.figures = edition.figures
            try world.perform(publish, by: "lake/desk", audience: .everyone)
        }
        try publish(.special, in: &world)
        #expect(owed(world) == [first, second])
        try publish(.beforeRound, in: &world)
        #expect(owed(world) == [second])
        #expect(world.state.meetings[first]?.editions.count == 1)
        // The round has begun: none precedes it any more, and the next edition is for the next round.
        world.pass(hours: 100)
        try publish(.beforeRound, in: &world)
        #expect(owed(world) == [])
        #expect(world.state.meetings[second]?.editions.count == 1)
        // With no round ahead it is for none.
        world.pass(hours: 200)
        try publish(.beforeRound, in: &world)
        #expect(world.state.meetings.rows.map(\.editions.count) == [1, 1, 0])
    }

    @Test("An edition is not due before its round was convened, and not any more when the round has begun")
    func editionWindow() throws {
        var world = try World.running(Self.rhythm)
        let id = try world.perform(meeting(world, from: 2), by: "lake/desk")
        #expect(world.state.deadline(table: "meeting", row: id, clock: "edition")?.until == world.state.meetings[id]?.convened.received)
        world.pass(hours: 3)
        try world.perform(world.report(), by: "north/desk")
        #expect(world.state.deadline(table: "meeting", row: id, clock: "edition") == nil)
    }

    @Test("No edition is owed where the agreement's rhythm has none, nor before another meeting than a round")
    func noEdition() throws {
        var world = try World.running()
        try world.perform(meeting(world), by: "lake/desk")
        #expect(world.state.deadlines().map(\.clock) == ["minutes"])
        world = try World.running(Self.rhythm)
        try world.perform(meeting(world, kind: .followUp), by: "lake/desk")
        #expect(world.state.deadlines().map(\.clock) == ["minutes"])
    }
}
