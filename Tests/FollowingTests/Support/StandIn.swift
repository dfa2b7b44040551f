import Following
import Foundation
import Mechanism
import Registry
import SQLiteStorage
import Synchronization
import Testing
import TransparencyLog

/// A registry that shows whatever record it is given, in process.
final class StandIn: RegistryTransport {
    struct Silent: Error, CustomStringConvertible { let description = "nobody answers" }

    struct Shown {
        var pen: Pen
        /// What is shown in the place of the checkpoint over everything.
        var note: [UInt8]?
        var cosigned: [UInt8]?
        var tiles: [TilePath: [UInt8]] = [:]
        var texts: [UInt64: [Text]] = [:]
        /// How many bundles are given before no more are.
        var bundles = Int.max
        var isSilent = false
        var answer: @Sendable (Submission) throws -> Forwarded = { _ in throw Silent() }
    }

    private let shown: Mutex<Shown>
    private let requests = Mutex<[String]>([])

    init(_ pen: Pen) { shown = Mutex(Shown(pen: pen)) }

    func show(_ change: (inout Shown) throws -> Void) rethrows { try shown.withLock { try change(&$0) } }

    /// What was asked for since the last time this was asked.
    var asked: [String] {
        requests.withLock { asked in
            defer { asked = [] }
            return asked
        }
    }

    private func answer<Value>(_ path: String, _ body: (inout Shown) throws -> Value) throws -> Value {
        requests.withLock { $0.append(path) }
        return try shown.withLock { shown in
            guard !shown.isSilent else { throw Silent() }
            return try body(&shown)
        }
    }

    func checkpoint() throws -> [UInt8] { try answer("checkpoint") { try $0.note ?? $0.pen.checkpoint().bytes } }
    func cosigned() throws -> [UInt8]? { try answer("checkpoint/cosigned") { $0.cosigned } }

    func tile(_ path: TilePath) throws -> [UInt8] {
        try answer("\(path)") { shown in
            if let tile = shown.tiles[path] { return tile }
            let entries = shown.pen.entries
            let first = Int(path.index) * Tiles.fullWidth
            guard case .hashes(let level) = path.kind else {
                shown.bundles -= 1
                guard shown.bundles >= 0 else { throw Silent() }
                return try EntryBundle.encode(Array(entries[first..<first + path.width]))
            }
            let tree = entries.reduce(into: MemoryTree()) { $0.append(Merkle.leafHash(of: $1)) }
            return try (0..<UInt64(path.width)).flatMap {
                try tree.node(level: level * Tiles.height, index: path.index * UInt64(Tiles.fullWidth) + $0).bytes
            }
        }
    }

    func texts(from start: UInt64, to end: UInt64) throws -> TextStretch {
        try answer("texts") { shown in
            // No more than ten acts at once, so that more than one answer is needed.
            let next = min(start + 10, end)
            var texts: [UInt64: [Text]] = [:]
            for place in start..<next { texts[place] = shown.texts[place] ?? shown.pen.texts[place] }
            return TextStretch(next: next, texts: texts)
        }
    }

    func submit(_ submission: Submission) throws -> Forwarded { try answer("acts") { try $0.answer(submission) } }
}

/// A follower in a folder of its own.
struct Scene {
    let registry: StandIn
    let storage: SQLiteRecord
    let follower: Follower
    let card: Card
    let folder: String

    /// Gives `body` a follower of a registry that shows `pen`'s record, and clears it away afterwards.
    static func with(
        _ pen: Pen, clock: Clock = .rehearsal { Moment(milliseconds: Pen.start) }, lodger: String = "south/head",
        _ body: (Scene) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "follower-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let scene = try await Scene(StandIn(pen), try pen.card, folder, clock, lodger)
        try await body(scene)
    }

    private init(_ registry: StandIn, _ card: Card, _ folder: String, _ clock: Clock, _ lodger: String = "south/head") async throws {
        (self.registry, self.card, self.folder) = (registry, card, folder)
        storage = try SQLiteRecord(folder: folder, for: .following)
        follower = try await Follower(
            card: card, storage: storage, registry: registry, key: try Pen.officer(lodger), name: "registry.example", clock: clock)
    }

    /// The follower ended and started again over the same folder.
    func restarted(clock: Clock = .rehearsal { Moment(milliseconds: Pen.start) }) async throws -> Scene {
        try storage.close()
        return try await Scene(registry, card, folder, clock)
    }

    var size: UInt64 { get async { await follower.standing.size } }
    var kinds: [Alarm.Kind] { get async { await follower.allAlarms.filter(\.stands).map(\.kind) } }

    /// The one evidence file of a kind, which must convince.
    func evidence(_ kind: Alarm.Kind, _ words: String, _ location: SourceLocation = #_sourceLocation) async throws -> [UInt8] {
        let alarm = try #require(await follower.allAlarms.first { $0.kind == kind && $0.stands }, sourceLocation: location)
        let name = try #require(alarm.evidence, "\(alarm)", sourceLocation: location)
        let bytes = try #require(try storage.evidence(name), sourceLocation: location)
        let audit = await Evidence.audit(bytes, under: card)
        #expect(audit.holds, "\(audit.items)", sourceLocation: location)
        #expect(audit.items.contains { $0.result == .proved && $0.sentence.contains(words) }, "\(audit.items)", sourceLocation: location)
        return bytes
    }
}
