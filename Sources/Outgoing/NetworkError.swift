/// Why a connection to somebody else did not bring what it should.
public struct NetworkError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// The address is none that may be spoken to.
        case notAllowed
        /// Nobody answered in time, or the answer broke off.
        case noAnswer
        /// Who answered refused, or answered otherwise than this version understands.
        case answer
    }

    public let code: Code
    /// One plain sentence that says what would be right.
    public let message: String

    public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    public var description: String { message }
}
