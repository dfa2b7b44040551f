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

    @Test("a day of change is taken only where no other stands")
    func updated() throws {
        let text =
            "A bridge is opened again at Marn\n\nUpdated: March 17, 2024\n\nThe bridge at Marn was opened again after nine days, the team said."
        #expect(try Samples.read(text).published.day?.description == "2024-03-17")
    }
}
