import Testing

@testable import OpenSources

@Suite("Reading a publication")
struct ReadingTests {
    @Test(
        "pasted news: headline, outlet, dateline and date are read, and what is not the article's is marked")
    func pastedFacts() throws {
        let publication = try Samples.read(Samples.pasted)
        #expect(publication.headline == "Orvia and Tessaly trade blame over shelling at Lake Marn")
        #expect(publication.outlet == Outlet(name: "The Harbour Gazette", basis: .byline))
        #expect(publication.dateline == "PORT SELA")
        #expect(publication.published.day == Day(year: 2024, month: 3, day: 14))
        #expect(publication.published.basis == .stated)
        let marked = publication.paragraphs.filter { $0.role == .boilerplate }.map(\.text)
        #expect(marked.count == 9)
        for line in [
            "Menu", "Advertisement", "Read more: Five things to know about the Lake Marn truce",
            "Comments (12)",
        ] {
            #expect(marked.contains(line))
        }
        #expect(publication.boilerplate.contains { $0.kind == .caption })
    }

    @Test("nothing is deleted: every word of a pasted text stands in a paragraph, at its offsets")
    func nothingDeleted() throws {
        let publication = try Samples.read(Samples.pasted)
        let scalars = Array(Samples.pasted.unicodeScalars)
        var covered = Set<Int>()
        for paragraph in publication.paragraphs {
            #expect(
                String(String.UnicodeScalarView(scalars[paragraph.span.start..<paragraph.span.end]))
                    == paragraph.text)
            covered.formUnion(paragraph.span.start..<paragraph.span.end)
        }
        #expect(scalars.indices.allSatisfy { covered.contains($0) || scalars[$0].properties.isWhitespace })
    }

    @Test("lines wrapped by hand are one paragraph, and a quotation may run over them")
    func wrapped() throws {
        let publication = try Samples.read(Samples.wrapped)
        #expect(publication.headline == "Marn talks pause without a date")
        #expect(publication.paragraphs.count == 3)
        #expect(
            publication.quotes.filter { $0.kind == .direct }.map(\.text) == [
                "both sides asked for time", "neither glad nor\nalarmed",
            ])
        #expect(publication.quotes.last?.speaker?.name == "Teodor Minh")
    }

    @Test("a text without a headline has none, and its title is its first words")
    func withoutHeadline() throws {
        let publication = try Samples.read(Samples.withoutQuotes)
        #expect(publication.headline == nil)
        #expect(publication.title.hasPrefix("The monitors went out at six"))
        #expect(publication.published.day == nil)
        #expect(publication.published.reason == "no date stated")
        #expect(publication.outlet == nil)
    }

    @Test("the digest is SHA-256 of the bytes")
    func digest() throws {
        let publication = try OpenSources.read(file: "abc.txt", bytes: Array("abc".utf8))
        #expect(publication.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}

@Suite("Reading a page")
struct PageTests {
    @Test("a page's head gives headline, outlet and the day of publication, not that of a change")
    func facts() throws {
        let publication = try Samples.read(Samples.page, as: "page.html")
        #expect(publication.isHTML)
        #expect(publication.headline == "Crossing at Marn reopens after nine days")
        #expect(publication.outlet == Outlet(name: "Harbour Gazette", basis: .metadata))
        #expect(publication.published.day == Day(year: 2024, month: 3, day: 19))
        #expect(publication.published.basis == .metadata)
        #expect(publication.dateline == "PORT SELA")
    }

    @Test("menus, asides, forms, captions and notices of a page are marked; scripts and styles are no text")
    func boilerplate() throws {
        let publication = try Samples.read(Samples.page, as: "page.html")
        let body = publication.paragraphs.filter { $0.role == .body }.map(\.text)
        #expect(body.count == 4)
        #expect(body.allSatisfy { !$0.contains("Nine days without bread") })
        #expect(!publication.text.contains("not a quote"))
        #expect(!publication.text.contains("color: red"))
        let kinds = Set(publication.boilerplate.map(\.kind))
        #expect(
            kinds.isSuperset(of: [
                .navigation, .caption, .byline, .advertisement, .commentForm, .outsideArticle,
            ]))
    }

    @Test("quotes of a page are found through markup and character references, with the right speakers")
    func quotes() throws {
        let quotes = try Samples.read(Samples.page, as: "page.html").quotes.filter { $0.kind == .direct }
        #expect(
            quotes.map(\.text) == [
                "Trade is the first thing that people notice,",
                "It came back within the hour & nobody was turned away.", "go home and sleep.",
            ])
        #expect(quotes.map { $0.speaker?.name } == ["Ada Lorenz", "Ada Lorenz", "Olen Brask"])
    }

    @Test("offsets lead back to the very bytes of the page")
    func bytes() throws {
        let publication = try Samples.read(Samples.page, as: "page.html")
        let bytes = Array(Samples.page.utf8)
        func source(_ span: TextSpan?) throws -> String {
            let span = try #require(span)
            return String(decoding: bytes[span.start..<span.end], as: UTF8.self)
        }
        let quotes = publication.quotes.filter { $0.kind == .direct }
        #expect(try source(quotes[0].source) == "Trade is the <em>first</em> thing that people notice,")
        #expect(try source(quotes[1].source) == "It came back within the hour &amp; nobody was turned away.")
        #expect(try source(quotes[2].source) == "go home and sleep.")
        let headline = try #require(publication.paragraphs.first { $0.role == .headline })
        #expect(try source(headline.source) == "Crossing at Marn reopens after nine&nbsp;days")
        for paragraph in publication.paragraphs { _ = try #require(paragraph.source) }
    }

    @Test(
        "long paragraphs, which the parser reports in pieces, keep exact offsets",
        arguments: [700, 999, 1000, 1001, 2500, 9000])
    func longParagraph(length: Int) throws {
        let words = String(repeating: "é ab — ", count: length / 7)
        let page = "<html><body><p>Start \(words) “end of it,” Ana Roe said.</p></body></html>"
        let publication = try Samples.read(page, as: "long.html")
        let bytes = Array(page.utf8)
        let quote = try #require(publication.quotes.first { $0.kind == .direct })
        let source = try #require(quote.source)
        #expect(String(decoding: bytes[source.start..<source.end], as: UTF8.self) == "end of it,")
        let paragraph = try #require(publication.paragraphs.first?.source)
        #expect(
            String(decoding: bytes[paragraph.start..<paragraph.end], as: UTF8.self).hasPrefix(
                "Start é ab — é"))
    }

    @Test("a page without an article element is read too, and the lists of links around it are marked")
    func loosePage() throws {
        let page = """
            <html><head><title>Two posts emptied on the ridge - Valley Post</title></head><body><div id="menu"><a href=1>One</a> <a href=2>Two</a></div>
            <div><h1>Two posts emptied on the ridge</h1><p>Both posts on the ridge were found empty on Monday, the team said.</p>
            <ul><li><a href="3">Ridge patrols to resume</a></li></ul></div></body></html>
            """
        let publication = try Samples.read(page, as: "loose.htm")
        #expect(publication.headline == "Two posts emptied on the ridge")
        #expect(publication.paragraphs.filter { $0.role == .body }.count == 1)
        #expect(publication.boilerplate.contains { $0.kind == .relatedLink })
    }

    @Test("a charset that the page declares wrongly changes nothing: the file is read as UTF-8")
    func wrongCharset() throws {
        let page =
            "<html><head><meta charset=\"iso-8859-1\"></head><body><p>“Çava,” Zoë said in Malmö.</p></body></html>"
        let publication = try Samples.read(page, as: "charset.html")
        #expect(publication.text == "“Çava,” Zoë said in Malmö.")
    }

    @Test("what scripts and comments hold is no tag, and an element left open inside noscript hides nothing")
    func scriptsAndNoscript() throws {
        let code = (0..<400).map { "a<b\($0) && c\($0)" }.joined(separator: " ")
        let page = """
            <html><head><script>if (\(code)) { f() }</script><!-- <p \(code) --></head><body>
            <noscript><div id="warning"></noscript>
            <p>The ferry sails again, and “nobody was left behind,” Ada Lorenz said.</p></body></html>
            """
        let publication = try Samples.read(page, as: "scripts.html")
        let quote = try #require(publication.quotes.first { $0.kind == .direct })
        let source = try #require(quote.source)
        #expect(publication.paragraphs.map(\.role) == [.body])
        #expect(
            String(decoding: Array(page.utf8)[source.start..<source.end], as: UTF8.self)
                == "nobody was left behind,")
    }

    @Test("without any markup that names it, the article is told from menus, teasers, comments and notices")
    func plainMarkup() throws {
        let menu = (1...12).map { "<div><a href=\($0)>Section \($0)</a></div>" }.joined()
        let teasers = (1...8).map {
            "<div class=teaser><a href=t\($0)>Another story of the week, number \($0)</a></div>"
        }.joined()
        let sentences = (1...7).map {
            "<div>On day \($0) the monitors counted the lorries at the crossing, wrote down what they held, and went home before dark.</div>"
        }.joined()
        let page = """
            <html><head><title>Seven days at the crossing</title></head><body><div>\(menu)</div>
            <div><h1>Seven days at the crossing</h1>\(sentences)<ul><li>They counted grain, which was most of it, and then the tools and the timber of two villages.</li></ul></div>
            <div>\(teasers)</div>
            <div class="user-comments"><div>I was there too, and it rained all day, I can tell you that much.</div></div>
            <div>© Valley Post, all rights reserved, since the year of the flood</div></body></html>
            """
        let publication = try Samples.read(page, as: "a.html")
        let body = publication.paragraphs.filter { $0.role == .body }.map(\.text)
        #expect(body.filter { $0.hasPrefix("On day") }.count == 7)
        #expect(body.contains { $0.hasPrefix("They counted grain") })
        #expect(body.count == 8)
        #expect(publication.text.contains("I was there too") && publication.text.contains("Section 12"))
    }

    @Test("words of markup are read through capitals and dashes, and two that meet name an article's text")
    func hints() {
        func hints(_ name: String) -> Hints { Array(name.utf8CString.map(UInt8.init(bitPattern:))).withUnsafeBufferPointer { Hints.read($0.baseAddress!) } }
        #expect(hints("articleBody").contains(.articleText))
        #expect(hints("c-article__body wide").contains(.articleText))
        #expect(hints("StoryText").contains(.articleText))
        #expect(!hints("article body").contains(.articleText))
        #expect(hints("mainNav").contains(.navigation))
        #expect(hints("related-posts").isSuperset(of: [.related, .content]))
        #expect(hints("") == [] && hints("--__") == [] && hints("x9y8") == [])
    }

    @Test("broken JSON-LD is read as far as it goes")
    func linkedData() {
        func value(_ text: String) -> LinkedData { LinkedData(Array(text.utf8)) }
        #expect(value(#"{"a": {"b": ["x", {"c": "y\u00e9\ud83d\ude00\"z"}]}}"#)["a"]?["b"]?.items.last?["c"]?.text == "yé😀\"z")
        #expect(value(#"{"a": "one, "b": 2, "c": "three"}"#)["a"]?.text == "one, ")
        #expect(value("{\"a\": \"line\nbreak\",, \"b\": \"c")["b"]?.text == "c")
        #expect(value(String(repeating: "[", count: 100_000)).items.count <= 1)
        #expect(value(String(repeating: "{\"a\":", count: 100_000))["a"] != nil)
    }

    @Test("what is cut out of a page before it is parsed moves no offset")
    func cuts() throws {
        let page = """
            <html><body><p>Before <!-- a comment -->the <svg><path d="M0 0"/></svg>word, <script>var a = "</p>"</script>“the word,” <style>p{}</style>Ana Roe said.</p></body></html>
            """
        let publication = try Samples.read(page, as: "a.html")
        #expect(publication.text == "Before the word, “the word,” Ana Roe said.")
        let source = try #require(publication.quotes.first { $0.kind == .direct }?.source)
        #expect(String(decoding: Array(page.utf8)[source.start..<source.end], as: UTF8.self) == "the word,")
    }

    @Test("every paragraph of a long page leads back to its own bytes, whatever attributes and references stand between")
    func longPage() throws {
        let paragraphs = (0..<1500).map { number in
            "<p class=\"text\" data-place='\(number) > \(number - 1)' onclick=go(\(number)) hidden-not>Bericht Nr. \(number): Die F\u{E4}hre f&auml;hrt &amp; h\u{E4}lt.</p>"
        }
        let page = "<html><body>" + paragraphs.joined(separator: "\n") + "</body></html>"
        let bytes = Array(page.utf8)
        let article = try OpenSources.article(file: "a.html", bytes: bytes)
        #expect(article.paragraphs.count == 1500)
        let wrong = article.paragraphs.enumerated().filter { number, paragraph in
            guard let source = paragraph.source else { return true }
            return String(decoding: bytes[source.start..<source.end], as: UTF8.self)
                != "Bericht Nr. \(number): Die F\u{E4}hre f&auml;hrt &amp; h\u{E4}lt."
        }
        #expect(wrong.isEmpty)
        #expect(article.paragraphs[7].text == "Bericht Nr. 7: Die F\u{E4}hre f\u{E4}hrt & h\u{E4}lt.")
    }

    @Test(
        "a tag's attributes are read as they are written, and cut where they say nothing of the element",
        arguments: [
            ("<p data-a='x > y'class=\"b\">", "<p class=\"b\">"), ("<a href=/x/ title='T'>", "<a >"),
            ("<p a=1 b id=c d=\"2\">", "<p  id=c >"), ("<P STYLE='display: none' onclick=f()/>", "<P STYLE='display: none' >"),
            ("<p =\"x\" class=y>", "<p =\"x\" class=y>"), ("<p class=\"never closed>", "<p class=\"never closed>"),
        ])
    func attributes(tag: String, left: String) {
        let page = Array(tag.utf8)
        #expect(String(decoding: PageBytes(page, without: PageScan(page).cuts).bytes, as: UTF8.self) == left)
    }

    @Test("fields are read with what their character references stand for")
    func references() {
        let head = """
            <meta property="og&#58;title" content="F&auml;hre &amp; Br&#252;cke &#x2013; &unknown; &amp"><meta name=og:site_name content='Marn&#8217;s Post'>
            """
        let facts = PageScan(Array(head.utf8)).facts.facts
        #expect(facts.headline == "F\u{E4}hre & Br\u{FC}cke \u{2013} &unknown; &amp")
        #expect(facts.siteName == "Marn\u{2019}s Post")
    }
}
