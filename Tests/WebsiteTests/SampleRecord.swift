import Mechanism
import Registry
import Synchronization
import TransparencyLog
@testable import Website

/// A small record with something of everything, some of it for participants only, and a site over it.
///
/// What is for participants only carries ``hiddenWords``, so that a leak is found wherever it is.
final class SampleRecord: Sendable {
    static let hiddenWords = "Quillon"
    static let hostileWords = "<script>alert(1)</script> \u{600}<script>alert(2)</script> \u{202E}desrever"
    static let start = LocalTime(Array("2025-10-20T00:00:00Z".utf8)) ?? LocalTime()

    let storage = InMemoryStorage()
    let office: Office
    let site: Site
    let registryKey: SignerKey
    let clock: TestClock
    private let keys: [String: OfficerKey]

    /// Where acts stand, by the names that tests call them.
    let index: [String: UInt64]
    let ids: [String: ActID]

    /// A clock that stands where it is put.
    final class TestClock: Sendable {
        private let moment: Mutex<Moment>
        init(_ moment: Moment) { self.moment = Mutex(moment) }
        var now: Moment { moment.withLock { $0 } }
        func move(hours: Int64) { moment.withLock { $0 = $0.adding(hours: hours) } }
        func move(milliseconds: Int64) { moment.withLock { $0 = Moment(milliseconds: $0.milliseconds + milliseconds) } }
    }

    static let desks = ["aland/head", "bland/head", "gate/head", "eyes/head", "desk/head", "aland/liaison", "bland/liaison", "gate/envoy", "eyes/lead", "eyes/quiet", "desk/registrar"]

    /// - Parameters:
    ///   - host: the name that the site believes to be reached by.
    ///   - witnesses: what the record's policy says of them.
    ///   - publishes: whether the determination is published.
    init(
        host: String = "registry.example", sessionClock: Clock = .machine, witnesses: String = "quorum none\n", publishes: Bool = true
    ) async throws {
        let clock = TestClock(Self.start.moment)
        var keys: [String: OfficerKey] = [:]
        for (number, name) in Self.desks.enumerated() {
            keys[name] = try OfficerKey(SignerKey.generate(name: name, seed: [UInt8](repeating: UInt8(number + 1), count: 32)))
        }
        registryKey = try SignerKey.generate(name: "sample.example/log", seed: [UInt8](repeating: 99, count: 32))
        office = try await Office(storage: storage, key: registryKey, clock: .rehearsal { clock.now })
        site = try Site(keeper: office, storage: storage, host: host, now: { clock.now }, sessionClock: sessionClock)
        self.clock = clock
        self.keys = keys
        var play = Play(office: office, storage: storage, clock: clock, keys: keys, witnesses: witnesses, publishes: publishes)
        try await play.all(registry: registryKey.verifier)
        index = play.index
        ids = play.ids
    }

    func key(_ name: String) throws -> OfficerKey {
        guard let key = keys[name] else { throw RegistryError(.malformed, "The sample has no key of \(name).") }
        return key
    }

    /// An act as its officer would hand it in.
    func submission(_ body: any ActBody, by name: String, texts: [String: String] = [:], audience: Audience = .everyone) async throws -> Submission {
        let state = await office.snapshot()?.state
        return try Play.submission(body, by: key(name), audience: audience, texts: texts, at: clock.now, state: state)
    }

    func snapshot() async throws -> Snapshot {
        guard let snapshot = await office.snapshot() else { throw RegistryError(.storage, "The sample has no snapshot.") }
        return snapshot
    }

    func reading(_ reader: Reader = .anyone) async throws -> Reading {
        Reading(snapshot: try await snapshot(), reader: reader, now: clock.now)
    }

    func number(_ label: String) -> UInt64 { index[label] ?? .max }
}

extension Identifier {
    static func of(_ name: String) -> Identifier { Identifier(name) ?? Identifier() }
}

extension Agreement {
    /// An agreement of two parties, with one of everything.
    static let sample: Agreement = {
        var agreement = Agreement()
        agreement.title = "Truce of the sample"
        agreement.languages = [.of("en"), .of("ur")]
        for (id, name, role) in [
            ("aland", "Aland", Role.party), ("bland", "Bland", .party), ("gate", "Gate", .guarantor),
            ("eyes", "Eyes", .monitoringTeam), ("desk", "Desk", .secretariat),
        ] {
            var member = Agreement.Member()
            (member.id, member.name, member.role) = (.of(id), name, role)
            agreement.participants.append(member)
        }
        agreement.truce.from = SampleRecord.start
        agreement.truce.until = LocalTime(Array("2026-01-20T00:00:00Z".utf8))
        var instrument = Agreement.Instrument()
        (instrument.id, instrument.title) = (.of("principles"), "Principles")
        agreement.instruments = [instrument]
        var article = Agreement.Article()
        (article.id, article.instrument, article.title, article.text) = (.of("p-1"), instrument.id, "Fire", "Nobody fires.")
        agreement.articles = [article]
        var definition = Agreement.Definition()
        (definition.id, definition.title, definition.text, definition.article) = (.of("shelling"), "Shelling", "Shells are fired.", article.id)
        agreement.definitions = [definition]
        var area = Agreement.Area()
        (area.id, area.name) = (.of("north"), "Northern sector")
        agreement.areas = [area]
        var crossing = Agreement.Crossing()
        (crossing.id, crossing.name, crossing.latitude, crossing.longitude) = (.of("bridge"), "Bridge", 3_400_000, 7_100_000)
        agreement.crossings = [crossing]
        var actor = Agreement.Actor()
        var alias = Agreement.Actor.Alias()
        (alias.name, alias.usedBy) = ("the ones beyond", .of("aland"))
        (actor.id, actor.aliases) = (.of("group-a"), [alias])
        agreement.actors = [actor]
        var commitment = Agreement.Commitment()
        (commitment.id, commitment.obligor, commitment.article, commitment.title) = (.of("calm-aland"), .of("aland"), article.id, "No fire")
        (commitment.indicator, commitment.method) = ("No shells.", "Counting.")
        agreement.commitments = [commitment]
        agreement.determination.rule = .any
        agreement.determination.members = [.of("gate")]
        agreement.clocks.assent = 24
        agreement.clocks.triage = 48
        agreement.clocks.tasking = 24
        agreement.clocks.teamReport = 120
        agreement.clocks.reply = 72
        agreement.clocks.determination = 120
        (agreement.clocks.publication, agreement.clocks.custody, agreement.clocks.access, agreement.clocks.remedy) = (24, 48, 24, 168)
        (agreement.clocks.handover, agreement.clocks.liaison, agreement.clocks.answer, agreement.clocks.minutes) = (48, 1, 72, 48)
        agreement.clocks.witnesses = 24
        agreement.lodging = [.of("eyes")]
        agreement.succession = [.of("aland"), .of("bland"), .of("gate")]
        agreement.intake.narrative = 5
        agreement.intake.placePrecision = 4
        agreement.grading = Grade.allCases.map { grade in
            var meaning = Agreement.GradeMeaning()
            (meaning.grade, meaning.meaning) = (grade, "It is \(grade.rawValue).")
            return meaning
        }
        agreement.consequences = Grade.allCases.map { grade in
            var consequence = Agreement.Consequence()
            (consequence.id, consequence.grade, consequence.text, consequence.hours) = (.of("letter-\(grade.rawValue)"), grade, "A letter.", 72)
            return consequence
        }
        return agreement
    }()
}
