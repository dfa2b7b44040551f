import Testing

@testable import Mechanism

@Suite("Standards of proof, superseding, publication")
struct StandardsTests {
    private static func standards(_ agreement: inout Agreement) {
        agreement.standards = ["grounds", "probable", "clear"].map { name in
            var standard = Agreement.Standard()
            standard.id = World.id(name)
            return standard
        }
        agreement.grading[1].standard = World.id("probable")
    }

    private static func all(_ name: String, _ conclusion: inout Conclusion) {
        let standard = World.id(name)
        (conclusion.occurrenceStandard, conclusion.attributionStandard) = (standard, standard)
        (conclusion.classificationStandard, conclusion.gradeStandard) = (standard, standard)
    }

    @Test("Where the agreement has standards of proof, each answer names one; where it has none, none does")
    func named() throws {
        var world = try World.running(Self.standards)
        let (incident, _, observation) = try world.verified()
        func rule(_ change: (inout Conclusion) -> Void) -> String? {
            var trial = world
            var propose = trial.proposal(incident, [observation])
            Self.all("grounds", &propose.conclusion)
            change(&propose.conclusion)
            return trial.refusal(propose, by: "monitors/desk")
        }
        #expect(rule { _ in } == nil)
        #expect(rule { $0.occurrenceStandard = nil } == "finding.standard")
        #expect(rule { $0.attributionStandard = nil } == "finding.standard")
        #expect(rule { $0.classificationStandard = World.id("beyond-doubt") } == "finding.standard")
        #expect(rule { $0.gradeStandard = nil } == "finding.standard")
        #expect(rule { $0.gradeConfidence = nil } == "finding.classification")
        func harmless(_ conclusion: inout Conclusion) {
            (conclusion.classification, conclusion.article, conclusion.grade) = (.noViolation, nil, nil)
            (conclusion.gradeConfidence, conclusion.gradeStandard) = (nil, nil)
        }
        #expect(rule(harmless) == nil)
        #expect(rule { harmless(&$0); $0.gradeConfidence = .high } == "finding.classification")
        #expect(rule { harmless(&$0); $0.gradeStandard = World.id("clear") } == "finding.standard")
        var none = try World.running()
        let plain = try none.verified()
        var propose = none.proposal(plain.incident, [plain.observation])
        propose.conclusion.attributionStandard = World.id("grounds")
        #expect(none.refusal(propose, by: "monitors/desk") == "finding.standard")
    }

    @Test("A grade's standard holds for classification and grade: that one or a stronger", arguments: [
        ("grounds", "clear", "finding.grading"), ("clear", "grounds", "finding.grading"), ("probable", "probable", nil), ("clear", "probable", nil),
    ])
    func grading(_ classification: String, _ grade: String, _ rule: String?) throws {
        var world = try World.running(Self.standards)
        let (incident, _, observation) = try world.verified()
        var propose = world.proposal(incident, [observation])
        Self.all("grounds", &propose.conclusion)
        propose.conclusion.grade = .serious
        (propose.conclusion.classificationStandard, propose.conclusion.gradeStandard) = (World.id(classification), World.id(grade))
        #expect(world.refusal(propose, by: "monitors/desk") == rule)
    }

    // MARK: Superseding

    @Test("A further finding names the last determined one, which then shows by what it is superseded")
    func supersedes() throws {
        var world = try World.running()
        let (incident, _, observation) = try world.verified()
        let first = try world.determined(incident, observation)
        let other = try world.determined().finding
        var propose = world.proposal(incident, [observation])
        #expect(world.refusal(propose, by: "monitors/desk") == "finding.supersedes")
        propose.supersedes = other
        #expect(world.refusal(propose, by: "monitors/desk") == "finding.supersedes", "another incident's")
        propose.supersedes = first
        #expect(world.refusal(propose, by: "monitors/desk", audience: .everyone) == "finding.informed", "the one before is not published")
        let second = try world.determined(incident, observation) {
            $0.supersedes = first
            ($0.conclusion.classification, $0.conclusion.article, $0.conclusion.grade, $0.conclusion.gradeConfidence) = (.noViolation, nil, nil, nil)
        }
        #expect(world.state.findings[first]?.supersededBy == second && world.state.findings[first]?.determined != nil)
        #expect(world.state.standingFinding(on: world.state.incidents[incident]!)?.id == second)
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .noViolation)
        #expect(world.refusal(propose, by: "monitors/desk") == "finding.supersedes", "no more the last")
        propose.supersedes = second
        #expect(world.refusal(propose, by: "monitors/desk") == nil)
        var fresh = world.proposal(try world.verified().incident, [observation])
        fresh.supersedes = second
        #expect(world.refusal(fresh, by: "monitors/desk") == "finding.supersedes", "there is nothing to supersede")
    }

    @Test("A finding that became open again beside another is not determined over one that it does not name")
    func overtaken() throws {
        var world = try World.running()
        let (incident, _, observation) = try world.verified()
        let first = try world.perform(world.proposal(incident, [observation]), by: "monitors/desk")
        world.pass(hours: 73)
        let theft = world.clock
        var dissent = DissentFromFinding()
        dissent.finding = first
        try world.perform(dissent, by: "lake/desk")
        let second = try world.perform(world.proposal(incident, [observation]), by: "monitors/desk")
        // The dissent was a thief's: the first may be determined after all, and both are open.
        try world.repudiate("lake/desk", since: theft)
        world.pass(hours: 73)
        var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
        for finding in [second, first] {
            concur.finding = finding
            for guarantor in ["lake/head", "hill/head"] { try world.perform(concur, by: guarantor) }
        }
        determine.finding = first
        try world.perform(determine, by: "hill/desk")
        determine.finding = second
        #expect(world.refusal(determine, by: "hill/desk") == "finding.supersedes")
        #expect(world.state.deadlines().filter { $0.row == second }.isEmpty)
        var further = world.proposal(incident, [observation])
        further.supersedes = first
        #expect(world.refusal(further, by: "monitors/desk") == nil, "the one that was overtaken does not stand in its way")
    }

    /// A finding determined without south's reply, which was lodged in time: handed in, it sets the determination aside.
    private static func unheard(_ world: inout World, _ incident: ActID, _ observation: ActID, supersedes: ActID? = nil) throws -> (finding: ActID, lodged: Lodged) {
        var propose = world.proposal(incident, [observation])
        propose.supersedes = supersedes
        let finding = try world.perform(propose, by: "monitors/desk")
        world.pass(hours: 73)
        var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
        (concur.finding, determine.finding) = (finding, finding)
        for guarantor in ["lake/desk", "hill/desk"] { try world.perform(concur, by: guarantor) }
        try world.perform(determine, by: "lake/desk")
        let end = world.state.findings[finding]!.repliesUntil
        return (finding, Lodged(participant: World.id("lake"), desk: World.id("follower"), time: end))
    }

    private static func following() throws -> World {
        var world = try World.running { agreement in
            var consequence = Agreement.Consequence()
            (consequence.id, consequence.hours) = (World.id("letter"), 10)
            agreement.consequences = [consequence]
        }
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("lake/follower"), World.id("follower"), [Officer.lodging])
        try world.perform(accredit, by: "lake/head")
        return world
    }

    @Test("When the superseding determination is set aside, the finding before stands again, and so does what followed from it")
    func reinstated() throws {
        var world = try Self.following()
        let (incident, _, observation) = try world.verified()
        let first = try world.determined(incident, observation)
        let consequence = world.state.consequences.rows[0]
        #expect(world.state.holds(consequence))
        let second = try Self.unheard(&world, incident, observation, supersedes: first)
        #expect(!world.state.holds(consequence))
        #expect(world.state.deadlines().contains { $0.row == world.state.consequences.rows[1].id })
        #expect(!world.state.deadlines().contains { $0.row == consequence.id })
        var reply = ReplyToFinding()
        reply.finding = second.finding
        try world.perform(reply, by: "south/desk", lodgings: [second.lodged])
        #expect(world.state.findings[first]?.supersededBy == nil && world.state.holds(consequence))
        #expect(world.state.findings[second.finding]?.setAside.count == 1)
        #expect(world.state.standingFinding(on: world.state.incidents[incident]!)?.id == first)
        #expect(!world.state.holds(world.state.consequences.rows[1]), "taken back with the determination")
        #expect(world.state.deadlines().contains { $0.row == consequence.id })
    }

    @Test("Along a chain of three, the last one that is determined stands, whichever is set aside first")
    func chain() throws {
        for order in [[1, 2], [2, 1]] {
            var world = try Self.following()
            let (incident, _, observation) = try world.verified()
            let first = try world.determined(incident, observation)
            var later: [(finding: ActID, lodged: Lodged)] = []
            for _ in 0..<2 {
                later.append(try Self.unheard(&world, incident, observation, supersedes: later.last?.finding ?? first))
            }
            func standing() -> ActID? { world.state.standingFinding(on: world.state.incidents[incident]!)?.id }
            #expect(standing() == later[1].finding)
            for (number, place) in order.enumerated() {
                var reply = ReplyToFinding()
                reply.finding = later[place - 1].finding
                try world.perform(reply, by: "south/desk", lodgings: [later[place - 1].lodged])
                #expect(standing() == (number == 1 ? first : order[0] == 1 ? later[1].finding : later[0].finding))
                #expect(world.state.findings.rows.filter(\.stands).count == 1)
            }
            // Both may be determined again; the one that was superseded while it was not, no more.
            var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
            (concur.finding, determine.finding) = (later[1].finding, later[1].finding)
            for guarantor in ["lake/desk", "hill/desk"] { try world.perform(concur, by: guarantor) }
            #expect(world.refusal(determine, by: "lake/desk") == "finding.supersedes", "it names the second, and the first stands")
        }
    }

    @Test("A finding that was superseded while it was set aside is determined no more")
    func superseded() throws {
        var world = try Self.following()
        let (incident, _, observation) = try world.verified()
        let first = try Self.unheard(&world, incident, observation)
        let second = try world.perform({
            var propose = world.proposal(incident, [observation])
            propose.supersedes = first.finding
            return propose
        }(), by: "monitors/desk")
        var reply = ReplyToFinding()
        reply.finding = first.finding
        try world.perform(reply, by: "south/desk", lodgings: [first.lodged])
        world.pass(hours: 73)
        var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
        (concur.finding, determine.finding) = (second, second)
        for guarantor in ["lake/desk", "hill/desk"] { try world.perform(concur, by: guarantor) }
        try world.perform(determine, by: "lake/desk")
        concur.finding = first.finding
        #expect(world.refusal(concur, by: "lake/desk") == "finding.superseded")
        #expect(world.state.deadlines().filter { $0.row == first.finding }.isEmpty)
    }

    // MARK: Publication

    @Test("A determination is for participants, and published when every party is informed")
    func acknowledged() throws {
        var world = try World.running { $0.determination.members = [World.id("lake")] }
        let (_, finding) = try world.heardFinding()
        var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
        var (acknowledge, publish) = (AcknowledgeFinding(), PublishFinding())
        (concur.finding, determine.finding, acknowledge.finding, publish.finding) = (finding, finding, finding, finding)
        try world.perform(concur, by: "lake/desk")
        #expect(world.refusal(acknowledge, by: "north/desk") == "finding.undetermined")
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.undetermined")
        #expect(world.refusal(determine, by: "lake/desk", audience: .everyone) == "finding.informed")
        try world.perform(determine, by: "lake/desk")
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.publication")
        #expect(world.refusal(acknowledge, by: "north/desk", audience: .everyone) == "finding.informed")
        try world.perform(acknowledge, by: "north/desk")
        #expect(world.refusal(acknowledge, by: "north/desk") == "finding.acknowledged")
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.publication", "south is not informed")
        #expect(world.state.deadlines().first { $0.row == finding }?.owed == [World.id("south")])
        try world.perform(acknowledge, by: "south/desk")
        let owed = world.state.deadlines().first { $0.row == finding }
        #expect(owed?.clock == "publication" && owed?.owed == [World.id("lake")] && owed?.from == world.state.now && owed?.audience == .participants)
        #expect(world.refusal(publish, by: "hill/desk", audience: .everyone) == "finding.determiner")
        #expect(world.refusal(publish, by: "lake/desk") == "finding.public")
        try world.perform(publish, by: "lake/desk", audience: .everyone)
        #expect(world.state.findings[finding]?.determination?.audience == .everyone)
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.published")
        #expect(world.state.deadlines().filter { $0.row == finding }.isEmpty)
    }

    @Test("Without acknowledgement it is published after the clock, whose last millisecond belongs to the parties")
    func clock() throws {
        var world = try World.running()
        let (_, finding) = try world.determined()
        var publish = PublishFinding()
        publish.finding = finding
        let end = world.state.findings[finding]!.determined!.received.adding(hours: 24)
        #expect(world.refusal(publish, by: "hill/desk", at: end, audience: .everyone) == "finding.publication")
        #expect(world.refusal(publish, by: "hill/desk", at: Moment(milliseconds: end.milliseconds + 1), audience: .everyone) == nil)
        world.pass(hours: 25)
        try world.perform(world.report(), by: "north/desk")
        let owed = world.state.deadlines().first { $0.row == finding }
        #expect(owed?.owed == [World.id("lake"), World.id("hill")] && owed?.from == end && owed?.until == end.adding(hours: 24))
    }

    @Test("An acknowledgement by a stolen key does not count, and may be given again")
    func stolen() throws {
        var world = try World.running()
        let (_, finding) = try world.determined()
        var (acknowledge, publish) = (AcknowledgeFinding(), PublishFinding())
        (acknowledge.finding, publish.finding) = (finding, finding)
        for party in ["north", "south"] { try world.perform(acknowledge, by: "\(party)/desk") }
        try world.repudiate("south/desk", since: world.state.now)
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.publication")
        try world.perform(acknowledge, by: "south/head")
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == nil)
    }

    @Test("What tells of a determination is not released before that is published: the parties know first")
    func released() throws {
        var world = try World.running { agreement in
            var consequence = Agreement.Consequence()
            (consequence.id, consequence.hours) = (World.id("letter"), 10)
            agreement.consequences = [consequence]
        }
        let (incident, _, observation) = try world.verified()
        let finding = try world.determined(incident, observation)
        var (acknowledge, recommend, undertake, decide) = (AcknowledgeFinding(), RecommendRemedy(), UndertakeRemedy(), DecideConsequence())
        acknowledge.finding = finding
        (recommend.finding, recommend.to, recommend.due) = (finding, World.id("south"), world.clock.adding(hours: 99))
        (decide.finding, decide.consequence, decide.on) = (finding, World.id("letter"), World.id("south"))
        undertake.remedy = try world.perform(recommend, by: "lake/desk")
        var further = world.proposal(incident, [observation])
        further.supersedes = finding
        let telling = [
            ("lake", world.state.findings[finding]!.determined!.act), ("lake", undertake.remedy),
            ("south", try world.perform(acknowledge, by: "south/desk")), ("south", try world.perform(undertake, by: "south/desk")),
            ("hill", try world.perform(decide, by: "hill/desk")), ("monitors", try world.perform(further, by: "monitors/desk")),
        ]
        for (name, act) in telling {
            var release = ReleaseAct()
            release.act = act
            #expect(world.refusal(release, by: "\(name)/desk", audience: .everyone) == "finding.informed")
        }
        world.pass(hours: 25)
        var publish = PublishFinding()
        publish.finding = finding
        try world.perform(publish, by: "lake/desk", audience: .everyone)
        for (name, act) in telling {
            var release = ReleaseAct()
            release.act = act
            #expect(world.refusal(release, by: "\(name)/desk", audience: .everyone) == nil)
        }
    }

    @Test("A determination that is set aside takes its publication with it, and the next one is published anew")
    func setAside() throws {
        var world = try Self.following()
        let (incident, _, observation) = try world.verified()
        let first = try Self.unheard(&world, incident, observation)
        var (acknowledge, publish) = (AcknowledgeFinding(), PublishFinding())
        (acknowledge.finding, publish.finding) = (first.finding, first.finding)
        for party in ["north", "south"] { try world.perform(acknowledge, by: "\(party)/desk") }
        try world.perform(publish, by: "lake/desk", audience: .everyone)
        var reply = ReplyToFinding()
        reply.finding = first.finding
        try world.perform(reply, by: "south/desk", lodgings: [first.lodged])
        #expect(world.state.findings[first.finding]?.setAside.first?.published != nil)
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.undetermined")
        var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
        (concur.finding, determine.finding) = (first.finding, first.finding)
        for guarantor in ["lake/desk", "hill/desk"] { try world.perform(concur, by: guarantor) }
        try world.perform(determine, by: "lake/desk")
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "finding.publication")
        #expect(world.state.consequences.count == 2, "each determination makes its own due")
        #expect(world.state.consequences.rows.map { world.state.holds($0) } == [false, true])
    }
}
