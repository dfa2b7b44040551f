import Mechanism
import OpenSources

extension Proposals {
    /// A claim as the act that proposes it, and who is said to have spoken. What the agreement has no word for is left open.
    func claim(
        _ proposed: ProposedClaim, in publication: ActID, goingBackTo statement: (read: OpenSources.Statement, id: ActID)?
    ) -> (ProposeClaim, speaker: String?) {
        let claim = proposed.claim
        var body = ProposeClaim()
        (body.publication, body.start, body.end) = (publication, Int64(claim.span.start), Int64(claim.span.end))
        body.by = proposed.by == .program ? .program : .model
        body.use = claim.proposal == .report ? .report : .position
        body.says = Self.speech(of: claim.kind)
        var speaker: String?
        if case .attributed(let party) = claim.voice {
            (body.voice, body.statement, speaker) = (.attributed, statement?.id, party.name)
            body.claimant = participant(named: statement.map(\.read.side) ?? party.side)
        }
        body.type = type(of: claim.act)
        body.when = claim.days.flatMap(Self.when)
        if body.says == .asserts || body.says == .denies, let when = body.when {
            body.when?.to = min(when.to, now)
            if when.from >= now { body.when = nil }
        }
        body.area = claim.place.flatMap { place in (areas.first { $0.name == place.place.id }) }
        if claim.proposal != .position || claim.kind == .accusation {
            body.alleged = [claim.actor].compactMap { $0 }.compactMap(answerable)
        }
        body.casualties = casualties(claim.casualties)
        return (body, speaker)
    }

    private static func speech(of kind: OpenSources.Claim.Kind) -> Mechanism.Claim.Speech {
        switch kind {
        case .incident, .agreement, .accusation, .refusal: .asserts
        case .denial: .denies
        case .commitment, .condition, .threat: .commits
        case .demand: .demands
        }
    }

    /// The agreement's definition that is called as the act is.
    private func type(of act: ClaimedAct) -> Identifier? {
        let name = Self.letters(act.rawValue)
        return agreement?.definitions.first { Self.letters($0.id.name) == name || Self.letters($0.title) == name }?.id
    }

    private static func letters(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter }) }

    private var areas: [Identifier] { agreement.map { $0.areas.map(\.id) + $0.crossings.map(\.id) } ?? [] }

    /// A party, or a group that the agreement lists.
    private func answerable(_ party: OpenSources.Claim.Party) -> Identifier? {
        if let side = participant(named: party.side), agreement?.participants.contains(where: { $0.id == side && $0.role == .party }) == true { return side }
        return agreement?.actors.first { $0.id.name == party.name }?.id
    }

    /// Whole days in UTC.
    private static func when(_ days: ClosedRange<OpenSources.Day>) -> When? {
        guard let first = LocalTime(Array("\(days.lowerBound)T00:00:00Z".utf8))?.moment,
            let last = LocalTime(Array("\(days.upperBound)T00:00:00Z".utf8))?.moment
        else { return nil }
        var when = When()
        (when.from, when.to) = (first, last.adding(hours: 24))
        let length = days.lowerBound.days(until: days.upperBound)
        when.precision = length == 0 ? .day : length < 7 ? .week : .month
        return when
    }

    /// By side, killed and injured; a limit that the words do not set is the number that they give. Of people whose side is not known
    /// the person who decides must say whose they are.
    private func casualties(_ told: [OpenSources.Casualties]) -> [Mechanism.Casualties] {
        var sides: [Mechanism.Casualties] = []
        for one in told where one.kind == .killed || one.kind == .injured {
            guard let side = participant(named: one.side) ?? (one.areCivilians ? Mechanism.Casualties.civilians : nil) else { continue }
            let place = sides.firstIndex { $0.side == side } ?? sides.endIndex
            if place == sides.endIndex {
                var casualties = Mechanism.Casualties()
                casualties.side = side
                sides.append(casualties)
            }
            var count = Mechanism.Casualties.Count()
            (count.low, count.best, count.high) = (Int64(one.low), Int64(max(one.low, one.best)), Int64(max(one.high ?? one.best, one.best, one.low)))
            if one.kind == .killed { sides[place].killed = count } else { sides[place].injured = count }
        }
        return sides
    }
}

extension OpenSources.Statement {
    /// Whether a claim stands among the words that a publication carries of it.
    func carries(_ claim: OpenSources.Claim, of publication: Int) -> Bool {
        guard case .attributed = claim.voice else { return false }
        return carriers.contains { carrier in
            carrier.publication == publication
                && (claim.quote.map(carrier.quotes.contains) == true || carrier.passages.contains { $0.overlaps(claim.span) })
        }
    }
}
