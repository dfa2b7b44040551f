public import Registry
import TransparencyLog

extension Audit {
    /// Replays the record in a folder and compares all that is stored with it: texts, index, tiles; and looks at the
    /// database as such meanwhile.
    /// - Parameter card: the reader's own card, if there is one: without it the record's identity is not proved.
    public mutating func replay(
        folder: String, card: Card?, progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws {
        try await replay({ try SQLiteRecord(folder: folder, for: .reading) }, card, progress)
    }

    /// The same, of the record in a backup.
    public mutating func replay(
        _ backup: SQLiteBackup, card: Card?, progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws {
        try await replay({ try backup.record() }, card, progress)
    }

    private mutating func replay(
        _ open: @escaping @Sendable () throws -> SQLiteRecord, _ card: Card?, _ progress: @escaping @Sendable (UInt64, UInt64) -> Void
    ) async throws {
        let record = try open()
        // On a connection of its own, so that neither waits for the other.
        let damages = Task { try open().damages() }
        let beside = Beside(ids: { try record.acts($0) }, texts: { try record.texts($0) })
        var audit = self
        let replayed: Result<Void, any Error>
        do {
            replayed = .success(try await audit.replay(StorageSource(record), card: card, beside: beside, progress: progress))
        } catch {
            replayed = .failure(error)
        }
        guard try await damages.value.isEmpty else {
            return fail("The database must be whole, and is damaged: restore it from a copy, or read what is left with “truce export”.")
        }
        try replayed.get()
        self = audit
        if let state, case let texts = try record.textsToErase(under: state), !texts.isEmpty {
            leaveOpen("\(texts.values.reduce(0) { $0 + $1.count }) texts are here still though acts in the record ask that they be erased: whoever keeps the record erases them when it is next started.")
        }
        guard holds, let checkpoint, try record.size() != checkpoint.size else { return }
        fail("The store must count the \(checkpoint.size) acts of its checkpoint, and counts \(try record.size()).")
    }
}
