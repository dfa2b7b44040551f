@testable import Mechanism

/// Which publication carries which statement, which claims are part of which report, and how many origins and sides that makes: kept from the
/// acts alone, and counted anew from all of them whenever one is added.
struct PublicationLedger {
    private var judged: [ActID: [(act: ActID, publication: ActID, carries: Bool)]] = [:]
    private var claims: [ActID: ProposeClaim] = [:]
    private var decided: [ActID: [(act: ActID, report: ActID?)]] = [:]
    private var withdrawn: Set<ActID> = []

    /// - Parameter isContested: whether a repudiated key signed an act.
    mutating func enter(_ id: ActID, _ entry: Ledger.Entry, _ state: State, _ isContested: (ActID) -> Bool) -> [String] {
        var problems: [String] = []
        switch entry.body {
        case let body as RecordStatement:
            judged[id] = body.publications.map { (id, $0, true) }
            if body.publications.isEmpty || body.read?.publications.isEmpty == true { problems.append("carrier: nothing carries the statement") }
        case let body as CarryStatement:
            judged[body.statement, default: []].append((id, body.publication, body.carries))
            if carriers(of: body.statement, isContested).isEmpty { problems.append("carrier: nothing carries the statement any more") }
        case let body as RecordAlteration:
            let carriers = carriers(of: body.statement, isContested)
            if !carriers.contains(body.from.publication) || !carriers.contains(body.to.publication) { problems.append("carrier: a passage is of no carrier") }
        case let body as ProposeClaim:
            claims[id] = body
            if let statement = body.statement, !carriers(of: statement, isContested).contains(body.publication) {
                problems.append("carrier: its publication does not carry its statement")
            }
        case let body as AcceptClaim:
            decided[body.claim, default: []].append((id, body.report))
            if rests(body.claim, isContested) { problems.append("contested: the claim rests on what a repudiated key signed") }
        case let body as DeclineClaim: decided[body.claim, default: []].append((id, nil))
        case let body as WithdrawReport: withdrawn.insert(body.report)
        case is Repudiate: break
        default: return []
        }
        return problems.isEmpty ? corroboration(state, isContested) : problems
    }

    private func carriers(of statement: ActID, _ isContested: (ActID) -> Bool) -> Set<ActID> {
        var carriers: Set<ActID> = []
        for judgement in judged[statement] ?? [] where judgement.act == statement || !isContested(judgement.act) {
            if judgement.carries { carriers.insert(judgement.publication) } else { carriers.remove(judgement.publication) }
        }
        return carriers
    }

    private func rests(_ claim: ActID, _ isContested: (ActID) -> Bool) -> Bool {
        guard let body = claims[claim] else { return false }
        return isContested(claim) || isContested(body.publication) || body.statement.map(isContested) == true
    }

    /// Of all reports together, as the state counts it and as the acts do.
    private func corroboration(_ state: State, _ isContested: (ActID) -> Bool) -> [String] {
        var (publications, origins, sides) = (Set<ActID>(), Set<ActID>(), Set<Identifier>())
        for (claim, decisions) in decided {
            guard let body = claims[claim], !rests(claim, isContested), let report = decisions.last(where: { !isContested($0.act) })?.report,
                !withdrawn.contains(report), !isContested(report)
            else { continue }
            publications.insert(body.publication)
            origins.insert(body.statement.flatMap { carriers(of: $0, isContested).contains(body.publication) ? $0 : nil } ?? body.publication)
            if let claimant = body.claimant { sides.insert(claimant) }
        }
        let counted = state.corroboration(of: state.reports.rows.map(\.id))
        guard Set(counted.publications) == publications, Set(counted.origins) == origins, Set(counted.sides) == sides,
            (counted.publications.count, counted.origins.count, counted.sides.count) == (publications.count, origins.count, sides.count)
        else { return ["corroboration: it is not what the acts add up to"] }
        return []
    }
}
