/// Why the registry could not decide or could not go on. Whether an act is admitted is no error: that is a verdict.
public struct RegistryError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// Bytes are not what they should be.
        case malformed
        /// The store contradicts itself or its checkpoint: nothing more is written.
        case inconsistent
        /// The store did not take what was to be written, or could not be read.
        case storage
        /// The registry has signed more than the store has: nothing more is signed.
        case rolledBack
        /// Something was asked that this registry may not do.
        case notAllowed
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
