import Foundation

/// Gathers what a page says about itself: `meta` fields, JSON-LD, `time` elements, the title.
struct PageFactsReader {
    private var title = ""
    private var headline: String?
    private var siteName: String?
    private var language: String?
    private var linkedData: [UInt8] = []
    private var dates: [(rank: Int, day: Day, field: String)] = []

    mutating func start(_ tag: Tag) {
        switch tag.name {
        case "html": language = tag["lang"] ?? tag["xml:lang"]
        case "meta":
            guard let content = tag["content"],
                let field = (tag["property"] ?? tag["name"] ?? tag["itemprop"])?.lowercased()
            else { return }
            switch field {
            case "og:title": headline = headline ?? content
            case "og:site_name": siteName = siteName ?? content
            default:
                if let rank = Self.dateFields.firstIndex(of: field), let day = Day(iso: content) {
                    dates.append((rank, day, field))
                }
            }
        case "time":
            guard let value = tag["datetime"], let day = Day(iso: value) else { return }
            let isPublication = tag["itemprop"]?.lowercased() == "datepublished" || tag["pubdate"] != nil
            dates.append((isPublication ? 0 : Self.dateFields.count, day, "time"))
        default: break
        }
    }

    mutating func end(_ tag: Tag) {
        guard tag.name == "script", !linkedData.isEmpty else { return }
        if let document = try? JSONSerialization.jsonObject(with: Data(linkedData)) {
            read(document, depth: 0)
        }
        linkedData = []
    }

    mutating func addTitle(_ text: String) { title += text }

    mutating func addLinkedData(_ bytes: [UInt8]) { linkedData += bytes }

    /// Fields that name the day of publication, the surest first. A day of modification is none.
    private static let dateFields = [
        "article:published_time", "datepublished", "og:article:published_time", "date", "dc.date",
        "dc.date.issued",
        "dcterms.date", "dcterms.created", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
        "publish-date",
        "article.published", "citation_publication_date",
    ]

    /// JSON-LD of schema.org: an article, alone, in a list, or in a graph.
    private mutating func read(_ value: Any, depth: Int) {
        guard depth < 8 else { return }
        if let list = value as? [Any] {
            for item in list { read(item, depth: depth + 1) }
        }
        guard let object = value as? [String: Any] else { return }
        if let graph = object["@graph"] { read(graph, depth: depth + 1) }
        let types =
            (object["@type"] as? [Any])?.compactMap { $0 as? String } ?? [object["@type"] as? String ?? ""]
        guard types.contains(where: { $0.hasSuffix("Article") || $0 == "BlogPosting" || $0 == "Report" })
        else { return }
        if let text = object["headline"] as? String { headline = text }
        if let text = object["datePublished"] as? String, let day = Day(iso: text) {
            dates.append((0, day, "JSON-LD datePublished"))
        }
        let publisher = (object["publisher"] as? [Any])?.first ?? object["publisher"]
        if let name = (publisher as? [String: Any])?["name"] as? String { siteName = siteName ?? name }
    }

    var facts: PageFacts {
        var facts = PageFacts(
            title: Self.cleaned(title), siteName: siteName.flatMap(Self.cleaned),
            language: language.flatMap(Self.cleaned), headline: headline.flatMap(Self.cleaned))
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
