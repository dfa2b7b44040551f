import Testing

@testable import OpenSources

@Suite("Quotes and speakers")
struct QuoteTests {
    private func direct(_ text: String) throws -> [(
        text: String, speaker: String?, cue: String?, basis: Speaker.Basis?
    )] {
        try Samples.read(text).quotes.filter { $0.kind == .direct }.map {
            ($0.text, $0.speaker?.name, $0.cue, $0.speaker?.basis)
        }
    }

    @Test("pasted news: cues before, after and between, pronouns, and a quote that goes on after its cue")
    func pasted() throws {
        let quotes = try direct(Samples.pasted)
        #expect(
            quotes.map(\.text) == [
                "a plain breach of the truce", "We counted forty-one rounds before dawn,",
                "Nobody has told us why.", "Our guns have been silent since Sunday,",
                "Let the monitors come and look.", "no soldier was anywhere near them.",
                "a story made for the cameras.", "They must.",
            ])
        #expect(
            quotes.map(\.speaker) == [
                "Orvia’s army", "Pavel Dorin", "Pavel Dorin", "Runa Hale", "Runa Hale", "Pavel Dorin",
                "Senior Tessalian official", "Runa Hale",
            ])
        #expect(
            quotes.map(\.cue) == ["called", "said", nil, "told", "added", "according to", "told", "replied"])
        #expect(quotes[2].basis == .carried)
        #expect(quotes.filter { $0.basis == .carried }.count == 1)
    }

    @Test("a text without quotes has none: apostrophes, possessives and decades are no quotation marks")
    func none() throws {
        #expect(try direct(Samples.withoutQuotes).isEmpty)
    }

    @Test("a quote that nobody is said to have spoken has no speaker")
    func unknown() throws {
        let quotes = try direct(Samples.withoutSpeaker)
        #expect(quotes.map(\.text) == ["No one goes up there in winter."])
        #expect(quotes.map(\.speaker) == [nil])
    }

    @Test("marks inside a quotation belong to it, and possessives do not end a single one")
    func nested() throws {
        let quotes = try direct(Samples.nested)
        #expect(
            quotes.map(\.text) == [
                "My father said to me, ‘Leave the cattle’s gate open,’ and I did,",
                "They told us 'it is over' and went,", "and then it wasn't.", "We are tired,",
                "but the guards' posts are empty now.",
            ])
        #expect(
            quotes.map(\.speaker) == ["Joris Pell", "Joris Pell", "Joris Pell", "Mara Pell", "Mara Pell"])
    }

    @Test("a quotation that runs over paragraphs is one")
    func running() throws {
        let quotes = try direct(Samples.running)
        try #require(quotes.count == 1)
        #expect(quotes[0].text.hasPrefix("We have buried too many"))
        #expect(quotes[0].text.hasSuffix("Let this be the end of it,"))
        #expect(quotes[0].speaker?.contains("Alric") == true)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let quote: String
        let speaker: String?
        var testDescription: String { text }
    }

    @Test(
        "the speaker of a quote",
        arguments: [
            Case(
                text: "“The road is open,” said Foreign Minister Lena Voss of Tessaly on Monday.",
                quote: "The road is open,", speaker: "Lena Voss"),
            Case(
                text: "Lena Voss, the foreign minister of Tessaly, said that the road was “open to all.”",
                quote: "open to all.", speaker: "Lena Voss"),
            Case(
                text: "The foreign minister, Lena Voss, warned that the road was “open to nobody”.",
                quote: "open to nobody", speaker: "Lena Voss"),
            Case(
                text: "Voss, who chairs the committee, said it was “time to go.”", quote: "time to go.",
                speaker: "Voss"),
            Case(text: "“Is it open?” Lena Voss asked.", quote: "Is it open?", speaker: "Lena Voss"),
            Case(
                text: "General Omar Keld was quoted by the agency as saying the bridge was “lost.”",
                quote: "lost.", speaker: "Omar Keld"),
            Case(
                text: "Officials close to the talks say the text is “nearly done.”", quote: "nearly done.",
                speaker: "Officials close to the talks"),
            Case(
                text: "A spokesperson for the Ridge Council said the shots were “not ours.”",
                quote: "not ours.", speaker: "Ridge Council"),
            Case(
                text: "The shots were “not ours,” according to the Ridge Council.", quote: "not ours,",
                speaker: "Ridge Council"),
            Case(
                text: "The Ridge Council, in a message to the guarantors, rejected the claim as “invented.”",
                quote: "invented.", speaker: "Ridge Council"),
            Case(
                text: "The Ridge Council has accepted the map but called the deadline “unfair”.",
                quote: "unfair", speaker: "Ridge Council"),
            Case(
                text: "Omar Keld: “I have nothing to add.”", quote: "I have nothing to add.",
                speaker: "Omar Keld"),
            Case(
                text: "“I have nothing to add.” — Omar Keld", quote: "I have nothing to add.",
                speaker: "Omar Keld"),
            Case(
                text: "Acknowledged even by its critics, the map was a “small miracle”.",
                quote: "small miracle", speaker: nil),
            Case(text: "The council was accused of “theft”.", quote: "theft", speaker: nil),
            Case(
                text: "The minister said the army had agreed to “stand back.”", quote: "stand back.",
                speaker: "Minister"),
            Case(
                text: "Ankara urged both sides to show “patience.”", quote: "patience.",
                speaker: "Government of Türkiye"),
            Case(
                text: "With Omar Keld accusing the council of “bad faith,” the session closed.",
                quote: "bad faith,", speaker: "Omar Keld"),
            Case(
                text: "„Die Straße ist frei,“ said Jonas Weil.", quote: "Die Straße ist frei,",
                speaker: "Jonas Weil"),
            Case(
                text: "« La route est libre », said Jean Roux.", quote: "La route est libre",
                speaker: "Jean Roux"),
            Case(
                text: "The pipe is 6\" wide, and “that is enough,” said Jean Roux.", quote: "that is enough,",
                speaker: "Jean Roux"),
            Case(
                text: "“[The guards] left at noon... and never came back,” Jean Roux said.",
                quote: "[The guards] left at noon... and never came back,", speaker: "Jean Roux"),
        ])
    func speaker(_ sample: Case) throws {
        let quotes = try direct(sample.text)
        #expect(quotes.map(\.text) == [sample.quote])
        let name = quotes.first?.speaker
        if let expected = sample.speaker {
            #expect(name?.contains(expected) == true)
        } else {
            #expect(name == nil)
        }
    }

    @Test("“the statement”, “it” and “the spokesperson” are the one whose statement the text reports")
    func statementAsSpeaker() throws {
        let text = """
            In a statement issued on Friday, the Ridge Council said that its posts had been “left in good order.”

            “The keys are with the monitors,” the statement read. “We ask for a receipt,” it added.

            The spokesperson later said the keys were “all there.”
            """
        let quotes = try direct(text)
        #expect(quotes.count == 4)
        #expect(quotes.allSatisfy { $0.speaker == "Ridge Council" })
    }

    @Test("“he” and “she” are the latest persons whom names and titles let them mean, and never officials")
    func genders() throws {
        let text = """
            Omar Keld said the bridge was open. He was joined by Fatima Dorin of the harbour office.

            “It is not safe,” she said. Officials said they had looked at it. “It is safe enough,” he answered.

            Mrs. Pell said she had “crossed it twice.” Spokesman Jonas Weil did not comment. “It shakes,” she added.
            """
        #expect(
            try direct(text).map(\.speaker) == ["Fatima Dorin", "Omar Keld", "Pell", "Pell"])
    }

    @Test("a position held over time is told apart from an utterance")
    func standing() throws {
        let publication = try Samples.read(
            "The Ridge Council maintains that its posts are “defensive.” On Friday it said the posts were “empty.” Varn has repeatedly urged the council to leave “the high ground.”"
        )
        #expect(publication.quotes.filter { $0.kind == .direct }.map(\.isStandingPosition) == [true, false, true])
    }

    @Test("an agreement's own actors join the alias table")
    func ownActors() throws {
        var table = AliasTable.standard
        table.add([
            KnownActor(
                name: "Lake Guard of Orvia", kind: .organisation, side: "Orvia",
                aliases: ["the Guard", "Lake Guard", "Blue Scarves"])
        ])
        let text = "The Blue Scarves said they had “no part in it.”"
        let publication = try OpenSources.read(file: "a.txt", bytes: Array(text.utf8), aliases: table)
        #expect(publication.quotes.first?.speaker?.name == "Lake Guard of Orvia")
        #expect(publication.quotes.first?.speaker?.side == "Orvia")
    }

    @Test("sentences that report words without quoting them are found with their speaker")
    func indirect() throws {
        let quotes = try Samples.read(Samples.pasted).quotes.filter { $0.kind == .indirect }
        #expect(
            quotes.contains { $0.text == "it" && $0.cue == "denied" && $0.speaker?.name == "Runa Hale" })
    }

    @Test("an unclosed quotation does not swallow what follows it")
    func unclosed() throws {
        let text =
            "He wrote that “the road was long and cold.\n\nLater, “the lamps went out,” Jean Roux said."
        #expect(try direct(text).map(\.text) == ["the lamps went out,"])
    }
}
