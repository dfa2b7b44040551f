import Mechanism

/// A citation of an exhibit, an observation or a restriction.
struct EvidenceLink: Encodable, Hashable, Sendable {
    let index: Int64
    let act: String
    /// What is cited, such as “Photograph deposited by …”.
    let words: String
}

struct ExhibitView: Encodable, Sendable {
    let act: ActLine
    let type: Term
    /// SHA-256 of the content.
    let content: String
    /// In bytes.
    let size: Int64
    let collected: Instant
    let collector: String
    let description: [Wording]
}

struct VerificationView: Encodable, Sendable {
    struct Member: Encodable, Sendable {
        let participant: Named
        let desk: String
        let leads: Bool
    }
    struct Restriction: Encodable, Sendable {
        let act: ActLine
        let kind: Term
        /// Who controls the place.
        let by: Named
        let when: Span
        let place: PlaceView
        /// Whether the visit was announced.
        let announced: Bool
        let reason: [Wording]
        let consequence: [Wording]
    }
    struct Observation: Encodable, Sendable {
        let act: ActLine
        let method: Term
        let when: Span
        let place: PlaceView
        let bearing: Term
        let account: [Wording]
    }
    struct View: Encodable, Sendable {
        let component: Named
        let position: Term
    }
    struct TeamReport: Encodable, Sendable {
        let act: ActLine
        let occurrence: Term
        let summary: [Wording]
        let views: [View]
        /// Components' divergent views, in their words.
        let words: [Wording]
    }

    let act: ActLine
    let mandate: [Wording]
    let team: [Member]
    let observations: [Observation]
    let restrictions: [Restriction]
    let report: TeamReport?
}

extension Exhibit {
    /// The kind of act that deposited it.
    var depositKind: ActKind { derivation == nil ? DepositEvidence.kind : DeriveEvidence.kind }
}

extension Reading {
    func exhibitView(_ exhibit: Exhibit, _ texts: Texts) -> ExhibitView {
        ExhibitView(
            act: line(exhibit.deposited, exhibit.depositKind, texts), type: Term(exhibit.type), content: exhibit.content.hex,
            size: exhibit.size, collected: Instant(exhibit.collected), collector: exhibit.collector.name,
            description: texts[exhibit.deposited, "description"])
    }

    func verificationView(_ verification: Verification, _ texts: Texts) -> VerificationView {
        func member(_ member: Verification.Member, leads: Bool) -> VerificationView.Member {
            VerificationView.Member(participant: participant(member.participant), desk: member.desk.name, leads: leads)
        }
        return VerificationView(
            act: line(verification.tasked, TaskVerification.kind, texts), mandate: texts[verification.tasked, "mandate"],
            team: [member(verification.lead, leads: true)] + verification.team.map { member($0, leads: false) },
            observations: verification.observations.map { observation in
                let content = observation.content
                return VerificationView.Observation(
                    act: line(observation.act, Observe.kind, texts), method: Term(content.method), when: Span(content.when),
                    place: place(content.place), bearing: Term(content.bearing),
                    account: texts[observation.act, "account"])
            },
            restrictions: verification.restrictions.compactMap(restriction).map { restriction in
                let content = restriction.content
                var when = When()
                (when.from, when.to) = (content.arrived, content.left)
                return VerificationView.Restriction(
                    act: line(restriction.recorded, RecordRestriction.kind, texts), kind: Term(content.kind), by: actor(content.by),
                    when: Span(when), place: place(content.place), announced: content.notice,
                    reason: texts[restriction.recorded, "reason"], consequence: texts[restriction.recorded, "consequence"])
            },
            report: verification.report.map { report in
                VerificationView.TeamReport(
                    act: line(report.act, ReportVerification.kind, texts), occurrence: Term(report.occurrence),
                    summary: texts[report.act, "summary"],
                    views: report.views.map { .init(component: participant($0.component), position: Term($0.position)) },
                    words: texts[report.act, "views"])
            })
    }

    /// What an act id cites, where it is an exhibit, an observation or a restriction that the reader may see.
    func evidenceLink(_ id: ActID) -> EvidenceLink? {
        func link(_ citation: Citation, _ words: String) -> EvidenceLink {
            EvidenceLink(index: citation.index, act: citation.act.hex, words: contest(of: citation) == nil ? words : "\(words) (contested)")
        }
        if let exhibit = exhibit(id) {
            return link(exhibit.deposited, "\(Term(exhibit.type).text), deposited by \(participant(exhibit.deposited.participant).name)")
        }
        for verification in state.verifications.rows where sees(verification.tasked) {
            guard let observation = verification.observations.first(where: { $0.act.act == id }), sees(observation.act) else { continue }
            return link(observation.act, "\(Term(observation.content.method).text), observed by \(participant(observation.act.participant).name)")
        }
        if let restriction = restriction(id) {
            return link(restriction.recorded, "Access \(restriction.content.kind.rawValue) by \(actor(restriction.content.by).name), recorded by \(participant(restriction.recorded.participant).name)")
        }
        return nil
    }
}
