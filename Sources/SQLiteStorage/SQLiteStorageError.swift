/// Why the store could not be opened or did not take what it was given.
public struct SQLiteStorageError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// There is no record where one was looked for.
        case absent
        /// It was closed, and nothing is read any more.
        case closed
        /// The files are there and cannot be read as a record.
        case unreadable
        /// Another process keeps this record.
        case heldElsewhere
        /// The database does not promise what the record needs.
        case notDurable
        /// The disk did not take what was to be stored.
        case notStored
        /// Something else was stored in between.
        case conflict
    }

    public let code: Code
    /// One plain sentence.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
