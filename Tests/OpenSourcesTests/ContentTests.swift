import Testing

@testable import OpenSources

@Suite("What attributions report")
struct ContentTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let text: String
        let contents: [String]
        var kind = Quote.Kind.indirect
        var speaker: String?
        var testDescription: String { text }
    }

    @Test(
        "the content of an attribution, wherever its frame stands",
        arguments: [
            Case(
                text: "Lena Voss said that the road was open.", contents: ["that the road was open"],
                speaker: "Lena Voss"),
            Case(
                text: "The road was open, Lena Voss said.", contents: ["The road was open"],
                speaker: "Lena Voss"),
            Case(
                text: "The road was open, Lena Voss told reporters in Marn on Sunday.",
                contents: ["The road was open"], speaker: "Lena Voss"),
            Case(
                text: "The road, Lena Voss said, was open.", contents: ["The road", "was open"],
                speaker: "Lena Voss"),
            Case(
                text: "On Sunday, Lena Voss said the road was open.", contents: ["the road was open"],
                speaker: "Lena Voss"),
            Case(
                text: "As Lena Voss noted on Friday, the road was open.", contents: ["the road was open"],
                speaker: "Lena Voss"),
            Case(
                text: "According to the Ridge Council, the road was open.", contents: ["the road was open"],
                speaker: "Ridge Council"),
            Case(
                text: "The road was open, according to the Ridge Council.", contents: ["The road was open"],
                speaker: "Ridge Council"),
            Case(
                text: "Omar Keld said the bridge was “lost for good” and could not be held.",
                contents: ["the bridge was “lost for good” and could not be held"], kind: .mixed,
                speaker: "Omar Keld"),
            Case(
                text: "The bridge was mined, records of the harbour office show.",
                contents: ["The bridge was mined"]),
            Case(
                text: "The ferry is expected to sail in spring.", contents: ["The ferry", "to sail in spring"]),
            Case(
                text: "Lena Voss was confident that the bridge would hold.",
                contents: ["that the bridge would hold"]),
            Case(
                text: "Lena Voss told the Ridge Council that the road was open.",
                contents: ["that the road was open"], speaker: "Lena Voss"),
            Case(text: "The committee met in the old school by the river.", contents: []),
            Case(text: "The states of the union sent pledges and reports.", contents: []),
            Case(text: "Lena Voss spoke with Omar Keld in Marn.", contents: []),
        ])
    func contents(_ sample: Case) throws {
        // A first line may be a headline.
        let quotes = try Samples.read("Marn, by the river\n\n" + sample.text).quotes
            .filter { $0.kind != .direct }
        #expect(quotes.map(\.text) == sample.contents)
        #expect(quotes.allSatisfy { $0.kind == sample.kind })
        if let speaker = sample.speaker {
            #expect(quotes.allSatisfy { $0.speaker?.name.contains(speaker) == true })
        }
    }

    @Test("two cues of one subject have a content each")
    func coordinated() throws {
        let quotes = try Samples.read(
            "Marn, by the river\n\nThe Ridge Council accused Tessaly of moving its guns, and warned that it would answer."
        ).quotes
        #expect(quotes.map(\.text) == ["Tessaly of moving its guns", "that it would answer"])
        #expect(quotes.map(\.cue) == ["accused", "warned"])
        #expect(quotes.allSatisfy { $0.speaker?.name == "Ridge Council" && !$0.isAttitude })
    }

    @Test("what somebody wants or hopes is told apart from what he said")
    func attitudes() throws {
        let quotes = try Samples.read("Marn, by the river\n\nThe Ridge Council hopes to keep the bridge.").quotes
        #expect(quotes.map(\.text) == ["to keep the bridge"])
        #expect(quotes.allSatisfy { $0.isAttitude && $0.isStandingPosition })
    }

    @Test(
        "titles, nicknames and words at arm's length are no quotes",
        arguments: [
            "The film “The Long Bridge” opened in Marn.", "The so-called “dry” season began early.",
            "Lena Voss said on the channel’s “Morning Hour” that the road was open.",
            "See <a title=\"The old road of the north.\">the map</a> for more of it.",
        ])
    func noQuotes(_ text: String) throws {
        let quotes = try Samples.read("Marn, by the river\n\n" + text).quotes.filter { $0.kind == .direct }
        #expect(quotes.map(\.text) == [])
    }

    @Test("each sentence of the body knows whose voice it is")
    func voices() throws {
        let text = """
            Marn, by the river

            The bridge at Marn was closed on Sunday. The Ridge Council said that two cars had burned on it. “Nobody was hurt,” its chairman, Omar Keld, told reporters. “We were lucky.”

            The council wants the road paved. Rain fell all night.
            """
        let publication = try Samples.read(text)
        #expect(
            publication.voices.map { $0.attribution.map { $0.speaker ?? "somebody" } ?? "own" } == [
                "own", "Ridge Council", "Omar Keld", "Omar Keld", "own", "own",
            ])
        let quote = try #require(publication.voices[2].attribution?.quote)
        #expect(publication.quotes[quote].text == "Nobody was hurt,")
        #expect(
            zip(publication.voices, publication.voices.dropFirst()).allSatisfy { $0.span.end <= $1.span.start })
    }

    @Test("a long text of cues and marks alone is read in time")
    func hostile() throws {
        for piece in ["said that he said, ", "according to ", "“a” and ", "said, ", "the claim that "] {
            let text = String(repeating: piece, count: 40_000)
            _ = try Samples.read(text)
        }
    }
}
