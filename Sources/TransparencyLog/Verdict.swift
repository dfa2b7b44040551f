/// The answer to "does this hold?".
public enum Verdict: Hashable, Sendable {
    case proven
    /// With one plain sentence that says what would be right.
    case refused(String)

    public var isProven: Bool { self == .proven }

    /// Why not, or nil if it holds.
    public var reason: String? {
        switch self {
        case .proven: nil
        case .refused(let reason): reason
        }
    }
}
