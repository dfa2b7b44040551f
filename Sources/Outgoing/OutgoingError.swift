/// Why something elsewhere could not be asked or did not answer.
public struct OutgoingError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// The address is not one that may be asked.
        case notAllowed
        /// No whole answer came in time.
        case noAnswer
        /// Who answered refused, or answered otherwise than this version understands.
        case refused
    }

    public let code: Code
    /// One plain sentence that says what would be right.
    public let message: String

    init(_ code: Code, _ message: String) {
        (self.code, self.message) = (code, message)
    }

    public var description: String { message }
}
