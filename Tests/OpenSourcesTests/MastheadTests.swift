import Testing

@testable import OpenSources

/// Tops of pasted texts. All names are invented.
@Suite("Mastheads, imprints and navigation")
struct MastheadTests {
    private let body = """
        The ferry at Marn ran again on Thursday, and the harbour master said that “nobody was left behind.”

        Forty lorries went over before noon, half of them with grain and the rest with tools.
        """

    private func read(_ top: String, end: String = "") throws -> Publication {
        try Samples.read([top, body, end].joined(separator: "\n\n"))
    }

    private func kind(_ line: String, in publication: Publication) -> Boilerplate.Kind? {
        let part = publication.paragraphs.first { $0.text == line }
        return publication.boilerplate.first { $0.span == part?.span }?.kind
    }

    @Test("an outlet's name above a date is the masthead, and the line under them the headline")
    func nameAboveDate() throws {
        let publication = try read("The Valley Herald\nThursday, 14 March 2024\n\nFerry at Marn runs again")
        #expect(publication.outlet == Outlet(name: "The Valley Herald", basis: .masthead))
        #expect(publication.headline == "Ferry at Marn runs again")
        #expect(publication.published.day == Day(year: 2024, month: 3, day: 14))
        #expect(kind("The Valley Herald", in: publication) == .masthead)
    }

    @Test("a headline in capitals changes nothing, nor does an agency in the byline")
    func headlineInCapitals() throws {
        let publication = try read(
            "The Valley Herald\n14 March 2024\n\nFerry At Marn Runs Again\n\nBy Reuters")
        #expect(publication.outlet?.name == "The Valley Herald")
        #expect(publication.headline == "Ferry At Marn Runs Again")
    }

    @Test(
        "under the headline, a name next to the line of publication is the outlet",
        arguments: [
            "Published: March 14, 2024\n\nRidge News Service", "The Ridge Courier\nPublished 14 March 2024",
            "By Ilse Varga\nRidge Observer\n14 March 2024",
        ])
    func nameUnderHeadline(lines: String) throws {
        let publication = try read("Ferry at Marn runs again\n\n" + lines)
        #expect(publication.outlet?.basis == .masthead)
        #expect(publication.outlet?.name.contains("Ridge") == true)
        #expect(publication.headline == "Ferry at Marn runs again")
        #expect(publication.published.day == Day(year: 2024, month: 3, day: 14))
        #expect(publication.paragraphs.filter { $0.role == .body }.count == 2)
    }

    @Test(
        "name and date may share a line",
        arguments: [
            "The Valley Herald | Thursday, 14 March 2024", "14 March 2024 — The Valley Herald",
            "The Valley Herald, March 14, 2024",
        ])
    func oneLine(line: String) throws {
        let publication = try read(line + "\n\nFerry at Marn runs again")
        #expect(publication.outlet == Outlet(name: "The Valley Herald", basis: .masthead))
        #expect(publication.headline == "Ferry at Marn runs again")
        #expect(publication.published.day == Day(year: 2024, month: 3, day: 14))
    }

    @Test(
        "a name that does not end as outlets' names do is one where the end of the text gives it the rights")
    func namedAgain() throws {
        let top = "Marn and Ridge\n14 March 2024\n\nFerry at Marn runs again"
        let with = try read(top, end: "© 2024 Marn and Ridge. All rights reserved.")
        #expect(with.outlet?.name == "Marn and Ridge")
        #expect(with.headline == "Ferry at Marn runs again")
        let without = try read(top, end: "The town of Marn and Ridge Street in it were quiet.")
        #expect(without.outlet == nil)
        #expect(without.headline == "Marn and Ridge")
    }

    @Test(
        "a headline that looks like a name stays the headline",
        arguments: [
            "Ferry Talks Resume Today\n14 March 2024",
            "Council Rejects Report\n14 March 2024\n\nBoth sides ask for time",
            "Harbour Master Heard On Radio\n14 March 2024\n\nBoth sides ask for time",
            "Old Ferry Breaks Record\n14 March 2024",
            "Morning Over Lake Marn\nBy Ilse Varga\n\nBoth sides ask for time",
        ])
    func headlines(top: String) throws {
        let publication = try read(top)
        #expect(publication.headline.map { top.hasPrefix($0) } == true)
        #expect(publication.outlet == nil)
    }

    @Test("a line that says where the text was published names the outlet, with its day")
    func imprint() throws {
        let publication = try read(
            "Ferry at Marn runs again", end: "Published in The Valley Herald, March 14th, 2024")
        #expect(publication.outlet == Outlet(name: "The Valley Herald", basis: .masthead))
        #expect(publication.published.day == Day(year: 2024, month: 3, day: 14))
        #expect(try read("Ferry at Marn runs again", end: "Published in spring, it sold well").outlet == nil)
    }

    @Test(
        "short names in a row are navigation",
        arguments: [
            "Home | World | Region | Opinion", "Home > World > Lake Union", "News · Sport · Culture",
            "Home / Orvia", "Orvia | Tessaly | Lake Union | Varn", "HOME | WORLD | SPORT", "Home›News›Region",
        ])
    func navigation(line: String) throws {
        let publication = try read(line + "\n\nFerry at Marn runs again")
        #expect(kind(line, in: publication) == .navigation)
        #expect(publication.headline == "Ferry at Marn runs again")
    }

    @Test(
        "curly marks, dashes and capitals change nothing of what a line is",
        arguments: [
            ("Don't miss: the week", Boilerplate.Kind.relatedLink), ("DON’T MISS: “The week”", .relatedLink),
            ("Advertisement", .advertisement), ("— “Advertisement” —", .advertisement), ("Daily • Dünya Ürün • 12 comments", nil),
            ("The ferry at Varn — Reuters", .caption), ("The “ferry” at Varn – Reuters", .caption), ("Fähre am Ufer – Reuters", .caption),
        ])
    func marks(line: String, kind: Boilerplate.Kind?) {
        #expect(BoilerplateRules.kind(of: line) == kind)
    }

    @Test(
        "a headline or byline with such marks is no navigation",
        arguments: [
            "Opinion | Why the ferry matters", "Orvia/Tessaly ferry runs again", "Orvia | Tessaly",
            "Ilse Varga | Varn | The Valley Herald", "Lake Marn | 14 March | Ferry",
            "Ferry runs > drivers glad > shops open",
        ])
    func noNavigation(line: String) {
        #expect(BoilerplateRules.kind(of: line) == nil)
    }
}
