import Following
import Mechanism
import Registry
import SQLiteStorage
import Testing
import TransparencyLog

@Suite("Lodging")
struct LodgingTests {
    private static func small() throws -> Pen {
        var pen = try Pen()
        try pen.enter(publications: 3)
        return pen
    }

    private static func lodged(_ taken: Taken) -> ActID? { if case .lodged(let act, _) = taken { act } else { nil } }
    private static func receipt(_ taken: Taken?) -> Receipt? { if case .decided(.recorded(let receipt))? = taken { receipt } else { nil } }
    private static func refusal(_ taken: Taken?) -> SignedRefusal? { if case .decided(.refused(let refusal))? = taken { refusal } else { nil } }
    private static func objection(_ taken: Taken?) -> String? { if case .decided(.malformed(let words))? = taken { words } else { nil } }

    @Test("An act that the registry answers at once comes back with its receipt")
    func answered() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            let submission = try pen.publication("News")
            pen.enter(submission)
            let (after, receipt) = (pen, try pen.receipt(of: 4, 5))
            scene.registry.show { shown in
                shown.pen = after
                shown.answer = { _ in .receipt(receipt) }
            }
            let taken = await scene.follower.take(submission.canonical)
            #expect(Self.receipt(taken)?.bytes == receipt)
            await scene.follower.look()
            #expect(await scene.size == 5)
            // The same act again has the same answer, and is not forwarded again.
            _ = scene.registry.asked
            #expect(Self.receipt(await scene.follower.take(submission.canonical))?.index == 4)
            #expect(!scene.registry.asked.contains("acts"))
        }
    }

    @Test("With the registry silent an act is lodged, waits through a restart, and is forwarded in its order")
    func waits() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            let first = try pen.publication("First"), second = try pen.publication("Second")
            let acts = [Self.lodged(await scene.follower.take(first.canonical)), Self.lodged(await scene.follower.take(second.canonical))]
            #expect(acts == [try OpenedAct(first.envelope).act.id, try OpenedAct(second.envelope).act.id])
            // The next act of this key follows the one that waits.
            #expect(await scene.follower.last(by: try Pen.officer("desk/head").key) == acts[1])
            #expect(await scene.follower.standing.waiting == 2)
            let restarted = try await scene.restarted()
            pen.enter(first)
            pen.enter(second)
            let after = pen
            restarted.registry.show { shown in
                shown.pen = after
                shown.answer = { submission in
                    .receipt(try after.receipt(of: submission.envelope == first.envelope ? 4 : 5, submission.envelope == first.envelope ? 5 : 6))
                }
            }
            await restarted.follower.look()
            #expect(await restarted.follower.standing.waiting == 0)
            #expect(Self.receipt(await restarted.follower.fate(of: try #require(acts[0])))?.index == 4)
            #expect(Self.receipt(await restarted.follower.fate(of: try #require(acts[1])))?.index == 5)
            #expect(await restarted.kinds.isEmpty)
        }
    }

    @Test("A desk that is accredited to lodge hands its signed time on with the act; another's is its own word alone")
    func accredited() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            let act = try #require(Self.lodged(await scene.follower.take(try pen.publication("Unaccredited").canonical)))
            #expect(try scene.storage.lodged(act)?.submission.lodgings.isEmpty == true)
        }
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (try Pen.officer("lake/clerk").key, try Pen.id("clerk"), [try Pen.id("lodging")])
        pen = try Self.small()
        pen.enter(try pen.sign(accredit, by: "lake/head"))
        try await Scene.with(pen, lodger: "lake/clerk") { scene in
            await scene.follower.look()
            let act = try #require(Self.lodged(await scene.follower.take(try pen.publication("Accredited").canonical)))
            let kept = try #require(try scene.storage.lodged(act))
            #expect(kept.submission.lodgings == [kept.lodging])
            let mechanism = try #require(await scene.follower.snapshot()?.state.establishment?.act.act)
            #expect(kept.lodging.isSigned(by: try Pen.officer("lake/clerk").key, mechanism: mechanism, act: act))
        }
    }

    @Test("What is no act, is not signed by its desk, or lacks its texts is not lodged")
    func notTaken() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            #expect(Self.objection(await scene.follower.take(Array("{}".utf8))) != nil)
            var copy = pen
            #expect(Self.objection(await scene.follower.take(try copy.publication("Forged", as: "desk/head!2").canonical))?.contains("signature") == true)
            var bare = try pen.publication("News")
            bare.texts = []
            #expect(Self.objection(await scene.follower.take(bare.canonical))?.contains("texts") == true)
            #expect(try scene.storage.waiting().isEmpty)
        }
    }

    @Test("An act that was receipted and dropped is evidence by its receipt")
    func dropped() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            var receipted = pen
            let submission = try receipted.publication("News")
            receipted.enter(submission)
            let receipt = try receipted.receipt(of: 4, 5)
            try pen.enter(publications: 3)
            let without = pen
            scene.registry.show { shown in
                shown.pen = without
                shown.answer = { _ in .receipt(receipt) }
            }
            _ = await scene.follower.take(submission.canonical)
            await scene.follower.look()
            _ = try await scene.evidence(.splitView, "two records under one name")
        }
    }

    @Test("A refusal that the rules bear out is no alarm, and one that they do not is evidence")
    func refused() async throws {
        var pen = try Self.small()
        let begun = pen
        let right = try pen.publication("Right")
        try await Scene.with(begun) { scene in
            await scene.follower.look()
            // Out of its turn: the act before it was never handed in.
            let late = try pen.publication("Late")
            let (wrong, borne) = (try begun.refusal(of: right, rule: "act.texts"), try begun.refusal(of: late, rule: "act.previous"))
            scene.registry.show { $0.answer = { .refusal($0.envelope == right.envelope ? wrong : borne) } }
            #expect(Self.refusal(await scene.follower.take(late.canonical))?.refusal.rule == "act.previous")
            await scene.follower.look()
            #expect(await scene.kinds.isEmpty)
            #expect(Self.refusal(await scene.follower.take(right.canonical)) != nil)
            await scene.follower.look()
            try await FollowerTests.expectNoByteToSpare(try await scene.evidence(.wrongRefusal, "the rules admit it"), scene.card)
        }
    }

    @Test("A lodged act that the record goes past for longer than is borne with is evidence, and within it none: a day, or as the agreement says", arguments: [
        nil, 1, 60, 200,
    ] as [Int64?])
    func delayed(agreed: Int64?) async throws {
        var pen: Pen
        if let agreed {
            var agreement = try Agreement.small()
            agreement.clocks.witnesses = agreed
            pen = try Pen(agreement: agreement)
            try pen.adopt(agreement)
        } else {
            pen = try Self.small()
        }
        let hours = agreed ?? 24
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            var other = pen
            _ = Self.lodged(await scene.follower.take(try other.publication("News").canonical))
            // It was lodged at the time of the record's last act.
            let lodged = try pen.received
            pen.enter(try pen.publication("Day", by: "lake/head"), at: lodged + hours * 3_600_000)
            scene.registry.show { [pen] in $0.pen = pen }
            await scene.follower.look()
            #expect(await !scene.kinds.contains(.delay))
            pen.enter(try pen.publication("Days", by: "lake/head"), at: lodged + hours * 3_600_000 + 1)
            scene.registry.show { [pen] in $0.pen = pen }
            await scene.follower.look()
            try await FollowerTests.expectNoByteToSpare(try await scene.evidence(.delay, "without it"), scene.card)
        }
    }
}
