import Yams

/// Proposals as a review: a YAML file for a person to decide in.
struct ReviewText {
    let text: String

    init(_ proposals: Proposals) throws {
        text = try ([Self.heading] + proposals.items.map(Self.item)).joined()
    }

    private static let heading = """
        # What the program read, for a person to decide on.
        #
        # “decision” is undecided, confirmed or rejected; only what is confirmed is recorded. Change what was read wrong: what the program
        # read stays beside it, as “read”. “@label” names an act above by its “id”. An act that is in the record already gets its id
        # as “recorded”.
        acts:

        """

    private static func item(_ item: Proposals.Item) throws -> String {
        let reason = item.reason.split(separator: "\n").map { "  # \($0)\n" }.joined()
        let act = try Yams.serialize(node: item.act.node, width: -1, allowUnicode: true)
        let lines = ["id: \(item.act.label ?? "")", "decision: undecided"] + act.split(separator: "\n").map(String.init)
        return "\n\(reason)" + lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 + "\n" }.joined()
    }
}
