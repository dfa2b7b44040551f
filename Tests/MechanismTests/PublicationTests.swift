import Testing

@testable import Mechanism

/// A world with publications, and statements that they carry.
private struct Press {
    var world: World
    private var count: UInt8 = 0

    init() throws(Refusal) { world = try World.running() }

    static let desk = "secretariat/desk"

    mutating func publication(by name: String = desk, _ change: (inout RecordPublication) -> Void = { _ in }) throws(Refusal) -> ActID {
        count += 1
        var body = RecordPublication()
        body.content = Hash.sha256(of: [count])
        change(&body)
        return try world.perform(body, by: name)
    }

    mutating func statement(_ publications: [ActID], side: String? = nil, by name: String = desk) throws(Refusal) -> ActID {
        var body = RecordStatement()
        (body.publications, body.side) = (publications, side.map(World.id))
        return try world.perform(body, by: name)
    }

    static func carry(_ publication: ActID, _ statement: ActID, _ carries: Bool, score: Int64? = nil) -> CarryStatement {
        var body = CarryStatement()
        (body.publication, body.statement, body.carries, body.score) = (publication, statement, carries, score)
        return body
    }

    static func compare(_ statement: ActID, _ from: Excerpt, _ to: Excerpt, _ change: Alteration.Change = .reworded) -> RecordAlteration {
        var body = RecordAlteration()
        (body.statement, body.from, body.to, body.change) = (statement, from, to, change)
        return body
    }

    static func claim(_ publication: ActID, _ change: (inout ProposeClaim) -> Void = { _ in }) -> ProposeClaim {
        var body = ProposeClaim()
        (body.publication, body.start, body.end) = (publication, 10, 40)
        change(&body)
        return body
    }

    /// A claim in attributed words names the speaker.
    static func texts(_ claim: ProposeClaim) -> [String] { claim.voice == .attributed ? ["passage", "speaker"] : ["passage"] }

    mutating func propose(_ publication: ActID, by name: String = desk, _ change: (inout ProposeClaim) -> Void = { _ in }) throws(Refusal) -> ActID {
        let claim = Self.claim(publication, change)
        return try world.perform(claim, by: name, texts: Self.texts(claim))
    }

    mutating func refusal(_ claim: ProposeClaim) -> String? { world.refusal(claim, by: Self.desk, texts: Self.texts(claim)) }

    static func accept(_ claim: ActID, _ report: ActID? = nil, on about: Matter? = nil) -> AcceptClaim {
        var body = AcceptClaim()
        (body.claim, body.report, body.about) = (claim, report, about)
        return body
    }

    static func decline(_ claim: ActID) -> DeclineClaim {
        var body = DeclineClaim()
        body.claim = claim
        return body
    }

    static var article: Matter {
        var matter = Matter()
        matter.article = World.id("2.1")
        return matter
    }
}

@Suite("Publications")
struct PublicationTests {
    @Test("A publication is recorded once, with a day and what that rests on, or neither")
    func recorded() throws {
        var press = try Press()
        var body = RecordPublication()
        (body.content, body.published) = (Hash.sha256(of: [1]), Day(number: 20_000))
        #expect(press.world.refusal(body, by: Press.desk) == "publication.basis")
        (body.published, body.basis) = (nil, .masthead)
        #expect(press.world.refusal(body, by: Press.desk) == "publication.basis")
        (body.published, body.language) = (Day(number: 20_000), World.id("eng-land"))
        for language in ["e", "engl", "e1", "en-gb"] {
            body.language = World.id(language)
            #expect(press.world.refusal(body, by: Press.desk) == "publication.language")
        }
        body.language = World.id("ur")
        for name in ["north", "watchers"] { #expect(press.world.refusal(body, by: "\(name)/desk") == "act.authority") }
        let id = try press.world.perform(body, by: "monitors/desk")
        #expect(press.world.refusal(body, by: Press.desk) == "publication.once")
        let row = try #require(press.world.state.publications[id])
        #expect(row.language == World.id("ur") && row.published == Day(number: 20_000) && row.basis == .masthead && row.read == nil)
    }

    @Test("What a program read stands beside what the officer recorded, and is no knowledge from elsewhere")
    func read() throws {
        var press = try Press()
        var body = RecordPublication()
        (body.content, body.published, body.basis) = (Hash.sha256(of: [1]), Day(number: 20_001), .given)
        body.read = Publication.Dating(Day(number: 20_000), .unknown)
        #expect(press.world.refusal(body, by: Press.desk) == "publication.basis")
        body.read = Publication.Dating(Day(number: 20_000), .given)
        #expect(press.world.refusal(body, by: Press.desk) == "publication.basis")
        body.read = Publication.Dating(Day(number: 20_000), .metadata)
        let id = try press.world.perform(body, by: Press.desk)
        let row = try #require(press.world.state.publications[id])
        #expect(row.published == Day(number: 20_001) && row.read?.published == Day(number: 20_000) && row.read?.basis == .metadata)
    }

    @Test("A correction changes the day, the headline or the outlet; what was said before stays readable")
    func corrected() throws {
        var press = try Press()
        let id = try press.publication { ($0.published, $0.basis) = (Day(number: 20_000), .inferred) }
        var correct = CorrectPublication()
        correct.publication = Hash()
        #expect(press.world.refusal(correct, by: Press.desk) == "act.cites")
        (correct.publication, correct.published) = (id, Day(number: 20_001))
        #expect(press.world.refusal(correct, by: Press.desk) == "publication.basis")
        correct.basis = .given
        #expect(press.world.refusal(correct, by: Press.desk, texts: ["headline"]) == "act.texts", "it has no reason")
        #expect(press.world.refusal(correct, by: "north/desk") == "act.authority")
        try press.world.perform(correct, by: "lake/desk")
        for name in ["lake/desk", Press.desk] { #expect(press.world.refusal(correct, by: name) == "publication.unchanged") }
        try press.world.perform(correct, by: Press.desk, texts: ["reason", "outlet"])
        (correct.published, correct.basis) = (nil, .unknown)
        try press.world.perform(correct, by: Press.desk)
        let row = try #require(press.world.state.publications[id])
        #expect(row.first == Publication.Dating(Day(number: 20_000), .inferred))
        #expect(row.corrections.map(\.dating.published) == [Day(number: 20_001), Day(number: 20_001), nil])
        #expect(row.published == nil && row.basis == .unknown)
    }

    @Test("What a stolen key recorded is recorded anew, and what it corrected does not hold")
    func stolen() throws {
        var press = try Press()
        let theft = press.world.clock
        let id = try press.publication { ($0.published, $0.basis) = (Day(number: 20_000), .stated) }
        var correct = CorrectPublication()
        (correct.publication, correct.published, correct.basis) = (id, Day(number: 20_005), .given)
        try press.world.perform(correct, by: "monitors/desk")
        var forged = RecordPublication()
        forged.content = Hash.sha256(of: [200])
        try press.world.perform(forged, by: "monitors/desk")
        #expect(press.world.refusal(forged, by: Press.desk) == "publication.once")
        try press.world.repudiate("monitors/desk", since: theft)
        let row = try #require(press.world.state.publications[id])
        #expect(press.world.state.dating(of: row) == row.first && row.published == Day(number: 20_005))
        // What it changed to may be said by another key, and so may what it recorded.
        try press.world.perform(correct, by: Press.desk)
        try press.world.perform(forged, by: Press.desk)
        #expect(press.world.refusal(forged, by: Press.desk) == "publication.once")
        #expect(press.world.state.publications.rows.filter { $0.content == forged.content }.count == 2)
    }
}

@Suite("Statements and what became of their words")
struct StatementTests {
    @Test("A statement names a participant, or none, and the publications that carry it, each once")
    func recorded() throws {
        var press = try Press()
        let id = try press.publication()
        var body = RecordStatement()
        #expect(press.world.refusal(body, by: Press.desk) == "statement.publications")
        for publications in [[Hash()], [id, id]] {
            body.publications = publications
            #expect(press.world.refusal(body, by: Press.desk) == "act.cites")
        }
        (body.publications, body.side) = ([id], World.id("elsewhere"))
        #expect(press.world.refusal(body, by: Press.desk) == "statement.side")
        body.side = World.id("south")
        #expect(press.world.refusal(body, by: "south/desk") == "act.authority")
        let statement = try press.world.perform(body, by: Press.desk)
        #expect(press.world.state.publications[id]?.statements == [statement])
    }

    @Test("What a program grouped stands beside it, by the same rules")
    func read() throws {
        var press = try Press()
        let (one, other) = (try press.publication(), try press.publication())
        var body = RecordStatement()
        (body.publications, body.read) = ([one], Statement.Grouped())
        #expect(press.world.refusal(body, by: Press.desk) == "statement.publications")
        body.read?.publications = [one, Hash()]
        #expect(press.world.refusal(body, by: Press.desk) == "act.cites")
        body.read?.publications = [one, other]
        body.read?.side = World.id("elsewhere")
        #expect(press.world.refusal(body, by: Press.desk) == "statement.side")
        body.read?.side = World.id("north")
        for score in [-1, 1_001] as [Int64] {
            body.read?.score = score
            #expect(press.world.refusal(body, by: Press.desk) == "statement.score")
        }
        body.read?.score = 1_000
        let id = try press.world.perform(body, by: Press.desk)
        let statement = try #require(press.world.state.statements[id])
        #expect(press.world.state.carriers(of: statement) == [one] && statement.read?.publications == [one, other])
        #expect(press.world.state.publications[other]?.statements == [], "what a program held is no carrier")
    }

    @Test("A person judges each carrier; the last judgement holds, at least one carrier stays, and the same is not judged twice")
    func carried() throws {
        var press = try Press()
        let (one, other) = (try press.publication(), try press.publication())
        let statement = try press.statement([one])
        func carriers() throws -> [ActID] { press.world.state.carriers(of: try #require(press.world.state.statements[statement])) }
        #expect(press.world.refusal(Press.carry(Hash(), statement, true), by: Press.desk) == "act.cites")
        #expect(press.world.refusal(Press.carry(one, Hash(), true), by: Press.desk) == "act.cites")
        #expect(press.world.refusal(Press.carry(one, statement, true), by: Press.desk) == "statement.judged")
        #expect(press.world.refusal(Press.carry(other, statement, false), by: Press.desk) == "statement.judged")
        #expect(press.world.refusal(Press.carry(one, statement, false), by: Press.desk) == "statement.publications")
        for score in [-1, 1_001] as [Int64] { #expect(press.world.refusal(Press.carry(other, statement, true, score: score), by: Press.desk) == "statement.score") }
        #expect(press.world.refusal(Press.carry(other, statement, true), by: "north/desk") == "act.authority")
        try press.world.perform(Press.carry(other, statement, true, score: 0), by: "hill/desk")
        #expect(try carriers() == [one, other] && press.world.state.publications[other]?.statements == [statement])
        try press.world.perform(Press.carry(one, statement, false), by: Press.desk)
        #expect(try carriers() == [other])
        #expect(press.world.refusal(Press.carry(other, statement, false), by: Press.desk) == "statement.publications")
        try press.world.perform(Press.carry(one, statement, true), by: Press.desk)
        #expect(try carriers() == [one, other] && press.world.state.publications[one]?.statements == [statement])
        #expect(press.world.state.statements[statement]?.judgements.map(\.carries) == [true, false, true])
        #expect(press.world.state.statements[statement]?.publications == [one], "it was recorded with one")
    }

    @Test("What a stolen key judged of a carrier does not hold")
    func stolen() throws {
        var press = try Press()
        let theft = press.world.clock
        let (one, other) = (try press.publication(), try press.publication())
        let statement = try press.statement([one])
        try press.world.perform(Press.carry(other, statement, true), by: "monitors/desk")
        try press.world.perform(Press.carry(one, statement, false), by: "monitors/desk")
        #expect(press.world.state.carriers(of: try #require(press.world.state.statements[statement])) == [other])
        try press.world.repudiate("monitors/desk", since: theft)
        #expect(press.world.state.carriers(of: try #require(press.world.state.statements[statement])) == [one])
        #expect(press.world.refusal(Press.carry(one, statement, false), by: Press.desk) == "statement.publications")
        try press.world.perform(Press.carry(other, statement, true), by: Press.desk)
        #expect(press.world.state.publications[other]?.statements == [statement])
    }

    @Test("Two passages that carry the statement are compared in one direction; a later judgement takes the place of the one before")
    func compared() throws {
        var press = try Press()
        let (one, other, stranger) = (try press.publication(), try press.publication(), try press.publication())
        let statement = try press.statement([one, other])
        let (from, to) = (Excerpt(one, 0, 10), Excerpt(other, 5, 20))
        func refusal(_ from: Excerpt, _ to: Excerpt, _ change: Alteration.Change = .reworded, on id: ActID? = nil) -> String? {
            var world = press.world
            return world.refusal(Press.compare(id ?? statement, from, to, change), by: Press.desk)
        }
        #expect(refusal(from, to, on: Hash()) == "act.cites")
        #expect(refusal(from, Excerpt(Hash(), 0, 1)) == "act.cites")
        #expect(refusal(Excerpt(stranger, 0, 1), to) == "alteration.carriers")
        #expect(refusal(from, Excerpt(stranger, 0, 1)) == "alteration.carriers")
        for (start, end) in [(-1, 4), (4, 4), (4, 3)] as [(Int64, Int64)] { #expect(refusal(from, Excerpt(other, start, end)) == "publication.span") }
        for (start, end) in [(0, 10), (9, 12), (2, 3), (0, 1)] as [(Int64, Int64)] { #expect(refusal(from, Excerpt(one, start, end)) == "alteration.passages") }
        #expect(refusal(from, Excerpt(one, 10, 12)) == nil, "the next word of the same publication")
        var compare = Press.compare(statement, from, to)
        compare.read = .verbatim
        #expect(press.world.refusal(compare, by: Press.desk, texts: ["from"]) == "act.texts")
        #expect(press.world.refusal(compare, by: "south/desk") == "act.authority")
        let id = try press.world.perform(compare, by: Press.desk)
        #expect(refusal(from, to) == "alteration.once")
        #expect(refusal(to, from) == "alteration.direction")
        #expect(refusal(from, Excerpt(other, 5, 21)) == nil, "another passage")
        try press.world.perform(Press.compare(statement, from, to, .hedgeRemoved), by: "lake/desk")
        let row = try #require(press.world.state.alterations[id])
        #expect(press.world.state.alterations.count == 1 && press.world.state.statements[statement]?.alterations == [id])
        #expect(row.judgements.map(\.change) == [.reworded, .hedgeRemoved] && row.judgements.map(\.read) == [.verbatim, nil])
        #expect(press.world.state.judgement(of: row)?.change == .hedgeRemoved)
        #expect(refusal(from, to) == nil)
    }

    @Test("What a stolen key compared is compared anew, also the other way round")
    func forged() throws {
        var press = try Press()
        let theft = press.world.clock
        let (one, other) = (try press.publication(), try press.publication())
        let statement = try press.statement([one, other])
        let (from, to) = (Excerpt(one, 0, 10), Excerpt(other, 5, 20))
        let id = try press.world.perform(Press.compare(statement, from, to), by: "monitors/desk")
        try press.world.repudiate("monitors/desk", since: theft)
        #expect(press.world.state.judgement(of: try #require(press.world.state.alterations[id])) == nil)
        var turned = press
        try turned.world.perform(Press.compare(statement, to, from), by: Press.desk)
        #expect(turned.world.refusal(Press.compare(statement, from, to), by: Press.desk) == "alteration.direction")
        try press.world.perform(Press.compare(statement, from, to), by: Press.desk)
        #expect(press.world.state.alterations.count == 1)
        #expect(press.world.state.judgement(of: try #require(press.world.state.alterations[id]))?.act.participant == World.id("secretariat"))
    }
}

@Suite("Claims")
struct ClaimTests {
    @Test("A claim has a passage of a publication, and is proposed once as what it is proposed as")
    func proposed() throws {
        var press = try Press()
        let id = try press.publication()
        #expect(press.refusal(Press.claim(Hash())) == "act.cites")
        for (start, end) in [(-1, 4), (4, 4), (4, 3)] as [(Int64, Int64)] { #expect(press.refusal(Press.claim(id) { ($0.start, $0.end) = (start, end) }) == "publication.span") }
        #expect(press.world.refusal(Press.claim(id), by: Press.desk, texts: []) == "act.texts", "the words must be there")
        #expect(press.world.refusal(Press.claim(id), by: "north/desk") == "act.authority")
        let claim = try press.propose(id)
        #expect(press.refusal(Press.claim(id)) == "claim.once")
        #expect(press.refusal(Press.claim(id) { ($0.by, $0.area) = (.model, World.id("valley")) }) == "claim.once")
        for change: (inout ProposeClaim) -> Void in [{ $0.end = 41 }, { $0.use = .position }, { $0.type = World.id("shelling") }] { _ = try press.propose(id, change) }
        #expect(press.world.state.publications[id]?.claims.count == 4 && press.world.state.publications[id]?.claims.first == claim)
        #expect(press.world.state.claimsToDecide().count == 4)
    }

    @Test("Attributed words have a speaker, the outlet's own none; the claimant is the statement's side")
    func voices() throws {
        var press = try Press()
        let (one, other) = (try press.publication(), try press.publication())
        let (south, nobody) = (try press.statement([one], side: "south"), try press.statement([one]))
        func claim(_ voice: Claim.Voice, _ statement: ActID?, _ claimant: String?, of publication: ActID? = nil) -> String? {
            var press = press
            return press.refusal(Press.claim(publication ?? one) { ($0.voice, $0.statement, $0.claimant) = (voice, statement, claimant.map(World.id)) })
        }
        #expect(press.world.refusal(Press.claim(one) { $0.voice = .attributed }, by: Press.desk, texts: ["passage"]) == "claim.speaker")
        #expect(press.world.refusal(Press.claim(one), by: Press.desk, texts: ["passage", "speaker"]) == "claim.speaker")
        #expect(claim(.own, nil, nil) == nil && claim(.attributed, nil, nil) == nil && claim(.attributed, nil, "north") == nil)
        #expect(claim(.own, nil, "north") == "claim.claimant")
        #expect(claim(.attributed, nil, "group-a") == "claim.claimant")
        #expect(claim(.attributed, Hash(), nil) == "act.cites")
        for voice in Claim.Voice.allCases {
            #expect(claim(voice, south, "south") == nil && claim(voice, nobody, nil) == nil)
            for (statement, claimant) in [(south, "north"), (south, nil), (nobody, "south")] as [(ActID, String?)] {
                #expect(claim(voice, statement, claimant) == "claim.claimant")
            }
            #expect(claim(voice, south, "south", of: other) == "claim.statement")
        }
        try press.world.perform(Press.carry(other, south, true), by: Press.desk)
        #expect(claim(.attributed, south, "south", of: other) == nil)
    }

    @Test("What a claim tells satisfies what a report's facts must, where it tells it")
    func facts() throws {
        var press = try Press()
        let id = try press.publication()
        func refusal(_ change: (inout ProposeClaim) -> Void) -> String? {
            var press = press
            return press.refusal(Press.claim(id, change))
        }
        let when = press.world.facts().when
        var (backwards, ahead) = (when, when)
        (backwards.from, backwards.to) = (when.to, when.from)
        ahead.to = when.to.adding(hours: 100)
        var wounded = Casualties()
        wounded.side = World.id("north")
        var wrong = wounded
        wrong.killed.low = 1
        #expect(refusal { $0.type = World.id("flood") } == "report.type")
        #expect(refusal { $0.area = World.id("sea") } == "place.area")
        #expect(refusal { $0.when = backwards } == "report.time")
        #expect(refusal { $0.when = ahead } == "report.time")
        #expect(refusal { $0.alleged = [World.id("lake")] } == "report.actor")
        #expect(refusal { $0.alleged = [World.id("north"), World.id("north")] } == "report.actor")
        #expect(refusal { $0.casualties = [wrong] } == "report.casualties")
        #expect(refusal { $0.casualties = [wounded, wounded] } == "report.casualties")
        for says in [Claim.Speech.denies, .commits, .demands] { #expect(refusal { $0.says = says } == "claim.report") }
        #expect(refusal { $0.stance = .opposes } == "claim.report")
        #expect(refusal { ($0.use, $0.says, $0.when) = (.position, .denies, ahead) } == "report.time")
        #expect(refusal { ($0.use, $0.says, $0.when) = (.position, .demands, backwards) } == "report.time")
        #expect(refusal { ($0.use, $0.says, $0.when, $0.stance) = (.position, .commits, ahead, .supports) } == nil)
        #expect(refusal {
            ($0.type, $0.area, $0.when) = (World.id("shelling"), World.id("bridge"), when)
            ($0.alleged, $0.casualties) = ([World.id("group-a"), World.id("south")], [wounded])
        } == nil)
    }

    @Test("A claim is accepted into a report or on a matter, as it was proposed; each decision stays, and the last holds")
    func decided() throws {
        var press = try Press()
        let publication = try press.publication()
        let (claim, position) = (try press.propose(publication), try press.propose(publication) { $0.use = .position })
        let (report, other) = (try press.world.perform(press.world.report(), by: "north/desk"), try press.world.perform(press.world.report(), by: "south/desk"))
        func refusal(_ body: any ActBody, by name: String = Press.desk) -> String? {
            var world = press.world
            return world.refusal(body, by: name)
        }
        #expect(refusal(Press.accept(Hash(), report)) == "act.cites" && refusal(Press.decline(Hash())) == "act.cites")
        #expect(refusal(Press.accept(claim, Hash())) == "act.cites")
        for accept in [
            Press.accept(claim), Press.accept(claim, on: Press.article), Press.accept(claim, report, on: Press.article), Press.accept(position),
            Press.accept(position, report), Press.accept(position, report, on: Press.article),
        ] { #expect(refusal(accept) == "claim.as") }
        #expect(refusal(Press.accept(position, on: Matter())) == "follow-up.matter")
        #expect(refusal(Press.accept(claim, report), by: "north/desk") == "act.authority" && refusal(Press.decline(claim), by: "north/desk") == "act.authority")
        #expect(press.world.refusal(Press.decline(claim), by: Press.desk, texts: []) == "act.texts", "a reason is given")
        try press.world.perform(Press.accept(claim, report), by: Press.desk)
        #expect(refusal(Press.accept(claim, report), by: "lake/desk") == "claim.decided")
        #expect(press.world.state.claims(acceptedInto: report).map(\.id) == [claim] && press.world.state.claimsToDecide().map(\.id) == [position])
        try press.world.perform(Press.accept(claim, other), by: Press.desk)
        #expect(press.world.state.claims(acceptedInto: report).isEmpty && press.world.state.claims(acceptedInto: other).map(\.id) == [claim])
        try press.world.perform(Press.decline(claim), by: "lake/desk")
        #expect(refusal(Press.decline(claim)) == "claim.decided")
        #expect(press.world.state.claims(acceptedInto: other).isEmpty)
        try press.world.perform(Press.accept(claim, report), by: Press.desk)
        #expect(press.world.state.reports[report]?.claims == [claim], "it is listed once")
        #expect(press.world.state.claims[claim]?.decisions.map(\.report) == [report, other, nil, report])
        try press.world.perform(Press.accept(position, on: Press.article), by: Press.desk)
        #expect(press.world.state.claims(acceptedOn: Press.article).map(\.id) == [position] && press.world.state.positions.count == 0, "nobody's position is stated")
        #expect(press.world.state.claimsToDecide().isEmpty)
    }

    @Test("A withdrawn report takes no claim")
    func withdrawn() throws {
        var press = try Press()
        let claim = try press.propose(press.publication())
        var withdraw = WithdrawReport()
        withdraw.report = try press.world.perform(press.world.report(), by: "north/desk")
        try press.world.perform(withdraw, by: "north/desk")
        #expect(press.world.refusal(Press.accept(claim, withdraw.report), by: Press.desk) == "report.withdrawn")
    }

    @Test("What rests on a stolen key is not accepted, and its decisions do not hold", arguments: ["claim", "publication", "statement", "decision"])
    func stolen(_ what: String) throws {
        var press = try Press()
        let theft = press.world.clock
        func by(_ act: String) -> String { act == what ? "monitors/desk" : Press.desk }
        let publication = try press.publication(by: by("publication"))
        let statement = try press.statement([publication], by: by("statement"))
        let claim = try press.propose(publication, by: by("claim")) { $0.statement = statement }
        let report = try press.world.perform(press.world.report(), by: "north/desk")
        if what == "decision" { try press.world.perform(Press.decline(claim), by: "monitors/desk") }
        let other = try press.propose(publication) { ($0.start, $0.end) = (50, 60) }
        try press.world.repudiate("monitors/desk", since: theft)
        let refusal = press.world.refusal(Press.accept(claim, report), by: Press.desk)
        #expect(refusal == (what == "decision" ? nil : "claim.contested"))
        #expect(press.world.state.claimsToDecide().map(\.id) == (what == "publication" ? [] : [other]))
        if what == "claim" {
            let again = try press.propose(publication) { $0.statement = statement }
            #expect(press.world.refusal(Press.accept(again, report), by: Press.desk) == nil)
        }
    }

    @Test("Neither a publication nor a statement, an alteration or a claim is evidence, accepted or not")
    func evidence() throws {
        var press = try Press()
        let (incident, _, observation) = try press.world.verified()
        let (one, other) = (try press.publication(), try press.publication())
        let statement = try press.statement([one, other])
        let claim = try press.propose(one)
        let report = try #require(press.world.state.incidents[incident]?.reports.first)
        let accepted = try press.world.perform(Press.accept(claim, report), by: Press.desk)
        let alteration = try press.world.perform(Press.compare(statement, Excerpt(one, 0, 1), Excerpt(other, 0, 1)), by: Press.desk)
        for id in [one, statement, claim, accepted, alteration] {
            #expect(press.world.refusal(press.world.proposal(incident, [observation, id]), by: "monitors/desk") == "finding.evidence")
        }
        #expect(press.world.refusal(press.world.proposal(incident, [observation]), by: "monitors/desk") == nil)
    }
}

@Suite("Corroboration")
struct CorroborationTests {
    /// Who is outside, and sees what is public alone.
    private struct Outsider: Onlooker {
        let hidden: Set<ActID>
        func asSeen<Element: Row>(_ row: Element) -> Element? {
            guard !hidden.contains(row.id) else { return nil }
            guard var claim = row as? Claim else { return row }
            claim.decisions.removeAll { hidden.contains($0.act.act) }
            return claim as? Element
        }
    }

    /// Two reports; one statement in two publications, retold by one of them in its own voice too, and a third publication that saw for itself.
    private struct Scene {
        var press: Press
        var (first, second, third) = (ActID(), ActID(), ActID())
        var statement = ActID()
        var (report, other) = (ActID(), ActID())
        /// In the order of the list of claims below.
        var claims: [ActID] = []
        var accepted: [ActID] = []

        init() throws(Refusal) {
            press = try Press()
            (first, second, third) = (try press.publication(), try press.publication(), try press.publication())
            statement = try press.statement([first, second], side: "south")
            (report, other) = (try press.world.perform(press.world.report(), by: "north/desk"), try press.world.perform(press.world.report(), by: "south/desk"))
            let (statement, first, second, third) = (statement, first, second, third)
            let south = World.id("south")
            try accept(first, report) { ($0.voice, $0.statement, $0.claimant) = (.attributed, statement, south) }
            try accept(second, report) { ($0.voice, $0.statement, $0.claimant) = (.attributed, statement, south) }
            try accept(second, report) { ($0.start, $0.end, $0.statement, $0.claimant) = (50, 60, statement, south) }
            try accept(third, other)
            try accept(third, other) { ($0.start, $0.end, $0.voice, $0.claimant) = (50, 60, .attributed, World.id("north")) }
        }

        private mutating func accept(_ publication: ActID, _ report: ActID, _ change: (inout ProposeClaim) -> Void = { _ in }) throws(Refusal) {
            claims.append(try press.propose(publication, change))
            accepted.append(try press.world.perform(Press.accept(claims[claims.count - 1], report), by: Press.desk))
        }

        func corroboration(hiding hidden: Set<ActID> = []) -> Corroboration {
            press.world.state.corroboration(of: [report, other], to: Outsider(hidden: hidden))
        }
    }

    @Test("Publications that repeat a statement are one origin, in whatever voice; an outlet's own account is another")
    func counted() throws {
        let scene = try Scene()
        let all = scene.press.world.state.corroboration(of: [scene.report, scene.other])
        #expect(all.claims == scene.claims && all.publications == [scene.first, scene.second, scene.third])
        #expect(all.origins == [scene.statement, scene.third] && all.sides == [World.id("north"), World.id("south")])
        let one = scene.press.world.state.corroboration(of: [scene.report])
        #expect(one.publications.count == 2 && one.origins == [scene.statement] && one.sides == [World.id("south")])
        #expect(scene.press.world.state.corroboration(of: [Hash()]) == Corroboration())
    }

    @Test("A publication that is judged not to carry the statement is an origin of its own")
    func judged() throws {
        var scene = try Scene()
        try scene.press.world.perform(Press.carry(scene.second, scene.statement, false), by: Press.desk)
        #expect(scene.corroboration().origins == [scene.statement, scene.second, scene.third])
    }

    @Test("A withdrawn report counts for nothing, nor does a declined claim")
    func withdrawn() throws {
        var scene = try Scene()
        var withdraw = WithdrawReport()
        withdraw.report = scene.other
        try scene.press.world.perform(withdraw, by: "south/desk")
        #expect(scene.corroboration().origins == [scene.statement])
        for claim in scene.claims.prefix(3) { try scene.press.world.perform(Press.decline(claim), by: Press.desk) }
        #expect(scene.corroboration() == Corroboration())
    }

    @Test("What a stolen key signed does not count", arguments: [("secretariat/desk", 0), ("north/desk", 1), ("south/desk", 1)])
    func stolen(_ key: String, _ origins: Int) throws {
        var scene = try Scene()
        try scene.press.world.repudiate(key)
        #expect(scene.corroboration().origins.count == origins)
    }

    @Test("For a reader nothing counts that hangs on what may not be seen, and no hidden statement makes many origins")
    func seen() throws {
        let scene = try Scene()
        #expect(scene.corroboration() == scene.press.world.state.corroboration(of: [scene.report, scene.other]))
        #expect(scene.corroboration(hiding: [scene.statement]).origins == [scene.third])
        #expect(scene.corroboration(hiding: [scene.third]).origins == [scene.statement])
        #expect(scene.corroboration(hiding: [scene.report]).claims == Array(scene.claims.suffix(2)))
        #expect(scene.corroboration(hiding: [scene.accepted[0]]).publications == [scene.second, scene.third])
        #expect(scene.corroboration(hiding: [scene.claims[4]]).sides == [World.id("south")])
    }
}
