import Mechanism
import Registry

/// An act, signed and ready to be handed in.
struct SignedAct: Sendable {
    let id: ActID
    let kind: Identifier
    let key: Key
    let submission: Submission
}

/// What one desk does, act by act, each signed for its place in the desk's chain. It cites its own acts alone, so that no
/// desk waits for another and all acts can be signed beforehand.
struct DeskWork {
    private let key: OfficerKey
    private let role: Role
    private let mechanism: ActID
    private var previous: ActID?
    private var count = 0
    private var report = ActID()
    private var incident = ActID()
    private var verification = ActID()
    private var publication = ActID()

    init(_ desk: (name: String, role: Role), mechanism: ActID) throws {
        key = try Stage.key(desk.name)
        role = desk.role
        self.mechanism = mechanism
    }

    /// The next `count` acts.
    mutating func sign(_ count: Int) throws -> [SignedAct] { try (0..<count).map { _ in try next() } }

    private mutating func next() throws -> SignedAct {
        let step = Self.steps(of: role)[count % Self.steps(of: role).count]
        let body = body(step)
        let kind = type(of: body).kind
        count += 1
        let label = "\(key.participant)/\(key.desk) \(count)"
        let texts = kind.slots.filter(\.required).map { slot in
            Text(slot: slot.name, language: name("en"), salt: seed("\(label) \(slot.name)"), text: slot.name == name("narrative") ? Self.narrative : Self.remark)
        }
        let draft = ActDraft(body, audience: .participants, at: Self.at, nonce: seed(label), texts: texts)
        let submission = try draft.signed(mechanism: mechanism, previous: previous, by: key)
        let id = Envelope.actID(preAuthentication: submission.envelope.preAuthentication)
        previous = id
        switch step {
        case .report: report = id
        case .open: incident = id
        case .task: verification = id
        case .publish: publication = id
        default: break
        }
        return SignedAct(id: id, kind: kind.name, key: key.key, submission: submission)
    }

    // MARK: The mix

    private enum Step {
        case report, correct, open, gather, triage, deposit, task, observe, conclude, progress, assess, crossing, publish, statement
    }

    private static func steps(of role: Role) -> [Step] {
        switch role {
        case .party: [.report, .progress, .report, .correct, .crossing, .report, .progress, .report]
        case .guarantor: [.report, .open, .triage, .deposit, .task, .observe, .observe, .conclude, .assess, .report]
        case .monitoringTeam: [.report, .open, .triage, .deposit, .deposit, .report, .gather, .assess, .crossing, .report]
        case .secretariat, .observer: [.report, .open, .triage, .publish, .publish, .statement, .deposit, .report]
        }
    }

    private static let narrative = String(repeating: "Fire was heard from the ridge for several minutes. ", count: 8)
    private static let remark = String(repeating: "As told by the desk that signs. ", count: 3)
    private static let at = LocalTime(Array("2025-11-09T14:30:00+05:00".utf8)) ?? LocalTime()

    private func facts() -> Facts {
        var facts = Facts()
        facts.type = name(["shelling", "incursion", "flight", "obstruction"][count % 4])
        facts.when.from = Moment(milliseconds: Self.at.moment.milliseconds - 7_200_000)
        facts.when.to = Self.at.moment
        facts.place.area = name("area-\(count % 12 + 1)")
        (facts.place.latitude, facts.place.longitude) = (3_412_000 + Int64(count % 1_000), 7_109_000)
        facts.place.precision = 2
        (facts.weapon, facts.direction) = (.mortar, Int64(count % 360))
        facts.alleged = [name("north")]
        var casualties = Casualties()
        casualties.side = Casualties.civilians
        (casualties.injured.low, casualties.injured.best, casualties.injured.high) = (1, 2, 3)
        facts.casualties = [casualties]
        return facts
    }

    private func body(_ step: Step) -> any ActBody {
        switch step {
        case .report:
            var body = FileReport()
            (body.basis, body.facts) = (.saw, facts())
            return body
        case .correct:
            var body = CorrectReport()
            (body.report, body.facts) = (report, facts())
            return body
        case .open:
            var body = OpenIncident()
            let facts = facts()
            (body.reports, body.type, body.when, body.place) = ([report], facts.type, facts.when, facts.place)
            return body
        case .gather:
            var body = GatherReport()
            (body.incident, body.report) = (incident, report)
            return body
        case .triage:
            var body = TriageIncident()
            (body.incident, body.articles) = (incident, [name("article-1")])
            return body
        case .deposit:
            var body = DepositEvidence()
            (body.incident, body.type, body.content) = (incident, .photograph, Hash.sha256(of: seed("\(key.participant)/\(key.desk) \(count)")))
            (body.size, body.collected, body.collector) = (2_000_000, Self.at.moment, key.desk)
            return body
        case .task, .observe, .conclude: return verificationBody(step)
        case .progress:
            var body = ReportProgress()
            (body.commitment, body.level) = (commitment, Int64(count % 4))
            return body
        case .assess:
            var body = AssessCommitment()
            (body.commitment, body.level) = (commitment, Int64(count % 4))
            return body
        case .crossing:
            var body = ReportCrossing()
            var passage = CrossingStatus.Passage()
            passage.condition = .restricted
            (body.crossing, body.conditions, body.since, body.reason) = (name("bridge"), [passage], Self.at.moment, .works)
            return body
        case .publish:
            var body = RecordPublication()
            (body.content, body.published, body.basis) = (Hash.sha256(of: seed("\(key.participant)/\(key.desk) \(count)")), Day(number: 20_401), .stated)
            return body
        case .statement:
            var body = RecordStatement()
            (body.side, body.date, body.publications) = (name("north"), Day(number: 20_400), [publication])
            return body
        }
    }

    private var commitment: Identifier { name("commitment-\(count % 24 + 1)") }

    private func verificationBody(_ step: Step) -> any ActBody {
        switch step {
        case .task:
            var body = TaskVerification()
            body.incident = incident
            (body.lead.participant, body.lead.desk) = (key.participant, key.desk)
            return body
        case .observe:
            var body = Observe()
            let facts = facts()
            (body.verification, body.bearing, body.when, body.place) = (verification, .supports, facts.when, facts.place)
            return body
        default:
            var body = ReportVerification()
            var view = ReportVerification.View()
            view.component = key.participant
            (body.verification, body.occurrence, body.views) = (verification, .occurred, [view])
            return body
        }
    }
}

/// All desks, each going on where it stopped.
struct Desks {
    private var works: [DeskWork]

    init(of stage: Stage) throws {
        works = try Stage.desks.map { try DeskWork($0, mechanism: stage.mechanism) }
    }

    /// The next acts, about `count` in all, by desk.
    mutating func sign(_ count: Int) async throws -> [[SignedAct]] {
        let each = max(1, count / works.count)
        let signed = try await withThrowingTaskGroup(of: (Int, DeskWork, [SignedAct]).self) { group in
            for (place, work) in works.enumerated() {
                group.addTask {
                    var work = work
                    let acts = try work.sign(each)
                    return (place, work, acts)
                }
            }
            return try await group.reduce(into: [Int: (DeskWork, [SignedAct])]()) { $0[$1.0] = ($1.1, $1.2) }
        }
        for (place, (work, _)) in signed { works[place] = work }
        return works.indices.map { signed[$0]?.1 ?? [] }
    }
}

extension Stage {
    /// Signs acts of all desks: by desk, `rounds` of them, about `count` in all.
    func sign(_ count: Int, rounds: Int) async throws -> [[[SignedAct]]] {
        var desks = try Desks(of: self)
        var signed: [[[SignedAct]]] = []
        for _ in 0..<rounds { signed.append(try await desks.sign(count / rounds)) }
        return signed
    }

    /// Hands acts in: every desk in a task of its own, one act after the other, each waiting for its receipt.
    /// - Returns: the milliseconds that each waited.
    @discardableResult
    func submit(_ acts: [[SignedAct]]) async throws -> [Double] {
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for part in acts {
                group.addTask { [office] in
                    var waits: [Double] = []
                    for act in part { waits.append(try await seconds { try await office.record(act.submission) } * 1_000) }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }
}
