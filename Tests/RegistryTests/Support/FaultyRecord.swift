import Mechanism
import Registry
import Synchronization

/// A store in front of another, with faults that a test chooses, and a commit that a test can hold up.
final class FaultyRecord: RecordStorage {
    enum Fault: Sendable {
        /// Nothing of the batch is stored.
        case losesBatch
        /// The batch is stored, and the answer lost.
        case losesAnswer
        /// Nothing of the batch is stored, and nothing can be read any more.
        case losesDisk
    }

    struct Broken: Error, CustomStringConvertible { let description = "the disk is full" }

    private struct Settings {
        var fault: Fault?
        var gate: Gate?
        var turns = 0
        var unreadable = false
    }

    private let storage: any RecordStorage
    private let settings = Mutex(Settings())

    init(_ storage: any RecordStorage) { self.storage = storage }

    var fault: Fault? {
        get { settings.withLock { $0.fault } }
        set { settings.withLock { $0.fault = newValue } }
    }
    /// Every commit waits at this gate before anything is stored.
    var gate: Gate? {
        get { settings.withLock { $0.gate } }
        set { settings.withLock { $0.gate = newValue } }
    }
    /// For so many turns of other tasks every commit takes its time before anything is stored.
    var turns: Int {
        get { settings.withLock { $0.turns } }
        set { settings.withLock { $0.turns = newValue } }
    }

    /// The disk is there again, as it was.
    func recover() {
        settings.withLock { settings in
            settings.fault = nil
            settings.unreadable = false
        }
    }

    private func readable() throws -> any RecordStorage {
        guard !settings.withLock({ $0.unreadable }) else { throw Broken() }
        return storage
    }

    func size() throws -> UInt64 { try readable().size() }
    func checkpoint() throws -> [UInt8]? { try readable().checkpoint() }
    func cosigned() throws -> [UInt8]? { try readable().cosigned() }
    func keep(cosigned note: [UInt8]) async throws {
        guard fault == nil else { throw Broken() }
        try await storage.keep(cosigned: note)
    }
    func entries(_ range: Range<UInt64>) throws -> [[UInt8]] { try readable().entries(range) }
    func index(of act: ActID) throws -> UInt64? { try readable().index(of: act) }
    func tile(level: Int, index: UInt64) throws -> [UInt8]? { try readable().tile(level: level, index: index) }
    func texts(_ range: Range<UInt64>) throws -> [UInt64: [Text]] { try readable().texts(range) }

    func erase(_ texts: [UInt64: [Hash]]) async throws {
        guard fault == nil else { throw Broken() }
        try await storage.erase(texts)
    }

    func commit(_ batch: RecordBatch) async throws {
        await gate?.pass()
        for _ in 0..<turns { await Task.yield() }
        switch fault {
        case nil: try await storage.commit(batch)
        case .losesBatch: throw Broken()
        case .losesAnswer:
            try await storage.commit(batch)
            throw Broken()
        case .losesDisk:
            settings.withLock { $0.unreadable = true }
            throw Broken()
        }
    }
}

/// Holds up whoever passes until it is opened; tells when somebody has come.
actor Gate {
    private var isOpen = false
    private var arrived = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var watching: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        arrived = true
        for continuation in watching { continuation.resume() }
        watching.removeAll()
        guard !isOpen else { return }
        await withCheckedContinuation { held.append($0) }
    }

    /// Returns when somebody stands at the gate or has passed it.
    func someone() async {
        guard !arrived else { return }
        await withCheckedContinuation { watching.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in held { continuation.resume() }
        held.removeAll()
    }
}
