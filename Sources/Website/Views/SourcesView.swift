import Mechanism

/// What the press carried, grouped by the statement it goes back to. Never evidence by itself.
struct SourcesView: Encodable, Sendable {
    struct Publication: Encodable, Sendable {
        let path: String
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
        let path: String
        let act: ActLine
        let speaker: [Wording]
        let summary: [Wording]
        /// For whom the speaker spoke.
        let side: Named?
        let date: String?
        let publications: [Publication]
        /// How many comparisons of its words are confirmed.
        let alterations: Int
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
    /// How many participants' own voices are heard.
    let sides: Int
    /// Claims by how they stand, those that wait for a decision first.
    let claims: [ClaimCount]

    struct ClaimCount: Encodable, Sendable {
        let status: Term
        let claims: Int
    }
}

extension Reading {
    /// The acts whose texts the page of sources shows.
    var sourceCitations: [Citation] { publications.map(\.recorded) + statements.map(\.recorded) }

    func sourcesView(_ texts: Texts) -> SourcesView {
        let publications = publications, statements = statements
        let outlets = OutletCount(publications, texts)
        let voices = parties.map { party in
            let own = statements.filter { $0.side == party.id }
            return SourcesView.Voice(
                participant: participant(party.id), statements: own.count, publications: Set(own.flatMap { state.carriers(of: $0) }).count)
        }
        return SourcesView(
            publications: publications.count, outlets: outlets.all, outletsNotNamed: outlets.notNamed, origins: statements.count,
            statements: statements.map { statementLine($0, texts) },
            unattributed: publications.filter { self.statements(carriedBy: $0).isEmpty }.map { publicationView($0, texts) },
            voices: voices, unheard: voices.filter { $0.statements == 0 }.map(\.participant),
            sides: Set(statements.compactMap(\.side)).count,
            claims: dossiers(Claim.self).groups.map { .init(status: $0.status, claims: $0.dossiers.count) })
    }

    func statementLine(_ statement: Mechanism.Statement, _ texts: Texts) -> SourcesView.Statement {
        SourcesView.Statement(
            path: path(of: statement), act: line(statement.recorded, RecordStatement.kind, texts), speaker: texts[statement.recorded, "speaker"],
            summary: texts[statement.recorded, "summary"], side: statement.side.map(participant), date: statement.date?.description,
            publications: state.carriers(of: statement).compactMap(publication).map { publicationView($0, texts) },
            alterations: statement.alterations.count)
    }

    func publicationView(_ publication: Mechanism.Publication, _ texts: Texts) -> SourcesView.Publication {
        let dating = state.dating(of: publication)
        return SourcesView.Publication(
            path: path(of: publication), act: line(publication.recorded, RecordPublication.kind, texts), headline: texts[publication.recorded, "headline"],
            outlet: texts[publication.recorded, "outlet"], file: texts[publication.recorded, "file"],
            published: dating.published?.description, basis: Term(dating.basis), content: publication.content.hex)
    }
}
