/// Lets a language model point at claims in publications. What it points at is looked up in the text:
/// nothing that it says is believed, and nothing is recorded.
public struct ModelReader: Sendable {
    private let model: any LanguageModel

    public init(_ model: any LanguageModel) { self.model = model }

    /// - Throws: What the model throws, and `NoChatCompletion`.
    public func claims(of publication: Publication) async throws -> ModelReading {
        let (questions, unasked) = ModelQuestion.all(of: publication)
        let verifier = ProposalVerifier(publication, model: model.name)
        var reading = ModelReading()
        reading.unasked = unasked
        for question in questions {
            let answer = try await model.complete(question.request(to: model.name))
            let content = try Self.content(of: answer)
            verifier.read(content, to: question, into: &reading)
        }
        reading.claims.sort { $0.claim.span < $1.claim.span }
        return reading
    }

    /// What the model said: `choices[0].message.content`.
    private static func content(of completion: [UInt8]) throws(NoChatCompletion) -> String {
        guard let message = JSONReader.read(completion)?["choices"]?.asArray?.first?["message"],
            let content = message["content"]?.asText
        else { throw NoChatCompletion() }
        return content
    }
}
