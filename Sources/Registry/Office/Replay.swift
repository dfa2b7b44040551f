public import Mechanism
public import TransparencyLog

/// Folds a whole record again through the same admission that let its acts in, checking every signature.
///
/// Three steps run side by side over chunks of entries: opening (parallel), folding (one after the other, as the rules
/// demand), and verifying the signatures of the keys that the rules name (parallel).
public struct Replay: Sendable {
    /// What is wrong with a record, at which entry.
    public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
        public let index: UInt64
        /// One sentence.
        public let reason: String
        public var description: String { "Entry \(index): \(reason)" }
    }

    public private(set) var state = State()
    public private(set) var tree = MemoryTree()
    public private(set) var card: Card?

    /// How many entries are worked on at once.
    static let chunk: UInt64 = 4096

    public init() {}

    /// Replays `size` entries.
    /// - Parameters:
    ///   - entries: gives the bytes of a range of entries.
    ///   - progress: is told how many entries are done.
    /// - Throws: ``Problem`` for the first entry that does not hold; whatever `entries` throws.
    public mutating func run(
        size: UInt64, entries: @escaping @Sendable (Range<UInt64>) async throws -> [[UInt8]],
        progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws {
        var start: UInt64 = state.size.magnitude
        var opening = Self.opening(start, size, entries)
        try await withThrowingTaskGroup(of: Void.self) { group in
            var verifying = 0
            while start < size {
                let opened = try await opening.value
                let end = start + UInt64(opened.count)
                opening = Self.opening(end, size, entries)
                var checks = try fold(opened, from: start)
                while !checks.isEmpty {
                    let part = checks.prefix(512)
                    checks.removeFirst(part.count)
                    if verifying >= 32 {
                        try await group.next()
                        verifying -= 1
                    }
                    group.addTask { try Self.verify(part) }
                    verifying += 1
                }
                start = end
                progress(start)
            }
            opening.cancel()
            try await group.waitForAll()
        }
    }

    private struct Opened: Sendable {
        let act: OpenedAct
        let received: Moment
        let leaf: Digest
        let first: [UInt8]?
    }

    private struct Check: Sendable {
        let index: UInt64
        let act: OpenedAct
        let keys: [Key]
    }

    private static func opening(
        _ start: UInt64, _ size: UInt64, _ entries: @escaping @Sendable (Range<UInt64>) async throws -> [[UInt8]]
    ) -> Task<[Opened], any Error> {
        Task {
            let end = min(start + chunk, size)
            guard start < end else { return [] }
            let bytes = try await entries(start..<end)
            guard UInt64(bytes.count) == end - start else {
                throw Problem(index: start + UInt64(bytes.count), reason: "The record must have this entry, and lacks it.")
            }
            let half = bytes.count / 2
            async let left = open(bytes[..<half], from: start)
            async let right = open(bytes[half...], from: start + UInt64(half))
            return try await left + right
        }
    }

    private static func open(_ entries: ArraySlice<[UInt8]>, from start: UInt64) async throws -> [Opened] {
        var opened: [Opened] = []
        opened.reserveCapacity(entries.count)
        for (offset, bytes) in entries.enumerated() {
            let index = start + UInt64(offset)
            guard bytes.count <= Entry.longest else {
                throw Problem(index: index, reason: "An entry has at most \(Entry.longest) bytes.")
            }
            do throws(Malformed) {
                let entry = try Entry(strict: bytes)
                opened.append(Opened(
                    act: try OpenedAct(entry.envelope), received: entry.received, leaf: Merkle.leafHash(of: bytes),
                    first: index == 0 ? bytes : nil))
            } catch {
                throw Problem(index: index, reason: "The entry must be an act in its envelope: \(error).")
            }
        }
        return opened
    }

    private mutating func fold(_ opened: [Opened], from start: UInt64) throws -> ArraySlice<Check> {
        var checks: [Check] = []
        checks.reserveCapacity(opened.count)
        for (offset, entry) in opened.enumerated() {
            let index = start + UInt64(offset)
            do throws(Refusal) {
                let keys = try state.signers(of: entry.act.act)
                try state.admit(entry.act.act, received: entry.received)
                checks.append(Check(index: index, act: entry.act, keys: keys))
            } catch {
                throw Problem(index: index, reason: "The rules refuse this act: \(error)")
            }
            tree.append(entry.leaf)
            if let first = entry.first { card = try Card(firstEntry: first) }
        }
        return checks[...]
    }

    private static func verify(_ checks: ArraySlice<Check>) throws {
        for check in checks where !check.act.isSigned(by: check.keys) {
            throw Problem(index: check.index, reason: "The act is not signed by the key that the record names for its desk.")
        }
    }
}
