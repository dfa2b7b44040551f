import Testing

@testable import Mechanism

@Suite("Proposals")
struct ProposalTests {
    private func proposal(_ to: [String] = ["south"], _ change: (inout TableProposal) -> Void = { _ in }) -> TableProposal {
        var table = TableProposal()
        table.to = to.map(World.id)
        change(&table)
        return table
    }

    private func answer(_ proposal: ActID, _ reply: Proposal.Reply, counter: ActID? = nil, until: Moment? = nil) -> AnswerProposal {
        var answer = AnswerProposal()
        (answer.proposal, answer.reply, answer.counter, answer.until) = (proposal, reply, counter, until)
        return answer
    }

    private func withdraw(_ proposal: ActID) -> WithdrawProposal {
        var withdraw = WithdrawProposal()
        withdraw.proposal = proposal
        return withdraw
    }

    @Test("A proposal is addressed to others, each once, and to no observer")
    func addressees() throws {
        var world = try World.running()
        for to in [[], ["north"], ["south", "south"], ["watchers"], ["stranger"]] {
            #expect(world.refusal(proposal(to), by: "north/desk") == "follow-up.addressee")
        }
        #expect(world.refusal(proposal(), by: "monitors/desk") == "act.authority")
        let id = try world.perform(proposal(["monitors", "south"]), by: "north/desk")
        #expect(world.state.proposals[id]?.addressees.map(\.participant) == ["south", "monitors"].map(World.id))
    }

    @Test("What it is about is one thing that has a name, and the meeting is one that is held")
    func about() throws {
        var world = try World.running()
        let incident = try world.incident()
        func matter(_ change: (inout Matter) -> Void) -> TableProposal {
            proposal { $0.about = Matter(); if var about = $0.about { change(&about); $0.about = about } }
        }
        #expect(world.refusal(matter { _ in }, by: "north/desk") == "follow-up.matter")
        #expect(world.refusal(matter { ($0.article, $0.incident) = (World.id("2.1"), incident) }, by: "north/desk") == "follow-up.matter")
        #expect(world.refusal(matter { $0.article = World.id("9.9") }, by: "north/desk") == "follow-up.matter")
        #expect(world.refusal(matter { $0.commitment = World.id("c9") }, by: "north/desk") == "commitment.named")
        #expect(world.refusal(matter { $0.proposal = incident }, by: "north/desk") == "act.cites")
        #expect(world.refusal(matter { $0.incident = Hash() }, by: "north/desk") == "act.cites")
        #expect(world.refusal(proposal { $0.meeting = incident }, by: "north/desk") == "act.cites")
        #expect(world.refusal(matter { $0.article = World.id("2.1") }, by: "north/desk") == nil)
        #expect(world.refusal(matter { $0.commitment = World.id("c1") }, by: "north/desk") == nil)
        #expect(world.refusal(matter { $0.incident = incident }, by: "lake/desk") == nil)
        let other = try world.perform(proposal(), by: "north/desk")
        #expect(world.refusal(matter { $0.proposal = other }, by: "lake/desk") == nil)
        var convene = ConveneMeeting()
        (convene.from, convene.to) = (world.clock.adding(hours: 1), world.clock.adding(hours: 2))
        convene.participants = [World.id("north"), World.id("south")]
        let meeting = try world.perform(convene, by: "lake/desk")
        #expect(world.refusal(proposal { $0.meeting = meeting }, by: "north/desk") == nil)
        var cancel = CancelMeeting()
        cancel.meeting = meeting
        try world.perform(cancel, by: "lake/desk")
        #expect(world.refusal(proposal { $0.meeting = meeting }, by: "north/desk") == "meeting.cancelled")
    }

    @Test("An answer is due at the time named, which is to come, or when the clock “answer” has run")
    func due() throws {
        var world = try World.running()
        let past = world.clock
        #expect(world.refusal(proposal { $0.until = past }, by: "north/desk") == "follow-up.due")
        let id = try world.perform(proposal(), by: "north/desk")
        #expect(world.state.deadlines().map(\.until) == [world.clock.adding(hours: 72)])
        let soon = world.clock.adding(hours: 3)
        let other = try world.perform(proposal(["south", "lake"]) { $0.until = soon }, by: "north/desk")
        #expect(world.state.deadline(table: "proposal", row: other, clock: "answer")?.until == soon)
        #expect(world.state.deadline(table: "proposal", row: other, clock: "answer")?.owed == ["south", "lake"].map(World.id))
        // What is due exactly at the time of receipt is not to come.
        let now = world.act(proposal { $0.until = world.clock.adding(hours: 1) }, by: "north/desk")
        var trial = world.state
        #expect(throws: Refusal.self) { try trial.admit(now, received: world.clock.adding(hours: 1)) }
        try world.perform(answer(id, .accepts), by: "south/desk")
        #expect(world.state.deadline(table: "proposal", row: id, clock: "answer") == nil)
        world.pass(hours: 5)
        #expect(world.refusal(answer(other, .rejects), by: "south/desk") == nil, "an answer that comes late is still one")
        #expect(world.state.deadlines().map(\.owed) == [[World.id("lake")]])
    }

    @Test("Addressees answer, and may change their answer; every one stays")
    func answers() throws {
        var world = try World.running()
        let id = try world.perform(proposal(), by: "north/desk")
        #expect(world.refusal(answer(id, .accepts), by: "lake/desk") == "proposal.addressee")
        #expect(world.refusal(answer(id, .accepts), by: "north/desk") == "proposal.addressee")
        #expect(world.refusal(answer(Hash(), .accepts), by: "south/desk") == "act.cites")
        try world.perform(answer(id, .accepts), by: "south/desk")
        #expect(world.refusal(answer(id, .accepts), by: "south/desk") == "proposal.same")
        try world.perform(answer(id, .rejects), by: "south/desk")
        let row = try #require(world.state.proposals[id])
        let given = row.addressees[0].answers
        #expect(given.map(\.reply) == [.accepts, .rejects])
        #expect(world.state.answer(of: World.id("south"), to: row)?.reply == .rejects)
        // A thief's answer does not count, and so the one before holds.
        try world.repudiate("south/desk", since: given[1].act.received)
        #expect(world.state.answer(of: World.id("south"), to: row)?.reply == .accepts)
        #expect(world.refusal(answer(id, .accepts), by: "south/head") == "proposal.same")
    }

    @Test("A counter-proposal is one's own, tabled since, to whoever made the other")
    func counters() throws {
        var world = try World.running()
        let before = try world.perform(proposal(["north"]), by: "south/desk")
        let id = try world.perform(proposal(), by: "north/desk")
        let elsewhere = try world.perform(proposal(["lake"]), by: "south/desk")
        let others = try world.perform(proposal(["north"]), by: "lake/desk")
        let counter = try world.perform(proposal(["north", "lake"]), by: "south/desk")
        #expect(world.refusal(answer(id, .counters), by: "south/desk") == "proposal.counter")
        #expect(world.refusal(answer(id, .accepts, counter: counter), by: "south/desk") == "proposal.counter")
        for wrong in [before, elsewhere, others, id] {
            #expect(world.refusal(answer(id, .counters, counter: wrong), by: "south/desk") == "proposal.counter")
        }
        try world.perform(answer(id, .counters, counter: counter), by: "south/desk")
        #expect(world.state.deadline(table: "proposal", row: id, clock: "answer") == nil)
        // A circle of counter-proposals cannot be made.
        #expect(world.refusal(answer(counter, .counters, counter: id), by: "north/desk") == "proposal.counter")
        let again = try world.perform(proposal(["north"]), by: "south/desk")
        try world.perform(withdraw(again), by: "south/desk")
        #expect(world.refusal(answer(id, .counters, counter: again), by: "south/desk") == "proposal.withdrawn")
    }

    @Test("Who needs time names until when: after the answer was due, at most by the clock “answer”")
    func time() throws {
        var world = try World.running()
        let id = try world.perform(proposal(["south", "lake"]), by: "north/desk")
        let due = try #require(world.state.proposals[id]).until
        #expect(world.refusal(answer(id, .needsTime), by: "south/desk") == "proposal.time")
        #expect(world.refusal(answer(id, .accepts, until: due.adding(hours: 1)), by: "south/desk") == "proposal.time")
        #expect(world.refusal(answer(id, .needsTime, until: due), by: "south/desk") == "proposal.time")
        let most = due.adding(hours: 72)
        #expect(world.refusal(answer(id, .needsTime, until: Moment(milliseconds: most.milliseconds + 1)), by: "south/desk") == "proposal.time")
        try world.perform(answer(id, .needsTime, until: most), by: "south/desk")
        #expect(world.state.deadlines().map(\.until) == [due, most])
        #expect(world.state.deadlines().map(\.owed) == [[World.id("lake")], [World.id("south")]])
        #expect(world.state.deadline(table: "proposal", row: id, clock: "answer")?.until == due)
        world.pass(hours: 150)
        #expect(world.refusal(answer(id, .needsTime, until: due.adding(hours: 2)), by: "south/desk") == "proposal.time")
        try world.perform(answer(id, .rejects), by: "south/desk")
    }

    @Test("Who tabled a proposal withdraws it, answered or not; it is answered no more")
    func withdrawing() throws {
        var world = try World.running()
        let id = try world.perform(proposal(), by: "north/desk")
        try world.perform(answer(id, .accepts), by: "south/desk")
        #expect(world.refusal(withdraw(id), by: "south/desk") == "proposal.own")
        try world.perform(withdraw(id), by: "north/desk")
        #expect(world.refusal(withdraw(id), by: "north/desk") == "proposal.withdrawn")
        #expect(world.refusal(answer(id, .rejects), by: "south/desk") == "proposal.withdrawn")
        #expect(world.state.proposals[id]?.addressees.map(\.answers.count) == [1])
    }

    @Test("A proposal that a thief tabled is owed no answer")
    func stolen() throws {
        var world = try World.running()
        try world.perform(proposal(), by: "north/desk")
        try world.repudiate("north/desk")
        #expect(world.state.deadlines() == [])
    }
}

@Suite("Positions")
struct PositionTests {
    private func state(_ stance: Position.Stance, _ change: (inout Matter) -> Void = { $0.article = World.id("2.1") }) -> StatePosition {
        var state = StatePosition()
        state.stance = stance
        change(&state.about)
        return state
    }

    @Test("A later position takes the place of the one before, and the history says what changed")
    func history() throws {
        var world = try World.running()
        for stance in [Position.Stance.supports, .supports, .opposes] { try world.perform(state(stance), by: "north/desk") }
        try world.perform(state(.noPosition), by: "south/desk")
        try world.perform(state(.opposes) { $0.commitment = World.id("c1") }, by: "north/desk")
        #expect(world.state.positions.count == 3)
        let position = try #require(world.state.position(of: World.id("north"), on: state(.supports).about))
        #expect(position.stated.map(\.stance) == [.supports, .supports, .opposes])
        #expect(world.state.history(of: position).map(\.changedFrom) == [nil, nil, .supports])
        try world.repudiate("north/desk", since: position.stated[2].act.received)
        #expect(world.state.history(of: position).map(\.stated.stance) == [.supports, .supports])
    }

    @Test("A position is on one thing that has a name, and of a party or a guarantor")
    func matters() throws {
        var world = try World.running()
        #expect(world.refusal(state(.supports) { _ in }, by: "north/desk") == "follow-up.matter")
        #expect(world.refusal(state(.supports) { $0.article = World.id("9") }, by: "north/desk") == "follow-up.matter")
        #expect(world.refusal(state(.supports) { $0.incident = Hash() }, by: "north/desk") == "act.cites")
        #expect(world.refusal(state(.supports), by: "monitors/desk") == "act.authority")
        let incident = try world.incident()
        #expect(world.refusal(state(.opposes) { $0.incident = incident }, by: "lake/desk") == nil)
    }
}

@Suite("Assurances")
struct AssuranceTests {
    private func request(_ of: String = "south", _ change: (inout RequestAssurance) -> Void = { _ in }) -> RequestAssurance {
        var request = RequestAssurance()
        request.of = World.id(of)
        change(&request)
        return request
    }

    private func withdraw(_ id: ActID) -> WithdrawAssurance {
        var withdraw = WithdrawAssurance()
        withdraw.assurance = id
        return withdraw
    }

    /// The rule by which an answer is refused, with the texts that it needs, or others.
    private func answer(_ id: ActID, _ answer: AnswerAssurance.Answer, in world: inout World, by desk: String = "south/desk", texts: [String]? = nil) -> String? {
        var body = AnswerAssurance()
        (body.assurance, body.answer) = (id, answer)
        let needed: [AnswerAssurance.Answer: [String]] = [.conditional: ["condition"], .refused: ["reason"]]
        return world.refusal(body, by: desk, texts: texts ?? needed[answer] ?? [])
    }

    @Test("An assurance is asked of another participant, by a time")
    func requesting() throws {
        var world = try World.running()
        #expect(world.refusal(request("north"), by: "north/desk") == "follow-up.addressee")
        #expect(world.refusal(request("watchers"), by: "north/desk") == "follow-up.addressee")
        #expect(world.refusal(request { $0.until = Moment() }, by: "north/desk") == "follow-up.due")
        #expect(world.refusal(request { $0.about = Matter() }, by: "north/desk") == "follow-up.matter")
        #expect(world.refusal(request(), by: "secretariat/desk") == "act.authority")
        let id = try world.perform(request(), by: "lake/desk")
        let deadline = try #require(world.state.deadline(table: "assurance", row: id, clock: "answer"))
        #expect(deadline.owed == [World.id("south")] && deadline.until == world.clock.adding(hours: 72))
        #expect(answer(id, .given, in: &world) == nil)
        #expect(world.state.deadlines() == [])
    }

    @Test("It is given, given under a condition, or refused with a reason, by who is asked")
    func answering() throws {
        var world = try World.running()
        let id = try world.perform(request(), by: "north/desk")
        #expect(answer(Hash(), .given, in: &world) == "act.cites")
        #expect(answer(id, .given, in: &world, by: "north/desk") == "assurance.asked")
        #expect(answer(id, .given, in: &world, texts: ["condition"]) == "assurance.words")
        #expect(answer(id, .conditional, in: &world, texts: []) == "assurance.words")
        #expect(answer(id, .refused, in: &world, texts: []) == "assurance.words")
        #expect(answer(id, .refused, in: &world, texts: ["condition", "reason"]) == "assurance.words")
        #expect(answer(id, .refused, in: &world) == nil)
        #expect(answer(id, .conditional, in: &world) == nil)
        #expect(answer(id, .refused, in: &world) == "assurance.standing")
        #expect(answer(id, .conditional, in: &world) == nil)
        #expect(answer(id, .given, in: &world) == nil)
        #expect(answer(id, .given, in: &world) == "assurance.standing")
        #expect(answer(id, .conditional, in: &world) == "assurance.standing")
        #expect(world.state.assurances[id]?.answers.map(\.standing) == [.refused, .conditional, .conditional, .given])
    }

    @Test("What is given may be taken back, which stays readable, and given again")
    func withdrawing() throws {
        var world = try World.running()
        let id = try world.perform(request(), by: "north/desk")
        #expect(world.refusal(withdraw(id), by: "south/desk") == "assurance.given")
        #expect(answer(id, .refused, in: &world) == nil)
        #expect(world.refusal(withdraw(id), by: "south/desk") == "assurance.given")
        #expect(answer(id, .given, in: &world) == nil)
        #expect(world.refusal(withdraw(id), by: "north/desk") == "assurance.asked")
        try world.perform(withdraw(id), by: "south/desk")
        #expect(world.refusal(withdraw(id), by: "south/desk") == "assurance.given")
        #expect(world.state.deadlines() == [])
        #expect(answer(id, .given, in: &world) == nil)
        #expect(world.state.assurances[id]?.answers.map(\.standing) == [.refused, .given, .withdrawn, .given])
    }

    @Test("A thief's answer leaves the answer owed, and a thief's request owes none")
    func stolen() throws {
        var world = try World.running()
        let id = try world.perform(request(), by: "north/desk")
        #expect(answer(id, .given, in: &world) == nil)
        try world.repudiate("south/desk")
        #expect(world.state.deadlines().map(\.row) == [id])
        try world.repudiate("north/desk")
        #expect(world.state.deadlines() == [])
    }
}

@Suite("Action items")
struct ActionItemTests {
    private func assign(_ world: World, to owner: String = "north", hours: Int64 = 24) -> AssignAction {
        var assign = AssignAction()
        (assign.owner, assign.until) = (World.id(owner), world.clock.adding(hours: hours))
        return assign
    }

    private func accept(_ id: ActID) -> AcceptAction { var body = AcceptAction(); body.action = id; return body }
    private func complete(_ id: ActID) -> CompleteAction { var body = CompleteAction(); body.action = id; return body }
    private func confirm(_ id: ActID) -> ConfirmAction { var body = ConfirmAction(); body.action = id; return body }
    private func giveBack(_ id: ActID, until: Moment? = nil) -> ReturnAction { var body = ReturnAction(); (body.action, body.until) = (id, until); return body }
    private func drop(_ id: ActID) -> DropAction { var body = DropAction(); body.action = id; return body }

    @Test("An item is assigned to a participant, oneself too, and no observer, with a time to come")
    func assigning() throws {
        var world = try World.running()
        #expect(world.refusal(assign(world, to: "watchers"), by: "lake/desk") == "follow-up.addressee")
        #expect(world.refusal(assign(world, hours: 0), by: "lake/desk") == "follow-up.due")
        var atMeeting = assign(world)
        atMeeting.meeting = Hash()
        #expect(world.refusal(atMeeting, by: "lake/desk") == "act.cites")
        #expect(world.refusal(assign(world), by: "watchers/desk") == "act.authority")
        #expect(world.refusal(assign(world), by: "north/desk") == nil)
        let id = try world.perform(assign(world), by: "secretariat/desk")
        let deadline = try #require(world.state.deadline(table: "action", row: id, clock: "due"))
        #expect(deadline.owed == [World.id("north")] && deadline.until == world.state.actions[id]?.until)
    }

    @Test("Assigned, accepted, completed, returned, completed and confirmed: each step by who may, in its turn")
    func way() throws {
        var world = try World.running()
        let id = try world.perform(assign(world), by: "south/desk")
        #expect(world.refusal(accept(id), by: "south/desk") == "action.owner")
        #expect(world.refusal(accept(Hash()), by: "north/desk") == "act.cites")
        #expect(world.refusal(confirm(id), by: "south/desk") == "action.stage")
        try world.perform(accept(id), by: "north/desk")
        #expect(world.refusal(accept(id), by: "north/desk") == "action.stage")
        #expect(world.refusal(complete(id), by: "lake/desk") == "action.owner")
        try world.perform(complete(id), by: "north/desk")
        #expect(world.state.deadlines() == [])
        #expect(world.refusal(complete(id), by: "north/desk") == "action.stage")
        #expect(world.refusal(confirm(id), by: "north/desk") == "action.judge")
        #expect(world.refusal(giveBack(id), by: "monitors/desk") == "action.judge")
        #expect(world.refusal(giveBack(id, until: Moment()), by: "south/desk") == "follow-up.due")
        let before = try #require(world.state.actions[id]).until
        var same = world
        try same.perform(giveBack(id), by: "south/desk")
        #expect(same.state.deadlines().map(\.until) == [before])
        let later = world.clock.adding(hours: 90)
        try world.perform(giveBack(id, until: later), by: "lake/desk")
        #expect(world.state.deadlines().map(\.until) == [later])
        try world.perform(complete(id), by: "north/desk")
        try world.perform(confirm(id), by: "hill/desk")
        #expect(world.refusal(drop(id), by: "south/desk") == "action.stage")
        #expect(world.refusal(complete(id), by: "north/desk") == "action.stage")
        #expect(world.state.actions[id]?.steps.map(\.progress) == [.accepted, .completed, .returned, .completed, .confirmed])
    }

    @Test("Nobody says of its own item that it is done; a guarantor does")
    func ownItem() throws {
        var world = try World.running()
        let id = try world.perform(assign(world, to: "lake"), by: "lake/desk")
        try world.perform(complete(id), by: "lake/desk")
        #expect(world.refusal(confirm(id), by: "lake/desk") == "action.judge")
        #expect(world.refusal(confirm(id), by: "hill/desk") == nil)
    }

    @Test("Who assigned an item drops it, until it is confirmed; then nothing is owed")
    func dropping() throws {
        var world = try World.running()
        let id = try world.perform(assign(world), by: "south/desk")
        #expect(world.refusal(drop(id), by: "lake/desk") == "action.own")
        try world.perform(drop(id), by: "south/desk")
        #expect(world.state.deadlines() == [])
        #expect(world.refusal(drop(id), by: "south/desk") == "action.stage")
        #expect(world.refusal(complete(id), by: "north/desk") == "action.stage")
    }

    @Test("A thief's step does not count")
    func stolen() throws {
        var world = try World.running()
        let id = try world.perform(assign(world), by: "south/desk")
        try world.perform(complete(id), by: "north/desk")
        try world.repudiate("north/desk")
        #expect(world.state.deadlines().map(\.row) == [id])
        #expect(world.refusal(complete(id), by: "north/head") == nil)
    }
}

@Suite("The escalation ladder")
struct EscalationTests {
    /// Three rungs: the parties after 12 hours, the guarantors after 48, everybody after 120.
    private static func ladder(_ agreement: inout Agreement) {
        let rungs: [(String, [String], Int64)] = [
            ("liaisons", ["north", "south"], 12), ("guarantors", ["lake", "hill"], 48), ("heads", ["north", "south", "lake", "monitors"], 120),
        ]
        agreement.ladder = rungs.map { name, members, hours in
            var rung = Agreement.Rung()
            (rung.id, rung.members, rung.hours) = (World.id(name), members.map(World.id), hours)
            return rung
        }
    }

    /// An assurance that north has asked south for, due after 10 hours and overdue by so many.
    private func overdue(by hours: Int64, _ agreement: (inout Agreement) -> Void = { Self.ladder(&$0) }) throws -> (World, Overdue) {
        var world = try World.running(agreement)
        var request = RequestAssurance()
        (request.of, request.until) = (World.id("south"), world.clock.adding(hours: 10))
        var overdue = Overdue()
        overdue.table = World.id("assurance")
        overdue.row = try world.perform(request, by: "north/desk")
        overdue.clock = World.id("answer")
        world.pass(hours: 10 + hours)
        return (world, overdue)
    }

    private func raise(_ overdue: Overdue, to rung: String) -> RaiseEscalation {
        var raise = RaiseEscalation()
        (raise.overdue, raise.rung) = (overdue, World.id(rung))
        return raise
    }

    private func resolve(_ overdue: Overdue, at rung: String, _ outcome: Escalation.Outcome, until: Moment? = nil) -> ResolveEscalation {
        var resolve = ResolveEscalation()
        (resolve.overdue, resolve.rung, resolve.outcome, resolve.until) = (overdue, World.id(rung), outcome, until)
        return resolve
    }

    @Test("What is owed and overdue is raised, to a rung of the ladder that it has come to, and no higher")
    func raising() throws {
        var (world, overdue) = try overdue(by: 13)
        #expect(world.refusal(raise(overdue, to: "kings"), by: "north/desk") == "escalation.ladder")
        for change: (inout Overdue) -> Void in [{ $0.table = World.id("finding") }, { $0.clock = World.id("reply") }, { $0.row = Hash() }, { $0.table = World.id("nothing") }] {
            var wrong = overdue
            change(&wrong)
            #expect(world.refusal(raise(wrong, to: "liaisons"), by: "north/desk") == "escalation.deadline")
        }
        #expect(world.refusal(raise(overdue, to: "guarantors"), by: "north/desk") == "escalation.rung")
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "lake/desk") == "escalation.once")
        let call = try #require(world.state.call(overdue, to: World.id("liaisons")))
        #expect(call.owed == [World.id("south")])
    }

    @Test("The last millisecond of a clock, and of a rung's hours, still belongs to the rung below")
    func edges() throws {
        let (world, overdue) = try overdue(by: 0)
        let due = try #require(world.state.assurances[overdue.row]).until
        func rule(_ rung: String, at moment: Moment) -> String? {
            var world = world
            let act = world.act(raise(overdue, to: rung), by: "lake/desk")
            do throws(Refusal) {
                try world.state.admit(act, received: moment)
                return nil
            } catch { return error.rule }
        }
        func after(_ hours: Int64, _ milliseconds: Int64) -> Moment { Moment(milliseconds: due.adding(hours: hours).milliseconds + milliseconds) }
        #expect(rule("liaisons", at: due) == "escalation.overdue")
        #expect(rule("liaisons", at: after(0, 1)) == "escalation.rung")
        #expect(rule("liaisons", at: after(12, 0)) == "escalation.rung")
        #expect(rule("liaisons", at: after(12, 1)) == nil)
        #expect(rule("guarantors", at: after(48, 0)) == "escalation.rung")
        #expect(rule("guarantors", at: after(48, 1)) == nil)
        #expect(rule("liaisons", at: after(500, 0)) == nil)
        let deadline = try #require(world.state.deadlines().first)
        #expect(world.state.rung(of: deadline, at: after(12, 0)) == nil)
        #expect(world.state.rung(of: deadline, at: after(12, 1))?.id == World.id("liaisons"))
    }

    @Test("Parties and guarantors raise, and members of the rung below")
    func raisers() throws {
        var (world, overdue) = try overdue(by: 200)
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "monitors/desk") == "escalation.raiser")
        #expect(world.refusal(raise(overdue, to: "guarantors"), by: "secretariat/desk") == "escalation.raiser")
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "watchers/desk") == "act.authority")
        #expect(world.refusal(raise(overdue, to: "heads"), by: "south/desk") == nil)
        var (other, item) = try self.overdue(by: 200) { agreement in
            Self.ladder(&agreement)
            agreement.ladder[0].members = [World.id("monitors")]
        }
        #expect(other.refusal(raise(item, to: "liaisons"), by: "monitors/desk") == "escalation.raiser")
        #expect(other.refusal(raise(item, to: "guarantors"), by: "monitors/desk") == nil)
    }

    @Test("What is done is owed no more, and is not raised")
    func done() throws {
        var (world, overdue) = try overdue(by: 13)
        var answer = AnswerAssurance()
        (answer.assurance, answer.answer) = (overdue.row, .given)
        try world.perform(answer, by: "south/desk")
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "north/desk") == "escalation.deadline")
    }

    @Test("An agreement without a ladder has no rung to raise to")
    func noLadder() throws {
        var (world, overdue) = try overdue(by: 13) { $0.ladder = [] }
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "north/desk") == "escalation.ladder")
    }

    @Test("A member of the rung says once what comes of it; whoever owes it does not settle or extend it")
    func resolving() throws {
        var (world, overdue) = try overdue(by: 13)
        let later = world.clock.adding(hours: 12)
        #expect(world.refusal(resolve(overdue, at: "liaisons", .settled), by: "north/desk") == "escalation.open")
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        #expect(world.refusal(resolve(overdue, at: "kings", .settled), by: "north/desk") == "escalation.ladder")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .settled), by: "lake/desk") == "escalation.member")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .settled), by: "south/desk") == "escalation.owing")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .extended, until: later), by: "south/desk") == "escalation.owing")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .noAgreement), by: "south/desk") == "escalation.owing")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .extended), by: "north/desk") == "escalation.until")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .extended, until: later.adding(hours: 1)), by: "north/desk") == "escalation.until")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .extended, until: Moment()), by: "north/desk") == "escalation.until")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .settled, until: later), by: "north/desk") == "escalation.until")
        try world.perform(resolve(overdue, at: "liaisons", .extended, until: later), by: "north/desk")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .settled), by: "north/desk") == "escalation.open")
    }

    @Test("While a rung has given more time, it is not called again, nor one below; one above is, when it has come to that")
    func extending() throws {
        var (world, overdue) = try overdue(by: 13)
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        let until = world.clock.adding(hours: 12)
        try world.perform(resolve(overdue, at: "liaisons", .extended, until: until), by: "north/desk")
        let again = world.act(raise(overdue, to: "liaisons"), by: "north/desk")
        for (moment, rule) in [(until, "escalation.extended"), (Moment(milliseconds: until.milliseconds + 1), nil)] {
            var trial = world
            do throws(Refusal) {
                try trial.state.admit(again, received: moment)
                #expect(rule == nil)
            } catch { #expect(error.rule == rule) }
        }
        world.pass(hours: 100)
        try world.perform(raise(overdue, to: "guarantors"), by: "north/desk")
        try world.perform(resolve(overdue, at: "guarantors", .extended, until: world.clock.adding(hours: 48)), by: "hill/desk")
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "north/desk") == "escalation.extended")
        #expect(world.refusal(raise(overdue, to: "guarantors"), by: "north/desk") == "escalation.extended")
        world.pass(hours: 8)
        #expect(world.refusal(raise(overdue, to: "heads"), by: "north/desk") == nil)
    }

    @Test("Where every member of a rung owes it, the rung may say that there is no agreement, and no more")
    func allOwe() throws {
        var (world, overdue) = try overdue(by: 13) { agreement in
            Self.ladder(&agreement)
            agreement.ladder[0].members = [World.id("south")]
        }
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .settled), by: "south/desk") == "escalation.owing")
        #expect(world.refusal(resolve(overdue, at: "liaisons", .noAgreement), by: "south/desk") == nil)
    }

    @Test("What is passed up comes to the next rung at once, and not to the one above that")
    func passingUp() throws {
        var (world, overdue) = try overdue(by: 13)
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        #expect(world.refusal(raise(overdue, to: "guarantors"), by: "north/desk") == "escalation.rung")
        try world.perform(resolve(overdue, at: "liaisons", .passedUp), by: "south/desk")
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "north/desk") == "escalation.once")
        #expect(world.refusal(raise(overdue, to: "heads"), by: "north/desk") == "escalation.rung")
        try world.perform(raise(overdue, to: "guarantors"), by: "north/desk")
        try world.perform(resolve(overdue, at: "guarantors", .noAgreement), by: "hill/desk")
        #expect(world.refusal(raise(overdue, to: "guarantors"), by: "north/desk") == "escalation.once")
        #expect(world.refusal(raise(overdue, to: "heads"), by: "north/desk") == "escalation.rung")
        world.pass(hours: 120)
        try world.perform(raise(overdue, to: "heads"), by: "lake/desk")
        #expect(world.refusal(resolve(overdue, at: "heads", .passedUp), by: "lake/desk") == "escalation.top")
        try world.perform(resolve(overdue, at: "heads", .noAgreement), by: "monitors/desk")
    }

    @Test("What was settled and is owed still may be raised again")
    func settledAgain() throws {
        var (world, overdue) = try overdue(by: 13)
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        try world.perform(resolve(overdue, at: "liaisons", .settled), by: "north/desk")
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "lake/desk") == nil)
    }

    @Test("A thief's call, and a thief's word on one, do not count")
    func stolen() throws {
        var (world, overdue) = try overdue(by: 13)
        try world.perform(raise(overdue, to: "liaisons"), by: "north/desk")
        try world.perform(resolve(overdue, at: "liaisons", .extended, until: world.clock.adding(hours: 12)), by: "north/desk")
        let call = try #require(world.state.call(overdue, to: World.id("liaisons")))
        var resolved = world
        try resolved.repudiate("north/desk", since: world.clock)
        #expect(resolved.state.resolution(of: call) == nil)
        #expect(resolved.refusal(resolve(overdue, at: "liaisons", .settled), by: "north/head") == nil)
        try world.repudiate("north/desk", since: call.act.received)
        #expect(world.state.call(overdue, to: World.id("liaisons")) == nil)
        #expect(world.refusal(raise(overdue, to: "liaisons"), by: "north/head") == nil)
    }

    @Test("Each deadline is found by its table, row and clock alone, and an act can name each")
    func found() throws {
        var world = try World.running(Self.ladder)
        _ = try world.proposed()
        _ = try world.incident(accepted: false)
        _ = try world.incident()
        var convene = ConveneMeeting()
        (convene.from, convene.to) = (world.clock.adding(hours: 1), world.clock.adding(hours: 2))
        convene.participants = [World.id("north"), World.id("south")]
        try world.perform(convene, by: "lake/desk")
        let deadlines = world.state.deadlines()
        #expect(Set(deadlines.map(\.clock)) == ["triage", "tasking", "reply", "determination", "minutes"])
        for deadline in deadlines {
            #expect(world.state.deadline(table: deadline.table, row: deadline.row, clock: deadline.clock) == deadline)
            #expect(Identifier(deadline.table) != nil && Identifier(deadline.clock) != nil)
        }
        #expect(world.state.deadline(table: "incident", row: deadlines[0].row, clock: "no-clock") == nil)
    }
}
