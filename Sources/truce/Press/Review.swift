import Mechanism
import Yams

/// What the program read in publications, laid before a person act by act: a YAML file in which each act waits for a decision.
///
/// The person changes what the program read wrong (what it read stays beside it, as `read`), and decides. What is not confirmed is not
/// recorded.
struct Review {
    enum Decision: String, CaseIterable {
        case undecided, confirmed, rejected
    }

    struct Line {
        let act: AuthoredAct
        let decision: Decision
        /// The id under which it stands in the record already.
        let recorded: ActID?
    }

    let path: String
    let lines: [Line]

    init(_ path: String) throws {
        let root = try AuthoredYAML.compose(Files.text(path), file: path)
        guard let acts = root["acts"]?.sequence else {
            throw Complaint("\(path) must be a review, as “truce sources propose” writes it, with its “acts”.")
        }
        self.path = path
        lines = try acts.map { try Self.line($0, path) }
        var labels: Set<String> = []
        for line in lines {
            guard let label = line.act.label, labels.insert(label).inserted else {
                throw Complaint("\(line.act.place): every act needs an “id” of its own.")
            }
        }
    }

    private static func line(_ node: Node, _ path: String) throws -> Line {
        guard let decision = Decision(rawValue: node["decision"]?.string ?? "") else {
            throw AuthoredAct.complaint(node, path, "“decision” must be \(Decision.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let recorded = try node["recorded"]?.string.map { text in
            guard let id = Hash(hex: text) else { throw AuthoredAct.complaint(node, path, "“recorded” must be the id of an act, in hexadecimal.") }
            return id
        }
        return Line(act: try AuthoredAct(node, file: path), decision: decision, recorded: recorded)
    }

    /// What an act says, its labels replaced by the ids of the acts that they name.
    static func body(of act: AuthoredAct, _ ids: [String: ActID]) throws -> any ActBody {
        try act.read { text in
            guard text.hasPrefix("@") else { return text }
            guard let id = ids[String(text.dropFirst())] else {
                throw Complaint("\(act.place): “\(text)” must be an act above that is confirmed too.")
            }
            return id.hex
        }
    }
}
