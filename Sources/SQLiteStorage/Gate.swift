import Dispatch
import Synchronization

/// Lets readers of a database in until it is shut, and is shut when the last of them is out: GRDB closes a pool's connections
/// also under a reader that waits for one, and such a reader goes on with none.
struct Gate: ~Copyable, Sendable {
    private let isOpen = Mutex(true)
    private let inside = DispatchGroup()

    /// - Throws: `closed`, once the gate is shut.
    func pass<Value>(_ body: () throws -> Value) throws -> Value {
        let isIn = isOpen.withLock { isOpen in
            if isOpen { inside.enter() }
            return isOpen
        }
        guard isIn else { throw SQLiteStorageError(.closed, "The database was closed, so it must be opened anew to be read.") }
        defer { inside.leave() }
        return try body()
    }

    /// Lets nobody in any more, and waits for those that are in.
    func shut() {
        isOpen.withLock { $0 = false }
        inside.wait()
    }
}
