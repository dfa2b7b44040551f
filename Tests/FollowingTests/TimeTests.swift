import Following
import Mechanism
import Registry
import Testing
import TransparencyLog

@Suite("Times of receipt")
struct TimeTests {
    private static let minute: Int64 = 60_000
    private static let now = Pen.start + 600 * minute
    private static let clock = Clock.rehearsal { Moment(milliseconds: now) }

    /// A record that is none of a rehearsal, with acts received so many minutes before now.
    private static func record(_ minutes: Int64..., rehearsal: Bool = false) throws -> Pen {
        var pen = try Pen(rehearsal: rehearsal)
        for minutes in minutes { pen.enter(try pen.publication("At \(minutes)"), at: now - minutes * minute) }
        return pen
    }

    private static func seconds(before minutes: Int64) -> UInt64 { UInt64((now - minutes * minute) / 1_000) }

    @Test("Times that witnesses bear out, within five minutes either way, are no alarm")
    func honest() async throws {
        let pen = try Self.record(60, 30, 4)
        try await Scene.with(pen, clock: Self.clock) { scene in
            for (size, minutes) in [(2, 57), (2, 35), (3, 27), (4, 1)] as [(Int, Int64)] {
                let cosigned = try pen.cosigned(size, at: Self.seconds(before: minutes)).bytes
                scene.registry.show { $0.cosigned = cosigned }
                await scene.follower.look()
            }
            #expect(await scene.follower.allAlarms.isEmpty)
        }
    }

    @Test("An entry that witnesses had cosigned long before it says to have come was postdated")
    func postdated() async throws {
        let pen = try Self.record(60, 30)
        try await Scene.with(pen, clock: Self.clock) { scene in
            let cosigned = try pen.cosigned(at: Self.seconds(before: 36)).bytes
            scene.registry.show { $0.cosigned = cosigned }
            await scene.follower.look()
            try await FollowerTests.expectNoByteToSpare(try await scene.evidence(.wrongTime, "postdated"), scene.card)
        }
    }

    @Test("An entry that was not there when witnesses cosigned, long after it says to have come, was backdated")
    func backdated() async throws {
        let pen = try Self.record(60, 30)
        try await Scene.with(pen, clock: Self.clock) { scene in
            let cosigned = try pen.cosigned(2, at: Self.seconds(before: 20)).bytes
            scene.registry.show { $0.cosigned = cosigned }
            await scene.follower.look()
            try await FollowerTests.expectNoByteToSpare(try await scene.evidence(.wrongTime, "backdated"), scene.card)
        }
    }

    @Test("A rehearsal's times come from a script, and are bounded by nothing")
    func rehearsal() async throws {
        let pen = try Self.record(60, 30, rehearsal: true)
        try await Scene.with(pen, clock: Self.clock) { scene in
            let cosigned = try pen.cosigned(2, at: Self.seconds(before: 20)).bytes
            scene.registry.show { $0.cosigned = cosigned }
            await scene.follower.look()
            #expect(await scene.follower.allAlarms.isEmpty)
        }
    }

    @Test("A registry whose clock runs ahead of this machine's, or behind, is told")
    func ownClock() async throws {
        var ahead = try Self.record(60)
        try await Scene.with(ahead, clock: Self.clock) { scene in
            await scene.follower.look()
            ahead.enter(try ahead.publication("Tomorrow"), at: Self.now + 6 * Self.minute)
            scene.registry.show { $0.pen = ahead }
            await scene.follower.look()
            #expect(await scene.kinds == [.clock])
        }
        var behind = try Self.record(60)
        try await Scene.with(behind, clock: Self.clock) { scene in
            await scene.follower.look()
            behind.enter(try behind.publication("Yesterday"), at: Self.now - 6 * Self.minute)
            scene.registry.show { $0.pen = behind }
            await scene.follower.look()
            #expect(await scene.kinds == [.clock])
            behind.enter(try behind.publication("Now"), at: Self.now - 1)
            scene.registry.show { $0.pen = behind }
            await scene.follower.look()
            #expect(await scene.kinds.isEmpty)
        }
    }
}
