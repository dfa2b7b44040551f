import Testing

@testable import Mechanism

@Suite("Custody of evidence")
struct CustodyTests {
    /// A mechanism in which north has deposited an exhibit on an incident.
    private struct Case {
        var world: World
        let incident: ActID
        let exhibit: ActID

        init() throws {
            world = try World.running()
            incident = try world.verified().incident
            var deposit = DepositEvidence()
            (deposit.incident, deposit.content, deposit.size) = (incident, Hash.sha256(of: [1]), 1)
            (deposit.collected, deposit.collector) = (world.clock, World.id("patrol"))
            exhibit = try world.perform(deposit, by: "north/desk")
        }

        var row: Exhibit { world.state.exhibits[exhibit]! }
        var now: Moment { world.clock }
        func holder(_ participant: String, _ desk: String = "desk") -> Exhibit.Holder {
            var holder = Exhibit.Holder()
            (holder.participant, holder.desk) = (World.id(participant), World.id(desk))
            return holder
        }
        func transfer(to participant: String, _ desk: String = "desk", at: Moment? = nil) -> TransferEvidence {
            var transfer = TransferEvidence()
            (transfer.exhibit, transfer.to, transfer.at) = (exhibit, holder(participant, desk), at ?? now)
            return transfer
        }
        func receive(_ condition: Exhibit.Condition = .intact, at: Moment? = nil) -> ReceiveEvidence {
            var receive = ReceiveEvidence()
            (receive.exhibit, receive.at, receive.condition) = (exhibit, at ?? now, condition)
            return receive
        }
        func recall(_ condition: Exhibit.Condition = .intact) -> RecallEvidence {
            var recall = RecallEvidence()
            (recall.exhibit, recall.at, recall.condition) = (exhibit, now, condition)
            return recall
        }
        func examine(at: Moment? = nil) -> ExamineEvidence {
            var examine = ExamineEvidence()
            (examine.exhibit, examine.at, examine.method) = (exhibit, at ?? now, .visual)
            return examine
        }
        func derive(_ content: UInt8, from: ActID? = nil) -> DeriveEvidence {
            var derive = DeriveEvidence()
            (derive.exhibit, derive.form, derive.size, derive.at) = (from ?? exhibit, .redacted, 1, now)
            derive.content = Hash.sha256(of: [content])
            return derive
        }
        func dispose(_ id: ActID? = nil) -> DisposeOfEvidence {
            var dispose = DisposeOfEvidence()
            (dispose.exhibit, dispose.at, dispose.disposal) = (id ?? exhibit, now, .destroyed)
            return dispose
        }
        func release(_ id: ActID? = nil) -> ReleaseEvidence {
            var release = ReleaseEvidence()
            release.exhibit = id ?? exhibit
            return release
        }

        /// That spans follow one another without a gap, from the collection on, and time never goes back.
        func checkChain() {
            let chain = world.state.counted(row).chain
            #expect(chain.first?.from == row.collected && chain.last?.until == nil)
            for (span, next) in zip(chain, chain.dropFirst()) { #expect(span.until == next.from && span.from <= next.from) }
        }
    }

    @Test("An exhibit is handed over by who has it and received by the desk that it is for; the chain has no gap")
    func chain() throws {
        var it = try Case()
        #expect(it.world.refusal(it.transfer(to: "monitors"), by: "south/desk") == "evidence.custodian")
        #expect(it.world.refusal(it.receive(), by: "monitors/desk") == "evidence.receive")
        let left = it.now
        try it.world.perform(it.transfer(to: "monitors"), by: "north/head")
        #expect(it.world.refusal(it.transfer(to: "south"), by: "north/desk") == "evidence.underway")
        #expect(it.world.refusal(it.examine(), by: "north/desk") == "evidence.underway")
        #expect(it.world.refusal(it.examine(), by: "monitors/desk") == "evidence.underway")
        #expect(it.world.refusal(it.derive(2), by: "north/desk") == "evidence.underway")
        #expect(it.world.refusal(it.dispose(), by: "north/desk") == "evidence.underway")
        #expect(it.world.refusal(it.receive(), by: "south/desk") == "evidence.receive")
        #expect(it.world.refusal(it.receive(), by: "monitors/head") == "evidence.receive")
        #expect(it.world.refusal(it.receive(.sealBroken), by: "monitors/desk") == "evidence.condition")
        it.world.pass(hours: 1)
        let came = it.now
        try it.world.perform(it.receive(.sealBroken), by: "monitors/desk", texts: ["remark"])
        #expect(it.world.refusal(it.receive(), by: "monitors/desk") == "evidence.receive")
        #expect(it.world.refusal(it.examine(), by: "north/desk") == "evidence.custodian")
        #expect(it.world.refusal(it.examine(), by: "monitors/head") == "evidence.custodian")
        try it.world.perform(it.examine(), by: "monitors/desk")
        #expect(it.row.custody.map(\.kind) == [.handedOver, .received, .examined] && it.row.custody[1].condition == .sealBroken)
        it.checkChain()
        #expect(it.row.keeping(at: Moment(milliseconds: it.row.collected.milliseconds - 1)) == nil)
        #expect(it.row.keeping(at: Moment(milliseconds: left.milliseconds - 1)) == .held(it.holder("north")))
        #expect(it.row.keeping(at: left) == .underway(from: it.holder("north"), to: it.holder("monitors")))
        #expect(it.row.keeping(at: came) == .held(it.holder("monitors")))
    }

    @Test("Evidence goes to a desk that is accredited for it, and to another than has it")
    func desks() throws {
        var it = try Case()
        for (participant, desk) in [("north", "desk"), ("south", "nobody"), ("watchers", "desk")] {
            #expect(it.world.refusal(it.transfer(to: participant, desk), by: "north/desk") == "evidence.desk")
        }
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (World.key("south/press"), World.id("press"), [World.id("report")])
        try it.world.perform(accredit, by: "south/head")
        #expect(it.world.refusal(it.transfer(to: "south", "press"), by: "north/desk") == "evidence.desk")
        #expect(it.world.refusal(it.transfer(to: "south", "head"), by: "north/desk") == nil)
    }

    @Test("A further device of the officer who has an exhibit acts on it")
    func devices() throws {
        var it = try Case()
        var phone = Accredit()
        (phone.key, phone.desk, phone.functions) = (World.key("monitors/phone"), World.id("desk.phone"), [World.id("evidence")])
        try it.world.perform(phone, by: "monitors/head")
        try it.world.perform(it.transfer(to: "monitors"), by: "north/desk")
        try it.world.perform(it.receive(), by: "monitors/desk.phone")
        #expect(it.row.keeping == .held(it.holder("monitors")))
        #expect(it.world.refusal(it.examine(), by: "monitors/desk.phone") == nil)
    }

    @Test("Moments never go back along the chain, nor ahead of the record")
    func time() throws {
        var it = try Case()
        func earlier(_ moment: Moment) -> Moment { Moment(milliseconds: moment.milliseconds - 1) }
        #expect(it.world.refusal(it.transfer(to: "south", at: earlier(it.row.collected)), by: "north/desk") == "evidence.time")
        #expect(it.world.refusal(it.transfer(to: "south", at: it.now.adding(hours: 1)), by: "north/desk") == "evidence.time")
        let examined = it.now
        try it.world.perform(it.examine(), by: "north/desk")
        #expect(it.world.refusal(it.examine(at: earlier(examined)), by: "north/desk") == "evidence.time")
        #expect(it.world.refusal(it.transfer(to: "south", at: earlier(examined)), by: "north/desk") == "evidence.time")
        try it.world.perform(it.transfer(to: "south", at: examined), by: "north/desk")
        #expect(it.world.refusal(it.receive(at: earlier(examined)), by: "south/desk") == "evidence.time")
        // Received at the moment it left: one hand to another.
        try it.world.perform(it.receive(at: examined), by: "south/desk")
        it.checkChain()
    }

    @Test("What was not received is taken back by who sent it, once")
    func recalled() throws {
        var it = try Case()
        #expect(it.world.refusal(it.recall(), by: "north/desk") == "evidence.recall")
        try it.world.perform(it.transfer(to: "monitors"), by: "north/desk")
        #expect(it.world.refusal(it.recall(), by: "monitors/desk") == "evidence.recall")
        #expect(it.world.refusal(it.recall(.damaged), by: "north/desk") == "evidence.condition")
        try it.world.perform(it.recall(), by: "north/head")
        #expect(it.row.keeping == .held(it.holder("north")))
        #expect(it.world.refusal(it.receive(), by: "monitors/desk") == "evidence.receive")
        #expect(it.world.refusal(it.recall(), by: "north/desk") == "evidence.recall")
        it.checkChain()
    }

    @Test("An exhibit handed over is received within the custody clock; its last millisecond is in time")
    func clock() throws {
        var it = try Case()
        #expect(!it.world.state.deadlines().contains { $0.clock == "custody" })
        try it.world.perform(it.transfer(to: "monitors"), by: "north/desk")
        let due = try #require(it.world.state.deadlines().first { $0.clock == "custody" })
        #expect(due.owed == [World.id("monitors")] && due.row == it.exhibit && due.table == "exhibit")
        #expect(due.until == due.from.adding(hours: 48) && due.from == it.row.custody[0].act.received)
        #expect(!due.isOverdue(at: due.until) && due.isOverdue(at: Moment(milliseconds: due.until.milliseconds + 1)))
        try it.world.perform(it.receive(), by: "monitors/desk")
        #expect(!it.world.state.deadlines().contains { $0.clock == "custody" })
    }

    @Test("A copy is an exhibit of its own, apart from its original, and findings may cite it")
    func copies() throws {
        var it = try Case()
        #expect(it.world.refusal(it.derive(2), by: "south/desk") == "evidence.custodian")
        #expect(it.world.refusal(it.derive(1), by: "north/desk") == "evidence.once")
        var empty = it.derive(2)
        empty.size = 0
        #expect(it.world.refusal(empty, by: "north/desk") == "evidence.content")
        let copy = try it.world.perform(it.derive(2), by: "north/desk")
        let second = try it.world.perform(it.derive(3, from: copy), by: "north/desk")
        #expect(it.row.derivation == nil && it.row.custody.map(\.kind) == [.copied] && it.row.custody[0].act.act == copy)
        let derivation = try #require(it.world.state.exhibits[second]?.derivation)
        #expect(derivation.from == copy && derivation.original == it.exhibit && derivation.form == .redacted)
        #expect(it.world.state.incidents[it.incident]?.exhibits == [it.exhibit, copy, second])
        #expect(it.world.refusal(it.world.proposal(it.incident, [copy]), by: "lake/desk") == nil)
        it.checkChain()
    }

    @Test("Evidence is released to the public by the participant that deposited it, and a copy with it")
    func released() throws {
        var it = try Case()
        try it.world.perform(it.transfer(to: "monitors"), by: "north/desk")
        try it.world.perform(it.receive(), by: "monitors/desk")
        #expect(it.world.refusal(it.derive(2), by: "monitors/desk", audience: .everyone) == "evidence.release")
        let copy = try it.world.perform(it.derive(2), by: "monitors/desk")
        #expect(it.world.refusal(it.release(copy), by: "monitors/desk", audience: .everyone) == "evidence.release")
        var open = ReleaseAct()
        open.act = copy
        #expect(it.world.refusal(open, by: "monitors/desk", audience: .everyone) == "evidence.release")
        #expect(it.world.refusal(it.release(), by: "north/desk") == "evidence.release")
        try it.world.perform(it.release(copy), by: "north/desk", audience: .everyone)
        #expect(it.world.state.exhibits[copy]?.released != nil && it.row.released == nil)
        #expect(it.world.state.audience(of: it.world.state.exhibits[copy]!.deposited) == .everyone)
        #expect(it.world.state.audience(of: it.row.deposited) == .participants)
        #expect(it.world.refusal(it.derive(3), by: "monitors/desk", audience: .everyone) == "evidence.release")
        try it.world.perform(it.release(), by: "north/desk", audience: .everyone)
        #expect(it.row.released?.participant == World.id("north"))
        #expect(it.world.refusal(it.release(), by: "north/desk", audience: .everyone) == "evidence.release")
        #expect(it.world.refusal(it.derive(3), by: "monitors/desk", audience: .everyone) == nil)
    }

    @Test("An exhibit is disposed of by the desk that has it, while no undetermined finding cites it or a copy of it")
    func disposed() throws {
        var it = try Case()
        let copy = try it.world.perform(it.derive(2), by: "north/desk")
        let other = try it.world.perform(it.derive(3), by: "north/desk")
        let finding = try it.world.perform(it.world.proposal(it.incident, [copy]), by: "lake/desk")
        #expect(it.world.refusal(it.dispose(), by: "south/desk") == "evidence.custodian")
        #expect(it.world.refusal(it.dispose(), by: "north/desk") == "evidence.cited")
        #expect(it.world.refusal(it.dispose(copy), by: "north/desk") == "evidence.cited")
        #expect(it.world.refusal(it.dispose(other), by: "north/desk") == nil)
        it.world.pass(hours: 73)
        var (concur, determine) = (ConcurWithFinding(), DetermineFinding())
        (concur.finding, determine.finding) = (finding, finding)
        for guarantor in ["lake", "hill"] { try it.world.perform(concur, by: "\(guarantor)/desk") }
        #expect(it.world.refusal(it.dispose(), by: "north/desk") == "evidence.cited")
        try it.world.perform(determine, by: "lake/desk")
        try it.world.perform(it.dispose(), by: "north/desk")
        #expect(it.row.keeping == .disposed(.destroyed))
        for body in [it.examine(), it.derive(4), it.dispose(), it.transfer(to: "south")] as [any ActBody] {
            #expect(it.world.refusal(body, by: "north/desk") == "evidence.disposed")
        }
        #expect(it.world.refusal(it.recall(), by: "north/desk") == "evidence.recall")
        it.checkChain()
    }

    @Test("Evidence of an absorbed incident is cited by the surviving one's finding, and kept for it")
    func absorbed() throws {
        var it = try Case()
        var deposit = DepositEvidence()
        deposit.incident = try it.world.incident(accepted: false)
        (deposit.content, deposit.size, deposit.collected) = (Hash.sha256(of: [9]), 1, it.now)
        let exhibit = try it.world.perform(deposit, by: "north/desk")
        var merge = MergeIncidents()
        (merge.incident, merge.into) = (deposit.incident, it.incident)
        try it.world.perform(merge, by: "lake/desk")
        #expect(it.world.refusal(it.derive(1, from: exhibit), by: "north/desk") == "evidence.once")
        let copy = try it.world.perform(it.derive(8, from: exhibit), by: "north/desk")
        try it.world.perform(it.world.proposal(it.incident, [copy]), by: "lake/desk")
        #expect(it.world.refusal(it.dispose(exhibit), by: "north/desk") == "evidence.cited")
    }

    @Test("What a stolen key did to an exhibit does not count: it is where it was before")
    func stolen() throws {
        var it = try Case()
        let since = it.now
        try it.world.perform(it.transfer(to: "monitors"), by: "north/desk")
        try it.world.perform(it.receive(), by: "monitors/desk")
        var theft = it
        func repudiate(_ world: inout World, _ name: String) throws {
            var repudiate = Repudiate()
            (repudiate.key, repudiate.since) = (World.key("\(name)/desk"), since)
            try world.perform(repudiate, by: "\(name)/head")
        }
        // The receiver's receipt stands for itself: it has the exhibit.
        try repudiate(&it.world, "north")
        #expect(it.world.state.counted(it.row).keeping == .held(it.holder("monitors")))
        it.checkChain()
        // Without the receipt the exhibit is on its way again, and the sender may take it back.
        try theft.world.perform(theft.dispose(), by: "monitors/desk")
        try repudiate(&theft.world, "monitors")
        #expect(theft.row.custody.count == 3)
        #expect(theft.world.state.counted(theft.row).keeping == .underway(from: theft.holder("north"), to: theft.holder("monitors")))
        theft.checkChain()
        #expect(theft.world.refusal(theft.recall(), by: "north/desk") == nil)
        theft.checkChain()
    }

    @Test("Over random hands, the chain never has a gap and somebody has the exhibit at every moment", arguments: 0..<20)
    func random(seed: UInt64) throws {
        var it = try Case()
        var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: UInt64) -> UInt64 {
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            return random % bound
        }
        let names = ["north", "south", "lake", "monitors"]
        var (admitted, refused) = (0, 0)
        for _ in 0..<400 {
            let name = names[Int(next(4))]
            let at = Moment(milliseconds: it.now.milliseconds - Int64(next(3)) * 1_500)
            let body: any ActBody
            switch next(8) {
            case 0...2: body = it.transfer(to: names[Int(next(4))], at: at)
            case 3...5: body = it.receive(at: at)
            case 6: body = it.recall()
            default: body = it.examine(at: at)
            }
            let before = it.row
            if it.world.refusal(body, by: "\(name)/desk") == nil { admitted += 1 } else {
                refused += 1
                #expect(it.row.canonical == before.canonical)
            }
            it.checkChain()
            #expect(it.row.keeping(at: it.now) != nil)
            // Nobody works on what is on its way.
            for (step, after) in zip(it.row.custody, it.row.custody.dropFirst()) where after.kind == .examined { #expect(step.kind != .handedOver) }
        }
        #expect(admitted > 5 && refused > 5)
    }
}
