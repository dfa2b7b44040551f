/// One article of the press as it was saved: its text, what it says of itself, and whom it quotes. It
/// proves nothing by itself.
///
/// Every span counts Unicode scalars of `text`. Nothing is left out of `paragraphs`: what is not the
/// article's is marked.
public struct Publication: Hashable, Sendable {
    /// The file's name, as it was given.
    public let file: String
    /// SHA-256 of the file's bytes, in lower-case hex.
    public let sha256: String
    public let isHTML: Bool
    /// The language in which it was read.
    public let language: PublicationLanguage
    /// The decoded file; of an HTML page, its text with one line for each block.
    public let text: String
    public let outlet: Outlet?
    public let headline: String?
    /// The place before the first sentence, as written, without the mark after it.
    public let dateline: String?
    public let published: PublicationDate
    /// All blocks of text in order.
    public let paragraphs: [Paragraph]
    /// The stretches that are not the article's, each with its kind.
    public let boilerplate: [Boilerplate]
    /// In order of the text: direct quotations, and what is reported of a speaker without quoting it, or
    /// quoting it in part.
    public let quotes: [Quote]
    /// The sentences of the article's body in order, each with its voice.
    public let voices: [SentenceVoice]
    /// The times that the article tells, in order of the text.
    public let times: [TimeMention]
    /// Paragraphs that are older than the rest, each with the reason.
    public let olderCopy: [OlderCopy]

    /// The sentences of the article that are somebody's words.
    let passages: [Passage]
    /// The day by which a date without its year is read.
    let reference: Day?
    /// The latest day that the article speaks of as past.
    let latestEvent: Day?

    /// The headline, or the first words of the article.
    public var title: String {
        if let headline { return headline }
        let words =
            (paragraphs.first { $0.role == .body } ?? paragraphs.first)?.text.split(separator: " ") ?? []
        return words.prefix(14).joined(separator: " ") + (words.count > 14 ? " …" : "")
    }
}

/// Who published it, and how the file tells.
public struct Outlet: Hashable, Sendable {
    public enum Basis: String, Sendable {
        /// A field of the page's head.
        case metadata
        case byline
        /// A line at the top that holds its name, or a line that says where the text was published.
        case masthead
        /// Sources who are not named spoke to it, and such sources speak to the outlet that prints them.
        case inferred
    }

    public let name: String
    public let basis: Basis
}

/// The day of publication, or nil with the reason why none is known.
public struct PublicationDate: Hashable, Sendable {
    public enum Basis: String, Sendable {
        /// The text says so: "Published 9 November 2025", or a dateline with its date.
        case stated
        /// A line that holds nothing but a date.
        case masthead
        /// A field of the page's head.
        case metadata
        /// A weekday in the text, and a dated event just before it.
        case inferred
        /// The person who filed the publication says so.
        case given
        case unknown
    }

    public let day: Day?
    public let basis: Basis
    /// What it rests on, in words.
    public let reason: String
}

public struct Paragraph: Hashable, Sendable {
    public enum Role: String, Sendable {
        case headline, standfirst, heading, body, boilerplate
    }

    public let span: TextSpan
    public let role: Role
    /// The bytes of the file it was read from, where the text is not the file itself; of a PDF, those of
    /// the text that was taken out of it.
    public let source: TextSpan?
    /// The page of a PDF on which it begins, counted from 1.
    public let page: Int?
    /// Its words, in the memory of the publication's text.
    let slice: Substring

    public var text: String { String(slice) }
}

public struct Boilerplate: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case advertisement
        case navigation
        case pageControl = "page control"
        case relatedLink = "related link"
        case caption
        case masthead
        case byline
        case duplicateHeadline = "duplicate headline"
        case commentForm = "comment form"
        case notice
        case outsideArticle = "outside the article"
        /// A line that many pages of a PDF repeat, or a page's number.
        case runningHead = "running head"
    }

    public let span: TextSpan
    public let kind: Kind
}

/// A speaker's words in a publication.
public struct Quote: Hashable, Sendable {
    public enum Kind: String, Sendable {
        /// Between quotation marks, which the span leaves out.
        case direct
        /// What somebody is reported to have said, thought or wanted.
        case indirect
        /// The same, with words of it between quotation marks; these are direct quotes of their own besides.
        case mixed
    }

    public let span: TextSpan
    public let kind: Kind
    /// The word that attributes it, as written, such as "said"; nil where the speaker is carried over.
    public let cue: String?
    /// Nil: unknown.
    public let speaker: Speaker?
    /// The cue tells of a position held over time ("has long urged"), not of one utterance.
    public let isStandingPosition: Bool
    /// What is reported is a thought, a will or a finding ("hopes", "wants", "shows"), not words.
    public let isAttitude: Bool
    /// The bytes of the file it was read from (HTML only).
    public let source: TextSpan?

    /// Its words, in the memory of the publication's text.
    let slice: Substring

    public var text: String { String(slice) }
    var actor: KnownActor.Identity? { speaker?.identity }
}

public struct Speaker: Hashable, Sendable {
    public enum Basis: String, Sendable {
        /// The sentence names the speaker, be it by a pronoun.
        case stated
        /// The speaker of the sentence or paragraph before goes on.
        case carried
    }

    /// The same for all mentions of one speaker: from the alias table, else the fullest form in the text.
    public let name: String
    /// As written where the words are attributed.
    public let mention: String
    public let basis: Basis
    /// The side whose organ, officer or official this is, such as "Pakistan"; nil where none is known.
    public let side: String?
    let kind: KnownActor.Kind

    /// Neither a name nor an office that one person holds: "a senior official", "diplomatic sources".
    public var isUnnamed: Bool { kind == .unnamed }
    var identity: KnownActor.Identity { KnownActor.Identity(name: name, kind: kind, side: side) }
}

/// A sentence that carries a speaker's words.
struct Passage: Hashable, Sendable {
    let span: TextSpan
    let actor: KnownActor.Identity
    /// When it was said, as the sentence tells it.
    let said: DateMention?
    let isStandingPosition: Bool
    /// The sentence itself names the speaker; else it goes on from the one before.
    let isStated: Bool
}
