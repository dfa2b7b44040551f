import Testing

@testable import OpenSources

@Suite struct WordFileTests {
    private func file(_ text: String) -> WordFile { WordFile(Array(text.utf8)) }

    @Test(
        "the program's own files of words are well-formed",
        arguments: [("en", Language.english.words), ("actors", Language.actors)])
    func filesAreWellFormed(name: String, words: WordFile) {
        #expect(words.faults == [], "\(name)")
    }

    @Test("words, phrases and rows are read as they are laid out")
    func shapes() {
        let words = file(
            """
            # A comment.
            [cues.weak]
            hope  fear
              guess
            [outlets.endings]
            news service,
              press service, "of "

            [countries]
            Orvia | Orvia | Orvian, Orvians | Port Sela |
            Tessaly | Tessaly
            """)
        #expect(words.faults == [])
        #expect(words.phrases(.weak) == ["hope", "fear", "guess"])
        #expect(words.phrases(.outletEndings) == ["news service", "press service", "of "])
        #expect(words.rows(.countries)[0] == [["Orvia"], ["Orvia"], ["Orvian", "Orvians"], ["Port Sela"], []])
        #expect(words.rows(.countries)[1] == [["Tessaly"], ["Tessaly"]])
        #expect(words.words(.stance).isEmpty)
    }

    @Test(
        "what is wrong with a file is said with its line",
        arguments: [
            ("hope", "line 1 stands before the first section"),
            ("[cues.loud]\nshout\nyell", "line 1 begins the section [cues.loud], which is none"),
            ("[channels]\npost\n[channels]\ntweet", "line 3 begins the section [channels] again"),
            ("[dates.months]\n1 | january\n2", "line 3 has 1 columns; [dates.months] needs 2...2"),
            ("[dates.months]\n | january", "line 2 has nothing in its first column"),
            ("[outlets.endings]\nnews service,, wire", "line 2 has a comma without a phrase"),
        ])
    func faults(text: String, fault: String) {
        #expect(file(text).faults.map(\.description) == [fault])
    }

    @Test("every kind, number and speaker that a file names is one that the program knows")
    func namesAreKnown() {
        let words = Language.english.words
        for row in words.rows(.lines) + words.rows(.linePrefixes) {
            #expect(Boilerplate.Kind(rawValue: row[0][0]) != nil, "\(row[0])")
        }
        #expect(Set(words.keys(.months).values) == Set((1...12).map(String.init)))
        #expect(Set(words.keys(.weekdays).values) == Set(Weekday.allCases.map(\.rawValue)))
        let actors = Set(Language.actors.rows(.actors).map { $0[0][0] })
        for row in words.rows(.aliases) { #expect(actors.contains(row[0][0]), "\(row[0])") }
        for row in Language.actors.rows(.actors) { #expect(KnownActor.Kind(rawValue: row[1][0]) != nil, "\(row)") }
    }
}
