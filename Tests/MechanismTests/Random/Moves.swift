@testable import Mechanism

/// How an author comes to acts of one kind.
///
/// A new kind of act joins by one `Move` in its subject's list; without one, its fields are filled blindly, and the floor of
/// ``Tally`` says so.
struct Move: Sendable {
    /// What to do now.
    enum Next {
        /// This; signed by somebody who may sign the kind, unless it matters.
        /// - Parameter texts: those that it may carry and does; by chance where it does not matter.
        case act(any ActBody, by: Author.Signer? = nil, audience: Audience? = nil, texts: [String]? = nil)
        /// An act of another kind, so that this one has something to be about.
        case first(any ActBody.Type)
        /// Nothing before this moment; asked again then.
        case wait(Moment)
    }

    let type: any ActBody.Type
    let make: @Sendable (inout Author) -> Next

    init(_ type: any ActBody.Type, _ make: @escaping @Sendable (inout Author) -> Next) { (self.type, self.make) = (type, make) }
}

enum Moves {
    private static let written: [[Move]] = [
        establishment, joint, agreement, commitments, reports, incidents, evidence, verification, findings, remedies, handovers, texts, contact, meetings,
        followUp, publications, others,
    ]

    /// One for every kind of act.
    static let all: [Move] = ActKinds.all.map { type in
        written.joined().first { $0.type == type } ?? Move(type) { .act($0.blind(type)) }
    }

    /// What comes late in a history.
    static let late: [Move] = [evidence, verification, findings, remedies, handovers].flatMap { $0 }

    private static let places: [Identifier: Int] = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.type.kind.name, $0) })

    static func move(_ type: any ActBody.Type) -> Move { places[type.kind.name].map { all[$0] } ?? all[0] }

    // MARK: Until there is an agreement in force

    static func opening(_ author: Author) -> Move {
        let state = author.state
        if state.establishment == nil { return move(Establish.self) }
        guard state.agreement == nil else { return move(Accredit.self) }
        if state.joint.rows.contains(where: { $0.outcome == .pending && $0.kind == AdoptAgreement.kind.name }) { return move(Assent.self) }
        let draft = state.drafts[author.stage.hashes[0]]
        return draft.map { $0.contents.count == $0.parts } == true ? move(AdoptAgreement.self) : move(LayAgreement.self)
    }

    static let desks = ["desk", "desk-2"].map(World.id)

    /// A desk that everybody has, and somebody lacks.
    static func unseated(_ author: Author) -> Author.Signer? {
        for (participant, _) in author.stage.participants {
            for desk in desks where author.state.officer(at: participant, desk).map({ $0.withdrawn != nil }) ?? true {
                return .init(participant: participant, desk: desk)
            }
        }
        return nil
    }

    static let subjects = ActKinds.subjects.sorted()
}
