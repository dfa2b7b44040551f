@testable import Mechanism

/// How far a history has come before others part from it: what is seldom reached from the beginning is reached from there.
enum Ripeness: CaseIterable, Sendable {
    /// An agreement is in force and every desk is accredited.
    case open
    /// Findings are proposed, and a handover is accepted.
    case heard
    /// A finding is determined and has consequences, and persons are received.
    case determined

    /// The kinds whose acts are reached, in order.
    var reached: [any ActBody.Type] {
        switch self {
        case .open: []
        case .heard: [ProposeFinding.self, DepositEvidence.self, ProposeFinding.self, AcceptHandover.self, RequestAccess.self]
        case .determined: [DetermineFinding.self, DecideConsequence.self, UndertakeRemedy.self, ReceivePersons.self]
        }
    }

    /// What such histories are mostly about.
    var moves: [Move] {
        switch self {
        case .open: Moves.all
        case .heard, .determined: Moves.late
        }
    }

    /// One opening for each stage and each ripeness.
    static let openings: [(stage: Stage, ripeness: Ripeness)] = allCases.flatMap { ripeness in Stage.all.map { ($0, ripeness) } }
}
