/// A start tag, and what it says about the text inside.
struct Tag {
    let name: String
    let attributes: [String: String]

    subscript(attribute: String) -> String? { attributes[attribute] }

    /// Nothing inside is text that a reader sees.
    var isSkipped: Bool {
        Self.skipped.contains(name) || attributes["hidden"] != nil
            || attributes["style"]?.lowercased().filter { $0 != " " }.contains("display:none") == true
    }

    var isBlock: Bool { !Self.inline.contains(name) }

    var headingLevel: Int? {
        guard name.count == 2, name.hasPrefix("h"), let level = name.last?.wholeNumberValue,
            (1...6).contains(level)
        else { return nil }
        return level
    }

    var isMain: Bool { name == "main" || attributes["role"] == "main" }

    var isArticleBody: Bool { attributes["itemprop"]?.lowercased() == "articlebody" }

    /// What the markup says the text inside is, if not the article's.
    var boilerplate: Boilerplate.Kind? {
        switch name {
        case "nav", "menu": return .navigation
        case "aside": return .outsideArticle
        case "footer": return .pageControl
        case "form", "fieldset", "label": return .commentForm
        case "button": return .pageControl
        case "figcaption", "figure": return .caption
        case "html", "body", "main", "article", "head": return nil
        default: break
        }
        switch attributes["role"] {
        case "navigation", "menu", "menubar": return .navigation
        case "complementary", "contentinfo", "search", "banner": return .outsideArticle
        default: break
        }
        guard !isArticleBody, !isMain else { return nil }
        let words = ((attributes["class"] ?? "") + " " + (attributes["id"] ?? "")).lowercased()
            .split { !$0.isLetter }
        for word in words {
            if let kind = Self.words[String(word)] { return kind }
        }
        return nil
    }

    private static let skipped: Set<String> = [
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "video",
        "audio", "select", "option",
        "textarea", "input", "title", "map", "dialog",
    ]

    private static let inline: Set<String> = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "img", "ins", "kbd",
        "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
        "wbr", "nobr",
        "script", "style", "noscript", "template",
    ]

    private static let words: [String: Boilerplate.Kind] = [
        "ad": .advertisement, "ads": .advertisement, "advert": .advertisement,
        "advertisement": .advertisement,
        "adsense": .advertisement, "sponsor": .advertisement, "sponsored": .advertisement,
        "promo": .advertisement,
        "nav": .navigation, "navbar": .navigation, "navigation": .navigation, "menu": .navigation,
        "breadcrumb": .navigation, "breadcrumbs": .navigation,
        "related": .relatedLink, "recommended": .relatedLink, "readmore": .relatedLink,
        "trending": .relatedLink,
        "share": .pageControl, "sharing": .pageControl, "social": .pageControl, "toolbar": .pageControl,
        "newsletter": .pageControl, "subscribe": .pageControl, "cookie": .pageControl,
        "consent": .pageControl,
        "comment": .commentForm, "comments": .commentForm, "disqus": .commentForm,
        "sidebar": .outsideArticle, "widget": .outsideArticle,
        "caption": .caption, "credit": .caption,
        "byline": .byline, "author": .byline,
    ]
}
