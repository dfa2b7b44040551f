/// Gathers what a page says about itself: `meta` fields, its address, JSON-LD, `time` elements, the title.
struct PageFactsReader {
    private var title: [UInt8] = []
    private var headline: String?
    /// As linked data names the publisher, and as a field names the site.
    private var publisher: String?
    private var siteName: String?
    private var language: String?
    private(set) var dates: [PageDate] = []
    /// The page's body has not begun.
    private(set) var isInHead = true

    mutating func start(_ tag: PageTag) {
        if tag.name.kind == .body { isInHead = false }
        guard !tag.isBare else { return }
        if language == nil { language = tag[.lang] }
        switch tag.name.kind {
        case .meta: readField(tag)
        case .reference:
            guard tag[.rel]?.lowercased() == "canonical", let address = tag[.href] else { return }
            add(WrittenDate.inAddress(address), .address, "the page's address", tag)
        default: readElement(tag)
        }
    }

    mutating func addTitle(_ text: UnsafeBufferPointer<UInt8>) { title += text }

    /// JSON-LD of schema.org.
    mutating func addLinkedData(_ bytes: some Collection<UInt8>) { read(LinkedData(bytes), depth: 0) }

    private mutating func add(_ day: Day?, _ source: PageDate.Source, _ field: String, _ tag: PageTag? = nil) {
        guard let day, WrittenDate.years.contains(day.year) else { return }
        dates.append(PageDate(day: day, source: source, field: field, isInHead: isInHead, offset: tag?.start ?? 0))
    }

    /// Fields write a date first, and in many forms.
    private func day(_ text: String) -> Day? {
        Day(iso: text) ?? WrittenDate.first(in: text, order: order)
    }

    private func mention(_ text: String) -> Day? {
        // Most titles hold no digit.
        text.utf8.contains { $0.isASCIIDigit || $0 >= 0x80 } ? WrittenDate.first(in: text, order: order) : nil
    }

    /// In which order the page's language writes day and month: of English it depends on the country.
    private var order: WrittenDate.Order { WrittenDate.Order(language: language) }

    // MARK: Fields and elements

    private mutating func readField(_ tag: PageTag) {
        let naming: [PageTag.Attribute] = [.property, .name, .itemprop, .equivalent]
        guard tag.has(.content), let attribute = naming.first(where: tag.has), let name = tag.bytes(attribute),
            let kind = Self.field(name), let content = tag[.content]
        else { return }
        var field: String { CharacterReference.resolve(name).lowercased() }
        switch kind {
        case .title:
            headline = headline ?? content
            add(mention(content), .mention, "the page's title", tag)
        case .summary: add(mention(content), .mention, "the page's summary", tag)
        case .picture: add(WrittenDate.inAddress(content), .mention, "the address of the page's picture", tag)
        case .siteName: siteName = siteName ?? content
        case .address: add(WrittenDate.inAddress(content), .address, "the page's address", tag)
        // A property may be that of something else on the page.
        case .date(.field) where attribute == .itemprop: add(day(content), .property, "itemprop \(field)", tag)
        case .date(let source): add(day(content), source, field, tag)
        }
    }

    private mutating func readElement(_ tag: PageTag) {
        if tag.has(.content) || tag.has(.datetime), let property = tag[.itemprop]?.lowercased(),
            let value = tag[.content] ?? tag[.datetime]
        {
            switch property {
            case "datepublished", "datecreated": return add(day(value), .property, "itemprop \(property)", tag)
            case "datemodified": return add(day(value), .change, "itemprop datemodified", tag)
            default: break
            }
        }
        let isTime = tag.name.kind == .time
        guard isTime || tag.name.kind == .abbreviation, let value = tag[.datetime] ?? (isTime ? nil : tag[.title]),
            let day = day(value)
        else { return }
        let called = (tag[.classes] ?? "").lowercased().split { !$0.isLetter }.map(String.init)
        let element = isTime ? "time" : "abbr"
        if called.contains(where: { $0.hasPrefix("publish") || $0 == "posted" || $0 == "entry" }) || tag.has(.pubdate) {
            add(day, .called, "\(element), called “\(called.joined(separator: " "))”", tag)
        } else if called.contains(where: { $0.hasPrefix("updat") || $0.hasPrefix("modif") }) {
            add(day, .change, "\(element), called “\(called.joined(separator: " "))”", tag)
        } else {
            add(day, .time, element, tag)
        }
    }

    /// What a field of a `meta` element says.
    private enum Field {
        case title, siteName, address, summary, picture
        case date(PageDate.Source)
    }

    private static func field(_ name: some Collection<UInt8>) -> Field? {
        name.contains(UInt8(ascii: "&"))
            ? fields[WordHash(lower: CharacterReference.resolve(name).utf8).value] : fields[WordHash(lower: name).value]
    }

    private static let fields = WordTable<Field>([
        (.title, "og:title"), (.siteName, "og:site_name"), (.address, "og:url"),
        (.summary, "og:description description"), (.picture, "og:image twitter:image"), (.date(.field), published),
        (.date(.vague), vague), (.date(.change), changed),
    ])

    /// Fields of `meta` elements that name the day of publication.
    private static let published =
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
        """

    /// Those that may name the day of the file as well.
    private static let vague =
        """
        date dc.date dc.date.created dc.created dc:date dc:created dcterms.date dcterms.created
        dcterms.available created datecreated date_created doc_date gentime ptime pdate timestamp
        """

    /// Those that name the day of a change.
    private static let changed =
        """
        article:modified_time article:modified article:modified_date og:updated_time og:modified_time
        og:article:modified_time datemodified dc.modified dcterms.modified dc.date.modified lastmod
        lastmodified last-modified modified modified_time modificationdate revised revision_date
        updated_time bt:moddate
        """

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
            add(day(text), source, "JSON-LD \(key)")
            break
        }
        if let text = value["dateModified"]?.text { add(day(text), .change, "JSON-LD dateModified") }
        guard isArticle else { return }
        if let text = value["headline"]?.text { headline = text }
        if let name = value["publisher"]?.items.first?["name"]?.text { publisher = publisher ?? name }
    }

    // MARK: Result

    var facts: PageFacts {
        PageFacts(
            title: Self.cleaned(String(decoding: title, as: UTF8.self)),
            siteName: (publisher ?? siteName).flatMap(Self.cleaned), headline: headline.flatMap(Self.cleaned),
            language: language, dates: dates)
    }

    private static func cleaned(_ text: String) -> String? {
        let scalars = Scalars(text)
        let line = scalars.line(TextSpan(start: 0, end: scalars.count))
        return line.isEmpty ? nil : line
    }
}
