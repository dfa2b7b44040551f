import Testing

@testable import OpenSources

@Suite("Times that a text tells")
struct TimeTests {
    /// A Wednesday.
    static let day = Day(year: 2025, month: 11, day: 12)

    private static func times(_ text: String, published: Day? = day) throws -> [TimeMention] {
        try read(file: "a.txt", bytes: Array(text.utf8), published: published).times
    }

    /// Words of the text, and the value that they have on Wednesday, 12 November 2025.
    @Test(
        "an expression is found whole and resolved against the day of publication",
        arguments: [
            // Days
            ("The ferry sank yesterday off the cape.", "yesterday", "2025-11-11"),
            ("Boats are to sail again tomorrow.", "tomorrow", "2025-11-13"),
            ("The dam broke three days ago.", "three days ago", "2025-11-09"),
            ("The bridge fell two weeks ago.", "two weeks ago", "2025-10-29"),
            ("A pylon fell on November 9, 2024.", "November 9, 2024", "2024-11-09"),
            ("A pylon fell on 9 November near the mill.", "9 November", "2025-11-09"),
            ("A pylon fell on December 20 near the mill.", "December 20", "2024-12-20"),
            ("The tribunal will sit on January 5.", "January 5", "2026-01-05"),
            // Weekdays, by the tense beside them
            ("The envoy left on Tuesday.", "Tuesday", "2025-11-11"),
            ("The envoy will leave on Tuesday.", "Tuesday", "2025-11-18"),
            ("The envoy is scheduled to arrive Friday.", "Friday", "2025-11-14"),
            ("The market opened on Wednesday.", "Wednesday", "2025-11-12"),
            ("The market burned down last Wednesday.", "last Wednesday", "2025-11-05"),
            ("The council meets next Monday.", "next Monday", "2025-11-17"),
            // Parts of a day
            ("Sirens were heard early Tuesday morning.", "early Tuesday morning", "2025-11-11TMO"),
            ("Sirens were heard last night.", "last night", "2025-11-11TNI"),
            ("The convoy left this morning.", "this morning", "2025-11-12TMO"),
            ("The convoy left at 5:30 p.m. on Monday.", "5:30 p.m. on Monday", "2025-11-10T17:30"),
            ("The convoy left at noon on Monday.", "noon on Monday", "2025-11-10T12:00"),
            // Weeks, months, seasons, years
            ("The wells ran dry last week.", "last week", "2025-W45"),
            ("The wells ran dry earlier this month.", "earlier this month", "2025-11"),
            ("The wells ran dry last month.", "last month", "2025-10"),
            ("The wells ran dry in October.", "October", "2025-10"),
            ("The wells ran dry in December.", "December", "2024-12"),
            ("The wells will be dug in December.", "December", "2025-12"),
            ("The wells were dug last May.", "last May", "2025-05"),
            ("The crop failed this summer.", "this summer", "2025-SU"),
            ("The crop failed in the summer of 2019.", "the summer of 2019", "2019-SU"),
            ("Prices doubled in the third quarter.", "the third quarter", "2025-Q3"),
            ("Prices doubled in the first half of 2024.", "the first half of 2024", "2024-H1"),
            ("The law passed last year.", "last year", "2024"),
            ("The law passed in 2003.", "2003", "2003"),
            ("The road was built in the 1990s.", "the 1990s", "199"),
            ("The road was built in the 19th century.", "the 19th century", "18"),
            ("The road was built in nineteen eighty-four.", "nineteen eighty-four", "1984"),
            // What is told of no one time
            ("The ministry now counts them all.", "now", "PRESENT_REF"),
            ("The ministry counted them in the past.", "the past", "PAST_REF"),
            ("The ministry counted them several years ago.", "several years ago", "PAST_REF"),
            // Lengths and what returns
            ("They waited for at least ten days.", "at least ten days", "P10D"),
            ("They waited for several hours.", "several hours", "PTXH"),
            ("A four-year drought ended it.", "four-year", "P4Y"),
            ("They met in the past three months.", "the past three months", "P3M"),
            ("Trucks cross every Friday.", "every Friday", "XXXX-WXX-5"),
            ("Trucks cross daily.", "daily", "XXXX-XX-XX"),
        ])
    func values(text: String, words: String, value: String) throws {
        let times = try Self.times(text)
        let found = try #require(times.first { $0.text == words }, "\(times.map(\.text))")
        #expect(found.value == value)
        #expect(Scalars(text).string(found.span) == words)
    }

    @Test(
        "what stands to another time is resolved against the time told last",
        arguments: [
            ("Shells fell on 3 November. The next day the school closed.", "The next day", "2025-11-04"),
            ("Shells fell on 3 November. Two days later the school closed.", "Two days later", "2025-11-05"),
            ("Shells fell on 3 November. The school had closed a week earlier.", "a week earlier", "2025-10-27"),
            ("Sales rose in the third quarter. They had fallen a year earlier.", "a year earlier", "2024-Q3"),
        ])
    func anchors(text: String, words: String, value: String) throws {
        let found = try #require(try Self.times(text).first { $0.text == words })
        #expect(found.value == value)
        #expect(words.hasSuffix("earlier") || found.basis == .mention)
    }

    @Test(
        "words that look like times and are none are left alone",
        arguments: [
            "They may march to the square, and one second thought came.", "About 2000 people crossed the bridge.",
            "It cost $1990 in all.", "The spring under the hill fell dry of water by the fall of stones.",
            "He is second to none in his quarter of the city.",
        ])
    func none(text: String) throws {
        #expect(try Self.times(text).filter { $0.kind != .duration }.map(\.text) == [])
    }

    @Test("a range of days covers all of them")
    func range() throws {
        let found = try #require(try Self.times("The envoys met on November 6–8 in the old port.").first)
        #expect(found.value == "2025-11-06/2025-11-08")
        #expect(found.days?.lowerBound == Day(year: 2025, month: 11, day: 6))
    }

    @Test("without a day of publication the value leaves open what the words leave open")
    func open() throws {
        let times = try Self.times(
            "The envoy left on Tuesday. He had come on November 3. Last week it rained.", published: nil)
        #expect(times.map(\.value) == ["XXXX-WXX-2", "XXXX-11-03", "PAST_REF"])
        #expect(times.allSatisfy { $0.basis == .open && $0.days == nil && !$0.isBeforePublication })
    }

    @Test("what ended before the day of publication is marked, and nothing else")
    func before() throws {
        let times = try Self.times("It rained on Monday, this month and today. It will rain on Friday.")
        #expect(times.map(\.isBeforePublication) == [true, false, false, false])
    }

    @Test("a day given by the person who files the text overrules what the text says")
    func given() throws {
        let publication = try read(
            file: "a.txt", bytes: Array("Published 3 March 2020\n\nA well ran dry today.".utf8), published: Self.day)
        #expect(publication.published.basis == .given)
        #expect(publication.published.day == Self.day)
        #expect(publication.times.last?.value == "2025-11-12")
    }

    @Test("numbers too large for a calendar end in no day")
    func large() throws {
        let times = try Self.times("It was 99999 years ago, 999999 days ago, and in 9999 centuries ago.")
        #expect(times.allSatisfy { $0.days == nil || $0.days!.lowerBound.year >= 1 })
        #expect(!times.isEmpty)
    }

    @Test("periods of all kinds follow each other without a gap", arguments: TimeUnit.allCases)
    func periods(unit: TimeUnit) throws {
        guard unit != .minute, unit != .hour, unit != .weekend else { return }
        let day = try #require(Self.day)
        var period = Period(unit, of: day)
        #expect(try #require(period.days).contains(day))
        for _ in 0..<20 {
            let (now, next) = (try #require(period.days), try #require(period.shifted(by: 1).days))
            #expect(now.upperBound.adding(days: 1) == next.lowerBound)
            period = period.shifted(by: 1)
        }
    }

    @Test(
        "ISO weeks belong to the year of their Thursday",
        arguments: [(2021, 1, 3, "2020-W53"), (2024, 12, 30, "2025-W01"), (1970, 1, 1, "1970-W01"), (1969, 12, 28, "1969-W52")])
    func weeks(year: Int, month: Int, day: Int, text: String) throws {
        #expect(Period(.week, of: try #require(Day(year: year, month: month, day: day))).text == text)
    }

    // MARK: Older copy

    private static let lead = """
        The fourth round of river talks ended in Varn on Monday without a paper, the water board said.

        Delegates left the hotel before noon.

        The board thanked its hosts.

        """

    @Test("a paragraph that speaks of what has ended as to come is marked, with the reason")
    func older() throws {
        let text = Self.lead + """

            Farmers have waited for years.

            Officials said the talks will settle who opens the sluices.

            The upper valley is expected to ask for more time.

            The meeting could last into the night.
            """
        let publication = try read(file: "a.txt", bytes: Array(text.utf8), published: Self.day)
        #expect(publication.olderCopy.map { Scalars(text).string($0.span).prefix(9) } == ["Officials", "The upper", "The meeti"])
        #expect(publication.olderCopy[0].reason.contains("talks will settle"))
    }

    @Test(
        "what is to come after the end is not older",
        arguments: [
            "Officials said the next round of talks will be held in spring.",
            "Officials said the talks ended too soon.", "A vote will be held in spring.",
            "If talks resume, further talks could settle it.",
        ])
    func notOlder(sentence: String) throws {
        let text = Self.lead + "\nFarmers have waited for years.\n\n" + sentence
        #expect(try read(file: "a.txt", bytes: Array(text.utf8), published: Self.day).olderCopy == [])
    }
}
