/// Why a witness could not decide or could not go on. A request that it does not cosign is no error: that is an answer.
public struct WitnessError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// What is kept contradicts itself: nothing more is cosigned.
        case inconsistent
        /// The store did not take what was to be kept, or could not be read: nothing more is cosigned.
        case storage
        /// Something was asked that this witness may not do.
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
