import Testing

@testable import Mechanism

@Suite("What is asked of every act")
struct EveryActTests {
    @Test("A record begins with its establishment, once")
    func first() throws {
        var world = World()
        #expect(world.refusal(world.report(), by: "north/desk") == "act.first")
        world = try World.running()
        #expect(world.refusal(World.establish(World.agreement()), by: "north/head") == "mechanism.once")
    }

    @Test("An act names its mechanism, its rules and its key's previous act")
    func chain() throws {
        var world = try World.running()
        #expect(world.refusal(world.report(), by: "north/desk") { $0.mechanism = Link(Hash()) } == "act.mechanism")
        #expect(world.refusal(world.report(), by: "north/desk") { $0.rules = 0 } == "act.rules")
        #expect(world.refusal(world.report(), by: "north/desk") { $0.previous = Link(Hash()) } == "act.previous")
        let first = try world.perform(world.report(), by: "north/desk")
        #expect(world.refusal(world.report(), by: "north/desk") { $0.previous = Link() } == "act.previous")
        #expect(world.refusal(world.report(), by: "north/desk") { $0.previous = Link(first) } == nil)
    }

    @Test("An act of an unknown desk, or for another participant, is refused")
    func officer() throws {
        var world = try World.running()
        #expect(world.refusal(world.report(), by: "north/nobody") == "act.officer")
        #expect(world.refusal(world.report(), by: "nobody/desk") == "act.officer")
        // Whose signature is asked for is read from the record: north's desk cannot sign as south's.
        let act = world.act(world.report(), by: "south/desk")
        #expect(try world.state.signers(of: act) == [World.key("south/desk")])
    }

    @Test("A withdrawn officer's act is refused, and what it signed before stands")
    func withdrawn() throws {
        var world = try World.running()
        try world.perform(world.report(), by: "north/desk")
        var withdraw = WithdrawOfficer()
        withdraw.key = World.key("north/desk")
        #expect(world.refusal(withdraw, by: "south/head") == "officer.own")
        try world.perform(withdraw, by: "north/head")
        #expect(world.refusal(world.report(), by: "north/desk") == "act.withdrawn")
        #expect(world.state.reports.count == 1)
        var again = Accredit()
        (again.key, again.desk, again.functions) = (World.key("north/desk"), World.id("desk"), [World.id("report")])
        #expect(world.refusal(again, by: "north/head") == "officer.key")
        again.key = World.key("north/new")
        #expect(world.refusal(again, by: "north/head") == nil)
        #expect(world.refusal(world.report(), by: "north/desk") == nil)
    }

    @Test("Only the roles that a kind names may sign it: all kinds, all roles")
    func authority() throws {
        let world = try World.running()
        for type in ActKinds.all {
            for (name, role) in World.participants {
                var trial = world
                let desk: String
                if case .officer = type.kind.hands { desk = "\(name)/desk" } else { desk = "\(name)/head" }
                let rule = trial.refusal(type.init(), by: desk)
                #expect((rule == "act.authority") == !type.kind.roles.contains(role), "\(type.kind.name) by \(name): \(rule ?? "admitted")")
            }
        }
    }

    @Test("An officer acts on the subjects that its head accredited it for, and a head's acts need the head")
    func functions() throws {
        var world = try World.running()
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("north/press"), World.id("press"), [World.id("evidence")])
        try world.perform(accredit, by: "north/head")
        #expect(world.refusal(world.report(), by: "north/press") == "act.function")
        #expect(world.refusal(accredit, by: "north/desk") == "act.head")
        accredit.functions = [World.id("nonsense")]
        #expect(world.refusal(accredit, by: "north/head") == "officer.functions")
        accredit.functions = []
        #expect(world.refusal(accredit, by: "north/head") == "officer.functions")
    }

    @Test("An act carries the texts of its kind and no others")
    func texts() throws {
        var world = try World.running()
        #expect(world.refusal(world.report(), by: "north/desk", texts: []) == "act.texts")
        #expect(world.refusal(world.report(), by: "north/desk", texts: ["narrative", "poem"]) == "act.texts")
        #expect(world.refusal(world.report(), by: "north/desk", texts: ["narrative", "narrative"]) == "act.texts")
        #expect(world.refusal(world.report(), by: "north/desk", texts: ["narrative", "note"]) == nil)
    }

    @Test("Time of receipt never goes back")
    func time() throws {
        var world = try World.running()
        let act = world.act(world.report(), by: "north/desk")
        #expect(throws: Refusal.self) { try world.state.admit(act, received: Moment(milliseconds: world.state.now.milliseconds - 1)) }
        #expect(throws: Never.self) { try world.state.admit(act, received: world.state.now) }
    }

    @Test("A refused act leaves the state as it was, whatever its kind")
    func unchanged() throws {
        var world = try World.running()
        _ = try world.proposed()
        var refused = 0
        for type in ActKinds.all {
            for (name, _) in World.participants {
                for desk in ["desk", "head"] {
                    let before = world.state.digest()
                    let size = world.state.size
                    if world.refusal(type.init(), by: "\(name)/\(desk)") != nil {
                        refused += 1
                        #expect(world.state.digest() == before)
                        #expect(world.state.size == size)
                    }
                }
            }
        }
        #expect(refused > 300)
    }
}

@Suite("Agreement")
struct AgreementTests {
    @Test("An agreement is in force when every party has assented, and not before")
    func assent() throws {
        var world = World()
        let agreement = World.agreement()
        try world.perform(World.establish(agreement), by: "north/head")
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        #expect(world.refusal(adopt, by: "north/head") == "agreement.laid")
        var lay = LayAgreement()
        let text = String(decoding: agreement.canonical, as: UTF8.self)
        let cut = text.index(text.startIndex, offsetBy: 500)
        (lay.agreement, lay.part, lay.parts, lay.content) = (agreement.hash, 2, 2, String(text[cut...]))
        #expect(world.refusal(lay, by: "secretariat/head") == "agreement.parts")
        (lay.part, lay.content) = (1, String(text[..<cut]))
        try world.perform(lay, by: "secretariat/head")
        #expect(world.refusal(adopt, by: "north/head") == "agreement.laid")
        (lay.part, lay.content) = (2, "something else")
        #expect(world.refusal(lay, by: "secretariat/head") == "agreement.hash")
        (lay.part, lay.content) = (2, String(text[cut...]))
        try world.perform(lay, by: "secretariat/head")
        var assent = Assent()
        assent.act = try world.perform(adopt, by: "north/head")
        #expect(world.state.agreement == nil)
        #expect(world.refusal(assent, by: "north/head") == "joint.once")
        #expect(world.refusal(assent, by: "lake/head") == "act.authority")
        try world.perform(assent, by: "south/head")
        #expect(world.state.agreement == agreement)
        #expect(world.refusal(adopt, by: "south/head") == "agreement.once")
    }

    @Test("A joint act may be taken back before it takes effect, and lapses by clock")
    func lapse() throws {
        var world = World()
        let agreement = World.agreement()
        try world.perform(World.establish(agreement), by: "north/head")
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (agreement.hash, 1, 1)
        lay.content = String(decoding: agreement.canonical, as: UTF8.self)
        try world.perform(lay, by: "secretariat/head")
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        var assent = Assent()
        assent.act = try world.perform(adopt, by: "north/head")
        var retract = Retract()
        retract.act = assent.act
        #expect(world.refusal(retract, by: "south/head") == "joint.pending")
        try world.perform(retract, by: "north/head")
        #expect(world.refusal(assent, by: "south/head") == "joint.pending")
        assent.act = try world.perform(adopt, by: "south/head")
        world.pass(hours: 31 * 24)
        #expect(world.refusal(assent, by: "north/head") == "joint.lapsed")
    }

    @Test("All errors of an agreement are told at once, each with its path")
    func problems() {
        let agreement = World.agreement {
            $0.articles[0].instrument = World.id("none")
            $0.commitments[0].obligor = World.id("lake")
            var condition = Agreement.Commitment.Condition()
            condition.commitment = World.id("c1")
            $0.commitments[0].conditions = [condition]
            $0.determination.members = [World.id("north")]
            $0.clocks.reply = 0
            $0.grading.removeLast()
        }
        #expect(agreement.problems().map(\.path) == [
            "articles.0.instrument", "commitments.0.obligor", "commitments.0.conditions.0.commitment", "commitments.0.conditions", "determination.members.0", "clocks.reply", "grading",
        ])
        #expect(World.agreement().problems().isEmpty)
    }
}

@Suite("Reports and incidents")
struct IncidentTests {
    @Test("A report has minimum facts")
    func minimum() throws {
        var world = try World.running()
        #expect(world.refusal(world.report { $0.type = World.id("weather") }, by: "north/desk") == "report.type")
        #expect(world.refusal(world.report { $0.place.precision = 6 }, by: "north/desk") == "report.minimum-facts")
        #expect(world.refusal(world.report { $0.place.area = nil }, by: "north/desk") == "report.minimum-facts")
        #expect(world.refusal(world.report { $0.place.area = World.id("moon") }, by: "north/desk") == "place.area")
        #expect(world.refusal(world.report { $0.place.latitude = 1 }, by: "north/desk") == "place.coordinates")
        #expect(world.refusal(world.report { ($0.place.latitude, $0.place.longitude) = (9_000_001, 0) }, by: "north/desk") == "place.coordinates")
        #expect(world.refusal(world.report { $0.when.from = $0.when.to.adding(hours: 9) }, by: "north/desk") == "report.time")
        #expect(world.refusal(world.report { $0.alleged = [World.id("somebody")] }, by: "north/desk") == "report.actor")
        #expect(world.refusal(world.report(), by: "north/desk", length: 9) == "report.minimum-facts")
        #expect(world.refusal(world.report {
            var casualties = Casualties()
            casualties.side = Casualties.civilians
            (casualties.killed.low, casualties.killed.best) = (3, 2)
            $0.casualties = [casualties]
        }, by: "north/desk") == "report.casualties")
        #expect(world.refusal(world.report { $0.alleged = [World.id("group-a"), World.id("south")] }, by: "north/desk") == nil)
    }

    @Test("A report is corrected and withdrawn by who filed it, and stays readable")
    func correct() throws {
        var world = try World.running()
        var correct = CorrectReport()
        correct.report = try world.perform(world.report(), by: "north/desk")
        correct.facts = world.facts { $0.weapon = .mortar }
        #expect(world.refusal(correct, by: "south/desk") == "report.own")
        try world.perform(correct, by: "north/desk")
        #expect(world.state.reports.rows[0].versions.count == 2)
        #expect(world.state.reports.rows[0].facts.weapon == .mortar)
        var withdraw = WithdrawReport()
        withdraw.report = correct.report
        try world.perform(withdraw, by: "north/desk")
        #expect(world.refusal(correct, by: "north/desk") == "report.withdrawn")
        withdraw.report = Hash()
        #expect(world.refusal(withdraw, by: "north/desk") == "act.cites")
    }

    @Test("An incident gathers reports, each of them once")
    func gather() throws {
        var world = try World.running()
        var open = OpenIncident()
        let facts = world.facts()
        (open.type, open.when, open.place) = (facts.type, facts.when, facts.place)
        #expect(world.refusal(open, by: "secretariat/desk") == "incident.reports")
        let incident = try world.incident(accepted: false)
        open.reports = world.state.incidents.rows[0].reports
        #expect(world.refusal(open, by: "secretariat/desk") == "incident.gathered")
        var gather = GatherReport()
        gather.incident = incident
        gather.report = try world.perform(world.report(), by: "south/desk")
        try world.perform(gather, by: "monitors/desk")
        #expect(world.refusal(gather, by: "monitors/desk") == "incident.gathered")
        var withdraw = WithdrawReport()
        withdraw.report = try world.perform(world.report(), by: "south/desk")
        try world.perform(withdraw, by: "south/desk")
        gather.report = withdraw.report
        #expect(world.refusal(gather, by: "monitors/desk") == "report.withdrawn")
        #expect(world.state.incidents.rows[0].reports.count == 2)
    }

    @Test("Triage decides with articles, and a duplicate names its original")
    func triage() throws {
        var world = try World.running()
        let (first, second) = (try world.incident(), try world.incident(accepted: false))
        var triage = TriageIncident()
        triage.incident = second
        triage.outcome = .accepted
        #expect(world.refusal(triage, by: "secretariat/desk") == "incident.articles")
        triage.articles = [World.id("7.7")]
        #expect(world.refusal(triage, by: "secretariat/desk") == "incident.articles")
        triage.articles = []
        triage.outcome = .duplicate
        #expect(world.refusal(triage, by: "secretariat/desk") == "incident.duplicate")
        triage.duplicateOf = second
        #expect(world.refusal(triage, by: "secretariat/desk") == "incident.duplicate")
        triage.duplicateOf = first
        try world.perform(triage, by: "secretariat/desk")
        #expect(world.state.outcome(of: world.state.incidents[second]!) == .duplicate)
        var task = TaskVerification()
        (task.incident, task.lead) = (second, world.member("monitors"))
        #expect(world.refusal(task, by: "lake/desk") == "verification.accepted")
    }
}

@Suite("Verification and findings")
struct FindingTests {
    @Test("A team is led by no party and has members of every party or of none")
    func parity() throws {
        var world = try World.running()
        var task = TaskVerification()
        task.incident = try world.incident()
        (task.lead, task.team) = (world.member("north"), [world.member("south")])
        #expect(world.refusal(task, by: "lake/desk") == "verification.lead")
        (task.lead, task.team) = (world.member("monitors"), [world.member("north")])
        #expect(world.refusal(task, by: "lake/desk") == "verification.parity")
        task.team = [world.member("monitors")]
        #expect(world.refusal(task, by: "lake/desk") == "verification.team")
        task.team = []
        #expect(world.refusal(task, by: "lake/desk") == nil)
    }

    @Test("Observations come from the team, before its report; the report gives each component's view")
    func team() throws {
        var world = try World.running()
        var task = TaskVerification()
        (task.incident, task.lead, task.team) = (try world.incident(), world.member("monitors"), [world.member("north"), world.member("south")])
        let verification = try world.perform(task, by: "hill/desk")
        #expect(world.refusal(world.teamReport(verification), by: "monitors/desk") == "verification.observations")
        #expect(world.refusal(world.observe(verification), by: "lake/desk") == "verification.member")
        try world.perform(world.observe(verification), by: "north/desk")
        #expect(world.refusal(world.teamReport(verification), by: "lake/desk") == "verification.lead")
        var partial = world.teamReport(verification)
        partial.views.removeLast()
        #expect(world.refusal(partial, by: "monitors/desk") == "verification.views")
        try world.perform(world.teamReport(verification), by: "monitors/desk")
        #expect(world.refusal(world.observe(verification), by: "north/desk") == "verification.open")
    }

    @Test("There is no finding without a verification and without evidence")
    func evidence() throws {
        var world = try World.running()
        let unverified = try world.incident()
        #expect(world.refusal(world.proposal(unverified, [Hash()]), by: "monitors/desk") == "finding.verified")
        let (incident, _, observation) = try world.verified()
        #expect(world.refusal(world.proposal(incident, []), by: "monitors/desk") == "finding.evidence")
        #expect(world.refusal(world.proposal(incident, [Hash()]), by: "monitors/desk") == "finding.evidence")
        #expect(world.refusal(world.proposal(incident, [observation, observation]), by: "monitors/desk") == "finding.evidence")
        let other = try world.verified().observation
        #expect(world.refusal(world.proposal(incident, [other]), by: "monitors/desk") == "finding.evidence")
        try world.perform(world.proposal(incident, [observation]), by: "monitors/desk")
        #expect(world.refusal(world.proposal(incident, [observation]), by: "monitors/desk") == "finding.open")
    }

    @Test("Occurrence, attribution and classification must fit together")
    func conclusion() throws {
        var world = try World.running()
        let (incident, _, observation) = try world.verified()
        func rule(_ change: (inout Conclusion) -> Void) -> String? {
            var trial = world
            var propose = trial.proposal(incident, [observation])
            change(&propose.conclusion)
            return trial.refusal(propose, by: "monitors/desk")
        }
        #expect(rule { $0.attributedTo = [] } == "finding.attribution")
        #expect(rule { $0.attribution = .undetermined } == "finding.attribution")
        #expect(rule { $0.attribution = .nonSignatory } == "finding.attribution")
        #expect(rule { $0.attribution = .several } == "finding.attribution")
        #expect(rule { ($0.attribution, $0.attributedTo) = (.proxy, [World.id("group-a")]) } == "finding.attribution")
        #expect(rule { ($0.attribution, $0.attributedTo) = (.nonSignatory, [World.id("group-a")]) } == nil)
        #expect(rule { ($0.attribution, $0.attributedTo) = (.notApplicable, []) } == "finding.occurrence")
        #expect(rule { $0.occurrence = .notOccurred } == "finding.occurrence")
        #expect(rule { $0.grade = nil } == "finding.classification")
        #expect(rule { $0.article = World.id("9") } == "finding.classification")
        #expect(rule { $0.classification = .noViolation } == "finding.classification")
        #expect(rule { $0.attributedTo = [World.id("nobody")] } == "report.actor")
        #expect(rule { ($0.attribution, $0.attributedTo) = (.undetermined, []) } == nil)
    }

    @Test("No determination while the reply window is open, unless every party has replied")
    func replyWindow() throws {
        var world = try World.running()
        let (incident, finding) = try world.proposed()
        var (concur, determine, reply) = (ConcurWithFinding(), DetermineFinding(), ReplyToFinding())
        (concur.finding, determine.finding, reply.finding) = (finding, finding, finding)
        #expect(world.refusal(concur, by: "lake/desk") == "finding.reply-window")
        #expect(world.refusal(determine, by: "lake/desk") == "finding.reply-window")
        try world.perform(reply, by: "south/desk")
        #expect(world.refusal(reply, by: "south/desk") == "finding.reply-once")
        #expect(world.refusal(determine, by: "lake/desk") == "finding.reply-window")
        var early = world
        try early.perform(reply, by: "north/desk")
        try early.perform(concur, by: "lake/desk")
        try early.perform(concur, by: "hill/desk")
        #expect(early.refusal(determine, by: "lake/desk") == nil)
        world.pass(hours: 73)
        #expect(world.refusal(reply, by: "north/desk") == "finding.reply-window")
        try world.perform(concur, by: "lake/desk")
        try world.perform(concur, by: "hill/desk")
        try world.perform(determine, by: "hill/desk")
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .violation)
        #expect(world.refusal(determine, by: "hill/desk") == "finding.determined")
    }

    @Test("Findings are determined by as many members as the agreement says", arguments: [
        (Agreement.Determination.Rule.all, Int64(0), 2), (.any, 0, 1), (.some, 1, 1), (.some, 2, 2),
    ])
    func quorum(_ rule: Agreement.Determination.Rule, _ needed: Int64, _ quorum: Int) throws {
        var world = try World.running {
            $0.determination.rule = rule
            $0.determination.needed = needed
        }
        let (_, finding) = try world.proposed()
        world.pass(hours: 80)
        var (concur, dissent, determine) = (ConcurWithFinding(), DissentFromFinding(), DetermineFinding())
        (concur.finding, dissent.finding, determine.finding) = (finding, finding, finding)
        #expect(world.refusal(determine, by: "lake/desk") == "finding.quorum")
        #expect(world.refusal(concur, by: "monitors/desk") == "act.authority")
        try world.perform(concur, by: "lake/desk")
        #expect(world.refusal(dissent, by: "lake/desk") == "finding.vote-once")
        try world.perform(dissent, by: "hill/desk")
        #expect(world.refusal(determine, by: "lake/desk") == (quorum == 1 ? nil : "finding.quorum"))
    }

    @Test("When dissent puts a finding out of reach, that is an outcome, and another may be proposed")
    func noAgreement() throws {
        var world = try World.running()
        let (incident, _, observation) = try world.verified()
        var dissent = DissentFromFinding()
        dissent.finding = try world.perform(world.proposal(incident, [observation]), by: "monitors/desk")
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .proposed)
        world.pass(hours: 73)
        try world.perform(dissent, by: "lake/desk")
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .noAgreement)
        #expect(world.refusal(world.proposal(incident, [observation]), by: "monitors/desk") == nil)
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .proposed)
    }

    @Test("A guarantor that the agreement does not name as a determiner has no vote")
    func member() throws {
        var world = try World.running { $0.determination.members = [World.id("lake")] }
        let (_, finding) = try world.proposed()
        var concur = ConcurWithFinding()
        concur.finding = finding
        #expect(world.refusal(concur, by: "hill/desk") == "finding.determiner")
    }
}

@Suite("Commitments, crossings, editions")
struct OtherSubjectsTests {
    @Test("Both parties give their own account of a commitment; an assessment stands beside them")
    func commitments() throws {
        var world = try World.running()
        var (progress, assess) = (ReportProgress(), AssessCommitment())
        (progress.commitment, progress.level, assess.commitment) = (World.id("c1"), 3, World.id("c1"))
        try world.perform(progress, by: "north/desk")
        progress.level = 0
        try world.perform(progress, by: "south/desk")
        progress.level = 4
        #expect(world.refusal(progress, by: "south/desk") == "commitment.level")
        progress.commitment = World.id("c9")
        #expect(world.refusal(progress, by: "south/desk") == "commitment.named")
        assess.basis = .verified
        #expect(world.refusal(assess, by: "lake/desk") == "commitment.evidence")
        (assess.basis, assess.level, assess.obstacle) = (.documented, 3, .will)
        #expect(world.refusal(assess, by: "lake/desk") == "commitment.obstacle")
        (assess.level, assess.obstacle) = (1, .access)
        try world.perform(assess, by: "lake/desk")
        let status = world.state.commitments.rows[0]
        #expect(status.account(of: World.id("north"))?.level == 3)
        #expect(status.account(of: World.id("south"))?.level == 0)
        #expect(status.assessments.last.flatMap { world.state.assessments[$0] }?.content.level == 1)
    }

    @Test("Evidence has content, was collected before, and stands once on an incident")
    func evidence() throws {
        var world = try World.running()
        var deposit = DepositEvidence()
        deposit.incident = try world.incident()
        #expect(world.refusal(deposit, by: "north/desk") == "evidence.content")
        (deposit.content, deposit.size, deposit.collected) = (Hash.sha256(of: [1]), 1, world.clock.adding(hours: 9))
        #expect(world.refusal(deposit, by: "north/desk") == "evidence.collected")
        deposit.collected = world.clock
        try world.perform(deposit, by: "north/desk")
        #expect(world.refusal(deposit, by: "south/desk") == "evidence.once")
    }

    @Test("An edition carries the digest of the state at its cut-off, and is public")
    func editions() throws {
        var world = try World.running()
        var cut = CutEdition()
        cut.from = world.clock.adding(hours: -24)
        var before = world.state
        var publish = PublishEdition()
        publish.edition = try world.perform(cut, by: "secretariat/desk")
        try world.perform(world.report(), by: "north/desk")
        (publish.size, publish.digest) = (before.size, world.state.digest())
        #expect(world.refusal(publish, by: "secretariat/desk", audience: .everyone) == "edition.digest")
        publish.digest = before.digest()
        #expect(world.refusal(publish, by: "secretariat/desk", audience: .everyone) == "edition.public-tree")
        (publish.publicSize, publish.publicRoot) = (before.publicTree.size, before.publicTree.root)
        #expect(world.refusal(publish, by: "secretariat/desk", audience: .everyone) == "edition.figures")
        publish.figures = world.state.editions[publish.edition]!.figures
        #expect(world.refusal(publish, by: "secretariat/desk") == "edition.public")
        try world.perform(publish, by: "lake/desk", audience: .everyone)
        #expect(world.refusal(publish, by: "lake/desk", audience: .everyone) == "edition.cut")
    }
}

@Suite("The fold")
struct FoldTests {
    @Test("The same acts give the same state, whenever the digest is asked for")
    func deterministic() throws {
        var acts: [(Act, Moment)] = []
        var source = try World.running()
        var start = source.state
        for _ in 0..<40 {
            let act = source.act(source.report(), by: acts.count.isMultiple(of: 2) ? "north/desk" : "south/desk")
            source.pass(hours: 1)
            try source.state.admit(act, received: source.clock)
            acts.append((act, source.clock))
        }
        var often = start
        for (act, received) in acts {
            try often.admit(act, received: received)
            _ = often.digest()
        }
        for (act, received) in acts { try start.admit(act, received: received) }
        #expect(often.digest() == start.digest())
        #expect(often.digest() == source.state.digest())
    }

    @Test("Every kind of act reads what it writes")
    func kinds() throws {
        for type in ActKinds.all {
            let bytes = try Samples.payload(type)
            let payload = try Payload(strict: bytes)
            #expect(payload.canonical == bytes)
            #expect(payload.kind == type.kind.name)
        }
        #expect(Set(ActKinds.all.map { $0.kind.name }).count == ActKinds.all.count)
    }

    @Test("An act of an unknown kind is refused in reading")
    func unknown() throws {
        var bytes = String(decoding: try Samples.payload(FileReport.self), as: UTF8.self)
        bytes = bytes.replacing("report.file", with: "report.burn")
        #expect(throws: Malformed.self) { try Payload(strict: Array(bytes.utf8)) }
    }
}
