/// A model that turns sentences into vectors, in the form of OpenAI's embeddings: sentences of like
/// meaning point the same way. What asks it is `SentenceMeanings`; how it is reached is for others to say.
public protocol SentenceModel: Sendable {
    /// By which it is asked.
    var name: String { get }

    /// - Parameter request: A request's body, in JSON.
    /// - Returns: The answer's body.
    func embed(_ request: [UInt8]) async throws -> [UInt8]
}

/// An answer that is none to a request for vectors.
public struct NoEmbeddings: Error, Hashable, Sendable, CustomStringConvertible {
    public let message =
        "A model of sentences must answer with its data: JSON that holds, for each sentence, an embedding of as many numbers as for the others."
    public var description: String { message }
}
