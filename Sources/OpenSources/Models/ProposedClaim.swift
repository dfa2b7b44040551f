/// A claim, and who pointed at it. It stays a proposal until a person decides.
public struct ProposedClaim: Hashable, Sendable {
    public enum Proposer: Hashable, Sendable {
        /// The rules of this module.
        case program
        /// A language model, by its name. The words that it pointed at were found in the text.
        case model(String)
    }

    public let claim: Claim
    public let by: Proposer

    public init(_ claim: Claim, by: Proposer) {
        self.claim = claim
        self.by = by
    }
}
