import Testing

@testable import Mechanism

@Suite("Keys, lodging, versions of the rules, the public's tree")
struct KeysAndTimeTests {
    // MARK: Devices

    @Test("A further device has a key and a chain of its own, at most its officer's functions, and ends with the officer")
    func devices() throws {
        var world = try World.running()
        var phone = Accredit()
        (phone.key, phone.desk, phone.functions) = (World.key("north/phone"), World.id("desk.phone"), [World.id("report")])
        var stray = phone
        stray.desk = World.id("nobody.phone")
        #expect(world.refusal(stray, by: "north/head") == "officer.device")
        stray = phone
        stray.functions = [Officer.lodging]
        #expect(world.refusal(stray, by: "north/head") == "officer.device")
        try world.perform(phone, by: "north/head")
        try world.perform(world.report(), by: "north/desk.phone")
        try world.perform(world.report(), by: "north/desk")
        #expect(world.refusal(world.report(), by: "north/desk.phone", change: { $0.previous = Link() }) == "act.previous")
        var withdraw = WithdrawOfficer()
        withdraw.key = World.key("north/desk")
        try world.perform(withdraw, by: "north/head")
        #expect(world.refusal(world.report(), by: "north/desk.phone") == "act.withdrawn")
    }

    // MARK: Recovery

    private static func recoverable() throws -> World {
        try World.running(establish: { establish in
            establish.participants[0].recovery.needed = 2
            establish.participants[0].recovery.keys = (1...3).map { World.key("north/recovery-\($0)") }
        })
    }

    @Test("As many recovery keys as are needed replace a head's key, and nothing else is theirs to do")
    func recovery() throws {
        var world = try Self.recoverable()
        var replace = ReplaceHead()
        replace.key = World.key("north/second head")
        #expect(world.refusal(world.report(), by: "north/recovery-1") == "act.function")
        #expect(world.refusal(replace, by: "north/desk") == "act.head")
        try world.perform(replace, by: "north/recovery-1")
        #expect(world.refusal(replace, by: "north/recovery-1") == "officer.replace-once")
        #expect(world.state.officer(at: World.id("north"), Officer.headDesk)?.key == World.key("north/head"))
        var other = replace
        other.key = World.key("north/third head")
        try world.perform(other, by: "north/recovery-2")
        #expect(world.state.officer(at: World.id("north"), Officer.headDesk)?.key == World.key("north/head"), "two keys have asked, for different ones")
        try world.perform(replace, by: "north/recovery-3")
        let head = try #require(world.state.officer(at: World.id("north"), Officer.headDesk))
        #expect(head.key == replace.key && head.isHead && head.last == Link())
        let act = world.act(Accredit(), by: "north/head")
        #expect(try world.state.signers(of: act) == [replace.key])
    }

    @Test("A head replaces its own key at once; the old key accredits nobody any more")
    func ownReplacement() throws {
        var world = try World.running()
        var replace = ReplaceHead()
        replace.key = World.key("south/desk")
        #expect(world.refusal(replace, by: "south/head") == "officer.key")
        replace.key = World.key("south/second head")
        try world.perform(replace, by: "south/head")
        #expect(world.state.officers.rows.first { $0.key == World.key("south/head") }?.withdrawn != nil)
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("south/new"), World.id("new"), [World.id("report")])
        try world.perform(accredit, by: "south/head")
    }

    @Test("No two participants share a key, and recovery keys that are named are needed")
    func distinctKeys() throws {
        for change: (inout Establish) -> Void in [
            { $0.participants[1].recovery.needed = 1; $0.participants[1].recovery.keys = [$0.participants[0].head] },
            { $0.participants[1].recovery.keys = [World.key("spare")] },
            { $0.participants[1].recovery.needed = 1 },
        ] {
            var world = World()
            var establish = World.establish(World.agreement())
            change(&establish)
            #expect(world.refusal(establish, by: "north/head") == "mechanism.participants")
        }
    }

    // MARK: A stolen key

    @Test("A finding that rests on a repudiated key's acts is not determined, and another may be proposed in its place")
    func repudiatedProposal() throws {
        var world = try World.running()
        let (_, finding) = try world.heardFinding()
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("monitors/desk"), Moment())
        #expect(world.refusal(repudiate, by: "north/head") == "officer.own")
        repudiate.since = Moment(milliseconds: .max / 2)
        #expect(world.refusal(repudiate, by: "monitors/head") == "officer.since")
        repudiate.since = world.state.findings[finding]!.proposed.received
        try world.perform(repudiate, by: "monitors/head")
        #expect(world.refusal(repudiate, by: "monitors/head") == "officer.own")
        #expect(world.state.isContested(world.state.findings[finding]!.proposed))
        var determine = DetermineFinding()
        determine.finding = finding
        var concur = ConcurWithFinding()
        concur.finding = finding
        for name in ["lake/desk", "hill/desk"] { try world.perform(concur, by: name) }
        #expect(world.refusal(determine, by: "lake/desk") == "finding.contested")
        var again = ProposeFinding()
        let row = world.state.findings[finding]!
        (again.incident, again.conclusion, again.evidence) = (row.incident, row.conclusion, row.evidence)
        try world.perform(again, by: "lake/desk")
    }

    @Test("A concurrence by a repudiated key does not count")
    func repudiatedVote() throws {
        var world = try World.running()
        let (_, finding) = try world.heardFinding()
        var concur = ConcurWithFinding()
        concur.finding = finding
        for name in ["lake/desk", "hill/desk"] { try world.perform(concur, by: name) }
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("hill/desk"), world.state.findings[finding]!.votes[1].act.received)
        try world.perform(repudiate, by: "hill/head")
        var determine = DetermineFinding()
        determine.finding = finding
        #expect(world.refusal(determine, by: "lake/desk") == "finding.quorum")
        // What a thief has said is not the determiner's word: it takes its position by another key.
        #expect(world.refusal(concur, by: "lake/desk") == "finding.vote-once")
        try world.perform(concur, by: "hill/head")
        try world.perform(determine, by: "lake/desk")
    }

    @Test("A thief's dissent buries no finding, and a thief's reply is not the party's")
    func repudiatedDissentAndReply() throws {
        var world = try World.running()
        let (incident, finding) = try world.heardFinding(replies: false)
        var reply = ReplyToFinding()
        reply.finding = finding
        for party in ["north", "south"] { try world.perform(reply, by: "\(party)/desk") }
        var dissent = DissentFromFinding()
        dissent.finding = finding
        try world.perform(dissent, by: "hill/desk")
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .noAgreement)
        for name in ["hill", "south"] {
            var repudiate = Repudiate()
            (repudiate.key, repudiate.since) = (World.key("\(name)/desk"), world.state.findings[finding]!.proposed.received)
            try world.perform(repudiate, by: "\(name)/head")
        }
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .proposed)
        var concur = ConcurWithFinding()
        concur.finding = finding
        #expect(world.refusal(concur, by: "lake/desk") == "finding.reply-window", "south has not been heard")
        #expect(world.refusal(reply, by: "north/head") == "finding.reply-once")
        try world.perform(reply, by: "south/head")
        try world.perform(concur, by: "lake/desk")
    }

    @Test("What a key signed before it was stolen stands")
    func before() throws {
        var world = try World.running()
        let (_, finding) = try world.heardFinding()
        var repudiate = Repudiate()
        (repudiate.key, repudiate.since) = (World.key("monitors/desk"), world.state.now)
        try world.perform(repudiate, by: "monitors/head")
        #expect(!world.state.isContested(world.state.findings[finding]!.proposed))
    }

    // MARK: Lodging

    private static func lodging() throws -> World {
        var world = try World.running()
        for name in ["lake", "south"] {
            var accredit = Accredit()
            (accredit.key, accredit.desk, accredit.functions) = (World.key("\(name)/follower"), World.id("follower"), [Officer.lodging])
            try world.perform(accredit, by: "\(name)/head")
        }
        return world
    }

    private static func lodged(_ name: String, _ time: Moment) -> Lodged {
        Lodged(participant: World.id(name), desk: World.id("follower"), time: time)
    }

    @Test("A reply lodged in time with a participant that the agreement names is in time, however late it is received")
    func lodgedReply() throws {
        var world = try Self.lodging()
        let (_, finding) = try world.heardFinding(replies: false)
        let end = world.state.findings[finding]!.repliesUntil
        world.pass(hours: 100)
        var reply = ReplyToFinding()
        reply.finding = finding
        #expect(world.refusal(reply, by: "south/desk") == "finding.reply-window")
        #expect(world.refusal(reply, by: "south/desk", lodgings: [Self.lodged("south", end)]) == "finding.reply-window", "not named for lodging")
        #expect(world.refusal(reply, by: "south/desk", lodgings: [Self.lodged("lake", end.adding(hours: 1))]) == "finding.reply-window")
        #expect(world.refusal(reply, by: "south/desk", lodgings: [Self.lodged("lake", end), Self.lodged("lake", end)]) == "act.lodging")
        #expect(world.refusal(reply, by: "south/desk", lodgings: [Self.lodged("lake", end.adding(hours: 1_000))]) == "act.lodging")
        #expect(world.refusal(reply, by: "south/desk", lodgings: [Self.lodged("hill", end)]) == "act.lodging", "no such desk")
        try world.perform(reply, by: "south/desk", lodgings: [Self.lodged("south", end.adding(hours: 2)), Self.lodged("lake", end)])
    }

    @Test("A reply lodged in time and kept back until after the determination sets it aside, with the positions taken without it")
    func setAside() throws {
        var world = try Self.lodging()
        let (incident, finding) = try world.heardFinding(replies: false)
        let end = world.state.findings[finding]!.repliesUntil
        world.pass(hours: 100)
        var concur = ConcurWithFinding()
        concur.finding = finding
        var determine = DetermineFinding()
        determine.finding = finding
        for name in ["lake/desk", "hill/desk"] { try world.perform(concur, by: name) }
        try world.perform(determine, by: "lake/desk")
        #expect(world.state.outcome(of: world.state.incidents[incident]!) == .violation)
        var reply = ReplyToFinding()
        reply.finding = finding
        #expect(world.refusal(reply, by: "south/desk") == "finding.reply-window")
        try world.perform(reply, by: "south/desk", lodgings: [Self.lodged("lake", end)])
        let row = world.state.findings[finding]!
        #expect(row.determined == nil && row.votes.isEmpty && row.setAside.count == 1)
        #expect(world.state.outcome(of: world.state.incidents[incident]!) != .violation)
        #expect(world.refusal(determine, by: "lake/desk") == "finding.quorum")
        for name in ["lake/desk", "hill/desk"] { try world.perform(concur, by: name) }
        try world.perform(determine, by: "lake/desk")
    }

    // MARK: Versions of the rules

    @Test("A version takes effect at the last assent; before it its kinds are unknown, after it acts under the old one are refused")
    func versions() throws {
        var world = try World.running(establish: { _ in }, rules: 0)
        var extend = ExtendTruce()
        extend.until = LocalTime(Array("2026-10-09T08:00:00Z".utf8))!
        #expect(throws: Malformed.self) { try Payload(strict: world.act(extend, by: "north/head").payload.canonical) }
        var change = ChangeRules()
        #expect(world.refusal(change, by: "north/head") == "rules.version")
        change.version = Rules.latest + 1
        #expect(world.refusal(change, by: "north/head") == "rules.version")
        change.version = 1
        var assent = Assent()
        assent.act = try world.perform(change, by: "north/head")
        #expect(world.state.rules == 0)
        try world.perform(assent, by: "south/head")
        #expect(world.state.rules == 1 && world.state.rulesSpans.rows.map(\.version) == [1])
        #expect(world.refusal(world.report(), by: "north/desk", change: { $0.rules = 0 }) == "act.rules")
        #expect(throws: Never.self) { try Payload(strict: world.act(extend, by: "north/head").payload.canonical) }
        #expect(world.refusal(extend, by: "north/head") == "agreement.term", "the truce of this agreement has no end")
    }

    @Test("A truce is extended before it ends, to a later time")
    func extended() throws {
        var world = try World.running({ $0.truce.until = LocalTime(Array("2025-12-09T08:00:00Z".utf8))! })
        var extend = ExtendTruce()
        extend.until = LocalTime(Array("2025-11-09T08:00:00Z".utf8))!
        #expect(world.refusal(extend, by: "north/head") == "agreement.term")
        extend.until = LocalTime(Array("2026-01-09T08:00:00Z".utf8))!
        var assent = Assent()
        assent.act = try world.perform(extend, by: "north/head")
        try world.perform(assent, by: "south/head")
        #expect(world.state.truceEnds == extend.until)
        world.pass(hours: 24 * 365)
        extend.until = LocalTime(Array("2028-01-09T08:00:00Z".utf8))!
        #expect(world.refusal(extend, by: "north/head") == "agreement.ended")
    }

    @Test("A first act under a version that is not known is refused")
    func unknownVersion() {
        var world = World()
        #expect(world.refusal(World.establish(World.agreement()), by: "north/head", change: { $0.rules = Rules.latest + 1 }) == "act.rules")
    }

    // MARK: The registry

    @Test("The registry's key and the witnesses are replaced by every party together, under the same origin")
    func registration() throws {
        var world = try World.running()
        var replace = ReplaceRegistration()
        (replace.registry, replace.witnesses) = (world.state.registration!.registry, world.state.registration!.witnesses)
        #expect(world.refusal(replace, by: "north/head") == "registry.change")
        replace.registry = "other.example/log+00000000+AAAA"
        #expect(world.refusal(replace, by: "north/head") == "registry.origin")
        replace.registry = "test.example/log+11111111+AAAA"
        #expect(world.refusal(replace, by: "lake/head") == "act.authority")
        var assent = Assent()
        assent.act = try world.perform(replace, by: "north/head")
        #expect(world.state.registration?.registry != replace.registry)
        try world.perform(assent, by: "south/head")
        #expect(world.state.registration?.registry == replace.registry)
        #expect(world.state.registrations.count == 2)
    }

    @Test("A succession is signed by the heads that the agreement names, and stands right after what it goes on from")
    func succession() throws {
        var world = try World.running()
        var succeed = Succeed()
        (succeed.origin, succeed.registry) = ("next.example/log", "next.example/log+00000000+AAAA")
        (succeed.predecessor.origin, succeed.predecessor.size) = ("test.example/log", world.state.size)
        #expect(world.refusal(succeed, by: "hill/head") == "succession.heads")
        #expect(world.refusal(succeed, by: "lake/desk") == "act.head")
        var other = succeed
        other.predecessor.size -= 1
        #expect(world.refusal(other, by: "lake/head") == "succession.place")
        other = succeed
        (other.origin, other.registry) = ("test.example/log", "test.example/log+00000000+AAAA")
        #expect(world.refusal(other, by: "lake/head") == "succession.origin")
        #expect(try world.state.signers(of: world.act(succeed, by: "lake/head")) == ["north/head", "south/head", "lake/head"].map(World.key))
        let id = try world.perform(succeed, by: "lake/head")
        #expect(world.state.registration?.origin == "next.example/log")
        #expect(world.state.officer(at: World.id("north"), Officer.headDesk)?.last == Link(id), "it is a link of each signer's chain")
        var again = succeed
        again.predecessor = .init()
        (again.predecessor.origin, again.predecessor.size) = ("next.example/log", world.state.size)
        #expect(world.refusal(again, by: "north/head") == "succession.origin")
    }

    // MARK: The public's tree

    @Test("The tree of public acts has the root that RFC 6962 defines, at every size")
    func publicTree() {
        var tree = PublicTree()
        var ids: [ActID] = []
        #expect(tree.root == Hash.sha256(of: []))
        for number in 0..<300 {
            ids.append(Hash.sha256(of: [UInt8(number & 255), UInt8(number >> 8)]))
            tree.append(ids[number])
            #expect(tree.root == Self.root(ids[...]) && tree.size == Int64(ids.count))
        }
    }

    /// By the definition of RFC 6962 section 2.1.
    private static func root(_ ids: ArraySlice<ActID>) -> Hash {
        guard ids.count > 1, let first = ids.first else { return Hash.sha256(of: [0], ids[ids.startIndex].bytes) }
        _ = first
        var half = 1
        while half * 2 < ids.count { half *= 2 }
        return Hash.sha256(of: [1], root(ids.prefix(half)).bytes, root(ids.dropFirst(half)).bytes)
    }

    @Test("The tree has the public acts and no others")
    func publicActs() throws {
        var world = try World.running()
        let before = world.state.publicTree.size
        try world.perform(world.report(), by: "north/desk")
        #expect(world.state.publicTree.size == before)
        try world.perform(world.report(), by: "south/desk", audience: .everyone)
        #expect(world.state.publicTree.size == before + 1)
    }
}
