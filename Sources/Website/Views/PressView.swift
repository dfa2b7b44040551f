import Mechanism

/// What was published of an event: the claims that were taken into the reports about it, and how many voices stand behind them.
struct PressView: Encodable, Sendable {
    let publications: Int
    let outlets: Int
    let outletsNotNamed: Int
    /// Statements that the claims go back to, and publications that go back to none.
    let origins: Int
    /// Participants whose own speakers' words they are.
    let sides: [Named]
    /// The other parties.
    let unheard: [Named]
    let claims: [ClaimLine]
}

extension Reading {
    /// The reports about an incident, with those about the incidents that it absorbed.
    private func corroboration(of incident: Incident) -> Corroboration {
        state.corroboration(of: accounts(of: incident).map(\.id), to: self)
    }

    /// The acts whose texts tell what was published of an incident.
    func pressCitations(for incident: Incident) -> [Citation] {
        let corroboration = corroboration(of: incident)
        return corroboration.claims.compactMap { state.claims[$0]?.proposed } + corroboration.publications.compactMap { state.publications[$0]?.recorded }
    }

    /// `nil` where no claim is part of a report about it.
    func pressView(of incident: Incident, _ texts: Texts) -> PressView? {
        let corroboration = corroboration(of: incident)
        guard !corroboration.claims.isEmpty else { return nil }
        let outlets = OutletCount(corroboration.publications.compactMap(publication), texts)
        return PressView(
            publications: corroboration.publications.count, outlets: outlets.all, outletsNotNamed: outlets.notNamed,
            origins: corroboration.origins.count, sides: corroboration.sides.map(participant),
            unheard: parties.filter { !corroboration.sides.contains($0.id) }.map { participant($0.id) },
            claims: corroboration.claims.compactMap { state.claims[$0]?.seen(by: self) }.map { claimLine($0, texts) })
    }
}

/// The outlets of some publications; one that names none in its text is counted as one of its own.
struct OutletCount: Hashable, Sendable {
    let all: Int
    let notNamed: Int

    init(_ publications: [Publication], _ texts: Texts) {
        let names = publications.map { publication in texts[publication.recorded, "outlet"].first { $0.erased == nil }?.text }
        notNamed = names.count { $0 == nil }
        all = Set(names.compactMap(\.self)).count + notNamed
    }
}
