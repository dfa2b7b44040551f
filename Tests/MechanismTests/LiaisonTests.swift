import Testing

@testable import Mechanism

@Suite("Liaison")
struct LiaisonTests {
    private static func call(_ to: String = "south", _ change: (inout CallLiaison) -> Void = { _ in }) -> CallLiaison {
        var call = CallLiaison()
        (call.to, call.urgency) = (World.id(to), .immediate)
        change(&call)
        return call
    }

    @Test("A call goes to another party, and needs no incident")
    func called() throws {
        var world = try World.running()
        #expect(world.refusal(Self.call("north"), by: "north/desk") == "liaison.party")
        #expect(world.refusal(Self.call("lake"), by: "north/desk") == "liaison.party")
        #expect(world.refusal(Self.call { $0.incident = Hash() }, by: "north/desk") == "act.cites")
        #expect(world.refusal(Self.call(), by: "secretariat/desk") == "act.authority")
        for name in ["north", "lake", "monitors"] { #expect(world.refusal(Self.call(), by: "\(name)/desk") == nil) }
        let incident = try world.incident(accepted: false)
        #expect(world.refusal(Self.call("north") { $0.incident = incident }, by: "south/desk") == nil)
    }

    @Test("The party called acknowledges within the clock, or later; either side says once what it came to")
    func way() throws {
        var world = try World.running()
        var (acknowledge, resolve) = (AcknowledgeCall(), ResolveCall())
        acknowledge.call = try world.perform(Self.call(), by: "lake/desk")
        (resolve.call, resolve.outcome) = (acknowledge.call, .stopped)
        let owed = try #require(world.state.deadlines().first { $0.row == acknowledge.call })
        #expect(owed.clock == "liaison" && owed.owed == [World.id("south")] && owed.until == owed.from.adding(hours: 1))
        #expect(!owed.isOverdue(at: owed.until) && owed.isOverdue(at: Moment(milliseconds: owed.until.milliseconds + 1)))
        #expect(world.refusal(acknowledge, by: "north/desk") == "liaison.called")
        #expect(world.refusal(resolve, by: "north/desk") == "liaison.side")
        #expect(world.refusal(resolve, by: "hill/desk") == "liaison.side")
        world.pass(hours: 9)
        try world.perform(acknowledge, by: "south/desk")
        #expect(world.refusal(acknowledge, by: "south/desk") == "liaison.acknowledged")
        #expect(world.state.deadlines().filter { $0.row == acknowledge.call }.isEmpty)
        var other = world
        try other.perform(resolve, by: "lake/desk")
        try world.perform(resolve, by: "south/desk")
        #expect(world.refusal(resolve, by: "lake/desk") == "liaison.resolved")
        #expect(world.state.resolution(of: world.state.calls.rows[0])?.outcome == .stopped)
        acknowledge.call = Hash()
        #expect(world.refusal(acknowledge, by: "south/desk") == "act.cites")
    }

    @Test("A call that was resolved without an answer is acknowledged no more")
    func unanswered() throws {
        var world = try World.running()
        var (acknowledge, resolve) = (AcknowledgeCall(), ResolveCall())
        acknowledge.call = try world.perform(Self.call(), by: "north/desk")
        resolve.call = acknowledge.call
        try world.perform(resolve, by: "north/desk")
        #expect(world.refusal(acknowledge, by: "south/desk") == "liaison.resolved")
        #expect(world.state.deadlines().filter { $0.row == acknowledge.call }.isEmpty)
    }

    @Test("What a stolen key acknowledged or resolved does not count; what it called is owed by nobody")
    func stolen() throws {
        var world = try World.running()
        let theft = world.clock
        var (acknowledge, resolve) = (AcknowledgeCall(), ResolveCall())
        acknowledge.call = try world.perform(Self.call(), by: "north/desk")
        resolve.call = acknowledge.call
        try world.perform(acknowledge, by: "south/desk")
        try world.perform(resolve, by: "south/desk")
        try world.repudiate("south/desk", since: theft)
        #expect(world.state.deadlines().contains { $0.row == acknowledge.call })
        try world.perform(acknowledge, by: "south/head")
        try world.perform(resolve, by: "south/head")
        #expect(world.state.calls.rows[0].acknowledgements.count == 2 && world.state.calls.rows[0].resolutions.count == 2)
        let second = try world.perform(Self.call(), by: "north/desk")
        try world.repudiate("north/desk", since: theft)
        #expect(world.state.deadlines().filter { $0.row == second }.isEmpty)
    }
}
