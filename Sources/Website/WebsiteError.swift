/// Why a page, an answer or the service cannot be had.
public struct WebsiteError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        /// What was asked or sent is not what it should be.
        case malformed
        /// The reader must first prove who it is.
        case unproved
        /// The reader may not have this.
        case forbidden
        /// There is no such thing, or none that the reader may see.
        case notFound
        case tooLarge
        /// Something of ours is missing or broken; no detail of it leaves the house.
        case broken
        /// The record cannot serve this now.
        case unavailable
        /// The address could not be listened on.
        case cannotListen
    }

    public let code: Code
    /// One plain sentence that says what would be right.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    static func noSuch(_ thing: String) -> WebsiteError {
        WebsiteError(.notFound, "There is no such \(thing) in this record, or none that you may see.")
    }
}
