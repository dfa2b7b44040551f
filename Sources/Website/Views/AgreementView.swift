import Mechanism

/// A group that takes no part, under the names that each side uses for it.
struct ActorView: Encodable, Sendable {
    struct Alias: Encodable, Sendable {
        let name: String
        let usedBy: Named
    }
    let id: String
    /// The party that the parties agreed answers for it.
    let answeredForBy: Named?
    let aliases: [Alias]
}

/// What the parties signed.
struct AgreementView: Encodable, Sendable {
    struct Member: Encodable, Sendable {
        let id: String
        let name: String
        let role: Term
    }
    struct Article: Encodable, Sendable {
        let id: String
        let title: String
        let text: String
    }
    struct Instrument: Encodable, Sendable {
        let id: String
        let title: String
        let date: String
        let articles: [Article]
    }
    struct Definition: Encodable, Sendable {
        let id: String
        let title: String
        let text: String
        let article: Named?
    }
    struct Crossing: Encodable, Sendable {
        let id: String
        let name: String
        let position: String
    }
    struct Determination: Encodable, Sendable {
        let rule: Term
        let needed: Int
        let members: [Named]
    }
    struct Clock: Encodable, Sendable {
        let stage: String
        let hours: Int64
        let meaning: String
    }
    struct Intake: Encodable, Sendable {
        /// In bytes of UTF-8.
        let narrative: Int64
        let placePrecision: Int64
        let placePrecisionWords: String
    }
    struct Grading: Encodable, Sendable {
        let grade: Term
        let meaning: String
        let consequence: String
    }
    struct Rung: Encodable, Sendable {
        let id: String
        let title: String
        let members: [Named]
        let hours: Int64
    }
    struct Rhythm: Encodable, Sendable {
        let kind: Term
        let note: String
    }

    let title: String
    let note: String
    /// SHA-256 of the agreement in canonical JSON.
    let hash: String
    /// The act at which the agreement came into force: the last assent.
    let adopted: ActLine?
    let languages: [String]
    let from: Instant
    let until: Instant?
    let participants: [Member]
    let instruments: [Instrument]
    let definitions: [Definition]
    let areas: [Named]
    let crossings: [Crossing]
    let actors: [ActorView]
    let commitments: [CommitmentLine]
    let determination: Determination
    let clocks: [Clock]
    let intake: Intake
    let grading: [Grading]
    let editions: [Rhythm]
}

extension Reading {
    func actorView(_ actor: Agreement.Actor) -> ActorView {
        ActorView(
            id: actor.id.name, answeredForBy: actor.answersFor.map(participant),
            aliases: actor.aliases.map { .init(name: $0.name, usedBy: participant($0.usedBy)) })
    }

    func agreementView(_ agreement: Agreement, _ texts: Texts) -> AgreementView {
        AgreementView(
            title: agreement.title, note: agreement.note, hash: agreement.hash.hex,
            adopted: line(state.adoption, Assent.kind, texts), languages: agreement.languages.map(\.name),
            from: Instant(agreement.truce.from.moment), until: Instant(state.truceEnds?.moment),
            participants: agreement.participants.map { .init(id: $0.id.name, name: $0.name, role: Term($0.role)) },
            instruments: agreement.instruments.map { instrument in
                .init(
                    id: instrument.id.name, title: instrument.title, date: instrument.date.description,
                    articles: agreement.articles.filter { $0.instrument == instrument.id }
                        .map { .init(id: $0.id.name, title: $0.title, text: $0.text) })
            },
            definitions: agreement.definitions.map {
                .init(id: $0.id.name, title: $0.title, text: $0.text, article: $0.article.map(article))
            },
            areas: agreement.areas.map { Named(id: $0.id.name, name: $0.name) },
            crossings: agreement.crossings.map {
                .init(id: $0.id.name, name: $0.name, position: Degrees.words($0.latitude, $0.longitude))
            },
            actors: agreement.actors.map(actorView), commitments: agreement.commitments.map(commitmentLine),
            determination: .init(
                rule: Term(agreement.determination), needed: agreement.determination.quorum,
                members: agreement.determination.members.map(participant)),
            clocks: Self.clocks(agreement.clocks),
            intake: .init(
                narrative: agreement.intake.narrative, placePrecision: agreement.intake.placePrecision,
                placePrecisionWords: Degrees.precision(agreement.intake.placePrecision)),
            grading: agreement.grading.map { .init(grade: Term($0.grade), meaning: $0.meaning, consequence: consequence(of: $0.grade) ?? "") },
            editions: agreement.editions.map { .init(kind: Term($0.kind), note: $0.note) })
    }

    private static func clocks(_ clocks: Agreement.Clocks) -> [AgreementView.Clock] {
        [
            .init(stage: "triage", hours: clocks.triage, meaning: "from an incident's opening to its triage"),
            .init(stage: "tasking", hours: clocks.tasking, meaning: "from acceptance to the tasking of a team"),
            .init(stage: "team-report", hours: clocks.teamReport, meaning: "from the tasking to the team's report"),
            .init(stage: "reply", hours: clocks.reply, meaning: "in which the parties may reply to a proposed finding"),
            .init(stage: "determination", hours: clocks.determination, meaning: "from the end of the reply window to the determination"),
            .init(stage: "witnesses", hours: clocks.witnesses, meaning: "that determinations and editions wait for an absent witness"),
            .init(stage: "assent", hours: clocks.assent, meaning: "until a joint act lapses"),
        ]
    }
}

extension Term {
    init(_ determination: Agreement.Determination) {
        self.init(determination.rule)
        guard determination.rule == .some else { return }
        self.init(word: word, text: "\(determination.needed) of them must concur")
    }
}
