import Mechanism
import Registry
import Testing
import TransparencyLog

/// Who takes part in the tests' records, and what they agreed. Every key is made from its officer's name.
enum Cast {
    static let participants: [(String, Role)] = [
        ("north", .party), ("south", .party), ("lake", .guarantor), ("secretariat", .secretariat),
    ]

    static func id(_ name: String) throws -> Identifier { try #require(Identifier(name)) }

    /// - Parameter name: `participant/desk`, with `!` and a number behind it for the desk's next key.
    static func officer(_ name: String) throws -> OfficerKey {
        let desk = String(name.prefix { $0 != "!" })
        return try OfficerKey(SignerKey.generate(name: desk, seed: Hash.sha256(of: Array(name.utf8)).bytes))
    }

    static func registry(_ name: String = "truce.example/record", seed: UInt8 = 7) throws -> SignerKey {
        try SignerKey.generate(name: name, seed: [UInt8](repeating: seed, count: 32))
    }

    static func establish(under registry: SignerKey, rehearsal: Bool = true) throws -> Establish {
        var establish = Establish()
        establish.origin = registry.name
        establish.registry = registry.verifier.description
        establish.witnesses = "log \(registry.verifier)\nquorum none\n"
        establish.agreement = try agreement().hash
        establish.rehearsal = rehearsal
        establish.participants = try participants.map { name, role in
            var participant = Participant()
            (participant.id, participant.name, participant.role) = (try id(name), "The \(name)", role)
            participant.head = try officer("\(name)/head").key
            return participant
        }
        return establish
    }

    static func agreement() throws -> Agreement {
        var agreement = Agreement()
        agreement.title = "A truce"
        agreement.languages = [try id("en")]
        agreement.participants = try participants.map { name, role in
            var member = Agreement.Member()
            (member.id, member.name, member.role) = (try id(name), "The \(name)", role)
            return member
        }
        agreement.truce.from = try #require(LocalTime(Array("2025-10-09T08:00:00Z".utf8)))
        var instrument = Agreement.Instrument()
        (instrument.id, instrument.title) = (try id("truce"), "The truce")
        agreement.instruments = [instrument]
        var article = Agreement.Article()
        (article.id, article.instrument, article.title, article.text) = (try id("1"), try id("truce"), "Fire", "No fire is opened.")
        agreement.articles = [article]
        var definition = Agreement.Definition()
        (definition.id, definition.title, definition.text, definition.article) = (try id("shelling"), "Shelling", "Indirect fire.", try id("1"))
        agreement.definitions = [definition]
        var area = Agreement.Area()
        (area.id, area.name) = (try id("valley"), "The valley")
        agreement.areas = [area]
        agreement.determination.members = [try id("lake")]
        (agreement.clocks.assent, agreement.clocks.triage, agreement.clocks.tasking) = (24, 24, 24)
        (agreement.clocks.teamReport, agreement.clocks.reply, agreement.clocks.determination) = (24, 72, 24)
        (agreement.clocks.publication, agreement.clocks.custody, agreement.clocks.access, agreement.clocks.remedy) = (24, 48, 24, 168)
        (agreement.clocks.handover, agreement.clocks.liaison, agreement.clocks.answer, agreement.clocks.minutes) = (48, 1, 72, 48)
        agreement.clocks.witnesses = 24
        agreement.succession = try ["north", "south", "lake"].map(id)
        agreement.lodging = try [id("lake")]
        (agreement.intake.narrative, agreement.intake.placePrecision) = (10, 5)
        agreement.grading = Grade.allCases.map { grade in
            var meaning = Agreement.GradeMeaning()
            meaning.grade = grade
            return meaning
        }
        return agreement
    }
}
