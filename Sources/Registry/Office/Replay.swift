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
    /// SHA-256 of the first entry; `nil` before there is one.
    private var first: Hash?
    /// The record's card, as of the last entry.
    public var card: Card? {
        guard let first, let registration = state.registration else { return nil }
        return try? Card(first: first, registration: registration)
    }

    /// How many entries are opened by one task, and how many such tasks may be ahead of the folding.
    static let chunk: UInt64 = 256
    private static let ahead = 4

    /// What is done about signatures, and how much of the machine is taken for it.
    public enum Signatures: Sendable {
        /// All are verified, on all cores.
        case verified
        /// All are verified, on one core and a little at a time, so that others get on with their work.
        case verifiedMeanwhile
        /// None is verified: for whoever verifies them otherwise.
        case left

        /// How many acts one task verifies, and how many tasks may wait or be under way.
        fileprivate var parts: (acts: Int, tasks: Int) {
            switch self {
            case .verified, .left: (512, 32)
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
        var start: UInt64 = state.size.magnitude
        let problem = try await withThrowingTaskGroup(of: Problem?.self) { group in
            // Whatever comes to light first, the problem that is told is the one at the least index.
            var first: Problem?
            var verifying = 0
            var openings: [Task<Stretch, any Error>] = []
            defer { for opening in openings { opening.cancel() } }
            var asked = start
            while start < size, first == nil {
                while openings.count < Self.ahead, asked < size {
                    let range = asked..<min(asked + Self.chunk, size)
                    openings.append(Task { try await Self.open(range, entries) })
                    asked = range.upperBound
                }
                let opened = try await openings.removeFirst().value
                let end = start + UInt64(opened.acts.count)
                let (folded, objection) = fold(opened.acts, from: start)
                first = objection ?? opened.problem
                var checks = folded[...]
                while signatures != .left, !checks.isEmpty {
                    let part = checks.prefix(signatures.parts.acts)
                    checks.removeFirst(part.count)
                    if verifying >= signatures.parts.tasks, let found = try await group.next() {
                        first = Self.earlier(first, found)
                        verifying -= 1
                    }
                    group.addTask { Self.verify(part) }
                    verifying += 1
                }
                if let beside, first == nil {
                    let acts = opened.acts.map(\.act.act)
                    group.addTask { [start] in try beside.compare(start, acts) }
                    verifying += 1
                }
                start = end
                progress(start)
            }
            // While the last signatures are verified: whoever asks for the digest later finds it made.
            if signatures != .left { makeDigest() }
            for try await found in group { first = Self.earlier(first, found) }
            return first
        }
        if let problem { throw problem }
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

    private static func verify(_ checks: ArraySlice<Check>) -> Problem? {
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
