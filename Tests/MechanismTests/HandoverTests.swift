import Testing

@testable import Mechanism

@Suite("Handovers")
struct HandoverTests {
    // MARK: What the tests have in common

    static func person(_ number: Int) -> Hash { Hash.sha256(of: Array("person \(number)".utf8)) }

    private static func category(_ name: String) -> Agreement.Category {
        var category = Agreement.Category()
        (category.id, category.title) = (World.id(name), name)
        return category
    }

    static func world(_ change: (inout Agreement) -> Void = { _ in }) throws -> World {
        try World.running {
            $0.persons = [category("prisoners"), category("families")]
            change(&$0)
        }
    }

    static func listed(_ number: Int, _ category: String, family: Int64 = 0) -> ProposeHandover.Listed {
        var listed = ProposeHandover.Listed()
        (listed.person, listed.category, listed.family) = (person(number), World.id(category), family)
        return listed
    }

    static func count(_ category: String, _ persons: Int64) -> ProposeHandover.Count {
        var count = ProposeHandover.Count()
        (count.category, count.persons) = (World.id(category), persons)
        return count
    }

    /// One prisoner and a family of two, from north to south.
    static func proposal(_ world: World, _ change: (inout ProposeHandover) -> Void = { _ in }) -> ProposeHandover {
        var propose = ProposeHandover()
        (propose.from, propose.to, propose.crossing) = (World.id("north"), World.id("south"), World.id("bridge"))
        (propose.begins, propose.ends) = (world.clock.adding(hours: 24), world.clock.adding(hours: 30))
        propose.persons = [listed(1, "prisoners"), listed(2, "families", family: 1), listed(3, "families", family: 1)]
        propose.counts = [count("prisoners", 1), count("families", 2)]
        change(&propose)
        return propose
    }

    static func accept(_ handover: ActID) -> AcceptHandover {
        var accept = AcceptHandover()
        accept.handover = handover
        return accept
    }

    static func receive(_ handover: ActID, _ persons: [Int], at moment: Moment) -> ReceivePersons {
        var receive = ReceivePersons()
        (receive.handover, receive.crossing, receive.when, receive.persons) = (handover, World.id("bridge"), moment, persons.map(person))
        return receive
    }

    static func check(_ handover: ActID, _ weapons: CheckHandover.Weapons) -> CheckHandover {
        var check = CheckHandover()
        (check.handover, check.weapons) = (handover, weapons)
        return check
    }

    static func complete(_ handover: ActID) -> CompleteHandover {
        var complete = CompleteHandover()
        complete.handover = handover
        return complete
    }

    static func mismatch(_ handover: ActID, missing: [Int] = [], unexpected: [Int] = [], disputed: [Int] = []) -> ReportMismatch {
        var mismatch = ReportMismatch()
        mismatch.handover = handover
        (mismatch.missing, mismatch.unexpected, mismatch.disputed) = (missing.map(person), unexpected.map(person), disputed.map(person))
        return mismatch
    }

    static func agree(_ mismatch: ActID) -> AgreeToMismatch {
        var agree = AgreeToMismatch()
        agree.mismatch = mismatch
        return agree
    }

    static func consent(_ handover: ActID, _ number: Int, _ answer: Interview.Answer) -> RecordConsent {
        var consent = RecordConsent()
        (consent.handover, consent.person, consent.answer) = (handover, person(number), answer)
        return consent
    }

    static func status(_ handover: ActID, _ number: Int, _ category: String) -> DetermineStatus {
        var determine = DetermineStatus()
        (determine.handover, determine.person, determine.category) = (handover, person(number), World.id(category))
        return determine
    }

    static func repudiate(_ name: String, in world: inout World, since: Moment) throws {
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key(name), since)
        try world.perform(repudiate, by: "\(name.prefix { $0 != "/" })/head")
    }

    static func accepted(_ world: inout World) throws -> ActID {
        let handover = try world.perform(proposal(world), by: "north/desk")
        try world.perform(accept(handover), by: "south/desk")
        return handover
    }

    static func stage(_ handover: ActID, _ world: World) throws -> Handover.Stage {
        world.state.stage(of: try #require(world.state.handovers[handover]), at: world.clock)
    }

    // MARK: The way through

    @Test("A handover is proposed, accepted, checked, received by both sides' own acts, and completed")
    func way() throws {
        var world = try Self.world()
        let handover = try world.perform(Self.proposal(world), by: "north/desk")
        #expect(try Self.stage(handover, world) == .proposed)
        try world.perform(Self.accept(handover), by: "south/desk")
        #expect(try Self.stage(handover, world) == .accepted)
        world.pass(hours: 25)
        try world.perform(Self.check(handover, .none), by: "monitors/desk")
        try world.perform(Self.receive(handover, [1], at: world.clock), by: "north/desk")
        #expect(try Self.stage(handover, world) == .receivedInPart)
        try world.perform(Self.receive(handover, [1], at: world.clock), by: "south/desk")
        #expect(world.refusal(Self.complete(handover), by: "monitors/desk") == "handover.unaccounted")
        try world.perform(Self.receive(handover, [2, 3], at: world.clock), by: "south/desk")
        // One side's receipt is not enough, whichever it is.
        #expect(world.refusal(Self.complete(handover), by: "lake/desk") == "handover.unaccounted")
        try world.perform(Self.receive(handover, [3, 2], at: world.clock), by: "north/desk")
        try world.perform(Self.complete(handover), by: "lake/desk")
        #expect(try Self.stage(handover, world) == .completed)
        let counts = world.state.handoverCounts { _ in true }
        #expect(counts.map(\.category.name) == ["prisoners", "families"])
        #expect(counts.map { [$0.accepted, $0.left, $0.came, $0.otherwise] } == [[1, 1, 1, 0], [2, 2, 2, 0]])
        #expect(counts.allSatisfy { $0.crossing == World.id("bridge") })
        // What a reader may not see is not counted for that reader.
        #expect(world.state.handoverCounts { $0.audience == .everyone } == [])
        #expect(world.state.handoverCounts { $0.participant.name != "south" || $0.index < world.state.handovers.rows[0].receipts[0].act.index }.map(\.came) == [0, 0])
        // The same commitment may stand in a later handover, back again.
        let back = Self.proposal(world) { ($0.from, $0.to) = ($0.to, $0.from) }
        #expect(world.refusal(back, by: "south/desk") == nil)
        #expect(world.state.handoverCounts { _ in true }.map(\.came) == [1, 2])
    }

    @Test("Nothing is done with a handover that has ended")
    func ended() throws {
        var world = try Self.world()
        let declined = try world.perform(Self.proposal(world), by: "north/desk")
        var decline = DeclineHandover()
        decline.handover = declined
        #expect(world.refusal(decline, by: "north/desk") == "handover.proposer")
        #expect(world.refusal(decline, by: "lake/desk") == "handover.side")
        #expect(world.refusal(decline, by: "south/desk", texts: []) == "act.texts")
        try world.perform(decline, by: "south/desk")
        #expect(try Self.stage(declined, world) == .declined)
        let withdrawn = try world.perform(Self.proposal(world), by: "north/desk")
        var withdraw = WithdrawHandover()
        withdraw.handover = withdrawn
        #expect(world.refusal(withdraw, by: "south/desk") == "handover.proposer")
        try world.perform(withdraw, by: "north/desk")
        #expect(try Self.stage(withdrawn, world) == .withdrawn)
        for handover in [declined, withdrawn] {
            (decline.handover, withdraw.handover) = (handover, handover)
            let label = Self.label(handover, 1)
            let acts: [(any ActBody, String)] = [
                (Self.accept(handover), "south"), (decline, "south"), (withdraw, "north"), (Self.check(handover, .none), "south"),
                (Self.receive(handover, [1], at: world.clock), "south"), (Self.mismatch(handover, missing: [1]), "south"),
                (Self.complete(handover), "monitors"), (label, "north"), (Self.status(handover, 1, "families"), "lake"),
                (Self.consent(handover, 1, .given), "monitors"),
            ]
            for (body, name) in acts { #expect(world.refusal(body, by: "\(name)/desk") == "handover.ended", "\(type(of: body))") }
        }
    }

    @Test("An act on what is no handover, or on no mismatch, is refused")
    func cites() throws {
        var world = try Self.world()
        #expect(world.refusal(Self.accept(.zero), by: "south/desk") == "act.cites")
        #expect(world.refusal(Self.agree(.zero), by: "south/desk") == "act.cites")
    }

    // MARK: Proposing

    @Test("A handover goes from a party to another participant that can sign, and a party proposes its own")
    func sides() throws {
        let world = try Self.world()
        func refused(_ from: String, _ to: String, by name: String) -> String? {
            var trial = world
            return trial.refusal(Self.proposal(world) { ($0.from, $0.to) = (World.id(from), World.id(to)) }, by: "\(name)/desk")
        }
        for (from, to) in [("north", "north"), ("lake", "south"), ("north", "watchers"), ("north", "secretariat"), ("north", "nobody"), ("nobody", "south")] {
            #expect(refused(from, to, by: "hill") == "handover.sides", "\(from) to \(to)")
        }
        #expect(refused("south", "monitors", by: "north") == "handover.sides")
        for (from, to, name) in [("north", "south", "north"), ("north", "south", "south"), ("south", "north", "lake"), ("north", "monitors", "north"), ("south", "lake", "lake")] {
            #expect(refused(from, to, by: name) == nil, "\(from) to \(to) by \(name)")
        }
    }

    @Test("A handover has a listed crossing, a time to come, persons by commitments, and counts that are theirs")
    func proposals() throws {
        let world = try Self.world()
        func refused(_ change: (inout ProposeHandover) -> Void) -> String? {
            var trial = world
            return trial.refusal(Self.proposal(world, change), by: "north/desk")
        }
        #expect(refused { $0.crossing = World.id("ferry") } == "crossing.listed")
        #expect(refused { $0.ends = $0.begins } == "handover.time")
        #expect(refused { ($0.begins, $0.ends) = (world.clock.adding(hours: -2), world.clock) } == "handover.time")
        #expect(refused { ($0.persons, $0.counts) = ([], []) } == "handover.persons")
        #expect(refused { $0.persons[0].person = .zero } == "handover.persons")
        #expect(refused { $0.persons[1].person = $0.persons[2].person } == "handover.persons")
        #expect(refused { $0.persons[0].family = -1 } == "handover.persons")
        #expect(refused { $0.persons[0].category = World.id("a-name") } == "handover.persons")
        #expect(refused { $0.counts[0].persons = 2 } == "handover.counts")
        #expect(refused { $0.counts.removeLast() } == "handover.counts")
        #expect(refused { $0.counts.append(Self.count("prisoners", 1)) } == "handover.counts")
        #expect(refused { $0.counts[1] = $0.counts[0] } == "handover.counts")
        #expect(refused { $0.counts.swapAt(0, 1) } == nil)
    }

    @Test("A person is in one open handover at most")
    func elsewhere() throws {
        var world = try Self.world()
        let first = try world.perform(Self.proposal(world), by: "north/desk")
        #expect(world.refusal(Self.proposal(world), by: "south/desk") == "handover.elsewhere")
        let other = Self.proposal(world) { ($0.persons, $0.counts) = ([Self.listed(4, "families")], [Self.count("families", 1)]) }
        #expect(world.refusal(other, by: "south/desk") == nil)
        // It lapses, and its persons are free; an acceptance that was lodged in time comes too late for them.
        let lodged = world.clock.adding(hours: 1)
        world.pass(hours: 49)
        let second = try world.perform(Self.proposal(world), by: "north/desk")
        #expect(try Self.stage(first, world) == .lapsed)
        let lodging = Lodged(participant: World.id("lake"), desk: World.id("follower"), time: lodged)
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("lake/follower"), World.id("follower"), [World.id("lodging")])
        try world.perform(accredit, by: "lake/head")
        #expect(world.refusal(Self.accept(first), by: "south/desk", lodgings: [lodging]) == "handover.elsewhere")
        #expect(world.refusal(Self.accept(second), by: "south/desk") == nil)
    }

    @Test("Every side that has not proposed accepts, once, within the clock to its last millisecond")
    func acceptance() throws {
        var world = try Self.world()
        let handover = try world.perform(Self.proposal(world), by: "lake/desk")
        #expect(world.refusal(Self.accept(handover), by: "hill/desk") == "handover.side")
        try world.perform(Self.accept(handover), by: "north/desk")
        #expect(world.refusal(Self.accept(handover), by: "north/desk") == "handover.once")
        #expect(world.refusal(Self.check(handover, .none), by: "south/desk") == "handover.accepted")
        let until = try #require(world.state.handovers[handover]).answersUntil
        let act = world.act(Self.accept(handover), by: "south/desk")
        var (last, late) = (world.state, world.state)
        #expect(throws: Never.self) { try last.admit(act, received: until) }
        #expect(throws: Refusal("handover.clock", "A handover is accepted within the hours of the agreement's clock “handover”, which have ended; it may be proposed again.")) {
            try late.admit(act, received: Moment(milliseconds: until.milliseconds + 1))
        }
        #expect(last.stage(of: try #require(last.handovers[handover]), at: until) == .accepted)
        try world.perform(Self.accept(handover), by: "south/desk")
        #expect(world.refusal(Self.accept(handover), by: "south/desk") == "handover.proposed")
        var withdraw = WithdrawHandover()
        withdraw.handover = handover
        #expect(world.refusal(withdraw, by: "lake/desk") == "handover.proposed")
    }

    // MARK: At the crossing

    @Test("A receipt is a side's, at the crossing, after the fact, for persons of the handover, each once")
    func receipts() throws {
        var world = try Self.world()
        let handover = try world.perform(Self.proposal(world), by: "north/desk")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "north/desk") == "handover.accepted")
        try world.perform(Self.accept(handover), by: "south/desk")
        try world.perform(Self.check(handover, .none), by: "south/desk")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "lake/desk") == "handover.side")
        var receive = Self.receive(handover, [1], at: world.clock)
        receive.crossing = World.id("ferry")
        #expect(world.refusal(receive, by: "south/desk") == "handover.crossing")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock.adding(hours: 1)), by: "south/desk") == "handover.time")
        #expect(world.refusal(Self.receive(handover, [], at: world.clock), by: "south/desk") == "handover.persons")
        #expect(world.refusal(Self.receive(handover, [1, 1], at: world.clock), by: "south/desk") == "handover.persons")
        #expect(world.refusal(Self.receive(handover, [4], at: world.clock), by: "south/desk") == "handover.person")
        try world.perform(Self.receive(handover, [1], at: world.clock), by: "south/desk")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "south/desk") == "handover.received")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "north/desk") == nil)
    }

    @Test("Nobody is received before a look for weapons has found none, by the receiving side or the monitors")
    func weapons() throws {
        var world = try Self.world()
        let handover = try Self.accepted(&world)
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "south/desk") == "handover.weapons")
        // Who leaves may leave; it is the receiving side that must not be surprised.
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "north/desk") == nil)
        #expect(world.refusal(Self.check(handover, .none), by: "north/desk") == "handover.checker")
        #expect(world.refusal(Self.check(handover, .none), by: "lake/desk") == "handover.checker")
        try world.perform(Self.check(handover, .some), by: "south/desk")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "south/desk") == "handover.weapons")
        try world.perform(Self.check(handover, .none), by: "monitors/desk")
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "south/desk") == nil)
    }

    @Test("A family is received together, or a mismatch says why not")
    func families() throws {
        var world = try Self.world()
        let handover = try Self.accepted(&world)
        try world.perform(Self.check(handover, .none), by: "south/desk")
        for side in ["north", "south"] {
            #expect(world.refusal(Self.receive(handover, [2], at: world.clock), by: "\(side)/desk") == "handover.family")
            #expect(world.refusal(Self.receive(handover, [1, 3], at: world.clock), by: "\(side)/desk") == "handover.family")
        }
        try world.perform(Self.mismatch(handover, missing: [3]), by: "south/desk")
        for side in ["north", "south"] { #expect(world.refusal(Self.receive(handover, [2], at: world.clock), by: "\(side)/desk") == nil) }
        // Who was missing may come later.
        #expect(world.refusal(Self.receive(handover, [3], at: world.clock), by: "south/desk") == nil)
    }

    @Test("A person who refused in private is not handed over, and what was answered is for participants alone")
    func consent() throws {
        var world = try Self.world()
        let handover = try Self.accepted(&world)
        try world.perform(Self.check(handover, .none), by: "south/desk")
        #expect(world.refusal(Self.consent(handover, 1, .given), by: "south/desk") == "act.authority")
        #expect(world.refusal(Self.consent(handover, 1, .given), by: "monitors/desk", audience: .everyone) == "handover.private")
        #expect(world.refusal(Self.consent(handover, 4, .given), by: "monitors/desk") == "handover.person")
        let refused = try world.perform(Self.consent(handover, 1, .refused), by: "monitors/desk")
        for side in ["north", "south"] { #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "\(side)/desk") == "handover.consent") }
        var release = ReleaseAct()
        release.act = refused
        #expect(world.refusal(release, by: "monitors/desk", audience: .everyone) == "text.private")
        try world.perform(Self.consent(handover, 1, .notEstablished), by: "lake/desk")
        let passage = try #require(world.state.persons[Self.person(1)]?.passage(in: handover))
        #expect(world.state.consent(of: passage) == .notEstablished)
        #expect(passage.interviews.count == 2)
        #expect(world.refusal(Self.receive(handover, [1], at: world.clock), by: "south/desk") == nil)
        // An answer belongs to the handover that it was asked for.
        #expect(world.state.persons[Self.person(2)]?.passage(in: handover).map { world.state.consent(of: $0) == nil } == true)
    }

    @Test("A mismatch is of a side or the monitors, names each person once, and accounts for them once both sides agree")
    func mismatches() throws {
        var world = try Self.world()
        let handover = try Self.accepted(&world)
        #expect(world.refusal(Self.mismatch(handover, missing: [1]), by: "lake/desk") == "handover.side")
        #expect(world.refusal(Self.mismatch(handover), by: "south/desk") == "handover.persons")
        #expect(world.refusal(Self.mismatch(handover, missing: [1], disputed: [1]), by: "south/desk") == "handover.persons")
        #expect(world.refusal(Self.mismatch(handover, missing: [9]), by: "south/desk") == "handover.person")
        #expect(world.refusal(Self.mismatch(handover, unexpected: [1]), by: "south/desk") == "handover.expected")
        let mismatch = try world.perform(Self.mismatch(handover, missing: [1], unexpected: [9]), by: "south/desk")
        #expect(try Self.stage(handover, world) == .mismatched)
        #expect(world.refusal(Self.agree(mismatch), by: "south/desk") == "handover.once")
        #expect(world.refusal(Self.agree(mismatch), by: "lake/desk") == "handover.side")
        try world.perform(Self.check(handover, .none), by: "south/desk")
        for side in ["south", "north"] { try world.perform(Self.receive(handover, [2, 3], at: world.clock), by: "\(side)/desk") }
        #expect(world.refusal(Self.complete(handover), by: "monitors/desk") == "handover.unaccounted")
        try world.perform(Self.agree(mismatch), by: "north/desk")
        #expect(world.refusal(Self.agree(mismatch), by: "north/desk") == "handover.once")
        #expect(try Self.stage(handover, world) == .receivedInPart)
        try world.perform(Self.complete(handover), by: "monitors/desk")
        #expect(world.state.handoverCounts { _ in true }.map { [$0.accepted, $0.came, $0.otherwise] } == [[1, 0, 1], [2, 2, 0]])
        #expect(world.refusal(Self.agree(mismatch), by: "north/desk") == "handover.ended")
    }

    @Test("What monitors report, both sides agree to; a disputed identity is open until they do, though both gave receipts")
    func disputed() throws {
        var world = try Self.world()
        let handover = try Self.accepted(&world)
        try world.perform(Self.check(handover, .none), by: "south/desk")
        for side in ["south", "north"] { try world.perform(Self.receive(handover, [1, 2, 3], at: world.clock), by: "\(side)/desk") }
        let mismatch = try world.perform(Self.mismatch(handover, disputed: [3]), by: "monitors/desk")
        for side in ["north", "south"] {
            #expect(world.refusal(Self.complete(handover), by: "monitors/desk") == "handover.unaccounted")
            try world.perform(Self.agree(mismatch), by: "\(side)/desk")
        }
        #expect(world.refusal(Self.complete(handover), by: "monitors/desk") == nil)
    }

    // MARK: Contested status

    private static func label(_ handover: ActID, _ number: Int) -> LabelPerson {
        var label = LabelPerson()
        (label.handover, label.person) = (handover, person(number))
        return label
    }

    @Test("Each party has its own label; the category follows when enough determiners say the same")
    func status() throws {
        var world = try Self.world { ($0.determination.rule, $0.determination.needed) = (.some, 2) }
        let handover = try Self.accepted(&world)
        #expect(world.refusal(Self.label(handover, 1), by: "lake/desk") == "act.authority")
        #expect(world.refusal(Self.label(handover, 9), by: "north/desk") == "handover.person")
        for side in ["north", "south"] { try world.perform(Self.label(handover, 1), by: "\(side)/desk") }
        func passage() throws -> Person.Passage { try #require(world.state.persons[Self.person(1)]?.passage(in: handover)) }
        #expect(try passage().labels.map(\.participant.name) == ["north", "south"])
        #expect(world.refusal(Self.status(handover, 1, "spies"), by: "lake/desk") == "handover.category")
        #expect(world.refusal(Self.status(handover, 9, "families"), by: "lake/desk") == "handover.person")
        try world.perform(Self.status(handover, 1, "families"), by: "lake/desk")
        #expect(try world.state.category(of: passage()) == World.id("prisoners"))
        try world.perform(Self.status(handover, 1, "prisoners"), by: "hill/desk")
        #expect(try passage().determined == [])
        try world.perform(Self.status(handover, 1, "families"), by: "hill/desk")
        #expect(try world.state.category(of: passage()) == World.id("families"))
        #expect(world.state.handoverCounts { _ in true }.map { [$0.accepted] } == [[3]])
        var single = try Self.world { $0.determination.members = [World.id("lake")] }
        let other = try Self.accepted(&single)
        #expect(single.refusal(Self.status(other, 1, "families"), by: "hill/desk") == "handover.determiner")
    }

    // MARK: Stolen keys

    @Test("What a repudiated key signed does not count, and may be done again")
    func contested() throws {
        var world = try Self.world()
        let start = world.clock
        let handover = try Self.accepted(&world)
        try world.perform(Self.check(handover, .none), by: "south/desk")
        try world.perform(Self.receive(handover, [1, 2, 3], at: world.clock), by: "south/desk")
        try world.perform(Self.receive(handover, [1, 2, 3], at: world.clock), by: "north/desk")
        try Self.repudiate("south/desk", in: &world, since: start)
        // Acceptance, look and receipt were the thief's.
        #expect(try Self.stage(handover, world) == .proposed)
        #expect(world.refusal(Self.complete(handover), by: "monitors/desk") == "handover.accepted")
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("south/new"), World.id("desk"), [World.id("handover")])
        try world.perform(accredit, by: "south/head")
        try world.perform(Self.accept(handover), by: "south/desk")
        #expect(world.refusal(Self.complete(handover), by: "monitors/desk") == "handover.unaccounted")
        #expect(world.refusal(Self.receive(handover, [1, 2, 3], at: world.clock), by: "south/desk") == "handover.weapons")
        try world.perform(Self.check(handover, .none), by: "south/desk")
        try world.perform(Self.receive(handover, [1, 2, 3], at: world.clock), by: "south/desk")
        // A proposal by a thief speaks for nobody: its own side is asked too.
        try Self.repudiate("north/desk", in: &world, since: start)
        #expect(try Self.stage(handover, world) == .proposed)
        #expect(world.state.unanswered(try #require(world.state.handovers[handover])).map(\.name) == ["north"])
    }

    // MARK: Clocks

    @Test("An answer is owed by who has not given it, then receipts by who has not given them")
    func deadlines() throws {
        var world = try Self.world()
        func due() -> [[String]] { world.state.deadlines().filter { $0.table == "handover" }.map { $0.owed.map(\.name) } }
        let handover = try world.perform(Self.proposal(world), by: "lake/desk")
        let row = try #require(world.state.handovers[handover])
        #expect(due() == [["north", "south"]])
        try world.perform(Self.accept(handover), by: "south/desk")
        #expect(due() == [["north"]])
        let answer = try #require(world.state.deadlines().last)
        #expect(answer.clock == "handover" && answer.until == row.proposed.received.adding(hours: 48))
        #expect(!answer.isOverdue(at: answer.until) && answer.isOverdue(at: Moment(milliseconds: answer.until.milliseconds + 1)))
        try world.perform(Self.accept(handover), by: "north/desk")
        #expect(due() == [["north", "south"]])
        #expect(world.state.deadlines().map(\.until) == [row.ends.adding(hours: 48)])
        try world.perform(Self.check(handover, .none), by: "south/desk")
        try world.perform(Self.receive(handover, [1, 2, 3], at: world.clock), by: "south/desk")
        #expect(due() == [["north"]])
        try world.perform(Self.receive(handover, [2, 3], at: world.clock), by: "north/desk")
        let mismatch = try world.perform(Self.mismatch(handover, missing: [1]), by: "north/desk")
        #expect(due() == [["north"]])
        try world.perform(Self.agree(mismatch), by: "south/desk")
        #expect(due() == [])
    }

    // MARK: Nothing of a person

    /// The forms of all values in a shape, by their paths.
    private static func leaves(_ shape: Shape, _ path: String) -> [(path: String, form: Shape)] {
        switch shape {
        case .object(let fields): fields.flatMap { leaves($0.shape, "\(path).\($0.key)") }
        case .list(let element), .optional(let element): leaves(element, path)
        default: [(path, shape)]
        }
    }

    @Test("Of a person there are commitments, numbers and words of the agreement in acts and rows, and nothing else")
    func nothingOfAPerson() throws {
        let kinds = ActKinds.all.filter { $0.kind.subject == World.id("handover") }
        #expect(kinds.count == 12)
        let tables: [any Row.Type] = [Handover.self, Person.self, Interview.self, Mismatch.self]
        let shapes = kinds.map { ("\($0.kind.name)", $0.shape) } + tables.map { ("\($0.table)", $0.shape) }
        func isFree(_ form: Shape) -> Bool { form == String.shape }
        for leaf in shapes.flatMap({ Self.leaves($1, $0) }) { #expect(!isFree(leaf.form), "\(leaf.path)") }
        // The check fires: an agreement has titles.
        #expect(Self.leaves(Agreement.shape, "agreement").contains { isFree($0.form) })
        // And no name can be put where a name stands: each is one that the agreement or the establishment has.
        let names = shapes.prefix(kinds.count).flatMap { Self.leaves($1, $0) }.filter { $0.form == Identifier.shape }.map(\.path)
        #expect(names.sorted() == [
            "handover.determine-status.category", "handover.propose.counts.category", "handover.propose.crossing", "handover.propose.from",
            "handover.propose.persons.category", "handover.propose.to", "handover.receive.crossing",
        ])
        var world = try Self.world()
        let name = World.id("maria-example")
        for change in [{ $0.from = name }, { $0.to = name }, { $0.crossing = name }, { $0.counts[0].category = name }, { $0.persons[0].category = name }] as [(inout ProposeHandover) -> Void] {
            #expect(world.refusal(Self.proposal(world, change), by: "lake/desk") != nil)
        }
        let handover = try Self.accepted(&world)
        #expect(world.refusal(Self.status(handover, 1, name.name), by: "lake/desk") == "handover.category")
        var receive = Self.receive(handover, [1], at: world.clock)
        receive.crossing = name
        #expect(world.refusal(receive, by: "north/desk") == "handover.crossing")
    }
}
