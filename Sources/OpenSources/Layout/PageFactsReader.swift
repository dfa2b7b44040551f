/// Gathers what a page says about itself: `meta` fields, its address, JSON-LD, `time` elements, the title.
struct PageFactsReader {
    private var title: [UInt8] = []
    private var headline: String?
    private var siteName: String?
    private var language: String?
    private var dates: [PageDate] = []

    /// - Parameter place: How many blocks of text stand before the tag.
    mutating func start(_ name: TagName, _ tag: TagAttributes, at place: Int) {
        guard !tag.isEmpty else { return }
        if language == nil { language = tag[.lang] }
        switch name.kind {
        case .meta: readField(tag, at: place)
        case .reference:
            guard tag[.rel]?.lowercased() == "canonical", let address = tag[.href] else { return }
            add(WrittenDate.inAddress(address), .address, "the page's address", at: place)
        default: readElement(name, tag, at: place)
        }
    }

    mutating func addTitle(_ text: UnsafeBufferPointer<UInt8>) { title += text }

    /// JSON-LD of schema.org.
    mutating func addLinkedData(_ bytes: ArraySlice<UInt8>) { read(LinkedData(bytes), depth: 0) }

    private mutating func add(_ day: Day?, _ source: PageDate.Source, _ field: String, at place: Int) {
        guard let day, WrittenDate.years.contains(day.year) else { return }
        dates.append(PageDate(day: day, source: source, field: field, place: place))
    }

    /// Fields write a date first, and in many forms.
    private func day(_ text: String) -> Day? {
        Day(iso: text) ?? WrittenDate.first(in: text, order: order)
    }

    /// In which order the page's language writes day and month: of English it depends on the country.
    private var order: WrittenDate.Order { WrittenDate.Order(language: language) }

    // MARK: Fields and elements

    private mutating func readField(_ tag: TagAttributes, at place: Int) {
        guard let content = tag[.content],
            let field = (tag[.property] ?? tag[.name] ?? tag[.itemprop] ?? tag[.equivalent])?.lowercased()
        else { return }
        switch field {
        case "og:title": headline = headline ?? content
        case "og:site_name": siteName = siteName ?? content
        case "og:url": add(WrittenDate.inAddress(content), .address, "the page's address", at: place)
        case _ where Self.published.contains(field): add(day(content), .field, field, at: place)
        case _ where Self.vague.contains(field): add(day(content), .vague, field, at: place)
        case _ where Self.changed.contains(field): add(day(content), .change, field, at: place)
        default: break
        }
    }

    private mutating func readElement(_ name: TagName, _ tag: TagAttributes, at place: Int) {
        let property = tag[.itemprop]?.lowercased()
        if let value = tag[.content] ?? tag[.datetime], let property {
            switch property {
            case "datepublished", "datecreated":
                return add(day(value), .property, "itemprop \(property)", at: place)
            case "datemodified": return add(day(value), .change, "itemprop datemodified", at: place)
            default: break
            }
        }
        guard name.kind == .time || name.kind == .abbreviation,
            let value = tag[.datetime] ?? (name.kind == .abbreviation ? tag[.title] : nil),
            let day = day(value)
        else { return }
        let called = tag.classWords
        let element = name.kind == .time ? "time" : "abbr"
        if called.contains(where: { $0.hasPrefix("publish") || $0 == "posted" || $0 == "entry" })
            || tag[.pubdate] != nil
        {
            add(day, .called, "\(element), called “\(called.joined(separator: " "))”", at: place)
        } else if called.contains(where: { $0.hasPrefix("updat") || $0.hasPrefix("modif") }) {
            add(day, .change, "\(element), called “\(called.joined(separator: " "))”", at: place)
        } else {
            add(day, .time, element, at: place)
        }
    }

    /// Fields of `meta` elements that name the day of publication.
    private static let published = words(
        """
        article:published_time article:published article:published_date article:publicationdate
        article:post_date article.published article.created article_date_original
        og:article:published_time og:article:published og:published_time og:pubdate og:publish_date
        og:datepublished og:regdate datepublished date_published dateposted dc.date.issued dc.date.publication dcterms.issued
        citation_publication_date
        citation_date citation_online_date parsely-pub-date sailthru.date pubdate bt:pubdate rbpubdate
        publishdate publish-date publish_date publish_time published-date published_date published_time
        publisheddate publication_date publication-date originalpublicationdate displaydate
        release_date cxenseparse:recs:publishtime mediator_published_time rnews:datepublished
        shareaholic:article_published_time vr:published_time
        """)

    /// Those that may name the day of the file as well.
    private static let vague = words(
        """
        date dc.date dc.date.created dc.created dc:date dc:created dcterms.date dcterms.created
        dcterms.available created datecreated date_created doc_date gentime ptime pdate timestamp
        """)

    /// Those that name the day of a change.
    private static let changed = words(
        """
        article:modified_time article:modified article:modified_date og:updated_time og:modified_time
        og:article:modified_time datemodified dc.modified dcterms.modified dc.date.modified lastmod
        lastmodified last-modified modified modified_time modificationdate revised revision_date
        updated_time bt:moddate
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    // MARK: Linked data

    /// Articles, alone, in a list, in a graph, or as what a page is about.
    private mutating func read(_ value: LinkedData, depth: Int) {
        guard depth < 8 else { return }
        if case .list(let items) = value {
            for item in items { read(item, depth: depth + 1) }
        }
        for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
            if let inner = value[key] { read(inner, depth: depth + 1) }
        }
        let types = value["@type"]?.items.compactMap(\.text) ?? []
        let isArticle = types.contains { type in
            type.hasSuffix("Article") || type.hasSuffix("Posting") || type == "Report"
        }
        for key in ["datePublished", "dateCreated", "uploadDate"] {
            guard let text = value[key]?.text else { continue }
            let source: PageDate.Source = isArticle && key != "uploadDate" ? .linked : .beside
            add(day(text), source, "JSON-LD \(key)", at: 0)
            break
        }
        if let text = value["dateModified"]?.text { add(day(text), .change, "JSON-LD dateModified", at: 0) }
        guard isArticle else { return }
        if let text = value["headline"]?.text { headline = text }
        if let name = value["publisher"]?.items.first?["name"]?.text { siteName = siteName ?? name }
    }

    // MARK: Result

    var facts: PageFacts {
        PageFacts(
            title: Self.cleaned(String(decoding: title, as: UTF8.self)),
            siteName: siteName.flatMap(Self.cleaned), headline: headline.flatMap(Self.cleaned),
            language: language, dates: dates)
    }

    private static func cleaned(_ text: String) -> String? {
        let scalars = Scalars(text)
        let line = scalars.line(TextSpan(start: 0, end: scalars.count))
        return line.isEmpty ? nil : line
    }
}
