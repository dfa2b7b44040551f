import Testing

@testable import Mechanism

@Suite("Amendment, and the truce's term")
struct TruceTests {
    private static func time(_ text: String) -> LocalTime { LocalTime(Array(text.utf8))! }

    private static func alone(_ act: String, _ notice: Int64) -> Agreement.Truce.Alone {
        var alone = Agreement.Truce.Alone()
        (alone.act, alone.notice) = (World.id(act), notice)
        return alone
    }

    // MARK: Amendment

    @Test("An amendment is in force at the last assent; what goes on keeps its row, what is new gets one, what is gone takes no new acts")
    func amendment() throws {
        var world = try World.running()
        var progress = ReportProgress()
        progress.commitment = World.id("c1")
        try world.perform(progress, by: "north/desk")
        let incident = try world.incident()
        let first = try #require(world.state.agreement)
        let amend = try world.amendment {
            var second = $0.commitments[0]
            (second.id, second.obligor) = (World.id("c2"), World.id("south"))
            $0.commitments.append(second)
            $0.crossings[0].id = World.id("ford")
            $0.definitions[0].text = "Indirect fire, of any calibre."
            var instrument = Agreement.Instrument()
            (instrument.id, instrument.title) = (World.id("protocol"), "The protocol")
            $0.instruments.append(instrument)
        }
        var assent = Assent()
        assent.act = try world.perform(amend, by: "south/head")
        #expect(world.state.version == 1 && world.state.agreement == first)
        try world.perform(assent, by: "north/head")
        #expect(world.state.version == 2 && world.state.agreement?.instruments.count == 2)
        #expect(world.state.versions.rows.map(\.agreement) == [amend.amends, amend.agreement])
        #expect(world.state.agreement(version: 1) == first && world.state.agreement(hash: amend.amends) == first)
        #expect(world.state.agreement(version: 0) == nil && world.state.agreement(version: 3) == nil && world.state.agreement(hash: Hash()) == nil)
        #expect(world.state.commitments.rows.map(\.commitment.name) == ["c1", "c2"])
        #expect(world.state.commitments.rows[0].accounts.count == 1)
        #expect(world.state.crossings.rows.map(\.crossing.name) == ["bridge", "ford"])
        var report = ReportCrossing()
        (report.crossing, report.since) = (World.id("bridge"), world.clock)
        #expect(world.refusal(report, by: "north/desk") == "crossing.listed")
        // The incident opened before keeps the definition that it was opened under.
        let later = try world.incident()
        #expect(world.state.definition(of: world.state.incidents[incident]!)?.text == "Indirect fire.")
        #expect(world.state.definition(of: world.state.incidents[later]!)?.text == "Indirect fire, of any calibre.")
        // A commitment that is gone is refused, and is there again with its history when a further amendment brings it back.
        try world.agree(world.amendment { $0.commitments.removeFirst() })
        #expect(world.refusal(progress, by: "north/desk") == "commitment.named")
        try world.agree(world.amendment { $0.commitments = first.commitments })
        try world.perform(progress, by: "north/desk")
        #expect(world.state.commitments.rows[0].accounts.count == 2 && world.state.version == 4)
    }

    @Test("An amendment names what it amends and a text that is laid, and keeps participants, term and obligors")
    func amendmentRefused() throws {
        var world = World()
        var amend = AmendAgreement()
        try world.perform(World.establish(World.agreement()), by: "north/head")
        #expect(world.refusal(amend, by: "north/head") == "agreement.adopted")
        world = try World.running()
        #expect(world.refusal(amend, by: "north/head") == "agreement.amends")
        amend.amends = try #require(world.state.agreement).hash
        #expect(world.refusal(amend, by: "north/head") == "agreement.laid")
        amend.agreement = amend.amends
        #expect(world.refusal(amend, by: "north/head") == "agreement.amends")
        amend = try world.amendment { $0.participants.swapAt(0, 1) }
        #expect(world.refusal(amend, by: "north/head") == "agreement.participants")
        amend = try world.amendment { $0.truce.until = Self.time("2026-10-09T08:00:00Z") }
        #expect(world.refusal(amend, by: "north/head") == "agreement.keeps")
        amend = try world.amendment { $0.commitments[0].obligor = World.id("south") }
        #expect(world.refusal(amend, by: "north/head") == "agreement.keeps")
        amend = try world.amendment { $0.commitments[0].recurrence = Agreement.Commitment.Recurrence(); $0.commitments[0].recurrence?.hours = 1 }
        #expect(world.refusal(amend, by: "north/head") == "agreement.keeps")
        // Of two amendments of one text, the first to take effect leaves the other behind.
        let (one, other) = (try world.amendment { $0.title = "One" }, try world.amendment { $0.title = "Other" })
        var assent = Assent()
        assent.act = try world.perform(one, by: "north/head")
        try world.agree(other)
        #expect(world.refusal(assent, by: "south/head") == "agreement.amends")
        #expect(world.state.agreement?.title == "Other")
    }

    // MARK: The term

    @Test("A truce is suspended, resumed, extended and ended by every party together, each in its turn")
    func course() throws {
        var world = try World.running { $0.truce.until = Self.time("2025-12-09T08:00:00Z") }
        func phase() -> TruceStatus.Phase? { world.state.truce(at: world.state.now)?.phase }
        let (suspend, resume, end) = (SuspendTruce(), ResumeTruce(), EndTruce())
        #expect(phase() == .inForce)
        #expect(world.refusal(resume, by: "north/head") == "agreement.resumed")
        let before = world.state.now
        try world.agree(suspend)
        #expect(phase() == .suspended && world.state.truce(at: before)?.phase == .inForce)
        #expect(world.refusal(suspend, by: "north/head") == "agreement.suspended")
        var extend = ExtendTruce()
        extend.until = Self.time("2026-01-09T08:00:00Z")
        try world.agree(extend)
        #expect(phase() == .suspended && world.state.truceEnds == extend.until)
        try world.agree(resume)
        #expect(phase() == .resumed)
        extend.until = Self.time("2026-02-09T08:00:00Z")
        let change = try world.agree(extend)
        #expect(phase() == .extended && world.state.truce(at: world.state.now)?.change == change)
        // Within the term still, and past it.
        #expect(world.state.truce(at: extend.until.moment)?.phase == .extended)
        let past = Moment(milliseconds: extend.until.moment.milliseconds + 1)
        #expect(world.state.truce(at: past).map { $0.phase == .expired && $0.since == extend.until.moment && $0.isOver } == true)
        try world.agree(end)
        #expect(phase() == .ended && world.state.truce(at: past)?.phase == .ended)
        for body: any ActBody in [suspend, resume, end, extend] { #expect(world.refusal(body, by: "south/head") == "agreement.ended") }
        #expect(world.state.truceChanges.rows.map(\.kind) == [.suspended, .extended, .resumed, .extended, .ended])
        // The mechanism goes on: what happened is still handled.
        _ = try world.incident()
    }

    @Test("What has expired is changed no more, and a truce that has not begun is not suspended")
    func outside() throws {
        var world = try World.running { $0.truce.from = Self.time("2025-11-09T08:00:00Z"); $0.truce.until = Self.time("2025-12-09T08:00:00Z") }
        #expect(world.state.truce(at: world.clock)?.phase == .notBegun)
        #expect(world.refusal(SuspendTruce(), by: "north/head") == "agreement.suspended")
        world.go(to: Self.time("2025-12-09T08:00:00Z").moment)
        #expect(world.refusal(EndTruce(), by: "north/head") == nil, "the last millisecond belongs to the term")
        world.go(to: Moment(milliseconds: Self.time("2025-12-09T08:00:00Z").moment.milliseconds + 1))
        for body: any ActBody in [SuspendTruce(), ResumeTruce(), EndTruce()] { #expect(world.refusal(body, by: "north/head") == "agreement.ended") }
    }

    @Test("One party acts alone only where the agreement lets it, and its change holds after the notice")
    func alone() throws {
        var world = try World.running { $0.truce.alone = [Self.alone("agreement.suspend", 24), Self.alone("agreement.end", 72)] }
        var (suspend, resume, end) = (SuspendTruce(), ResumeTruce(), EndTruce())
        (suspend.alone, resume.alone, end.alone) = (true, true, true)
        let act = try world.perform(suspend, by: "south/head")
        #expect(world.state.joint[act] == nil)
        let effective = try #require(world.state.truceChanges[act]).effective
        #expect(effective == world.clock.adding(hours: 24))
        #expect(world.state.truce(at: Moment(milliseconds: effective.milliseconds - 1))?.phase == .inForce)
        #expect(world.state.truce(at: effective)?.phase == .suspended)
        #expect(world.refusal(end, by: "south/head") == "agreement.notice")
        #expect(world.refusal(resume, by: "north/head") == "agreement.alone")
        // By the time that the other's would hold, the truce is suspended already.
        #expect(world.refusal(suspend, by: "north/head") == "agreement.suspended")
        // Together the parties need no notice; what is under notice then follows in its turn.
        var together = world
        try together.agree(EndTruce())
        #expect(together.state.truce(at: effective)?.phase == .ended)
        // Another party's change that would hold earlier is no less free for it.
        try world.perform(end, by: "north/head")
        #expect(world.state.truce(at: effective.adding(hours: 72))?.phase == .ended)
        world.go(to: effective)
        try world.agree(ResumeTruce())
        #expect(world.state.truce(at: world.clock)?.phase == .resumed)
        try world.perform(suspend, by: "south/head")
    }

    @Test("A change under notice is taken back by who made it, until it holds")
    func takenBack() throws {
        var world = try World.running { $0.truce.alone = [Self.alone("agreement.end", 24)] }
        var end = EndTruce()
        end.alone = true
        var retract = Retract()
        retract.act = try world.perform(end, by: "north/head")
        let effective = try #require(world.state.truceChanges[retract.act]).effective
        #expect(world.refusal(retract, by: "south/head") == "joint.pending")
        var late = world
        late.go(to: effective)
        #expect(late.refusal(retract, by: "north/head") == "joint.pending")
        world.go(to: Moment(milliseconds: effective.milliseconds - 1))
        try world.perform(retract, by: "north/head")
        #expect(world.state.truce(at: effective)?.phase == .inForce)
        #expect(world.refusal(retract, by: "north/head") == "joint.pending")
        try world.perform(end, by: "north/head")
    }

    @Test("What a thief of a head's key changed alone falls away when the key is repudiated; what every party assented to stands")
    func repudiated() throws {
        var world = try World.running(
            { $0.truce.alone = [Self.alone("agreement.suspend", 0)] },
            establish: { $0.participants[0].recovery.needed = 1; $0.participants[0].recovery.keys = [World.key("north/recovery")] })
        var suspend = SuspendTruce()
        suspend.alone = true
        let act = try world.perform(suspend, by: "north/head")
        #expect(world.state.truce(at: world.clock)?.phase == .suspended)
        var replace = ReplaceHead()
        replace.key = World.key("north/second head")
        try world.perform(replace, by: "north/recovery-1")
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("north/head"), try #require(world.state.truceChanges[act]).act.received)
        try world.perform(repudiate, by: "north/head")
        #expect(world.state.truce(at: world.clock)?.phase == .inForce)
        try world.agree(SuspendTruce())
        #expect(world.state.truce(at: world.clock)?.phase == .suspended)
    }

    @Test("What is kept of the changes is what going through them from the beginning gives, at any moment")
    func keptAndRecounted() throws {
        var world = try World.running {
            $0.truce.until = Self.time("2026-12-09T08:00:00Z")
            $0.truce.alone = [Self.alone("agreement.suspend", 5), Self.alone("agreement.resume", 3), Self.alone("agreement.end", 9_000)]
        }
        var (suspend, resume) = (SuspendTruce(), ResumeTruce())
        var statuses: [(Moment, TruceStatus?)] = []
        for round in 0..<60 {
            (suspend.alone, resume.alone) = (round % 3 == 0, round % 4 == 1)
            let body: any ActBody = round % 2 == 0 ? suspend : resume
            if world.refusal(body, by: round % 5 < 3 ? "north/head" : "south/head") == nil, let last = world.state.joint.rows.last, last.outcome == .pending {
                var assent = Assent()
                assent.act = last.id
                _ = world.refusal(assent, by: last.proposed.participant.name == "north" ? "south/head" : "north/head")
            }
            world.pass(hours: Int64(round % 7))
            statuses.append((world.state.now, world.state.truce(at: world.state.now)))
        }
        #expect(world.state.truceChanges.count > 20)
        try world.perform(world.report(), by: "north/desk")
        for (moment, status) in statuses { #expect(world.state.truce(at: moment) == status) }
        let kept = world.state.truce(at: world.state.now)
        world.state.recountTruce()
        #expect(world.state.truce(at: world.state.now) == kept)
    }
}

@Suite("An edition can always publish what it counts")
struct FiguresLengthTests {
    private static func areas(_ count: Int) -> [Agreement.Area] {
        (0..<count).map { number in
            var area = Agreement.Area()
            (area.id, area.name) = (World.id("area-\(1_000 + number)-\(String(repeating: "x", count: 50))"), "A")
            return area
        }
    }

    @Test("An agreement whose figures could outgrow an act is refused, also where only all its versions together do")
    func longest() throws {
        var world = try World.running()
        let fits = try #require((1...200).last { count in
            var text = world.state.agreement ?? Agreement()
            text.areas += Self.areas(count)
            return Figures(fullUnder: [text]).canonical.count <= Figures.longest
        })
        let tooMany = try world.amendment { $0.areas += Self.areas(fits + 1) }
        #expect(world.refusal(tooMany, by: "north/head") == "agreement.figures")
        try world.agree(world.amendment { $0.areas += Self.areas(fits) })
        // Other areas in the place of those: what the version before had is still counted.
        let others = try world.amendment { text in
            text.areas.removeLast(fits)
            text.areas.append(contentsOf: Self.areas(fits).map { area in
                var other = area
                other.id = World.id("other-\(area.id.name.dropFirst(5))")
                return other
            })
        }
        #expect(world.refusal(others, by: "north/head") == "agreement.figures")
        // What is counted is never longer than what it was allowed by.
        var cut = CutEdition()
        cut.from = world.clock.adding(hours: -24)
        try world.perform(cut, by: "secretariat/desk")
        let edition = try #require(world.state.editions.rows.last)
        #expect(edition.figures.canonical.count <= Figures.longest && edition.figures.period.coverage.count == fits + 1)
    }
}
