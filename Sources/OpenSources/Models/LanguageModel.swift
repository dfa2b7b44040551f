/// A language model that answers requests in the form of OpenAI's chat completions. What asks it is
/// `ModelReader`; how it is reached is for others to say.
public protocol LanguageModel: Sendable {
    /// By which it is asked, and named beside what it proposes.
    var name: String { get }

    /// - Parameter request: A request's body, in JSON.
    /// - Returns: The answer's body.
    func complete(_ request: [UInt8]) async throws -> [UInt8]
}
