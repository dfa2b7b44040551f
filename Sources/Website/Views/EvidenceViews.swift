import Mechanism

/// A citation of an exhibit, an observation or a restriction.
struct EvidenceLink: Encodable, Hashable, Sendable {
    let index: Int64
    let act: String
    /// What is cited, such as “Photograph deposited by …”.
    let words: String
    /// The page that tells of it.
    let path: String
}

struct ExhibitView: Encodable, Sendable {
    /// What a copy is, and what it was made from.
    struct Derivation: Encodable, Sendable {
        let form: Term
        /// Left out where the reader may not see it.
        let from: EvidenceLink?
    }

    let act: ActLine
    /// Its own page, with its custody, examinations and copies.
    let path: String
    let type: Term
    /// SHA-256 of the content.
    let content: String
    /// In bytes.
    let size: Int64
    let collected: Instant
    let collector: String
    let description: [Wording]
    /// Left out for an original.
    let derivation: Derivation?
    /// What was made from it.
    let copies: [EvidenceLink]
    /// Where it is now, as far as the reader may know.
    let keeping: Term
    /// The same in a few words.
    let keepingWords: String
    /// How many desks have had it, or how often it was on its way.
    let spans: Int
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
        /// Its own page.
        let path: String
        let reason: [Wording]
        let consequence: [Wording]
    }
    /// A request of the team to be let in, and how it was answered.
    struct Request: Encodable, Sendable {
        let act: ActLine
        let path: String
        /// Who controls the place.
        let by: Named
        let place: PlaceView
        let from: Instant
        let to: Instant
        /// `unanswered`, or the answer that holds.
        let status: Term
    }
    /// What somebody told the team; for participants alone.
    struct Interview: Encodable, Sendable {
        let act: ActLine
        /// Whose account it is, such as a witness's.
        let category: Term
        let when: Span
        let bearing: Term
        let account: [Wording]
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
    let requests: [Request]
    let observations: [Observation]
    let interviews: [Interview]
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
            act: line(exhibit.deposited, exhibit.depositKind, texts), path: path(of: exhibit), type: Term(exhibit.type), content: exhibit.content.hex,
            size: exhibit.size, collected: Instant(exhibit.collected), collector: exhibit.collector.name,
            description: texts[exhibit.deposited, "description"],
            derivation: exhibit.derivation.map { .init(form: Term($0.form), from: self.exhibit($0.from).map(link)) }, copies: copies(of: exhibit).map(link),
            keeping: exhibit.status(self), keepingWords: words(counted(exhibit).keeping), spans: counted(exhibit).chain.count)
    }

    /// The exhibits that were made from one, in order.
    func copies(of exhibit: Exhibit) -> [Exhibit] {
        (state.incidents[exhibit.incident]?.exhibits ?? []).compactMap(self.exhibit).filter { $0.derivation?.from == exhibit.id }
    }

    /// An exhibit with the steps that count, as far as the reader may know: one that a repudiated key signed does not.
    func counted(_ exhibit: Exhibit) -> Exhibit {
        var exhibit = exhibit
        exhibit.custody.removeAll { contest(of: $0.act) != nil }
        return exhibit
    }

    /// Where an exhibit is, or was.
    func words(_ keeping: Exhibit.Keeping) -> String {
        func name(_ holder: Exhibit.Holder) -> String { "\(participant(holder.participant).name), \(holder.desk)" }
        return switch keeping {
        case .held(let holder): "With \(name(holder))"
        case .underway(let from, let to): "On its way from \(name(from)) to \(name(to))"
        case .disposed(let disposal): Term(disposal).text
        }
    }

    private func link(_ exhibit: Exhibit) -> EvidenceLink {
        link(exhibit.deposited, "\(Term(exhibit.type).text), \(exhibit.derivation == nil ? "" : "a copy, ")deposited by \(participant(exhibit.deposited.participant).name)", path(of: exhibit))
    }

    private func link(_ citation: Citation, _ words: String, _ path: String) -> EvidenceLink {
        EvidenceLink(index: citation.index, act: citation.act.hex, words: contest(of: citation) == nil ? words : "\(words) (contested)", path: path)
    }

    func verificationView(_ verification: Verification, _ texts: Texts) -> VerificationView {
        func member(_ member: Verification.Member, leads: Bool) -> VerificationView.Member {
            VerificationView.Member(participant: participant(member.participant), desk: member.desk.name, leads: leads)
        }
        return VerificationView(
            act: line(verification.tasked, TaskVerification.kind, texts), mandate: texts[verification.tasked, "mandate"],
            team: [member(verification.lead, leads: true)] + verification.team.map { member($0, leads: false) },
            requests: verification.requests.compactMap { state.accesses[$0].flatMap(seen) }.map { request in
                .init(
                    act: line(request.asked, RequestAccess.kind, texts), path: path(of: request), by: actor(request.content.by), place: place(request.content.place),
                    from: Instant(request.content.from), to: Instant(request.content.to), status: request.status(self))
            },
            observations: verification.observations.map { observation in
                let content = observation.content
                return VerificationView.Observation(
                    act: line(observation.act, Observe.kind, texts), method: Term(content.method), when: Span(content.when),
                    place: place(content.place), bearing: Term(content.bearing),
                    account: texts[observation.act, "account"])
            },
            interviews: verification.interviews.compactMap(interview).map { interview in
                .init(
                    act: line(interview.recorded, RecordInterview.kind, texts), category: Term(interview.content.category), when: Span(interview.content.when),
                    bearing: Term(interview.content.bearing), account: texts[interview.recorded, "account"])
            },
            restrictions: verification.restrictions.compactMap(restriction).map { restriction in
                let content = restriction.content
                var when = When()
                (when.from, when.to) = (content.arrived, content.left)
                return VerificationView.Restriction(
                    act: line(restriction.recorded, RecordRestriction.kind, texts), kind: Term(content.kind), by: actor(content.by),
                    when: Span(when), place: place(content.place), announced: content.notice, path: path(of: restriction),
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

    func interview(_ id: ActID) -> TeamInterview? { state.teamInterviews[id].flatMap(seen) }

    /// What an act id cites, where it is an exhibit or what a team established, and the reader may see it.
    func evidenceLink(_ id: ActID) -> EvidenceLink? {
        if let exhibit = exhibit(id) { return link(exhibit) }
        for verification in state.verifications.rows where sees(verification.tasked) {
            guard let observation = verification.observations.first(where: { $0.act.act == id }), sees(observation.act) else { continue }
            return link(observation.act, "\(Term(observation.content.method).text), observed by \(participant(observation.act.participant).name)", "/acts/\(observation.act.index)")
        }
        if let restriction = restriction(id) {
            return link(restriction.recorded, "Access \(restriction.content.kind.rawValue) by \(actor(restriction.content.by).name), recorded by \(participant(restriction.recorded.participant).name)", path(of: restriction))
        }
        return interview(id).map { link($0.recorded, "Interview, recorded by \(participant($0.recorded.participant).name)", "/acts/\($0.recorded.index)") }
    }
}
