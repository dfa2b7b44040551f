/// What an element's name, class, identifier and role hint at. They are words of markup, the same
/// whatever language the page is in.
struct Hints: OptionSet, Hashable {
    let rawValue: UInt32

    // Not the article's.
    static let navigation = Hints(rawValue: 1 << 0)
    static let related = Hints(rawValue: 1 << 1)
    static let control = Hints(rawValue: 1 << 2)
    static let comment = Hints(rawValue: 1 << 3)
    static let advertisement = Hints(rawValue: 1 << 4)
    static let footer = Hints(rawValue: 1 << 5)
    static let side = Hints(rawValue: 1 << 6)
    /// Author, date, topics.
    static let particulars = Hints(rawValue: 1 << 7)
    static let caption = Hints(rawValue: 1 << 8)
    static let notice = Hints(rawValue: 1 << 9)
    static let against = Hints(rawValue: 1 << 10 - 1)

    /// A word such as "content" that many parts of a page carry.
    static let content = Hints(rawValue: 1 << 10)
    /// What only the text of an article is called, such as "article-body".
    static let articleText = Hints(rawValue: 1 << 11)
    static let article = Hints(rawValue: 1 << 12)
    static let main = Hints(rawValue: 1 << 13)
    static let form = Hints(rawValue: 1 << 14)
    static let table = Hints(rawValue: 1 << 15)

    // Halves of a name for an article's text.
    private static let holder = Hints(rawValue: 1 << 20)
    private static let held = Hints(rawValue: 1 << 21)
    private static let halves: Hints = [.holder, .held]

    /// What the boilerplate of such an element is.
    var boilerplate: Boilerplate.Kind? {
        Self.kinds.first { contains($0.0) }?.1
    }

    private static let kinds: [(Hints, Boilerplate.Kind)] = [
        (.navigation, .navigation), (.advertisement, .advertisement), (.comment, .commentForm),
        (.caption, .caption), (.particulars, .byline), (.control, .pageControl), (.related, .relatedLink),
        (.notice, .notice), (.footer, .pageControl), (.side, .outsideArticle), (.form, .commentForm),
    ]

    /// The hints in the words of a class or identifier: words end at what is no letter, and where a
    /// capital follows a small letter.
    static func read(_ name: UnsafePointer<UInt8>) -> Hints {
        var found: Hints = []
        var previous: Hints = []
        var part = WordHash()
        var whole = WordHash()
        var wasSmall = false
        func end(_ word: WordHash) {
            guard word.length > 1 else { return }
            let hints = words[word.value] ?? []
            found.formUnion(hints)
            if previous.contains(.holder), hints.contains(.held) { found.insert(.articleText) }
            previous = hints
        }
        var position = name
        while true {
            let byte = position.pointee
            let isSmall = (0x61...0x7A).contains(byte)
            if isSmall || (0x41...0x5A).contains(byte) {
                if !isSmall, wasSmall {
                    end(part)
                    part = WordHash()
                }
                part.add(byte | 0x20)
                whole.add(byte | 0x20)
            } else {
                let before = previous
                if part.length > 0 { end(part) }
                if whole.length > part.length {
                    let last = previous
                    previous = before
                    end(whole)
                    previous = last
                }
                if byte == 0 { break }
                if byte <= 0x20 { previous = [] }
                (part, whole) = (WordHash(), WordHash())
            }
            wasSmall = isSmall
            position += 1
        }
        return found.subtracting(halves)
    }

    private static let words: WordTable<Hints> = {
        var words: [UInt64: Hints] = [:]
        for (hints, list) in lists {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                words[WordHash(word.utf8).value, default: []].formUnion(hints)
            }
        }
        return WordTable(words)
    }()

    private static let lists: [(Hints, String)] = [
        (
            .navigation,
            """
            nav navbar navi navigation menu submenu subnav topnav breadcrumb breadcrumbs crumb crumbs
            pagination pager paging skip topbar toc tabs tab
            """
        ),
        (
            .related,
            """
            related relateds recommended recommend recommendation recommendations more readmore trending
            popular latest teaser teasers similar also relatedposts next prev previous mostread recent
            archive archives carousel slider slideshow slide gallery list listing grid card cards box tile
            """
        ),
        (
            .control,
            """
            share sharing shares social sociable toolbar tools button buttons btn follow like rating
            ratings vote print login signin signup register search form popup modal overlay dialog lightbox
            player
            """
        ),
        (
            .comment,
            """
            comment comments commentlist respond reply replies disqus discussion kommentare kommentar
            commentaires comentarios reviews review feedback
            """
        ),
        (
            .advertisement,
            """
            ad ads advert advertisement advertising adsense sponsor sponsored promotion promoted promo
            banner anzeige werbung publicite affiliate
            """
        ),
        (.footer, "footer foot bottom copyright legal imprint impressum colophon disclaimer"),
        (
            .side,
            """
            sidebar side aside widget widgets rail rightcol right left secondary column complementary
            supplementary infobox marginal extra
            """
        ),
        (
            .particulars,
            """
            meta byline author authors date time timestamp posted published pubdate bio profile avatar
            postmeta entrymeta postmetadata tags tag taglist category categories info infos credits credit
            kicker dateline datepublished datemodified keywords articlesection
            """
        ),
        (
            .caption,
            """
            caption captions figcaption image img photo picture thumb thumbnail media bildunterschrift
            source
            """
        ),
        (
            .notice,
            """
            newsletter subscribe subscription subscriber cookie cookies consent gdpr privacy paywall premium
            donate donation notice alert
            """
        ),
        (
            .content,
            """
            article articlebody articletext articlecontent body entry post posts story text content contents
            main blog blogpost page single fulltext copy bodytext bodycopy richtext prose hentry maincontent
            detail news artikel texte contenu inhalt paragraph
            """
        ),
        (
            .articleText,
            """
            articlebody articletext articlecontent entrycontent postcontent postbody posttext storybody
            storytext storycontent maincontent maintext bodytext bodycopy newstext newsbody newscontent
            pagecontent textbody fulltext contentbody contentmain contenttext hentry artikeltext
            """
        ),
        (.holder, "entry article post story page body art news main text content single blog"),
        (.held, "body text copy main inner content"),
    ]
}
