public import Mechanism
public import Registry
import Synchronization
public import TransparencyLog

/// A participant's own copy of the record: it takes over only what it has recomputed and replayed itself, keeps every checkpoint that it
/// saw, and says exactly what is wrong when something is.
///
/// What it accepted it serves, whatever the registry does afterwards. What contradicts a signature of the registry becomes an
/// ``Evidence`` file; what is merely not as it should be becomes an ``Alarm`` without one.
public actor Follower {
    /// Whose signatures count: those of the registry and the witnesses that the record names now.
    var trust: Trust
    nonisolated let storage: any FollowerStorage
    nonisolated let registry: any RegistryTransport
    nonisolated let key: OfficerKey
    nonisolated let clock: Clock
    /// What the registry is called in alarms: its address.
    nonisolated let name: String

    /// The record as far as it was accepted.
    var replay: Replay
    /// The checkpoint that was accepted last; `nil` before the first.
    var note: Note?
    /// The latest checkpoint of the copy that the witnesses' quorum is known to have cosigned.
    var cosigned: Note?
    /// When the registry last showed a checkpoint, and how large the record was then.
    var looked: (time: Moment, size: UInt64)?
    /// Alarms by their ids.
    var alarms: [String: Alarm] = [:]
    /// Checkpoints that evidence was found against: they are not looked into again.
    var refuted: Set<[UInt8]> = []
    /// Refusals that are still to be run again, by act.
    var refusals: [ActID: SignedRefusal] = [:]
    /// The largest size under the checkpoints that the registry is known to have signed.
    var largestSigned: UInt64 = 0

    /// The time of a rehearsal's last act; `nil` where the record is none.
    private nonisolated let rehearsed = Mutex<Moment?>(nil)

    /// Whether the copy could not be written.
    private(set) var isHalted = false

    private var round: Task<Void, Never>?
    var forwarding: Task<Void, Never>?
    /// Whether the registry answered when it was last handed an act.
    var answers = true

    /// Opens a copy: replays what is stored and compares it with the stored checkpoint.
    /// - Parameters:
    ///   - key: an officer's: reads as its participant, and lodges in its name.
    ///   - clock: the machine's, where the record is no rehearsal.
    /// - Throws: `inconsistent` when the copy contradicts itself, or is not of the card's record.
    public init(
        card: Card, storage: any FollowerStorage, registry: any RegistryTransport, key: OfficerKey, name: String, clock: Clock = .machine,
        progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws {
        (self.storage, self.registry, self.key, self.name, self.clock) = (storage, registry, key, name, clock)
        var trust = try Trust(card)
        var replay = Replay()
        if let bytes = try storage.checkpoint() {
            let note = try Note(bytes)
            let checkpoint = try Checkpoint(note)
            do {
                try await replay.run(size: checkpoint.size, entries: { try storage.entries($0) }, progress: progress)
            } catch let problem as Replay.Problem {
                throw RegistryError(.inconsistent, "The copy contradicts its rules: \(problem)")
            }
            guard let now = replay.card, replay.state.registrations.rows.contains(where: { (try? Card(first: now.first, registration: $0)) == card }) else {
                throw RegistryError(.inconsistent, "The copy must be of the record of the card, \(card.fingerprint); it is of another.")
            }
            trust = try Trust(now)
            guard try storage.size() == checkpoint.size, replay.tree.root == checkpoint.root, trust.trimmed(note) == note else {
                throw RegistryError(.inconsistent, "The stored checkpoint must be the registry's own over the stored entries, and is not.")
            }
            self.note = note
            cosigned = try storage.cosigned().map { try Note($0) }
            try await storage.eraseRedacted(under: replay.state)
        }
        (self.replay, self.trust) = (replay, trust)
        let now = replay.state.establishment?.rehearsal == true ? replay.state.now : nil
        rehearsed.withLock { $0 = now }
        largestSigned = replay.tree.size
        for alarm in try storage.alarms() { alarms[alarm.id] = alarm }
        for act in try storage.lodged(latest: Self.remembered) {
            guard case .refused(let bytes) = act.end else { continue }
            refusals[act.act] = try? SignedRefusal(bytes, registry: card.registry)
        }
    }

    /// Of how many acts handed in here the latest are remembered by name.
    static let remembered = 200

    // MARK: One round

    /// Looks at the registry once: takes over what is new and right, forwards what waits, and runs again what was refused. A round that is
    /// under way is joined. Once the copy could not be written, nothing more is done until the process is started again.
    public func look() async {
        guard !isHalted else { return }
        if let round { return await round.value }
        let task = Task {
            await guarded { try await catchUp() }
            await forward()
            await guarded { try await judgeRefusals() }
            await guarded { try await judgeDelays() }
            round = nil
        }
        round = task
        await task.value
    }

    /// Takes note of a checkpoint that another copy shows: one that contradicts this one is evidence, whoever shows it.
    public func notice(_ bytes: [UInt8], from source: String) async {
        await guarded {
            guard let shown = read(bytes), shown.note != note else { return }
            try await remember(shown, from: source)
            try await compare(shown)
        }
    }

    /// Why a checkpoint is not one that this copy has fetched and replayed, in one sentence; `nil` when it is. Looks at the registry first
    /// where the copy does not reach as far.
    public func objection(to checkpoint: Checkpoint) async -> String? {
        if checkpoint.size > replay.tree.size { await look() }
        guard checkpoint.size <= replay.tree.size, (try? replay.tree.root(at: checkpoint.size)) == checkpoint.root else {
            return "A follower cosigns what it has fetched and replayed itself, and its copy does not have this record at size \(checkpoint.size)."
        }
        return nil
    }

    /// Does something that may find trouble, and keeps the trouble as an alarm.
    private func guarded(_ body: () async throws -> Void) async {
        do {
            try await body()
        } catch let trouble as Trouble {
            await raise(trouble)
        } catch {
            await halt(error)
        }
    }

    /// What a store that failed has kept is uncertain: it is not tried again, and what was accepted is served on.
    func halt(_ error: any Error) async {
        isHalted = true
        await raise(Trouble(.storage, "The copy must be stored, and could not be, so nothing more is until it is started again: \(error)"))
    }

    // MARK: How it stands

    /// The card of the record as it stands.
    var card: Card { trust.card }

    /// The record as accepted; `nil` while there is none.
    public func snapshot() -> Snapshot? {
        note.flatMap { try? Snapshot(replay, note: $0, cosigned: cosigned) }
    }

    /// How the copy stands, for those who read it.
    public struct Standing: Sendable {
        /// The registry's address.
        public let registry: String
        /// Whose copy it is.
        public let participant: Identifier
        public let size: UInt64
        /// When the registry last showed a checkpoint; `nil` if it has not since the start.
        public let looked: Moment?
        /// Alarms that stand.
        public let alarms: Int
        /// Acts that wait for the registry's answer.
        public let waiting: Int
    }

    public var standing: Standing {
        Standing(
            registry: name, participant: key.participant, size: replay.tree.size, looked: looked?.time,
            alarms: alarms.values.count { $0.stands }, waiting: (try? storage.waiting().count) ?? 0)
    }

    /// An evidence file of this copy's.
    public nonisolated func evidence(_ name: String) throws -> [UInt8]? { try storage.evidence(name) }

    /// Every alarm, the first first.
    public var allAlarms: [Alarm] { alarms.values.sorted { ($0.first, $0.id) < ($1.first, $1.id) } }

    /// The instant for which deadlines are counted and acts are lodged: the machine's, or, in a rehearsal, the last act's.
    public nonisolated var now: Moment { rehearsed.withLock { $0 } ?? clock.now() }

    var isRehearsal: Bool { replay.state.establishment?.rehearsal ?? false }

    /// Notes how far a rehearsal has come: its time stands still between its acts.
    func keepTime() {
        let now = isRehearsal ? replay.state.now : nil
        rehearsed.withLock { $0 = now }
    }
}

/// Something that is not as it should be, and that nothing signed proves.
struct Trouble: Error {
    let kind: Alarm.Kind
    let sentence: String

    init(_ kind: Alarm.Kind, _ sentence: String) { (self.kind, self.sentence) = (kind, sentence) }

    /// Asks somebody else, and makes trouble of whatever goes wrong.
    static func asking<Value: Sendable>(_ kind: Alarm.Kind, _ body: @Sendable () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let trouble as Trouble {
            throw trouble
        } catch {
            throw Trouble(kind, "\(error)")
        }
    }
}

// MARK: Alarms

extension Follower {
    func raise(_ trouble: Trouble) async {
        let time = clock.now()
        await keep(Alarm(trouble.kind, trouble.sentence, at: time))
    }

    /// Notes that trouble of these kinds is over.
    func end(_ kinds: Alarm.Kind...) async throws {
        for kind in kinds {
            let standing = alarms.filter { $0.value.kind == kind && $0.value.stands && $0.value.evidence == nil }
            guard !standing.isEmpty else { continue }
            try await storage.end(kind)
            for id in standing.keys { alarms[id]?.stands = false }
        }
    }

    private func keep(_ alarm: Alarm) async {
        var alarm = alarm
        if let known = alarms[alarm.id] { alarm.first = known.first }
        alarms[alarm.id] = alarm
        // An alarm that cannot be stored still stands until the process ends.
        try? await storage.raise(alarm)
    }

    /// Writes evidence to a file of its own, once for each `subject`, and raises an alarm that stands for good.
    /// - Parameter sentence: what was found, in one sentence.
    func testify<Case: Showing>(_ showing: @autoclosure () throws -> Case, about subject: String, _ sentence: String) async throws {
        guard let kind = Alarm.Kind(rawValue: Case.kind.rawValue) else { return }
        var alarm = Alarm(kind, sentence, about: subject, at: clock.now())
        guard alarms[alarm.id]?.evidence == nil else { return }
        let bytes = try Evidence(showing()).canonical
        // What does not convince this program convinces nobody: then it is said without.
        if await Evidence.audit(bytes, under: card).holds {
            let name = "\(kind.rawValue)-\(alarm.id.suffix(16)).json"
            try storage.keep(evidence: bytes, name: name)
            alarm.evidence = name
        }
        await keep(alarm)
    }
}
