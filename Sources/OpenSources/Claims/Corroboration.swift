/// Claims of several publications that agree in kind, act, place and day, and how many voices stand
/// behind them. Ten outlets that carry one statement are one origin.
public struct Corroboration: Hashable, Sendable {
    /// A claim by its publication's and its own index.
    public struct Member: Hashable, Sendable {
        public let publication: Int
        public let claim: Int
    }

    /// What one claimant says of how many were harmed.
    public struct Count: Hashable, Sendable {
        /// The speaker's name; nil for an outlet's own voice.
        public let claimant: String?
        public let side: String?
        public let casualties: Casualties
        public let members: [Member]
    }

    public let kind: Claim.Kind
    public let act: ClaimedAct
    public let place: Gazetteer.Place
    /// The days that all members allow.
    public let days: ClosedRange<Day>
    /// In order of the publications.
    public let members: [Member]
    public let publications: Int
    /// Outlets by their names; a publication that names none counts as one of its own.
    public let outlets: Int
    /// Statements, further speakers, and outlets that speak for themselves.
    public let origins: Int
    /// The sides whose speakers claim it, in order of their names.
    public let sides: [String]
    /// Numbers that differ are listed by claimant; nobody's is taken for true.
    public let counts: [Count]

    /// For each kind of harm the least and the greatest number that any claimant gives; no greatest where
    /// one sets no limit.
    public var ranges: [Casualties.Kind: (low: Int, high: Int?)] {
        var ranges: [Casualties.Kind: (low: Int, high: Int?)] = [:]
        for count in counts.map(\.casualties) {
            guard let known = ranges[count.kind] else {
                ranges[count.kind] = (count.low, count.high)
                continue
            }
            let high = known.high.flatMap { first in count.high.map { max(first, $0) } }
            ranges[count.kind] = (min(known.low, count.low), high)
        }
        return ranges
    }

    /// - Parameters:
    ///   - claims: Of each publication its claims; those without a place or days stand alone and are left out.
    ///   - statements: As `Grouping` gives them for the same publications.
    /// - Returns: Those with most origins first, then in order of appearance.
    public static func find(_ publications: [Publication], _ claims: [[Claim]], _ statements: [Statement])
        -> [Corroboration]
    {
        let origins = Origins(publications, statements)
        var blocks: [Key: [Member]] = [:]
        var order: [Key] = []
        for (publication, own) in claims.enumerated() {
            for (index, claim) in own.enumerated() {
                guard let place = claim.place?.place, claim.days != nil else { continue }
                let key = Key(kind: claim.kind, act: claim.act, place: place)
                if blocks[key] == nil { order.append(key) }
                blocks[key, default: []].append(Member(publication: publication, claim: index))
            }
        }
        func claim(_ member: Member) -> Claim { claims[member.publication][member.claim] }
        var found: [Corroboration] = []
        for key in order {
            // The most exact first, so that a month joins the day that it holds.
            let members = (blocks[key] ?? []).sorted { a, b in
                let (first, second) = (length(claim(a)), length(claim(b)))
                return first != second
                    ? first < second : (a.publication, a.claim) < (b.publication, b.claim)
            }
            var groups: [(days: ClosedRange<Day>, members: [Member])] = []
            for member in members {
                guard let days = claim(member).days else { continue }
                let index = groups.firstIndex { $0.days.overlaps(days) && length($0.days) <= 31 && length(days) <= 31 }
                if let index {
                    groups[index].days = groups[index].days.clamped(to: days)
                    groups[index].members.append(member)
                } else {
                    groups.append((days, [member]))
                }
            }
            for group in groups {
                found.append(make(key, group.days, group.members, claims, publications, origins))
            }
        }
        return found.enumerated().sorted { a, b in
            a.element.origins != b.element.origins ? a.element.origins > b.element.origins : a.offset < b.offset
        }.map(\.element)
    }

    private struct Key: Hashable {
        let kind: Claim.Kind
        let act: ClaimedAct
        let place: Gazetteer.Place
    }

    private static func length(_ days: ClosedRange<Day>) -> Int { days.lowerBound.days(until: days.upperBound) + 1 }
    private static func length(_ claim: Claim) -> Int { claim.days.map { length($0) } ?? .max }

    private static func make(
        _ key: Key, _ days: ClosedRange<Day>, _ members: [Member], _ claims: [[Claim]], _ publications: [Publication],
        _ origins: Origins
    ) -> Corroboration {
        let members = members.sorted { ($0.publication, $0.claim) < ($1.publication, $1.claim) }
        var counts: [Count] = []
        var sides = Set<String>()
        for member in members {
            let claim = claims[member.publication][member.claim]
            let claimant: Claim.Party? = if case .attributed(let party) = claim.voice { party } else { nil }
            if let side = claimant?.side { sides.insert(side) }
            for casualties in claim.casualties {
                let same = counts.firstIndex {
                    $0.claimant == claimant?.name && $0.casualties.kind == casualties.kind
                        && $0.casualties.low == casualties.low && $0.casualties.high == casualties.high
                        && $0.casualties.side == casualties.side
                }
                if let same {
                    counts[same] = Count(
                        claimant: claimant?.name, side: claimant?.side, casualties: counts[same].casualties,
                        members: counts[same].members + [member])
                } else {
                    counts.append(
                        Count(
                            claimant: claimant?.name, side: claimant?.side, casualties: casualties,
                            members: [member]))
                }
            }
        }
        let indices = Set(members.map(\.publication))
        return Corroboration(
            kind: key.kind, act: key.act, place: key.place, days: days, members: members,
            publications: indices.count,
            outlets: Set(indices.map { publications[$0].outlet?.name ?? publications[$0].file }).count,
            origins: Set(members.map { origins.origin(of: claims[$0.publication][$0.claim], in: $0.publication) })
                .count,
            sides: sides.sorted(), counts: counts)
    }

}

/// Where claims come from.
private struct Origins {
    private let publications: [Publication]
    /// Of each publication the statements that it carries, with the passages and quotes that do.
    private var carried: [[(statement: String, carrier: Carrier)]]

    init(_ publications: [Publication], _ statements: [Statement]) {
        self.publications = publications
        carried = Array(repeating: [], count: publications.count)
        for statement in statements {
            for carrier in statement.carriers {
                carried[carrier.publication].append((statement.id, carrier))
            }
        }
    }

    /// The statement that carries the claim; else its speaker, who is one wherever he is heard; else the
    /// outlet, which speaks for itself.
    func origin(of claim: Claim, in publication: Int) -> String {
        if case .attributed(let party) = claim.voice {
            let own = carried[publication].first { _, carrier in
                claim.quote.map { carrier.quotes.contains($0) } == true
                    || carrier.passages.contains { $0.contains(claim.trigger) }
            }
            return own.map { "statement " + $0.statement } ?? "speaker " + party.name
        }
        let outlet = publications[publication].outlet?.name ?? publications[publication].file
        return "outlet " + outlet
    }
}
