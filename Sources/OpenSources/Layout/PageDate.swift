/// A day that a page names beside its text.
struct PageDate {
    /// How sure it is that the article was published on that day, the surest first.
    enum Source: Int, Comparable {
        /// The page's own address, which is made once and in the outlet's own time zone.
        case address
        /// A field of the head.
        case field
        /// A property of an element, or linked data about an article.
        case property, linked
        /// A field that may mean the file as well: "date", "created".
        case vague
        /// An element that is called a date of publication.
        case called
        /// Linked data about something else than an article.
        case beside
        /// A `time` element.
        case time
        /// A field or element that tells of a change.
        case change
        /// A date in the page's title or summary, or in the address of its picture.
        case mention

        static func < (a: Source, b: Source) -> Bool { a.rawValue < b.rawValue }
    }

    let day: Day
    let source: Source
    /// What gives it, such as `article:published_time`.
    let field: String
    /// It stands before the page's body, where nothing is said of other articles.
    let isInHead: Bool
    /// At which byte of the file it stands.
    var offset: Int
}
