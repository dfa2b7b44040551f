/// Why bytes could not be read, or something could not be made.
///
/// Whether a proof or a signature holds is not an error: that is a ``Verdict``.
public struct TransparencyLogError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// The bytes do not follow the format.
        case malformed
        /// The format is followed, but names a key type or a size that this module does not handle.
        case unsupported
        /// An index or a size that the tree does not have.
        case outOfRange
        /// The key is not the one that may sign this.
        case wrongKey
    }

    public let code: Code
    /// One plain sentence that says what would be right.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }
}
