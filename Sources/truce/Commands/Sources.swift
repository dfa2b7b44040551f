import ArgumentParser
import Mechanism
import OpenSources
import Outgoing

struct Sources: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads publications: who said what, from where, and how often it is really the same voice.",
        discussion: """
            A program reads, a person decides: “propose” writes down what was read as acts that wait for a decision, and “record” signs
            those that a person confirmed.

            EXAMPLES
              truce sources read *.txt
              truce sources text page.html
              truce sources dates *.html
              truce sources group *.txt page.html
              truce sources compare *.txt
              truce sources propose *.txt --agreement agreement.yaml --review review.yaml
              truce sources record review.yaml --key press.key --to http://127.0.0.1:8080
            """,
        subcommands: [Read.self, ReadText.self, Dates.self, Copies.self, Group.self, Compare.self, Propose.self, RecordReview.self])
}

/// The files of publications.
struct PressFiles: ParsableArguments {
    @Argument(help: "Text, HTML or PDF files; @LIST for a file that names one a line.") var files: [String]

    func all() throws -> [String] {
        try files.flatMap { file in
            file.hasPrefix("@") ? try Files.text(String(file.dropFirst())).split(separator: "\n").map(String.init) : [file]
        }
    }

    /// Prints what is made of each file, one after the other; those that cannot be read are named at the end.
    ///
    /// - Parameter make: Of a PDF it is given what is extracted of it, too.
    func print(asJSON: Bool, _ make: (_ file: String, _ bytes: [UInt8], _ extracted: [UInt8]?) throws -> String) throws {
        var unread: [String] = []
        var isFirst = true
        if asJSON { Swift.print("{\"publications\": [", terminator: "") }
        for file in try all() {
            do {
                let bytes = try Files.read(file)
                let line = try make(file, bytes, try PDFText.extract(file, ifIn: bytes))
                Swift.print(asJSON ? (isFirst ? "\n" : ",\n") + line : line, terminator: asJSON ? "" : "\n")
                isFirst = false
            } catch let error as UnreadablePublication {
                unread.append(error.message)
            } catch let error as PDFText.Failure {
                unread.append(error.description)
            }
        }
        if asJSON { Swift.print("\n]}") }
        guard unread.isEmpty else { throw Complaint(unread) }
    }
}

/// Which publications are read, and by what.
struct PressOptions: ParsableArguments {
    @OptionGroup var named: PressFiles
    @Option(name: .long, help: "The agreement, whose participants, groups and places are known by name then.") var agreement: String?
    @Option(name: .long, help: "The day of publication, such as 2025-11-09, where the files do not tell it.") var published: String?

    func lawful() throws -> Agreement? { try agreement.map(AgreementFile.read) }

    func read(by agreement: Agreement?) throws -> PressReading {
        let day = try published.map { text in
            guard let day = OpenSources.Day(iso: text) else { throw Complaint("“--published” must be a day such as 2025-11-09.", ending: .misuse) }
            return day
        }
        return try PressRoom(agreement).read(named.all(), published: day)
    }

    /// The names of the sides that ought to be heard.
    func sides(of agreement: Agreement?) -> [String] { agreement?.participants.filter { $0.role == .party }.map(\.name) ?? [] }
}

/// How publications are grouped by what they go back to.
struct GroupingOptions: ParsableArguments {
    @Option(name: .long, help: "The address of a model of sentences on this machine that serves OpenAI's interface: it may tell that other words mean the same.")
    var sentenceModel: String?
    @Option(name: .long, help: "By which the model of sentences is asked for there.") var sentenceModelName: String?

    func group(_ reading: PressReading) async throws -> GroupedPress {
        guard (sentenceModel == nil) == (sentenceModelName == nil) else {
            throw Complaint("“--sentence-model” and “--sentence-model-name” are given together.", ending: .misuse)
        }
        guard let sentenceModel, let sentenceModelName else { return GroupedPress(reading) }
        let model = try LocalModel(sentenceModel, name: sentenceModelName)
        do {
            return GroupedPress(reading, meanings: try await SentenceMeanings(of: reading.publications, by: model))
        } catch let error as NoEmbeddings {
            throw Complaint(error.message)
        }
    }
}

extension Sources {
    struct ReadText: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "text", abstract: "Prints the article of each file, and nothing of what stands around it.")
        @OptionGroup var named: PressFiles
        @Flag(name: .long, help: "As JSON, with headline, outlet and day.") var json = false

        func run() async throws {
            try named.print(asJSON: json) { file, bytes, extracted in
                let article = try OpenSources.article(file: file, bytes: bytes, extracted: extracted)
                return json ? article.json : article.text
            }
        }
    }

    struct Dates: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the day on which each file was published, and what says so.",
            discussion: "No more of a file is read than the day needs. “none” where no day is stated.")
        @OptionGroup var named: PressFiles
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            try named.print(asJSON: json) { file, bytes, extracted in
                let published = try OpenSources.published(file: file, bytes: bytes, extracted: extracted)
                return json ? published.json(file: file) : "\(published.day?.description ?? "none")  \(file)  \(published.reason)"
            }
        }
    }

    struct Copies: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tells which texts are near-identical copies of one another.", discussion: "Texts are compared as they are, all words of them.")
        @OptionGroup var named: PressFiles
        @Flag(name: .long, help: "As JSON: the groups by the files' places, and how many seconds it took.") var json = false

        func run() async throws {
            let files = try named.all()
            let began = ContinuousClock.now
            let groups = CopyGroup.find(texts: try files.map { String(decoding: try Files.read($0), as: UTF8.self) })
            let took = ContinuousClock.now - began
            if json {
                struct Answer: Encodable { var seconds: Double, copies: [[Int]] }
                print(try Output.json(Answer(seconds: took / .seconds(1), copies: groups.map(\.publications))))
            } else {
                for group in groups { print(group.publications.map { files[$0] }.joined(separator: "  ")) }
                if groups.isEmpty { print("No text is a copy of another.") }
            }
        }
    }

    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Reads files: outlet, day, headline, and whom each quotes with which words.")
        @OptionGroup var press: PressOptions
        @OptionGroup var grouping: GroupingOptions
        @Flag(name: .long, help: "As JSON, with the statements that they go back to, and how their words differ.") var json = false

        func run() async throws {
            let agreement = try press.lawful()
            let reading = try press.read(by: agreement)
            if json {
                let grouped = try await grouping.group(reading)
                try Reading.write(grouped.publications, grouped.statements, sides: press.sides(of: agreement), gazetteer: reading.gazetteer, to: Output.write)
            } else {
                guard grouping.sentenceModel == nil else {
                    throw Complaint("“--sentence-model” helps to group, which “read” does with “--json” alone; see “group”.", ending: .misuse)
                }
                for publication in reading.publications { print(PressWords.publication(publication)) }
            }
            try reading.complain()
        }
    }

    struct Group: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Groups publications by the statement that they go back to: many outlets, one origin.",
            discussion: "What makes the program sure stands below each statement: passages that tell the same, in the order of both.")
        @OptionGroup var press: PressOptions
        @OptionGroup var grouping: GroupingOptions
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let agreement = try press.lawful()
            let reading = try press.read(by: agreement)
            let grouped = try await grouping.group(reading)
            let sides = press.sides(of: agreement)
            if json {
                try Reading.write(grouped.publications, grouped.statements, sides: sides, lists: [.copies, .statements], to: Output.write)
            } else {
                for statement in grouped.statements { print(PressWords.statement(statement)) }
                print(PressWords.counts(VoiceCount(grouped.publications, grouped.statements, copies: CopyGroup.find(grouped.publications), sides: sides)))
            }
            try reading.complain()
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sets the words of one statement side by side, as each publication gives them.",
            discussion: "[-words-] stand in the first passage alone, {+words+} in the second alone.")
        @OptionGroup var press: PressOptions
        @OptionGroup var grouping: GroupingOptions
        @Flag(name: .long, help: "Also passages that are the same word for word.") var all = false
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let agreement = try press.lawful()
            let reading = try press.read(by: agreement)
            let grouped = try await grouping.group(reading)
            if json {
                try Reading.write(grouped.publications, grouped.statements, sides: press.sides(of: agreement), lists: [.statements, .alterations], to: Output.write)
            } else {
                let alterations = grouped.alterations.filter { all || $0.change != .verbatim }
                for alteration in alterations { print(PressWords.alteration(alteration)) }
                if alterations.isEmpty { print("No words of one statement are found in two publications.") }
            }
            try reading.complain()
        }
    }
}

extension Sources {
    struct Propose: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes down what was read as acts that wait for a person's decision.",
            discussion: """
                In the review each act stands with what the program read (“read”) beside what is to be recorded: change what it read wrong,
                and set each “decision” to confirmed or rejected. Nothing is recorded that is not confirmed.

                With “--model”, a language model on this machine may point at claims too. Only what stands in the text word for word is
                written down, and as the model's proposal. Nothing needs a model.

                EXAMPLES
                  truce sources propose *.txt --agreement agreement.yaml --review review.yaml
                  truce sources propose *.txt --model http://127.0.0.1:11434/v1 --model-name NAME
                """)
        @OptionGroup var press: PressOptions
        @OptionGroup var grouping: GroupingOptions
        @Option(name: .long, help: "The address of a language model on this machine that serves OpenAI's interface.") var model: String?
        @Option(name: .long, help: "By which the model is asked for there.") var modelName: String?
        @Option(name: .long, help: "How many seconds the model may take for each of its answers.") var modelPatience = 120
        @Option(name: .long, help: "Writes the review to this file; it must not be there yet.") var review: String?

        func run() async throws {
            let agreement = try press.lawful()
            guard (model == nil) == (modelName == nil) else { throw Complaint("“--model” and “--model-name” are given together.", ending: .misuse) }
            guard (1...86_400).contains(modelPatience) else { throw Complaint("“--model-patience” must be from 1 to 86400 seconds.", ending: .misuse) }
            if let review, Files.exists(review) {
                throw Complaint("\(review) exists already; a review with decisions in it is never overwritten.", ending: .misuse)
            }
            let reading = try press.read(by: agreement)
            let grouped = try await grouping.group(reading)
            var claims = reading.claims
            if let model, let modelName {
                claims += try await reading.claims(beside: claims, by: LocalModel(model, name: modelName, patience: .seconds(modelPatience)))
            }
            let text = try ReviewText(Proposals(grouped, claims: claims, agreement: agreement, now: Output.localTime().moment)).text
            if let review {
                try Files.write(Array(text.utf8), to: review)
                print("\(review) holds what was read; decide on each act, and record it with “truce sources record \(review)”.")
            } else {
                print(text, terminator: "")
            }
            try reading.complain()
        }
    }
}
