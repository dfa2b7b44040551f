@testable import Mechanism

/// Who has each exhibit, kept from the acts alone.
struct CustodyLedger {
    private typealias Desk = Author.Signer

    private enum Keeping {
        case held(Desk), underway(from: Desk, to: Desk), disposed
    }

    private struct Piece {
        var collected: Moment
        var holder: Desk
        var steps: [(act: ActID, at: Moment, body: any ActBody, signer: Desk)] = []
    }

    private var pieces: [ActID: Piece] = [:]

    /// - Parameter isContested: whether an act was signed by a stolen key; what it says does not count.
    mutating func enter(_ id: ActID, _ entry: Ledger.Entry, _ state: State, isContested: (ActID) -> Bool) -> [String] {
        let signer = Desk(participant: entry.participant, desk: entry.desk)
        switch entry.body {
        case let body as DepositEvidence:
            pieces[id] = Piece(collected: body.collected, holder: signer)
            return body.collected > entry.received ? ["custody: it was collected after it was deposited"] : []
        case let body as TransferEvidence: return step(body.exhibit, at: body.at)
        case let body as ReceiveEvidence: return step(body.exhibit, at: body.at)
        case let body as RecallEvidence: return step(body.exhibit, at: body.at)
        case let body as ExamineEvidence: return step(body.exhibit, at: body.at)
        case let body as DisposeOfEvidence: return step(body.exhibit, at: body.at)
        case let body as DeriveEvidence:
            pieces[id] = Piece(collected: body.at, holder: signer)
            return step(body.exhibit, at: body.at)
        default: return []
        }

        func step(_ exhibit: ActID, at: Moment) -> [String] {
            guard var piece = pieces[exhibit] else { return ["custody: there is no exhibit of that id"] }
            let (keeping, last) = Self.keeping(piece, isContested)
            var problems: [String] = []
            if at < last || at > entry.received { problems.append("custody: its time lies before the step before, or ahead") }
            if !Self.allows(entry.body, by: signer, keeping) { problems.append("custody: \(signer) does not have the exhibit: \(keeping)") }
            piece.steps.append((id, at, entry.body, signer))
            pieces[exhibit] = piece
            return problems + gaps(exhibit, state)
        }
    }

    private static func allows(_ body: any ActBody, by signer: Desk, _ keeping: Keeping) -> Bool {
        switch keeping {
        case .held(let holder):
            if body is TransferEvidence { return holder.participant == signer.participant }
            return !(body is ReceiveEvidence || body is RecallEvidence) && isDesk(holder, signer)
        case .underway(let from, let to): return body is ReceiveEvidence ? isDesk(to, signer) : body is RecallEvidence && from.participant == signer.participant
        case .disposed: return false
        }
    }

    /// Whether an officer signs at a desk, or on a further device of it.
    private static func isDesk(_ desk: Desk, _ signer: Desk) -> Bool {
        desk.participant == signer.participant && (desk.desk == signer.desk || signer.desk.name.hasPrefix("\(desk.desk)."))
    }

    /// Where an exhibit is after the steps that count, and when the last of them was.
    private static func keeping(_ piece: Piece, _ isContested: (ActID) -> Bool) -> (Keeping, Moment) {
        var (keeping, holder, last) = (Keeping.held(piece.holder), piece.holder, piece.collected)
        for step in piece.steps where !isContested(step.act) {
            last = step.at
            switch step.body {
            case let body as TransferEvidence:
                keeping = .underway(from: holder, to: Desk(participant: body.to.participant, desk: body.to.desk))
            case is ReceiveEvidence:
                // Whoever says that it came to its desk has it, also where a thief had sent it.
                holder = Desk(participant: step.signer.participant, desk: World.id(String(step.signer.desk.name.prefix { $0 != "." })))
                keeping = .held(holder)
            case is RecallEvidence: keeping = .held(holder)
            case is DisposeOfEvidence: keeping = .disposed
            default: break
            }
        }
        return (keeping, last)
    }

    /// The chain that the state tells of: from the collection on, each span ending where the next begins.
    private func gaps(_ id: ActID, _ state: State) -> [String] {
        guard let exhibit = state.exhibits[id].map(state.counted), let piece = pieces[id] else { return [] }
        let chain = exhibit.chain
        let follows = zip(chain, chain.dropFirst()).allSatisfy { $0.until == $1.from && $0.from <= $1.from }
        return chain.first?.from == piece.collected && chain.last?.until == nil && follows ? [] : ["custody: the chain has a gap"]
    }
}
