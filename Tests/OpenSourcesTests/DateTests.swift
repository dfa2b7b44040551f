import Testing

@testable import OpenSources

@Suite("Days and dates")
struct DateTests {
    @Test("days count on through four centuries, month by month and weekday by weekday")
    func calendar() throws {
        var day = try #require(Day(year: 1800, month: 1, day: 1))
        #expect(day.weekday == .wednesday)
        var wrong: [Day] = []
        for _ in 0..<(400 * 366) {
            let next = day.adding(days: 1)
            let isNext =
                next.day == day.day + 1
                || next.day == 1 && (next.month == day.month + 1 || next.month == 1 && next.year == day.year + 1)
            if !isNext || next.number != day.number + 1 || next <= day || Day(iso: next.description) != next
                || next.weekday.position != (day.weekday.position + 1) % 7
            {
                wrong.append(next)
            }
            day = next
        }
        #expect(wrong.isEmpty)
    }

    @Test(
        "days that the calendar does not have are refused",
        arguments: [(2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 4, 31), (2024, 0, 1), (0, 1, 1)])
    func invalid(year: Int, month: Int, day: Int) {
        #expect(Day(year: year, month: month, day: day) == nil)
    }

    @Test("next and previous weekdays are at most six days off")
    func weekdays() throws {
        let friday = try #require(Day(iso: "2024-03-15"))
        for weekday in Weekday.allCases {
            #expect((0...6).contains(friday.days(until: friday.next(weekday))))
            #expect((0...6).contains(friday.previous(weekday).days(until: friday)))
            #expect(friday.next(weekday).weekday == weekday)
            #expect(friday.previous(weekday).weekday == weekday)
        }
    }

    @Test(
        "a line of its own gives the day of publication",
        arguments: [
            ("Friday, 15 March 2024", "2024-03-15", "masthead"),
            ("March 15, 2024", "2024-03-15", "masthead"),
            ("15.03.2024", "2024-03-15", "masthead"),
            ("2024-03-15", "2024-03-15", "masthead"),
            ("Fri 15 Mar 2024 10:45 GMT", "2024-03-15", "masthead"),
            ("Published on 15th March, 2024 at 10:45 pm", "2024-03-15", "stated"),
            ("Posted March 15, 2024 | Updated March 17, 2024", "2024-03-15", "stated"),
            ("By Ilse Varga | March 15, 2024", "2024-03-15", "stated"),
            ("15/03/2024", "2024-03-15", "masthead"),
        ])
    func lines(line: String, day: String, basis: String) throws {
        let publication = try Samples.read(
            "A bridge is opened again at Marn\n\n\(line)\n\nThe bridge at Marn was opened again after nine days of frost, the team said."
        )
        #expect(publication.published.day?.description == day)
        #expect(
            publication.published.basis.rawValue == basis
                || line.hasPrefix("By") && publication.published.day != nil)
    }

    @Test(
        "no day is given where the text gives none for sure",
        arguments: [
            "04/05/2024", "Saturday, 15 March 2024", "March 2024", "Friday",
        ])
    func doubtful(line: String) throws {
        let publication = try Samples.read(
            "A bridge is opened again at Marn\n\n\(line)\n\nThe bridge at Marn was opened again after nine days of frost, the team said."
        )
        #expect(publication.published.day == nil)
    }

    @Test(
        "a weekday and a dated event beside it give a day, with the year from the text, and the reason says so"
    )
    func inferred() throws {
        let text = """
            The council said on Monday that the session held in Varn on March 15 had ended without a map.

            Its guards have kept the ridge since February 2024.
            """
        let published = try Samples.read(text).published
        #expect(published.day == Day(year: 2024, month: 3, day: 18))
        #expect(published.basis == .inferred)
        #expect(published.reason.contains("Monday") && published.reason.contains("March 15"))
    }

    @Test("the year turns between the event and the month that the text names")
    func turnOfYear() throws {
        let text =
            "The council said on Thursday that the session of January 2 had ended without a map.\n\nThe ridge was closed in December 2023."
        #expect(try Samples.read(text).published.day == Day(year: 2024, month: 1, day: 4))
    }

    @Test("a weekday alone, or an event without a year, gives no day")
    func underivable() throws {
        #expect(
            try Samples.read("The council said on Monday that the session had ended without a map.").published
                .day == nil)
        #expect(
            try Samples.read(
                "The council said on Monday that the session of March 15 had ended without a map."
            ).published.day == nil)
    }

    @Test("a day to come is not taken for the event before the saying: a dateline without its year contradicts it")
    func datelineWithoutYear() throws {
        let text = """
            SELMAC, July 3 (Interwire) - The council said on Tuesday that the exchange is due to take place at the bridge on July 11.

            The first men were captured in August 2017.
            """
        let published = try Samples.read(text).published
        #expect(published.day == nil && published.basis == .unknown && published.reason.contains("July 3"))
        // Where both agree, the day stands.
        let agreeing = text.replacing("is due to take place at the bridge on July 11", with: "at the bridge ended on July 1")
            .replacing("August 2017", with: "August 2018")
        #expect(try Samples.read(agreeing).published.day == Day(year: 2018, month: 7, day: 3))
    }

    @Test("a day of change is taken only where no other stands")
    func updated() throws {
        let text =
            "A bridge is opened again at Marn\n\nUpdated: March 17, 2024\n\nThe bridge at Marn was opened again after nine days, the team said."
        #expect(try Samples.read(text).published.day?.description == "2024-03-17")
    }

    @Test(
        "whole dates are read as they are written in many languages",
        arguments: [
            ("9. November 2025", "2025-11-09"), ("9 de noviembre de 2025", "2025-11-09"),
            ("le 1er février 2024", "2024-02-01"), ("9 Kasım 2025 Pazar", "2025-11-09"),
            ("٩ نوفمبر ٢٠٢٥", "2025-11-09"), ("۹ نومبر ۲۰۲۵", "2025-11-09"), ("9 ноября 2025 г.", "2025-11-09"),
            ("2025年11月9日", "2025-11-09"), ("2025년 11월 9일", "2025-11-09"), ("Nov. 9, 2025", "2025-11-09"),
            ("09.11.25", "2025-11-09"), ("2025/11/09 10:15", "2025-11-09"), ("20251109T101500", "2025-11-09"),
            ("9-Nov-2025", "2025-11-09"), ("19 | 11 | 2025", "2025-11-19"), ("17/11/2025", "2025-11-17"), ("11/17/2025", "2025-11-17"),
            ("5 min, 9 November 2025", "2025-11-09"), ("9. listopadu 2025", "2025-11-09"),
        ])
    func written(text: String, day: String) {
        #expect(WrittenDate.first(in: text)?.description == day)
    }

    @Test(
        "what is no whole date, or may be one of two, is none",
        arguments: [
            "09/11/2025", "November 2025", "9 November", "31.02.2025", "1.2.3.4", "192.168.10.20", "2025-13-09",
            "+49 30 11 09 2025 12", "12345678", "Flight 2025",
        ])
    func notWritten(text: String) {
        #expect(WrittenDate.first(in: text) == nil)
    }

    @Test("which of two numbers is the day, the page's language tells")
    func order() {
        #expect(WrittenDate.first(in: "09/11/2025", order: .dayFirst)?.description == "2025-11-09")
        #expect(WrittenDate.first(in: "09/11/2025", order: .monthFirst)?.description == "2025-09-11")
        #expect(WrittenDate.Order(language: "de") == .dayFirst)
        #expect(WrittenDate.Order(language: "en-us") == .monthFirst)
        #expect(WrittenDate.Order(language: "en-gb") == .dayFirst)
        #expect(WrittenDate.Order(language: "en") == .unknown)
    }

    @Test(
        "an address names a day in its path",
        arguments: [
            ("https://a.example/2025/11/09/talks", "2025-11-09"), ("/news/2025-11-9-talks", "2025-11-09"),
            ("/news/20251109-talks.html", "2025-11-09"), ("/2025/11/talks", "none"), ("/id/12345678", "none"),
            ("/2025/13/40/x", "none"), ("/reports/19-11-2025", "2025-11-19"), ("/reports/11-11-2025", "2025-11-11"),
            ("/reports/09-11-2025", "none"), ("/reports/31-02-2025", "none"),
        ])
    func address(text: String, day: String) {
        #expect(WrittenDate.inAddress(text)?.description ?? "none" == day)
    }

    private func page(_ head: String, _ body: String = "") -> String {
        """
        <html lang="de"><head><title>Die Fähre in Marn fährt wieder</title>\(head)</head><body>
        <h1>Die Fähre in Marn fährt wieder</h1>\(body)
        <p>Die Fähre in Marn fuhr am Donnerstag wieder, und niemand blieb zurück, wie der Hafenmeister am Abend sagte.</p>
        <p>Vierzig Lastwagen setzten vor dem Mittag über, die Hälfte mit Korn, der Rest mit Werkzeug und Holz.</p>
        </body></html>
        """
    }

    @Test("a page's day is taken from where it is surest, and the answer says from where")
    func ofPage() throws {
        func published(_ head: String, _ body: String = "") throws -> (String?, PublicationDate.Basis, String) {
            let found = try Samples.read(page(head, body), as: "a.html").published
            return (found.day?.description, found.basis, found.reason)
        }
        let address = "<link rel=canonical href='https://a.example/2025/11/09/faehre'>"
        let field = "<meta property=article:published_time content='2025-11-10T01:00:00Z'>"
        let changed = "<meta property=article:modified_time content='2025-12-01T01:00:00Z'>"
        let vague = "<meta name=date content='2025-11-12'>"
        let linked = """
            <script type="application/ld+json">{"@graph": [{"@type": ["NewsArticle"], "headline": "Die Fähre\\u0020in Marn fährt wieder",
            "datePublished": "2025-11-11", "dateModified": "2025-12-02",}]</script>
            """
        #expect(try published(field + address + linked) == ("2025-11-09", .metadata, "metadata: the page's address"))
        #expect(try published(linked + vague + field) == ("2025-11-10", .metadata, "metadata: article:published_time"))
        #expect(try published(vague + changed + linked) == ("2025-11-11", .metadata, "metadata: JSON-LD datePublished"))
        #expect(try published(changed + vague).0 == "2025-11-12")
        #expect(try published(changed, "<p class=date>Sonntag, 9. November 2025, 10:15 Uhr</p>").0 == "2025-11-09")
        #expect(try published("", "<p>Veröffentlicht am 09.11.2025 | Aktualisiert am 10.11.2025</p>").1 == .stated)
        #expect(try published(changed) == ("2025-12-01", .metadata, "metadata: article:modified_time"))
        #expect(try published("") == (nil, .unknown, "no date stated"))
    }

    @Test("the date that a reader sees beside the headline counts for more than fields that contradict one another")
    func besideHeadline() throws {
        func published(_ head: String, _ body: String) throws -> (String?, String) {
            let found = try Samples.read(page(head, body), as: "a.html").published
            return (found.day?.description, found.reason)
        }
        let vague = "<meta name=date content='2025-11-12'>"
        let field = "<meta property=article:published_time content='2025-11-08T23:50:00Z'>"
        let linked = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2025-11-09T00:50:00+01:00\"}</script>"
        let line = "<div class=kicker><a href=/hafen>Hafen</a> 9. November 2025, 00:50 Uhr</div>"
        #expect(try published(vague, line) == ("2025-11-09", "stated beside the headline: Hafen 9. November 2025, 00:50 Uhr"))
        #expect(try published(field + linked, line).0 == "2025-11-09")
        // Fields that agree need no line.
        #expect(try published(field, line) == ("2025-11-08", "metadata: article:published_time"))
        // A change, a date inside a sentence, and a line far away are none of these.
        #expect(try published(vague, "<p>Aktualisiert am 13.11.2025</p>").0 == "2025-11-12")
        let sentence = "<p>Die Brücke, an der seit dem 3. Mai 2024 gebaut wird, bleibt bis auf Weiteres für alle Lastwagen gesperrt.</p>"
        #expect(try published(vague, sentence).0 == "2025-11-12")
        #expect(try published(vague, String(repeating: "<p>Der Hafen meldet nichts Neues.</p>", count: 5) + line).0 == "2025-11-12")
    }

    @Test("where no field or line tells, a sentence about the publication, the summary or the picture's address does")
    func lastResorts() throws {
        func published(_ head: String, _ body: String) throws -> (String?, PublicationDate.Basis) {
            let found = try Samples.read(page(head, body), as: "a.html").published
            return (found.day?.description, found.basis)
        }
        let far = String(repeating: "<p>Der Hafen meldet nichts Neues, und die Boote liegen still am Kai der alten Werft.</p>", count: 6)
        let sentence = """
            <p>Dieser Beitrag wurde am 9. November 2025 von der Redaktion des Hafens veröffentlicht und unter „Fähren“ abgelegt; wer dazu
            etwas zu sagen hat, schreibt an die Redaktion des Hafens von Marn.</p>
            """
        #expect(try published("", far + sentence) == ("2025-11-09", .stated))
        #expect(try published("", far + sentence.split(separator: "veröffentlicht").joined(separator: "verlesen")).0 == nil)
        #expect(try published("<meta name=description content='Meldung vom 9. November 2025'>", far) == ("2025-11-09", .metadata))
        #expect(try published("<meta property=og:image content='/bilder/2025/11/09/faehre.jpg'>", far).0 == "2025-11-09")
    }

    @Test("the day alone is the day of the whole article, whether or not more than the head must be read for it")
    func alone() throws {
        let field = "<meta property='article&#x3A;published_time' content='2025-11-08T23:50:00Z'>"
        let line = "<div class=kicker>9. November 2025</div>"
        let pages = [page(field, line), page("", line), page("<meta name=date content=2025-11-12>", line), page(""), "Ferry sails\n\n9 November 2025\n\nIt sailed again."]
        for text in pages {
            let bytes = Array(text.utf8)
            #expect(try OpenSources.published(file: "a", bytes: bytes) == OpenSources.article(file: "a", bytes: bytes).published)
        }
        let head = try OpenSources.published(file: "a.html", bytes: Array("<html><head>\(field)</head><body></body></html>".utf8))
        #expect(head.day?.description == "2025-11-08")
        #expect(head.json(file: "a.html").contains("\"published_basis\": \"metadata: article:published_time\""))
        // Of another article below, a field says nothing of this one.
        let below = "<html><body><p>Nichts Neues am Hafen von Marn.</p><div>\(field)</div>"
        #expect(PublicationDate.agreed(PageScan(Array(below.utf8)).facts.dates) == nil)
        #expect(throws: UnreadablePublication.self) { try OpenSources.published(file: "a.html", bytes: []) }
    }

    @Test("of time elements the one by the headline counts, and not those of other articles")
    func timeElements() throws {
        let other = "<ul><li><a href=1>Anderes</a> <time datetime=2025-01-02>2. Januar</time></li></ul>"
        let own = "<p>Von <b>Ilse Varga</b> <time datetime='2025-11-09T10:15'>Sonntag</time></p>"
        let text = page("", own).replacing(other: other)
        #expect(try Samples.read(text, as: "a.html").published.day?.description == "2025-11-09")
    }
}

extension String {
    /// With a list of other articles at the beginning and at the end of the body.
    fileprivate func replacing(other: String) -> String {
        split(separator: "<body>").joined(separator: "<body>" + other)
            .split(separator: "</body>").joined(separator: other + "</body>")
    }
}
