/// Gathers what a page says about itself: `meta` fields, JSON-LD, `time` elements, the title.
struct PageFactsReader {
    private var title: [UInt8] = []
    private var headline: String?
    private var siteName: String?
    private var dates: [(rank: Int, day: Day, field: String)] = []

    mutating func start(_ name: TagName, _ tag: TagAttributes) {
        switch name.kind {
        case .meta:
            guard let content = tag[.content],
                let field = (tag[.property] ?? tag[.name] ?? tag[.itemprop])?.lowercased()
            else { return }
            switch field {
            case "og:title": headline = headline ?? content
            case "og:site_name": siteName = siteName ?? content
            default:
                if let rank = Self.dateFields.firstIndex(of: field), let day = Day(iso: content) {
                    dates.append((rank, day, field))
                }
            }
        case .time:
            guard let value = tag[.datetime], let day = Day(iso: value) else { return }
            let isPublication = tag[.itemprop]?.lowercased() == "datepublished" || tag[.pubdate] != nil
            dates.append((isPublication ? 0 : Self.dateFields.count, day, "time"))
        default: break
        }
    }

    mutating func addTitle(_ text: UnsafeBufferPointer<UInt8>) { title += text }

    /// JSON-LD of schema.org.
    mutating func addLinkedData(_ bytes: ArraySlice<UInt8>) { read(LinkedData(bytes), depth: 0) }

    /// Fields that name the day of publication, the surest first. A day of modification is none.
    private static let dateFields = [
        "article:published_time", "datepublished", "og:article:published_time", "date", "dc.date",
        "dc.date.issued",
        "dcterms.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
        "publish-date",
        "article.published", "citation_publication_date",
    ]

    /// An article, alone, in a list, or in a graph.
    private mutating func read(_ value: LinkedData, depth: Int) {
        guard depth < 8 else { return }
        if case .list(let items) = value {
            for item in items { read(item, depth: depth + 1) }
        }
        if let graph = value["@graph"] { read(graph, depth: depth + 1) }
        let types = value["@type"]?.items.compactMap(\.text) ?? []
        guard types.contains(where: { $0.hasSuffix("Article") || $0 == "BlogPosting" || $0 == "Report" })
        else { return }
        if let text = value["headline"]?.text { headline = text }
        if let text = value["datePublished"]?.text, let day = Day(iso: text) {
            dates.append((0, day, "JSON-LD datePublished"))
        }
        if let name = value["publisher"]?.items.first?["name"]?.text { siteName = siteName ?? name }
    }

    var facts: PageFacts {
        var facts = PageFacts(
            title: Self.cleaned(String(decoding: title, as: UTF8.self)), siteName: siteName.flatMap(Self.cleaned),
            headline: headline.flatMap(Self.cleaned))
        // The first of the surest: sorting would need to be stable.
        if let least = dates.map(\.rank).min(), let best = dates.first(where: { $0.rank == least }) {
            facts.published = (best.day, best.field)
        }
        return facts
    }

    private static func cleaned(_ text: String) -> String? {
        let scalars = Scalars(text)
        let line = scalars.line(TextSpan(start: 0, end: scalars.count))
        return line.isEmpty ? nil : line
    }
}
