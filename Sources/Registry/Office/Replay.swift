public import Mechanism
public import TransparencyLog

/// Folds a whole record again through the same admission that let its acts in, checking every signature.
///
/// Stretches of entries are gone through side by side, each by a task of its own: it opens them, folds them when the stretch before
/// is folded, as the rules demand, verifies the signatures of the keys that the rules name, and lets them go. So what one core has
/// made for an act is looked at again, and given back, by the same core.
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
    /// SHA-256 of the first entry; `nil` before there is one.
    private var first: Hash?
    /// The record's card, as of the last entry.
    public var card: Card? {
        guard let first, let registration = state.registration else { return nil }
        return try? Card(first: first, registration: registration)
    }

    /// How many entries are read at once.
    static let chunk: UInt64 = 256
    /// After how many the digest is brought up to date: while one core does so, the others verify.
    private static let digested: UInt64 = 1 << 14

    /// What is done about signatures, and how much of the machine is taken for it.
    public enum Signatures: Sendable {
        /// All are verified, on all cores.
        case verified
        /// All are verified, on one core and a little at a time, so that others get on with their work.
        case verifiedMeanwhile
        /// None is verified: for whoever verifies them otherwise.
        case left

        /// How many entries one task goes through, and how many such tasks may be under way.
        fileprivate var parts: (entries: UInt64, tasks: Int) {
            switch self {
            case .verified, .left: (Replay.chunk, 32)
            case .verifiedMeanwhile: (32, 1)
            }
        }
    }

    public init() {}

    /// Replays `size` entries.
    /// - Parameters:
    ///   - entries: gives the bytes of a range of entries.
    ///   - signatures: whether they are verified.
    ///   - beside: what stands beside the record, compared with the acts meanwhile.
    ///   - progress: is told how many entries are done.
    /// - Throws: ``Problem`` for the first entry that does not hold; whatever `entries` throws.
    public mutating func run(
        size: UInt64, entries: @escaping @Sendable (Range<UInt64>) async throws -> [[UInt8]],
        signatures: Signatures = .verified, beside: Beside? = nil,
        progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws {
        let begin = state.size.magnitude
        let folding = Folding(self, to: size, makesDigest: signatures != .left)
        // Where two had it, each block would be copied before it is changed.
        self = Replay()
        let parts = signatures.parts
        let outcome: Result<Problem?, any Error>
        do {
            outcome = .success(try await withThrowingTaskGroup(of: (UInt64, Problem?).self) { group in
                // Whatever comes to light first, the problem that is told is the one at the least index.
                var first: Problem?
                var (asked, done, underWay) = (begin, begin, 0)
                while true {
                    while asked < size, underWay < parts.tasks, first == nil {
                        let range = asked..<min((asked / parts.entries + 1) * parts.entries, size)
                        group.addTask { try await Self.go(through: range, entries, signatures, beside, folding) }
                        asked = range.upperBound
                        underWay += 1
                    }
                    guard let (count, found) = try await group.next() else { return first }
                    underWay -= 1
                    first = Self.earlier(first, found)
                    done += count
                    if first == nil { progress(done) }
                }
            })
        } catch {
            outcome = .failure(error)
        }
        self = await folding.taken()
        if let problem = try outcome.get() { throw problem }
        // Whoever asks for the digest later finds it made.
        if signatures != .left { makeDigest() }
    }

    /// Opens a stretch of entries, has it folded in its turn, and verifies it.
    /// - Returns: how many entries were gone through, and what is wrong with the first that does not hold.
    private static func go(
        through range: Range<UInt64>, _ entries: @Sendable (Range<UInt64>) async throws -> [[UInt8]], _ signatures: Signatures,
        _ beside: Beside?, _ folding: Folding
    ) async throws -> (UInt64, Problem?) {
        let opened: Stretch
        do {
            opened = try await open(range, entries)
        } catch {
            await folding.end()
            throw error
        }
        guard let (checks, objection) = await folding.fold(opened, from: range.lowerBound) else { return (0, nil) }
        var first = objection
        if signatures != .left { first = earlier(first, verify(checks)) }
        if let beside, first == nil { first = try beside.compare(range.lowerBound, opened.acts.map(\.act.act)) }
        return (UInt64(range.count), first)
    }

    /// Takes stretches in their order, whichever is opened first.
    private actor Folding {
        private var replay: Replay
        private let size: UInt64
        private let makesDigest: Bool
        /// Those whose turn it is not yet, by their first entry.
        private var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
        /// Nothing is folded any more.
        private var isOver = false

        init(_ replay: Replay, to size: UInt64, makesDigest: Bool) {
            (self.replay, self.size, self.makesDigest) = (replay, size, makesDigest)
        }

        /// The replay as far as it has come, to be gone on with elsewhere.
        func taken() -> Replay {
            defer { replay = Replay() }
            return replay
        }

        /// What is to be verified of a stretch that was folded, and why an entry in it could not be; `nil` when one before it could not.
        func fold(_ stretch: Stretch, from start: UInt64) async -> ([Check], Problem?)? {
            if !isOver, start != replay.tree.size {
                await withCheckedContinuation { waiting[start] = $0 }
            }
            guard !isOver else { return nil }
            let (checks, objection) = replay.fold(stretch.acts, from: start)
            let problem = objection ?? stretch.problem
            let end = replay.tree.size
            if problem != nil {
                self.end()
            } else {
                if makesDigest, end == size || end / Replay.digested > start / Replay.digested { replay.makeDigest() }
                waiting.removeValue(forKey: end)?.resume()
            }
            return (checks, problem)
        }

        /// Lets nobody wait any more.
        func end() {
            isOver = true
            for turn in waiting.values { turn.resume() }
            waiting = [:]
        }
    }

    /// Brings the state's digest up to date, so that asking for it later takes no time.
    mutating func makeDigest() { _ = state.digest() }

    private static func earlier(_ first: Problem?, _ second: Problem?) -> Problem? {
        guard let first, let second else { return first ?? second }
        return first.index <= second.index ? first : second
    }

    /// A stretch of entries, as far as they could be opened.
    private struct Stretch: Sendable {
        var acts: [Opened] = []
        /// Why the entry after the last of them could not.
        var problem: Problem?
    }

    private struct Opened: Sendable {
        let act: OpenedAct
        let received: Moment
        let lodgings: [Lodging]
        let leaf: Digest
        /// SHA-256 of the entry, of the first one alone.
        let first: Hash?
    }

    private struct Check: Sendable {
        let index: UInt64
        let act: OpenedAct
        let keys: [Key]
        /// The mechanism's id, the lodgings, and the keys that must have signed them.
        let lodgings: (mechanism: ActID, signed: [(lodging: Lodging, key: Key)])?
    }

    private static func open(
        _ range: Range<UInt64>, _ entries: @Sendable (Range<UInt64>) async throws -> [[UInt8]]
    ) async throws -> Stretch {
        let read = try await entries(range)
        var stretch = Stretch()
        stretch.acts.reserveCapacity(read.count)
        for (index, bytes) in zip(range, read) {
            do throws(Malformed) {
                guard bytes.count <= Entry.longest else { throw Malformed("has more than \(Entry.longest) bytes") }
                let entry = try Entry(strict: bytes)
                stretch.acts.append(Opened(
                    act: try OpenedAct(entry.envelope), received: entry.received, lodgings: entry.lodgings,
                    leaf: Merkle.leafHash(of: bytes), first: index == 0 ? Hash.sha256(of: bytes) : nil))
            } catch {
                stretch.problem = Problem(index: index, reason: "The entry must be an act in its envelope: \(error).")
                return stretch
            }
        }
        if read.count < range.count {
            stretch.problem = Problem(
                index: range.lowerBound + UInt64(read.count), reason: "The record must have this entry, and lacks it.")
        }
        return stretch
    }

    /// Admits acts in turn, up to the first that the rules refuse.
    private mutating func fold(_ opened: [Opened], from start: UInt64) -> ([Check], Problem?) {
        var checks: [Check] = []
        checks.reserveCapacity(opened.count)
        for (offset, entry) in opened.enumerated() {
            let index = start + UInt64(offset)
            do throws(Refusal) {
                let keys = try state.signers(of: entry.act.act)
                let lodgings = try lodgers(of: entry)
                try Registrations.check(entry.act.act, state: state, tree: tree)
                try state.admit(entry.act.act, received: entry.received, lodgings: entry.lodgings.map(\.lodged))
                checks.append(Check(index: index, act: entry.act, keys: keys, lodgings: lodgings))
            } catch {
                return (checks, Problem(index: index, reason: "The rules refuse this act: \(error)"))
            }
            tree.append(entry.leaf)
            if let first = entry.first { self.first = first }
        }
        return (checks, nil)
    }

    private func lodgers(
        of entry: Opened
    ) throws(Refusal) -> (mechanism: ActID, signed: [(lodging: Lodging, key: Key)])? {
        guard !entry.lodgings.isEmpty, let mechanism = state.establishment?.act.act else { return nil }
        var signed: [(lodging: Lodging, key: Key)] = []
        for lodging in entry.lodgings { signed.append((lodging, try state.key(of: lodging.lodged))) }
        return (mechanism, signed)
    }

    private static func verify(_ checks: [Check]) -> Problem? {
        for check in checks {
            guard check.act.isSigned(by: check.keys) else {
                return Problem(index: check.index, reason: "The act is not signed by the key that the record names for its desk.")
            }
            guard let (mechanism, signed) = check.lodgings else { continue }
            guard signed.allSatisfy({ $0.lodging.isSigned(by: $0.key, mechanism: mechanism, act: check.act.act.id) }) else {
                return Problem(index: check.index, reason: "A lodging of the act is not signed by the key that the record names for its desk.")
            }
        }
        return nil
    }
}
