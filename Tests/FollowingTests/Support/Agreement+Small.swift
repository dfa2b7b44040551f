import Mechanism
import Testing

extension Agreement {
    /// An agreement of the small record's participants, with no more than the rules demand.
    static func small() throws -> Agreement {
        var agreement = Agreement()
        agreement.title = "A truce"
        agreement.languages = [try Pen.id("en")]
        agreement.participants = try Pen.participants.map { name, role in
            var member = Agreement.Member()
            (member.id, member.name, member.role) = (try Pen.id(name), name, role)
            return member
        }
        agreement.truce.from = try #require(LocalTime(Array("2025-10-09T08:00:00Z".utf8)))
        var instrument = Agreement.Instrument()
        (instrument.id, instrument.title) = (try Pen.id("truce"), "The truce")
        agreement.instruments = [instrument]
        var article = Agreement.Article()
        (article.id, article.instrument, article.title, article.text) = (try Pen.id("1"), instrument.id, "Fire", "No fire is opened.")
        agreement.articles = [article]
        var definition = Agreement.Definition()
        (definition.id, definition.title, definition.text, definition.article) = (try Pen.id("shelling"), "Shelling", "Indirect fire.", article.id)
        agreement.definitions = [definition]
        var area = Agreement.Area()
        (area.id, area.name) = (try Pen.id("valley"), "The valley")
        agreement.areas = [area]
        agreement.determination.members = [try Pen.id("lake")]
        (agreement.clocks.assent, agreement.clocks.triage, agreement.clocks.tasking) = (24, 24, 24)
        (agreement.clocks.teamReport, agreement.clocks.reply, agreement.clocks.determination) = (24, 72, 24)
        (agreement.clocks.publication, agreement.clocks.custody, agreement.clocks.access, agreement.clocks.remedy) = (24, 48, 24, 168)
        (agreement.clocks.handover, agreement.clocks.liaison, agreement.clocks.answer, agreement.clocks.minutes) = (48, 1, 72, 48)
        agreement.clocks.witnesses = 24
        agreement.succession = try ["north", "south", "lake"].map(Pen.id)
        (agreement.intake.narrative, agreement.intake.placePrecision) = (10, 5)
        agreement.grading = Grade.allCases.map { grade in
            var meaning = Agreement.GradeMeaning()
            meaning.grade = grade
            return meaning
        }
        return agreement
    }
}
