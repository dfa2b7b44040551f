/// How often reports were told in public, and by how many voices: publications that repeat one statement are one origin.
public struct Corroboration: Hashable, Sendable {
    /// The claims that count, in the order of the reports and then of their acceptance.
    public var claims: [ActID] = []
    /// The publications that they stand in.
    public var publications: [ActID] = []
    /// Where they go back to: statements, and publications that go back to none.
    public var origins: [ActID] = []
    /// The participants whose voices they are, in the order of establishment.
    public var sides: [Identifier] = []

    public init() {}
}

extension State {
    /// The claims that are part of a report, in the order in which they were first taken as that.
    /// - Parameter onlooker: who looks: each row counts as far as it is seen.
    public func claims(acceptedInto report: ActID, to onlooker: any Onlooker = Insider()) -> [Claim] {
        guard let row = reports[report], onlooker.asSeen(row) != nil else { return [] }
        return row.claims.compactMap { claims[$0].flatMap { onlooker.asSeen($0) } }.filter { decision(on: $0)?.report == report }
    }

    /// The claims that are published positions on a matter, in the order in which they were proposed. It looks at every claim.
    public func claims(acceptedOn matter: Matter, to onlooker: any Onlooker = Insider()) -> [Claim] {
        claims.rows.compactMap { onlooker.asSeen($0) }.filter { decision(on: $0)?.about == matter }
    }

    /// The claims that nobody has decided on, in the order in which they were proposed. It looks at every claim.
    public func claimsToDecide(by onlooker: any Onlooker = Insider()) -> [Claim] {
        claims.rows.compactMap { onlooker.asSeen($0) }.filter { decision(on: $0) == nil && !restsOnContested($0) }
    }

    /// Where a claim goes back to: its statement while the publication is held to carry it, else the publication; `nil` where the onlooker may
    /// not see which.
    public func origin(of claim: Claim, to onlooker: any Onlooker = Insider()) -> ActID? {
        guard let publication = publications[claim.content.publication], onlooker.asSeen(publication) != nil else { return nil }
        guard let named = claim.content.statement else { return publication.id }
        guard let statement = statements[named].flatMap({ onlooker.asSeen($0) }) else { return nil }
        return carries(publication.id, statement) ? named : publication.id
    }

    /// What was published of an event, by the claims that are part of the reports about it.
    ///
    /// A withdrawn report counts for nothing, and neither does what a repudiated key signed, nor a claim whose publication or statement the
    /// onlooker may not see: it would else count as an origin of its own.
    public func corroboration(of reports: [ActID], to onlooker: any Onlooker = Insider()) -> Corroboration {
        var corroboration = Corroboration()
        var (publications, origins) = (Set<ActID>(), Set<ActID>())
        var claimants: [Identifier] = []
        for report in reports {
            guard let row = self.reports[report].flatMap({ onlooker.asSeen($0) }), row.withdrawn == nil, !isContested(row.filed) else { continue }
            for claim in claims(acceptedInto: report, to: onlooker) where !restsOnContested(claim) {
                guard let origin = origin(of: claim, to: onlooker) else { continue }
                let publication = claim.content.publication
                corroboration.claims.append(claim.id)
                if publications.insert(publication).inserted { corroboration.publications.append(publication) }
                if origins.insert(origin).inserted { corroboration.origins.append(origin) }
                if let claimant = claim.content.claimant { claimants.append(claimant) }
            }
        }
        corroboration.sides = ordered(claimants)
        return corroboration
    }
}
