import Mechanism

/// What the press carried, grouped by the statement it goes back to. Never evidence by itself.
struct SourcesView: Encodable, Sendable {
    struct Publication: Encodable, Sendable {
        let act: ActLine
        let headline: [Wording]
        let outlet: [Wording]
        let file: [Wording]
        let published: String?
        /// What the day of publication rests on.
        let basis: Term
        /// SHA-256 of the bytes as saved.
        let content: String
    }
    struct Statement: Encodable, Sendable {
        let act: ActLine
        let speaker: [Wording]
        let summary: [Wording]
        /// For whom the speaker spoke.
        let side: Named?
        let date: String?
        let publications: [Publication]
    }
    struct Voice: Encodable, Sendable {
        let participant: Named
        /// How many statements by those who speak for it.
        let statements: Int
        /// How many publications carry one of them.
        let publications: Int
    }

    let publications: Int
    /// Outlets that published them; a publication that names none is counted as one of its own.
    let outlets: Int
    /// How many of the outlets are not named in their text.
    let outletsNotNamed: Int
    /// Statements that the publications go back to, however many carry each.
    let origins: Int
    let statements: [Statement]
    /// Publications in which no statement has been identified.
    let unattributed: [Publication]
    /// Every party, in the order of establishment.
    let voices: [Voice]
    /// Parties whose own voice is not heard in any publication here.
    let unheard: [Named]
}

extension Reading {
    /// The acts whose texts the page of sources shows.
    var sourceCitations: [Citation] { publications.map(\.recorded) + statements.map(\.recorded) }

    func sourcesView(_ texts: Texts) -> SourcesView {
        let publications = publications, statements = statements
        let outlets = Set(publications.compactMap { texts[$0.recorded, "outlet"].first { $0.erased == nil }?.text })
        let notNamed = publications.count { texts[$0.recorded, "outlet"].allSatisfy { $0.erased != nil } }
        let voices = parties.map { party in
            let own = statements.filter { $0.side == party.id }
            return SourcesView.Voice(
                participant: participant(party.id), statements: own.count, publications: Set(own.flatMap(\.publications)).count)
        }
        return SourcesView(
            publications: publications.count, outlets: outlets.count + notNamed, outletsNotNamed: notNamed, origins: statements.count,
            statements: statements.map { statement in
                SourcesView.Statement(
                    act: line(statement.recorded, RecordStatement.kind, texts), speaker: texts[statement.recorded, "speaker"],
                    summary: texts[statement.recorded, "summary"], side: statement.side.map(participant),
                    date: statement.date?.description,
                    publications: statement.publications.compactMap(publication).map { publicationView($0, texts) })
            },
            unattributed: publications.filter(\.statements.isEmpty).map { publicationView($0, texts) },
            voices: voices, unheard: voices.filter { $0.statements == 0 }.map(\.participant))
    }

    private func publicationView(_ publication: Mechanism.Publication, _ texts: Texts) -> SourcesView.Publication {
        SourcesView.Publication(
            act: line(publication.recorded, RecordPublication.kind, texts), headline: texts[publication.recorded, "headline"],
            outlet: texts[publication.recorded, "outlet"], file: texts[publication.recorded, "file"],
            published: publication.published?.description, basis: Term(publication.basis), content: publication.content.hex)
    }
}
