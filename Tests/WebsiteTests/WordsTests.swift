import Mechanism
import Registry
import Testing
@testable import Website

@Suite("Words, times and escaping")
struct WordsTests {
    @Test("an instant is given in UTC, to people to the minute and to programs to the millisecond")
    func instants() {
        #expect(Instant(Moment(milliseconds: 1_762_698_600_123)).words == "2025-11-09 14:30 UTC")
        #expect(Instant(Moment(milliseconds: 1_762_698_600_123)).iso == "2025-11-09T14:30:00.123Z")
        #expect(Instant(Moment()).iso == "1970-01-01T00:00:00.000Z")
        #expect(Instant(Moment(milliseconds: -1)).iso == "1969-12-31T23:59:59.999Z")
        #expect(Instant(Moment(milliseconds: 951_782_400_000)).words == "2000-02-29 00:00 UTC")
    }

    @Test("a span names its day once, and says how exactly it is known")
    func spans() {
        var when = When()
        (when.from, when.to) = (Moment(milliseconds: 1_762_698_600_000), Moment(milliseconds: 1_762_700_400_000))
        #expect(Span(when).words == "2025-11-09 14:30–15:00 UTC")
        when.to = when.from
        when.precision = .week
        #expect(Span(when).words == "2025-11-09 14:30 UTC, known to the week")
        when.to = when.from.adding(hours: 24)
        when.precision = .hour
        #expect(Span(when).words == "2025-11-09 14:30 – 2025-11-10 14:30 UTC")
    }

    @Test("lengths of time are said in the largest whole unit that tells enough", arguments: [
        (1, "1 minute"), (59, "59 minutes"), (60, "1 hour"), (47 * 60, "47 hours"), (48 * 60, "2 days"), (-72 * 60, "3 days"),
    ] as [(Int64, String)])
    func lengths(minutes: Int64, words: String) {
        #expect(Moment.words(milliseconds: minutes * 60_000) == words)
    }

    @Test("a bearing has the nearest of eight points", arguments: [
        (0, "0° (north)"), (22, "22° (north)"), (23, "23° (north-east)"), (180, "180° (south)"), (338, "338° (north)"), (359, "359° (north)"),
    ] as [(Int64, String)])
    func bearings(degrees: Int64, words: String) {
        #expect(Degrees.bearing(degrees) == words)
    }

    @Test("coordinates are said with hemisphere and five places")
    func coordinates() {
        #expect(Degrees.words(3_412_170, 7_109_330) == "34.12170° N, 71.09330° E")
        #expect(Degrees.words(-5, -10_000_001) == "0.00005° S, 100.00001° W")
    }

    @Test("every kind of act has words for what its officer did")
    func phrases() {
        for type in ActKinds.all { #expect(ActKind.phrases[type.kind.name.name] != nil, "\(type.kind.name)") }
        #expect(ActKind.phrases.count == ActKinds.all.count)
    }

    @Test("every outcome has its place among the groups")
    func outcomes() {
        #expect(Set(IncidentOutcome.inOrderOfWork) == Set(IncidentOutcome.allCases))
    }

    @Test("languages of right-to-left scripts are set so", arguments: [
        ("ur", "rtl"), ("ps", "rtl"), ("fa", "rtl"), ("ar", "rtl"), ("prs", "rtl"), ("fa-af", "rtl"), ("en", "ltr"), ("tr", "ltr"),
        ("ur-latn", "ltr"), ("az-arab", "rtl"), ("pa-arab", "rtl"),
    ])
    func directions(language: String, direction: String) {
        #expect(Wording.direction(of: language) == direction)
    }

    @Test("markup is escaped, also where a mark makes one character of it and its neighbour")
    func escaping() {
        let escape = StrictHTML().escapeText
        #expect(escape("<b>&\"'") == "&lt;b&gt;&amp;&quot;&#39;")
        // U+0600 joins with what follows, U+0301 with what goes before: as characters, neither is a bracket or a quotation mark.
        #expect(escape("\u{600}<script>") == "\u{600}&lt;script&gt;")
        #expect(escape("\"\u{301}") == "&quot;\u{301}")
        #expect(!escape("\u{600}<\u{301}>\u{301}").unicodeScalars.contains("<"))
    }

    @Test("marks that reverse the order of letters are made visible, and control characters are not passed on")
    func overrides() {
        let escape = StrictHTML().escapeText
        #expect(escape("a\u{202E}b\u{202D}") == "a[U+202E]b[U+202D]")
        #expect(escape("a\u{0}b\u{1B}c\u{85}") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}")
        #expect(escape("a\nb\u{200F}c") == "a\nb\u{200F}c")
    }

    @Test("the API's keys are written as the record's are")
    func keys() throws {
        struct Sample: Encodable { let repliesUntil = 1; let url = 2 }
        #expect(String(decoding: try JSON.encode(Sample()), as: UTF8.self) == "{\"replies-until\":1,\"url\":2}\n")
    }
}
