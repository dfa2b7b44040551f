import Testing

@testable import OpenSources

/// One statement in four tellings, and texts that are like it without being it. All invented.
private enum Tellings {
    static let full = """
        Ridge Council says second session at Varn ended without a map

        Thursday, 14 March 2024

        The Ridge Council said on Thursday that the second session at Varn, held on March 12 and 13, had closed without the map that both sides were promised.

        “We came to Varn with forty pages of surveys and left with forty pages of objections,” the council said in a statement.

        The statement thanked the envoys of the Lake Union for “patience beyond any duty,” and said the council would give them copies of every survey.

        It said that since the snow melted in February, armed men had walked over the ridge on nineteen nights, and that shepherds had found their fires.

        “Our guards did not fire once, although two of them were wounded,” the statement read.

        The council accused the Lake Assembly of “selling delay as caution” and of moving fence posts while its delegates talked about commas.

        It was ready, it said, to take back any guard who had strayed over the line, “if he comes by the bridge at Marn and not in the boot of a car.”

        The statement ended: “Draw the line, walk it together, and we will sleep. Nothing else is left to discuss.”
        """

    static let reworded = """
        The Ridge Council has declared that the talks in Varn brought no map. According to a statement issued by the council’s spokesperson, the second session finished on March 13 without the drawing that had been agreed beforehand.

        The statement praised the Lake Union’s envoys for their great patience and promised them all of the survey papers.

        The spokesperson said armed men had been crossing the ridge since the February thaw, on nineteen nights so far, and that shepherds came upon their fires. Even with two wounded, the council’s guards had not fired.

        The statement also said that the Lake Assembly was using delay as a form of caution and was shifting fence posts while its delegates argued about punctuation.

        The council declared that it would take back guards who strayed across the line, provided that they came over the bridge at Marn rather than hidden in cars.

        It concluded that once the line was drawn and walked by both sides there would be nothing more to discuss.
        """

    static let mixed = """
        Published: March 15, 2024

        VARN — The Ridge Council on Thursday blamed its neighbours for the failure of the second session on the border map.

        In a detailed statement from the council’s spokesperson, the Ridge Council thanked the Lake Union and its patient envoys, offering them each survey it had made.

        The statement complained that on nineteen nights since February armed men crossed over the ridge, leaving fires that shepherds found, and that the council’s own guards, two of whom were wounded, “did not fire once.”

        It charged that the Lake Assembly was “selling delay as caution” and had its fence posts moved while delegates debated.

        Guards who had strayed across would be taken back at the Marn bridge, the statement added, but not “in the boot of a car.”

        “Draw the line, walk it together, and we will sleep,” the council concluded.
        """

    /// The same speaker on the same matter, twelve days before.
    static let earlier = """
        Saturday, 2 March 2024

        The Ridge Council said on Saturday that the first session at Varn, on February 29, had opened well and that a map would follow.

        The council said its guards had orders not to fire, and that shepherds were free to use the ridge in spring.

        “The line can be drawn before the lake is free of ice,” the statement read.

        It asked the Lake Assembly to leave all fence posts where they stood, and the Lake Union to send surveyors.

        The statement ended by saying that the council would bring its surveys to the second session.
        """

    /// The same words, of another speaker.
    static let other = """
        Thursday, 14 March 2024

        The Lake Assembly said on Thursday that the second session at Varn, held on March 12 and 13, had closed without a map because of the other side.

        “We came to Varn with a pencil and left with objections,” the assembly said in a statement.

        The statement thanked the envoys of the Lake Union for their patience, and offered them copies of its surveys.

        It said that armed men had walked over the ridge on many nights since the snow melted in February.

        The assembly accused the Ridge Council of “selling delay as caution” and of moving fence posts.

        The statement ended: “Draw the line and walk it together.”
        """
}

@Suite("Grouping publications by statement")
struct GroupingTests {
    private let publications: [Publication]
    private let statements: [Statement]

    init() throws {
        let texts = [Tellings.full, Tellings.other, Tellings.reworded, Tellings.earlier, Tellings.mixed]
        publications = try texts.enumerated().map { try Samples.read($1, as: "\($0).txt") }
        statements = Grouping.group(publications)
    }

    @Test("retellings of one statement are one, although their words differ")
    func retellings() throws {
        let first = try #require(statements.first)
        #expect(first.carriers.map(\.file) == ["0.txt", "2.txt", "4.txt"])
        #expect(first.id == "S1")
        #expect(first.speaker.contains("Ridge Council"))
        #expect(first.day == Day(year: 2024, month: 3, day: 14))
        #expect(first.score > 0.5)
    }

    @Test("the same speaker on another day, and another speaker in the same words, stay apart")
    func hardNegatives() {
        #expect(
            statements.filter { $0.carriers.contains { $0.file == "3.txt" } }.map(\.carriers.count) == [1])
        #expect(
            statements.filter { $0.carriers.contains { $0.file == "1.txt" } }.map(\.carriers.count) == [1])
        #expect(statements.count == 3)
    }

    @Test("the day alone does not keep statements apart: without it, order and content do")
    func withoutDays() throws {
        func undated(_ text: String) -> String {
            text.split(separator: "\n").filter { !$0.contains("2024") }.joined(separator: "\n")
                .replacing(" on Thursday", with: "").replacing(" on Saturday", with: "")
        }
        let texts = [Tellings.full, Tellings.reworded, Tellings.earlier, Tellings.mixed].map(undated)
        let read = try texts.enumerated().map { try Samples.read($1, as: "\($0).txt") }
        #expect(read.allSatisfy { $0.published.day == nil })
        let groups = Grouping.group(read).map { $0.carriers.map(\.file) }
        #expect(groups == [["0.txt", "1.txt", "3.txt"], ["2.txt"]])
    }

    @Test("a link shows the passages that convinced, and they are the publications' own words")
    func evidence() throws {
        let first = try #require(statements.first)
        #expect(first.evidence.count >= 4)
        for pair in first.evidence {
            #expect(pair.likeness >= Alignment.floor)
            #expect(pair.a.publication != pair.b.publication)
            let text = Scalars(publications[pair.a.publication].text)
            #expect(text.line(pair.a.span) == pair.a.text)
        }
    }

    @Test("each quote of a carrier belongs to the statement's speaker")
    func quotes() throws {
        let first = try #require(statements.first)
        for carrier in first.carriers {
            for quote in carrier.quotes {
                #expect(
                    publications[carrier.publication].quotes[quote].speaker?.name.contains("Ridge Council")
                        == true)
            }
        }
    }

    @Test("a copy with light edits goes back to the statement that it copies, and another speaker's does not")
    func editedCopy() throws {
        let cut = Tellings.full.replacing("The statement thanked the envoys of the Lake Union for “patience beyond any duty,” and said the council would give them copies of every survey.\n\n", with: "")
        #expect(cut.count < Tellings.full.count)
        let read = try [Tellings.full, cut, Tellings.other].enumerated().map { try Samples.read($1, as: "\($0).txt") }
        #expect(CopyGroup.find(read).map(\.publications) == [[0, 1]])
        let groups = Grouping.group(read).map { $0.carriers.map(\.file) }
        #expect(groups == [["0.txt", "1.txt"], ["2.txt"]])
    }

    @Test("one speaker's words told by two others in one publication are statements of their own")
    func several() throws {
        let text = """
            The Ridge Council said on Friday that the bridge was “open again.” The council thanked the drivers.

            The envoy of the Lake Union, Teodor Minh, told a broadcaster that he was “relieved.”

            A driver at the bridge said it was “about time.”
            """
        let statements = Grouping.group([try Samples.read(text)])
        #expect(statements.count == 3)
        #expect(statements.map(\.isUnnamed) == [false, false, true])
        #expect(statements.allSatisfy { $0.score == 1 && $0.evidence.isEmpty })
    }

    @Test("the order of the files changes neither groups nor scores")
    func orderOfFiles() {
        let reversed = Grouping.group(publications.reversed())
        #expect(
            Set(reversed.map { Set($0.carriers.map(\.file)) })
                == Set(statements.map { Set($0.carriers.map(\.file)) }))
        #expect(reversed.first.map { Int($0.score * 1000) } == statements.first.map { Int($0.score * 1000) })
    }

    @Test("a quotation is found again in another carrier, verbatim, cut or reworded, best first")
    func alterations() throws {
        let alterations = Alteration.find(publications, statements)
        func change(_ a: String, _ b: String) -> Alteration.Change? {
            alterations.first {
                $0.a.text.contains(a) && $0.b.text.contains(b)
                    || $0.a.text.contains(b) && $0.b.text.contains(a)
            }?.change
        }
        #expect(change("selling delay as caution", "selling delay as caution") == .verbatim)
        #expect(change("Our guards did not fire once", "did not fire once") == .cut)
        #expect(
            change("Draw the line, walk it together, and we will sleep.", "and we will sleep,")
                == .verbatim)
        #expect(change("in the boot of a car", "hidden in cars") == .reworded)
        #expect(zip(alterations, alterations.dropFirst()).allSatisfy { $0.score >= $1.score })
        #expect(
            alterations.allSatisfy {
                $0.a.publication != $0.b.publication && $0.a.file != "1.txt" && $0.b.file != "1.txt"
            })
    }

    @Test("the same words told of another round are shown as moved")
    func contextMoved() throws {
        let one =
            "The Ridge Council said on Friday that in the third round the envoys “left the table before noon.” The council said the bridge at Marn stays closed until spring."
        let two =
            "The Ridge Council said on Friday that in the second round the envoys “left the table before noon.” The council said the bridge at Marn would stay closed until spring."
        let read = [try Samples.read(one, as: "1.txt"), try Samples.read(two, as: "2.txt")]
        let statement = Statement(
            id: "S1", speaker: "Ridge Council", side: nil, isUnnamed: false, day: nil,
            carriers: read.indices.map { index in
                Carrier(
                    publication: index, file: read[index].file, quotes: Array(read[index].quotes.indices),
                    passages: read[index].passages.map(\.span))
            }, score: 1, evidence: [])
        #expect(Alteration.find(read, [statement]).first?.change == .contextMoved)
    }

    @Test("a surname, alone or after a title or an initial, is the one person of that name, and nobody where two have it")
    func surnames() throws {
        func publication(_ number: Int, _ speaker: String) throws -> Publication {
            try read(
                file: "\(number).txt",
                bytes: Array("Published 14 March 2024\n\n“The weir stays shut until the water has been measured twice,” \(speaker) said on Thursday.".utf8))
        }
        func names(_ speakers: [String]) throws -> [String] {
            let publications = try speakers.enumerated().map { try publication($0, $1) }
            let known = SpeakerNames(publications)
            return publications.flatMap { $0.passages.map { known.canonical($0.actor).name } }
        }
        #expect(try Set(names(["Mara Pell", "Pell", "General Pell", "M. Pell"])) == ["Mara Pell"])
        #expect(try Set(names(["Mara Pell", "Tom Pell", "Pell"])) == ["Mara Pell", "Tom Pell", "Pell"])
        // A headline, too, which is heard nowhere in the text.
        let headed = try read(
            file: "headed.txt",
            bytes: Array("Weir “stays shut until it has been measured”, says Pell\n\nPublished 14 March 2024\n\nBoats waited below the weir until the evening.".utf8))
        let quoted = headed.quotes.compactMap(\.actor)
        #expect(Set(quoted.map(\.name)) == ["Pell"] && headed.passages.isEmpty)
        let known = try SpeakerNames([publication(0, "Mara Pell"), headed])
        #expect(Set(quoted.map { known.canonical($0).name }) == ["Mara Pell"])
    }

    @Test("a name from another script is one name in all its spellings, and other names are not")
    func spellings() {
        func mayBe(_ one: String, _ other: String) -> Bool {
            NamedSpeaker(KnownActor.Identity(name: one, kind: .person, side: nil)).mayBe(NamedSpeaker(KnownActor.Identity(name: other, kind: .person, side: nil)))
        }
        #expect(mayBe("Kamil Orozbek", "Orūzbek") && mayBe("Rushdi Qanawar", "Rear-Admiral Kanawar"))
        #expect(mayBe("Colonel Gazar", "Nabil Ghazzar") && mayBe("Ingrid Sølvaag", "Ingrid Solvag"))
        #expect(!mayBe("Kamil Orozbek", "Kamil Arslan") && !mayBe("Mara Pell", "Mara Poll Ferro") && !mayBe("Ana Lee", "Una Lia"))
    }

    /// Texts of one speaker's words, headed by these lines.
    private func groups(_ heads: String...) throws -> [[String]] {
        let told = """
            Mayor Agathe Niemand said on Monday that the wall through Sister Hill would lose twelve metres. “We shall take it down as it was put up, stone by stone,” Niemand said. She said that the guards had agreed to leave their dogs at home.
            """
        let publications = try heads.enumerated().map { number, head in
            try Samples.read(head.contains("\n") ? head + told : head + " - " + told, as: "\(number).txt")
        }
        return Grouping.group(publications).map { $0.carriers.map(\.file) }
    }

    @Test("what appeared before a thing was said does not tell of it, be it in the same words")
    func tooEarly() throws {
        #expect(try groups("Published 29 April 2024\n\n", "Published 30 April 2024\n\n") == [["0.txt", "1.txt"]])
        #expect(try groups("Published 29 April 2024\n\n", "Published 24 April 2024\n\n") == [["0.txt"], ["1.txt"]])
    }

    @Test("a dateline without its year is of the year in which others write of the same days, even when it tells of the day before")
    func yearsOfDatelines() throws {
        // 29 April was a Monday in 2024, 30 April a Tuesday.
        #expect(try groups("SISTER HILL, April 30", "Published 30 April 2024\n\n") == [["0.txt", "1.txt"]])
        let years = try groups("SISTER HILL, April 29", "Published 28 April 2025\n\n", "Published 30 April 2024\n\n")
        #expect(years == [["0.txt", "2.txt"], ["1.txt"]])
    }

    @Test("a dateline or a name that two texts share is no sentence that both tell")
    func shortSentences() {
        let weights = Wording.Weights(inSentences: Array(repeating: 6, count: 9), inTexts: Array(repeating: 6, count: 9), chance: 6, short: 20)
        func wording(_ sentences: [[Int32]]) -> Wording {
            var wording = Wording(sentences)
            wording.weigh(weights)
            return wording
        }
        let likeness = SentenceLikeness(wording([[1], [2, 3, 4, 5]]), wording([[1], [2, 3, 4, 5], [6, 7]]), weights)
        #expect(likeness[0, 0] < Gathering.same + 0.01 && abs(likeness[1, 1] - 1) < 0.001 && likeness[1, 2] == 0)
        // One word alone may be shared by chance; of four, three tell.
        #expect(likeness.telling > 0)
        let chance = SentenceLikeness(wording([[1, 2], [3, 4]]), wording([[1, 5], [3, 6]]), weights)
        #expect(chance.telling == 0)
    }
}
