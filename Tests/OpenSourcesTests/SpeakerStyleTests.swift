import Testing

@testable import OpenSources

@Suite("Speakers in copy of many styles")
struct SpeakerStyleTests {
    /// Of each quote its text, the name and the cue, behind a paragraph that tells the language.
    private func quotes(_ text: String, direct: Bool = false) throws -> [String] {
        let lead = "The bridge at Ferrin was closed on Monday, for the river was high and the piers were under water.\n\n"
        return try Samples.read(lead + text).quotes.filter { !direct || $0.kind == .direct }.map {
            "\($0.text) | \($0.speaker?.name ?? "–") | \($0.cue ?? "–")"
        }
    }

    @Test("an office before or after a name belongs to the speaker, not to what is said")
    func apposition() throws {
        #expect(
            try quotes("Their chief, Captain Mara Oster, says the piers are cracked.")
                == ["the piers are cracked | Mara Oster | says"])
        #expect(
            try quotes("The piers are cracked, harbour inspector Mara Oster told reporters on the quay.")
                == ["The piers are cracked | Mara Oster | told"])
        #expect(
            try quotes("The piers are cracked, Mara Oster told the river council on Monday.")
                == ["The piers are cracked | Mara Oster | told"])
    }

    @Test("a name after the verb speaks, be it at the end or before a relative clause")
    func inverted() throws {
        #expect(
            try quotes("Well, most of the piers are cracked, says Mara Oster, who inspects the river.")
                == ["Well, most of the piers are cracked | Mara Oster | says"])
        #expect(
            try quotes("Nine piers are cracked. So said Mara Oster at the ferry.\n\n“Nobody asked me before,” she told the crowd.", direct: true)
                == ["Nobody asked me before, | Mara Oster | told"])
    }

    @Test("in her words, by the inspector's words")
    func words() throws {
        #expect(
            try quotes("Mara Oster has looked at the piers. In her words: “They would not bear a goat.”", direct: true)
                == ["They would not bear a goat. | Mara Oster | words"])
        #expect(
            try quotes("By the inspector's words, the piers would not bear a goat.")
                == ["the piers would not bear a goat | Inspector | words"])
    }

    @Test("a ticker's clock is nobody's word, and an office before a colon speaks")
    func ticker() throws {
        let found = try quotes(
            """
            10:05 Inspector's office: nine piers have cracks that no boat made.

            10:20 Same office says the ferry will run at night.

            10:40 Nobody is to cross on foot, Mara Oster says.
            """)
        #expect(
            found == [
                "nine piers have cracks that no boat made | Inspector's office | :",
                "the ferry will run at night | Inspector's office | says",
                "Nobody is to cross on foot | Mara Oster | says",
            ])
    }

    @Test("a transcript's names speak, to the end of their paragraphs; who asks for the broadcaster does not")
    func transcript() throws {
        let found = try quotes(
            """
            Mara Oster and Ivo Brandt were heard by the council.

            PRESENTER: Let us hear them.

            Oster: The piers have cracks. No boat made them.

            Brandt: That is true of two.
            """)
        #expect(
            found == [
                "The piers have cracks | Mara Oster | :", "No boat made them | Mara Oster | –",
                "That is true of two | Ivo Brandt | :",
            ])
    }

    @Test("“the captain” is the person who spoke without a title; a body is not the person who heads it")
    func offices() throws {
        #expect(
            try quotes("Mara Oster said the piers are cracked. The ferry will run at night, the captain said.")
                == ["the piers are cracked | Mara Oster | said", "The ferry will run at night | Mara Oster | said"])
        let found = try quotes(
            "Mission head Mara Oster said the piers are cracked. The mission said that the ferry will run at night.")
        #expect(found.last == "that the ferry will run at night | Mission | said")
    }

    @Test(
        "“the mayor” is who was named with that office without speaking, unless two were",
        arguments: [
            ("The quay was shown to Mayor Ada Pell.", "Ada Pell"), ("The quay was shown to Ada Pell, the mayor of Ferrin.", "Ada Pell"),
            ("The quay was shown to Ada Pell, mayor of Ferrin, on foot.", "Ada Pell"),
            ("The quay was shown to Ada Pell, the former mayor.", "Ada Pell"),
            ("The quay was shown to Mayor Ada Pell and Mayor Tom Quill.", "Mayor"),
            ("The quay was shown to Governor Tom Quill.", "Mayor"),
            ("The quay was shown to Ada Pell, people said nothing.", "Mayor"),
            ("The quay was shown to Ada Pell, Mayor Tom Quill and others.", "Tom Quill"),
        ])
    func named(sentence: String, speaker: String) throws {
        #expect(
            try quotes(sentence + " “The piers are cracked,” the mayor said.", direct: true)
                == ["The piers are cracked, | \(speaker) | said"])
    }

    @Test("where a name is heard is no part of it")
    func whereHeard() throws {
        #expect(try quotes("The piers are cracked, says Pell in Ferrin on Monday.") == ["The piers are cracked | Pell | says"])
        #expect(
            try quotes("The piers are cracked, officials in Ferrin said on Monday.") == ["The piers are cracked | Officials in Ferrin | said"])
    }

    @Test("an office that speaks before its holder is named is that person, unless two are named")
    func holders() throws {
        #expect(
            try quotes("The piers are cracked, the province's bridge inspector said. Nobody may cross, inspector Mara Oster told reporters.")
                == ["The piers are cracked | Mara Oster | said", "Nobody may cross | Mara Oster | told"])
        let found = try quotes(
            "Inspector Ivo Brandt said the river is high. The piers are cracked, the province's bridge inspector said. Nobody may cross, inspector Mara Oster told reporters.")
        #expect(found.count == 3 && !found[1].contains("Mara Oster"))
    }

    @Test("places and bodies with an article are nobody whom “she” may mean")
    func places() throws {
        #expect(
            try quotes("The piers stand in Port Ferrin. They are cracked, she said.") == ["They are cracked | – | said"])
        #expect(
            try quotes("Mara Oster spoke to the Northern Cantons. The Cantons appeared to agree. They are cracked, she said.").last
                == "They are cracked | Mara Oster | said")
    }

    @Test("what an office is for is no name")
    func ministers() throws {
        #expect(
            try quotes("The Minister of Waters said that the piers are cracked.")
                == ["that the piers are cracked | Minister of Waters | said"])
    }
}

@Suite("Words given, and names of works")
struct NamedWorksTests {
    private func direct(_ text: String) throws -> [String] {
        let lead = "The bridge at Ferrin was closed on Monday, for the river was high and the piers were under water.\n\n"
        return try Samples.read(lead + text).quotes.filter { $0.kind == .direct }.map(\.text)
    }

    @Test("a slogan, a sign and a chant are words given")
    func named() throws {
        #expect(try direct("The marchers carried the slogan “Open Ferrin Now” through the town.") == ["Open Ferrin Now"])
        #expect(try direct("There was a board at the ferry: “Goats Only”.") == ["Goats Only"])
        #expect(try direct("The bus was met with chants of “Ferrin” at the gate.") == ["Ferrin"])
    }

    @Test("a broadcast, a film and a book are not, even beside who speaks")
    func works() throws {
        #expect(try direct("Mara Oster appeared in the film “Low Tide” as a pilot.").isEmpty)
        #expect(try direct("On the channel's “Morning Hour,” Mara Oster said the piers are cracked.").isEmpty)
        #expect(try direct("Mara Oster told “Morning Hour” that the piers are cracked.").isEmpty)
        #expect(try direct("The “Low Tide” star Mara Oster was there.").isEmpty)
    }

    @Test("in a list each is what the one before it is")
    func listed() throws {
        #expect(
            try direct("Mara Oster called the piers “rotten,” “Ferrin Cheese” and “a gift to goats”.")
                == ["rotten,", "Ferrin Cheese", "a gift to goats"])
    }

    @Test("a mark never closed ends with its paragraph where a comma or colon stands before it")
    func unclosed() throws {
        #expect(
            try direct("Mara Oster said, “The piers are cracked.\n\nThe ferry runs at night.") == ["The piers are cracked."])
        #expect(try direct("Nobody crosses the 9\" pier on foot.").isEmpty)
    }

    @Test("what a page leaves between marks is nobody's words, in any language", arguments: ["en", "tr"])
    func markup(language: String) throws {
        let text =
            language == "en"
            ? "The piers are cracked, and the ferry runs at night <a title=\"Open the whole gallery\" here."
            : "Köprü ayakları çatladı ve vapur bir süre için gece olarak çalışacak <a title=\"Bütün galeriyi aç\" burada."
        #expect(try Samples.read(text).quotes.filter { $0.kind == .direct }.isEmpty)
    }
}

@Suite("Words found by their bytes")
struct WordMapTests {
    @Test("every word leads to its own value, and no other word to any")
    func lookup() {
        let words = (0..<2000).map { "word\($0 &* 2_654_435_761 % 100_003)-\($0)" }
        let map = WordMap(Dictionary(uniqueKeysWithValues: words.enumerated().map { ($1, $0) }))
        for (index, word) in words.enumerated() {
            #expect(map[word] == index)
            #expect(map[word + "s"] == nil)
        }
        #expect(map[""] == nil)
        #expect(WordMap<Int>([:])["word"] == nil)
    }

    @Test("a token knows the lists that its word stands in")
    func classes() throws {
        let tokens = Tokeniser(scalars: Scalars("The former spokesman of the MINISTRY quietly warned Geneva in November"))
            .tokens(in: TextSpan(start: 0, end: 70))
        func those(_ classes: WordClass) -> [String] { tokens.filter { $0.is(classes) }.map(\.lower) }
        #expect(those(.determiners) == ["the", "the"])
        #expect(those(.prepositions) == ["of", "in"])
        #expect(those(.offices) == ["spokesman", "ministry"])
        #expect(those(.adverbs) == ["quietly"])
        #expect(those(.cues) == ["warned"])
        #expect(those(.times) == ["november"])
        #expect(Cue.form(tokens[7])?.lemma == "warn")
    }
}
