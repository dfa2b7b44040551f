/// A day that a page names beside its text.
struct PageDate {
    /// How sure it is that the article was published on that day, the surest first.
    enum Source: Int, Comparable {
        /// A field of the head, a property or linked data that says so, of the page or of an article.
        case stated
        /// The page's own address.
        case address
        /// An element that is called a date of publication.
        case called
        /// Linked data about something else than an article.
        case beside
        /// A `time` element.
        case time
        /// A field or element that tells of a change.
        case change

        static func < (a: Source, b: Source) -> Bool { a.rawValue < b.rawValue }
    }

    let day: Day
    let source: Source
    /// What gives it, such as `article:published_time`.
    let field: String
    /// How many blocks of text stand before it.
    let place: Int
}
