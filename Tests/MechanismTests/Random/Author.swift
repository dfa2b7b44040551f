import Mutation

@testable import Mechanism

/// One thing that happens in a history: an act is handed in.
struct Step: Sendable {
    let kind: Identifier
    let payload: [UInt8]
    let received: Moment
    let lodgings: [Lodged]
    /// Keys that were made for this act, each with what stands for it when the parties are exchanged.
    let keys: [(Key, Key)]
    /// Whether something was put into it that its author did not mean, so that it may name any row.
    var isSlip = false
}

/// What became of a step.
enum Outcome: Hashable, Sendable {
    case admitted
    case refused(Refusal)
    /// The strict reader refused it.
    case malformed(Malformed)
}

/// Admits an act; tests of the checkers put a faulty one in the place of ``State/admit(_:received:lodgings:)``.
typealias Admission = @Sendable (inout State, Act, Moment, [Lodged]) -> Refusal?

let admission: Admission = { state, act, received, lodgings in
    do throws(Refusal) {
        try state.admit(act, received: received, lodgings: lodgings)
        return nil
    } catch {
        return error
    }
}

extension State {
    /// Takes a step in, from its bytes.
    mutating func take(_ payload: [UInt8], _ received: Moment, _ lodgings: [Lodged], by admission: Admission = admission) -> Outcome {
        do throws(Malformed) {
            let act = try Act(id: Golden.id(of: payload), payload: payload)
            return admission(&self, act, received, lodgings).map { .refused($0) } ?? .admitted
        } catch {
            return .malformed(error)
        }
    }
}

/// Writes a history step by step, from a seed: looks at the state, has a goal in mind, and does what leads there, or waits until a
/// clock has come to its edge. It slips often: what it hands in is then not what it meant, and mostly refused.
struct Author: Sendable {
    let stage: Stage
    private(set) var state = State()
    private(set) var clock: Moment
    var random: SeededGenerator
    private var admit: Admission
    /// The kinds that this history is most about.
    private var favourites: [Move] = []
    private var goal: Move?
    /// What has yet to be reached before histories part.
    private var ahead: [any ActBody.Type]
    private var patience = 0
    /// What was admitted, and by whom: done again, it mostly is refused.
    private var past: [Done] = []
    private var keys: [(Key, Key)] = []
    private var count: UInt64 = 0

    /// How many acts are handed in at the most for an opening.
    private static let mostTries = 400
    private var tries = 0

    /// An act that was admitted.
    struct Done: Sendable {
        var id: ActID
        var body: any ActBody
        var signer: Signer
        var texts: [Hash]
    }

    /// A desk of a participant.
    struct Signer: Hashable, Sendable {
        var participant: Identifier
        var desk: Identifier
    }

    /// - Parameter ripeness: how far the opening goes.
    init(_ stage: Stage, _ ripeness: Ripeness = .open, seed: UInt64, admission: @escaping Admission = admission) {
        (self.stage, random, admit) = (stage, SeededGenerator(seed: seed), admission)
        ahead = ripeness.reached.filter { $0.kind.since <= stage.rules }
        clock = World().clock
        favourites = (0..<6).compactMap { _ in Moves.all.randomElement(using: &random) }
    }

    /// The same stage as its opening left it, for another history.
    func restarted(_ ripeness: Ripeness, seed: UInt64, admission: @escaping Admission = admission) -> Author {
        var author = self
        author.admit = admission
        author.random = SeededGenerator(seed: seed)
        author.favourites = (0..<6).compactMap { _ in ripeness.moves.randomElement(using: &author.random) }
        return author
    }

    /// The digest of its state.
    mutating func digest() -> Hash { state.digest() }

    // MARK: Steps

    /// The step that opens the mechanism and leads to where histories part, as long as they are not there: without slips.
    mutating func opening() -> Step? {
        guard !isRipe, tries < Self.mostTries else { return nil }
        tries += 1
        guard isOpen, let next = ahead.first else { return step(plan(Moves.opening(self)), slips: false) }
        clock = Moment(milliseconds: clock.milliseconds + 1_000)
        return step(plan(Moves.move(next)), slips: false)
    }

    /// Whether an agreement was in force and every desk accredited, once.
    private(set) var isOpen = false

    /// Whether the opening has come to its end.
    var isRipe: Bool { isOpen && ahead.isEmpty }

    /// The next step; whoever asks takes it by ``take(_:)``.
    mutating func next() -> Step {
        passTime()
        if !isOpen, !chance(5) { return step(plan(Moves.opening(self)), slips: true) }
        if !past.isEmpty, chance(20) {
            let again = past[Int.random(in: past.indices, using: &random)]
            return step(.init(body: again.body, signer: chance(2) ? again.signer : anybody()), slips: false)
        }
        if patience == 0 || goal == nil {
            goal = (chance(3) ? Moves.all : favourites).randomElement(using: &random)
            patience = Int.random(in: 1...10, using: &random)
        }
        patience -= 1
        guard let goal else { preconditionFailure("There are kinds of act.") }
        return step(plan(goal), slips: true)
    }

    /// An act of this content by somebody who may sign it, without slips.
    mutating func step(_ body: any ActBody) -> Step { step(Plan(body: body, signer: signer(of: type(of: body).kind)), slips: false) }

    /// Takes a step into the author's own state.
    mutating func take(_ step: Step) -> Outcome {
        let outcome = state.take(step.payload, step.received, step.lodgings, by: admit)
        if outcome == .admitted, let payload = try? Payload(strict: step.payload) {
            past.append(Done(
                id: Golden.id(of: step.payload), body: payload.body.value, signer: Signer(participant: payload.participant, desk: payload.desk),
                texts: payload.texts.map(\.commitment)))
            if isOpen, payload.kind == ahead.first?.kind.name { ahead.removeFirst() }
            isOpen = isOpen || state.agreement != nil && Moves.unseated(self) == nil
        }
        return outcome
    }

    /// An act, and who signs it.
    private struct Plan {
        var body: any ActBody
        var signer: Signer
        var audience = Audience.participants
        var texts: [String]?
    }

    /// What is done towards a goal: the goal itself, or what must come before it.
    private mutating func plan(_ goal: Move) -> Plan {
        var move = goal
        for _ in 0..<10 {
            switch move.make(&self) {
            case .act(let body, let signer, let audience, let texts):
                let kind = type(of: body).kind
                return Plan(body: body, signer: signer ?? self.signer(of: kind), audience: audience ?? (chance(3) ? .everyone : .participants), texts: texts)
            case .first(let type): move = Moves.move(type)
            case .wait(let moment): clock = max(clock, moment)
            }
        }
        return Plan(body: blind(move.type), signer: signer(of: move.type.kind))
    }

    private mutating func step(_ plan: Plan, slips: Bool) -> Step {
        var (body, signer) = (plan.body, plan.signer)
        let isSlip = slips && chance(6)
        if isSlip {
            var slip = Slip(self, seed: random.next())
            body = slip.slipped(body)
        }
        if slips, chance(16) { signer = anybody() }
        let kind = type(of: body).kind
        count += 1
        var random = self.random
        var payload = state.payload(
            body, by: signer, audience: plan.audience, nonce: count, commitment: { Hash.sha256(of: random.bytes(8)) },
            texts: { plan.texts?.contains($0.name) ?? (Int.random(in: 0..<8, using: &random) == 0) })
        self.random = random
        if state.establishment == nil { payload.rules = stage.rules }
        var received = clock
        if slips, chance(24) { slip(&payload, &received) }
        defer { keys = [] }
        return Step(kind: kind.name, payload: payload.canonical, received: received, lodgings: lodgings(received), keys: keys, isSlip: isSlip)
    }

    /// What can be wrong with any act.
    private mutating func slip(_ payload: inout Payload, _ received: inout Moment) {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: payload.previous = Link(someAct())
        case 1: payload.mechanism = Link(someAct())
        case 2: payload.rules += chance(2) ? 1 : -1
        case 3: received = Moment(milliseconds: state.now.milliseconds - 1)
        case 4: payload.texts = []
        case 5: payload.texts += payload.texts
        case 6: payload.texts = payload.texts.map { text in
            TextReference(slot: text.slot, language: text.language, length: chance(2) ? 0 : 1, commitment: text.commitment)
        }
        case 7: payload.desk = World.id("desk-9")
        default: payload.texts.append(TextReference(slot: World.id("poem"), language: World.id("en"), length: 9, commitment: Hash()))
        }
    }

    /// Mostly none; at times followers have taken the act in before, or say so wrongly.
    private mutating func lodgings(_ received: Moment) -> [Lodged] {
        guard isOpen, chance(12) else { return [] }
        return (0..<Int.random(in: 1...2, using: &random)).map { _ in
            let signer = one(of: stage.participants).map { Signer(participant: $0.id, desk: World.id(chance(6) ? "desk-2" : "desk")) } ?? anybody()
            let before = chance(12) ? -1 : Int64.random(in: 0...(80 * World.hour), using: &random)
            return Lodged(participant: signer.participant, desk: signer.desk, time: Moment(milliseconds: received.milliseconds - before))
        }
    }

    /// A moment later, some hours later, or at the edge of a clock: its last millisecond, the one before and the one after.
    private mutating func passTime() {
        switch Int.random(in: 0..<12, using: &random) {
        case 0:
            if let deadline = one(of: state.deadlines(at: clock)) {
                let edge = Moment(milliseconds: deadline.until.milliseconds + Int64.random(in: -1...1, using: &random))
                // Far ahead lies only what would end the history.
                if edge < clock.adding(hours: 24 * 8) { clock = max(clock, edge) }
            }
        case 1: clock = clock.adding(hours: Int64.random(in: 1...30, using: &random))
        case 2: break
        default: clock = Moment(milliseconds: clock.milliseconds + Int64.random(in: 1...600_000, using: &random))
        }
    }

    // MARK: Choices

    /// One time in `number`.
    mutating func chance(_ number: Int) -> Bool { Int.random(in: 0..<number, using: &random) == 0 }

    /// One time in `number`, and never in an opening: whether it does what it knows to be wrong.
    mutating func errs(_ number: Int) -> Bool { isRipe && chance(number) }

    mutating func one<Elements: Collection>(of elements: Elements) -> Elements.Element? { elements.randomElement(using: &random) }

    /// A row that fits, of those made last.
    mutating func one<Element: Row>(in table: Table<Element>, where fits: (Element) -> Bool = { _ in true }) -> Element? {
        one(of: table.rows.suffix(24).filter(fits))
    }

    /// An act that was admitted not long ago.
    mutating func oneDone(where fits: (Done) -> Bool = { _ in true }) -> Done? { one(of: past.suffix(24).filter(fits)) }

    /// Some of the elements, in their order; at least one where there is any.
    mutating func some<Element>(of elements: [Element]) -> [Element] {
        guard elements.count > 1 else { return elements }
        let some = elements.filter { _ in chance(2) }
        return some.isEmpty ? [elements[Int.random(in: elements.indices, using: &random)]] : some
    }

    mutating func word<Choice: Word>(_: Choice.Type = Choice.self) -> Choice { Choice.allCases.randomElement(using: &random) ?? Choice() }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }

    /// A moment not long ago.
    mutating func before() -> Moment { Moment(milliseconds: clock.milliseconds - number(0...(50 * World.hour))) }

    mutating func content() -> Hash { Hash.sha256(of: random.bytes(8)) }

    mutating func party() -> Identifier { one(of: stage.parties) ?? Identifier() }

    /// A party, or an actor of the agreement.
    mutating func actor() -> Identifier { chance(2) ? party() : one(of: stage.agreement.actors)?.id ?? party() }

    /// A key that nobody has.
    mutating func freshKey(of participant: Identifier) -> Key {
        count += 1
        let twin = participant == stage.exchanged.0 ? stage.exchanged.1 : participant == stage.exchanged.1 ? stage.exchanged.0 : participant
        let (key, other) = (World.key("\(participant)/key-\(count)"), World.key("\(twin)/key-\(count)"))
        if key != other { keys += [(key, other), (other, key)] }
        return key
    }

    /// An act of this record, or none that there is.
    mutating func someAct() -> ActID {
        let rows = state.officers.rows.compactMap(\.last.act)
        return chance(3) ? content() : one(of: rows) ?? content()
    }

    // MARK: Who signs

    /// Somebody who may sign the kind; now and then one who may not.
    mutating func signer(of kind: ActKind) -> Signer {
        let participant = one(of: stage.participants(kind.roles)) ?? party()
        return switch kind.hands {
        case .officer: officer(of: participant, for: kind.subject)
        case .head, .joint, .heads: Signer(participant: participant, desk: Officer.headDesk)
        case .headOrRecovery: Signer(participant: participant, desk: chance(2) ? Officer.headDesk : World.id("recovery-\(number(1...3))"))
        }
    }

    /// A desk of a participant that may act on a subject; its head where there is none.
    mutating func officer(of participant: Identifier, for subject: Identifier) -> Signer {
        let able = state.officers.rows.filter { $0.participant == participant && $0.withdrawn == nil && $0.functions.contains(subject) }
        let desk = one(of: able)?.desk ?? Officer.headDesk
        return Signer(participant: participant, desk: chance(12) ? Officer.headDesk : desk)
    }

    func head(of participant: Identifier) -> Signer { Signer(participant: participant, desk: Officer.headDesk) }

    /// Whoever has or had a desk.
    mutating func anybody() -> Signer {
        let officer = one(of: state.officers.rows)
        return officer.map { Signer(participant: $0.participant, desk: $0.desk) } ?? head(of: party())
    }
}
