#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Synchronization

/// Holds a folder for one writing process; the system lets go of it when the process ends, however it ends.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// - Parameter held: what to say when another process has the folder.
    /// - Throws: `heldElsewhere` then.
    init(_ path: String, held: String) throws {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SQLiteStorageError(.unreadable, "The folder must be writable: \(path) could not be made.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw SQLiteStorageError(.heldElsewhere, held)
        }
        self.descriptor = Mutex(descriptor)
    }

    /// Lets go of the folder, once.
    func release() {
        descriptor.withLock { descriptor in
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }
    }

    deinit { release() }
}
