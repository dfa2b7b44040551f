import Mechanism
import Registry

/// An edition: a frozen report, numbered in the order of publication.
struct EditionLine: Encodable, Sendable {
    /// Left out until it is published.
    let number: Int?
    let kind: Term
    let from: Instant
    let to: Instant
    /// The size of the record that it covers: the acts before its cut-off.
    let size: Int64
    /// The digest of the state over those acts.
    let digest: String
    /// What the rules counted, under the record's names; left out for the public until it is published.
    let figures: Figures?
    let published: Instant?
    let summary: [Wording]
    let notes: [Wording]
    /// How often its words were corrected.
    let errata: Int
    /// Left out for what is published under the witnesses' quorum, and until there is something to publish.
    let publishing: PublishingView?
}

struct EditionList: Encodable, Sendable {
    /// The latest first.
    let editions: [EditionLine]
    let inPreparation: [EditionLine]
    /// When editions are due, as the agreement says.
    let rhythm: [AgreementView.Rhythm]
}

struct EditionView: Encodable, Sendable {
    struct Erratum: Encodable, Sendable {
        let act: ActLine
        let words: [Wording]
    }

    let edition: EditionLine
    /// Left out where the cut-off itself is for participants.
    let cut: ActLine?
    let published: ActLine?
    /// What corrected its words, in order; what was published stays.
    let errata: [Erratum]
}

extension Reading {
    func editionLine(_ edition: Edition, number: Int?, _ texts: Texts) -> EditionLine {
        let published = published(edition.published)
        return EditionLine(
            number: number, kind: Term(edition.kind), from: Instant(edition.from), to: Instant(edition.cut.received),
            size: edition.size, digest: edition.digest.hex,
            figures: published != nil || Visibility.allows(.participants, to: reader) ? edition.figures : nil, published: Instant(published?.received),
            summary: texts[published, "summary"], notes: texts.notes(published ?? edition.cut), errata: errata(of: edition).count,
            publishing: publishingView(edition.published))
    }

    var editionCitations: [Citation] {
        (publishedEditions + editionsInPreparation).flatMap { [seen($0.cut), seen($0.published)].compactMap { $0 } }
    }

    func editionLines(_ texts: Texts) -> [EditionLine] {
        publishedEditions.enumerated().map { editionLine($1, number: $0 + 1, texts) }.reversed()
    }

    func editionList(_ texts: Texts) -> EditionList {
        EditionList(
            editions: editionLines(texts), inPreparation: editionsInPreparation.map { editionLine($0, number: nil, texts) },
            rhythm: agreement?.editions.map { .init(kind: Term($0.kind), note: $0.note) } ?? [])
    }

    func edition(number: Int) -> Edition? {
        let editions = publishedEditions
        return editions.indices.contains(number - 1) ? editions[number - 1] : nil
    }

    func editionView(_ edition: Edition, number: Int, _ texts: Texts) -> EditionView {
        EditionView(
            edition: editionLine(edition, number: number, texts), cut: line(seen(edition.cut), CutEdition.kind, texts),
            published: line(seen(edition.published), PublishEdition.kind, texts),
            errata: errata(of: edition).map { .init(act: line($0, CorrectEdition.kind, texts), words: texts[$0, "erratum"]) })
    }

    /// The acts that corrected an edition; none while its publication waits.
    func errata(of edition: Edition) -> [Citation] { published(edition.published) == nil ? [] : edition.errata.filter(sees) }
}
