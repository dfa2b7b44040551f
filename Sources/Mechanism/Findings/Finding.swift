/// What was established, by whom, with what confidence; superseded, never edited.
public struct Finding: Row {
    public static let table: StaticString = "finding"

    /// A party's answer before the determination.
    public struct Reply: Record, Hashable {
        public var act = Citation()
        public var position = ReplyToFinding.Position()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that replies.")
            field("position", &position, "How the party stands to the finding.")
        }
    }

    /// A determiner's position.
    public struct Vote: Record, Hashable {
        public var act = Citation()
        public var concurs = false
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("concurs", &concurs, "Whether the determiner concurs; otherwise it dissents.")
        }
    }

    /// A determination, and how it came to be known: to the parties first.
    public struct Determination: Record, Hashable {
        public var act = Citation()
        /// The acts by which parties said that they are informed.
        public var acknowledged: [Citation] = []
        /// The act that published it, if any.
        public var published: Citation?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that determined the finding.")
            field("acknowledged", &acknowledged, "The acts by which parties said that they are informed, in order.")
            field("published", &published, "The act that published it, if any.")
        }

        /// Who may read of it: participants, and everybody once it is published.
        public var audience: Audience { published?.audience ?? act.audience }
    }

    public var proposed = Citation()
    public var incident = ActID()
    /// The determined finding that this one is to supersede.
    public var supersedes: ActID?
    public var conclusion = Conclusion()
    /// Exhibits, and what the incident's verifications established.
    public var evidence: [ActID] = []
    /// The end of the reply window.
    public var repliesUntil = Moment()
    public var replies: [Reply] = []
    public var votes: [Vote] = []
    public var determination: Determination?
    /// Determinations that a reply set aside, which was lodged in time and recorded after them.
    public var setAside: [Determination] = []
    /// The finding that was determined in this one's place.
    public var supersededBy: ActID?

    public init() {}
    public var id: Hash { proposed.act }

    public mutating func visit(_ field: inout some Fields) {
        field("proposed", &proposed, "The act that proposed it.")
        field("incident", &incident, "The incident.")
        field("supersedes", &supersedes, "The determined finding that it is to supersede; null where there was none.")
        field("conclusion", &conclusion, "What it concludes.")
        field("evidence", &evidence, "The evidence that it cites.")
        field("replies-until", &repliesUntil, "The end of the reply window.")
        field("replies", &replies, "The parties' replies, in order.")
        field("votes", &votes, "The determiners' positions, in order.")
        field("determination", &determination, "Its determination, if it is determined.")
        field("set-aside", &setAside, "Determinations that a reply set aside, lodged in time and recorded after them.")
        field("superseded-by", &supersededBy, "The finding that was determined in its place, if any.")
    }

    /// The act that determined it, if any.
    public var determined: Citation? { determination?.act }

    /// Whether it is what counts on its incident: determined, and not superseded.
    public var stands: Bool { determination != nil && supersededBy == nil }

    /// The participants that concur.
    public var concurring: [Identifier] { votes.filter(\.concurs).map(\.act.participant) }

    /// Whether so many determiners dissent that the rest cannot determine the finding: “no agreement” is an outcome too.
    public func isOutOfReach(under determination: Agreement.Determination) -> Bool {
        determined == nil && determination.members.count - votes.filter { !$0.concurs }.count < determination.quorum
    }
}

/// What a finding concludes: occurrence, attribution, classification and grade apart, each with its confidence and standard of proof.
public struct Conclusion: Record, Hashable {
    public enum Confidence: String, Word {
        case low, moderate, high
        public init() { self = .low }
    }
    /// Who is responsible, judged apart from whether it occurred.
    public enum Attribution: String, Word {
        case party, proxy
        case nonSignatory = "non-signatory"
        case several, undetermined
        case notApplicable = "not-applicable"
        public init() { self = .undetermined }
    }
    public enum Classification: String, Word {
        case violation
        case noViolation = "no-violation"
        case undetermined
        public init() { self = .undetermined }
    }

    public var occurrence = Occurrence()
    public var occurrenceConfidence = Confidence()
    public var occurrenceStandard: Identifier?
    public var attribution = Attribution()
    public var attributedTo: [Identifier] = []
    public var attributionConfidence = Confidence()
    public var attributionStandard: Identifier?
    public var classification = Classification()
    public var classificationConfidence = Confidence()
    public var classificationStandard: Identifier?
    public var article: Identifier?
    public var grade: Grade?
    public var gradeConfidence: Confidence?
    public var gradeStandard: Identifier?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("occurrence", &occurrence, "Whether the event occurred.")
        field("occurrence-confidence", &occurrenceConfidence, "With what confidence.")
        field("occurrence-standard", &occurrenceStandard, "By which of the agreement's standards of proof; null where it has none.")
        field("attribution", &attribution, "What kind of actor is responsible.")
        field("attributed-to", &attributedTo, "Who is responsible; empty where undetermined or not applicable.")
        field("attribution-confidence", &attributionConfidence, "With what confidence.")
        field("attribution-standard", &attributionStandard, "By which of the agreement's standards of proof; null where it has none.")
        field("classification", &classification, "Whether it is a breach of the agreement.")
        field("classification-confidence", &classificationConfidence, "With what confidence.")
        field("classification-standard", &classificationStandard, "By which of the agreement's standards of proof; null where it has none.")
        field("article", &article, "The article breached; null where none is.")
        field("grade", &grade, "How grave the violation is; null where there is none.")
        field("grade-confidence", &gradeConfidence, "With what confidence; null where there is no violation.")
        field("grade-standard", &gradeStandard, "By which standard of proof; null where there is no violation, or the agreement has none.")
    }

    /// What follows for the incident once the finding is determined.
    public var outcome: IncidentOutcome {
        switch occurrence {
        case .notVerifiable: .notVerifiable
        case .inconclusive: .inconclusive
        case .notOccurred: .notEstablished
        case .occurred:
            switch classification {
            case .violation: .violation
            case .noViolation: .noViolation
            case .undetermined: .inconclusive
            }
        }
    }

    func check(_ state: State) throws(Refusal) {
        let agreement = try state.inForce()
        for actor in attributedTo { try state.checkActor(actor) }
        for (index, actor) in attributedTo.enumerated() where attributedTo[..<index].contains(actor) {
            throw Refusal("finding.attribution", "A finding names each actor once.")
        }
        let parties = state.parties.map(\.id)
        let proxies = agreement.actors.filter { $0.answersFor != nil }
        let fits =
            switch attribution {
            case .undetermined, .notApplicable: attributedTo.isEmpty
            case .party: attributedTo.count == 1 && parties.contains(attributedTo[0])
            case .proxy: parties.contains { party in !attributedTo.isEmpty && attributedTo.allSatisfy { proxy in proxies.contains { $0.id == proxy && $0.answersFor == party } } }
            case .nonSignatory: !attributedTo.isEmpty && !attributedTo.contains { actor in parties.contains(actor) || proxies.contains { $0.id == actor } }
            case .several: attributedTo.count > 1
            }
        guard fits else {
            throw Refusal("finding.attribution", "A finding names whom its attribution is about: one party, actors that the agreement says one party answers for, non-signatories, several actors, or nobody.")
        }
        guard (occurrence == .occurred) == (attribution != .notApplicable), occurrence == .occurred || classification != .violation else {
            throw Refusal("finding.occurrence", "What occurred is attributed, if only as undetermined; what did not is neither attributed nor a violation.")
        }
        let isViolation = classification == .violation
        guard isViolation == (article != nil), isViolation == (grade != nil), isViolation == (gradeConfidence != nil) else {
            throw Refusal("finding.classification", "A violation, and nothing else, names the article breached, and its grade with the confidence in it.")
        }
        if let article {
            guard agreement.articles.contains(where: { $0.id == article }) else {
                throw Refusal("finding.classification", "“\(article)” must be an article of the agreement.")
            }
        }
        try checkStandards(agreement)
    }

    /// That every answer names its standard of proof, and that a violation is established by the one that its grading asks for.
    private func checkStandards(_ agreement: Agreement) throws(Refusal) {
        let standards = agreement.standards.map(\.id)
        let named = [occurrenceStandard, attributionStandard, classificationStandard] + (grade == nil ? [] : [gradeStandard])
        guard named.allSatisfy({ $0.map(standards.contains) ?? standards.isEmpty }), grade != nil || gradeStandard == nil else {
            throw Refusal(
                "finding.standard",
                standards.isEmpty
                    ? "A finding names no standard of proof: the agreement has none."
                    : "Occurrence, attribution, classification and, in a violation, the grade each name one of the agreement's standards of proof: \(standards.map(\.name).joined(separator: ", ")).")
        }
        guard let grade, let asked = agreement.grading.first(where: { $0.grade == grade })?.standard else { return }
        let strong = standards.drop { $0 != asked }
        guard [classificationStandard, gradeStandard].allSatisfy({ $0.map(strong.contains) ?? false }) else {
            throw Refusal(
                "finding.grading",
                "The agreement's grading “\(grade.rawValue)” asks for the standard “\(asked)”: classification and grade of such a violation must name \(strong.map(\.name).joined(separator: " or ")).")
        }
    }
}
