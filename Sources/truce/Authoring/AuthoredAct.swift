import Mechanism
import Registry
import Yams

/// An act as people write it in YAML: its kind, what it says, its texts, and the label by which acts below it name it.
struct AuthoredAct {
    let label: String?
    let kind: Identifier
    let audience: Audience
    let body: AuthoredYAML
    let texts: [(slot: Identifier, language: Identifier, text: String)]
    /// Where it stands in its file.
    let place: String

    /// - Throws: a sentence with file and line where the act is not written as it must be.
    init(_ node: Node, file: String) throws {
        var texts: [(slot: Identifier, language: Identifier, text: String)] = []
        let english = try Self.identifier("en", node, file, "texts")
        for (slot, content) in node["texts"]?.mapping.map(Array.init) ?? [] {
            let name = try Self.identifier(slot.string, slot, file, "texts")
            if let text = content.string {
                texts.append((name, english, text))
            } else {
                for (language, text) in content.mapping.map(Array.init) ?? [] {
                    texts.append((name, try Self.identifier(language.string, language, file, "texts"), text.string ?? ""))
                }
            }
        }
        label = node["id"]?.string
        kind = try Self.identifier(node["act"]?.string, node, file, "act")
        audience = Audience(rawValue: node["audience"]?.string ?? "public") ?? .participants
        body = AuthoredYAML(node["body"] ?? Node.mapping(.init([])))
        self.texts = texts
        place = "\(file), line \(node.mark?.line ?? 1)"
    }

    /// An act as a program would write it for a person.
    /// - Parameters:
    ///   - labels: the labels of acts above, by the ids that stand for them in `body`.
    ///   - texts: the texts in `language`, by their slots.
    init(_ body: some ActBody, label: String, labels: [ActID: String], texts: KeyValuePairs<String, String?>, language: Identifier) throws {
        let names = Dictionary(uniqueKeysWithValues: labels.map { ($0.key.hex, "@\($0.value)") })
        self.label = label
        kind = type(of: body).kind.name
        audience = .everyone
        self.body = AuthoredYAML(Self.block(try AuthoredYAML.compose(String(decoding: body.canonical, as: UTF8.self), file: label), names))
        self.texts = texts.compactMap { slot, text in text.map { (Identifier(slot) ?? Identifier(), language, $0) } }
        place = label
    }

    /// A node in block style, with labels for ids.
    private static func block(_ node: Node, _ names: [String: String]) -> Node {
        switch node {
        case .mapping(let mapping):
            // What is not said need not be read.
            let pairs = mapping.filter { $0.value.null == nil && $0.value.sequence?.isEmpty != true }.map { ($0.key.string ?? "", block($0.value, names)) }
            return .mapping(.init(pairs.map { (Node($0.0), $0.1) }, .implicit, .block))
        case .sequence(let sequence): return .sequence(.init(sequence.map { block($0, names) }, .implicit, .block))
        case .scalar(let scalar): return names[scalar.string].map { Node($0) } ?? node
        case .alias: return node
        }
    }

    /// The act as a part of a YAML file.
    var node: Node {
        let texts: [(Node, Node)] = texts.map { slot, language, text in
            let words = Node(text, .implicit, .doubleQuoted)
            return (Node(slot.name), language.name == "en" ? words : .mapping(.init([(Node(language.name), words)])))
        }
        return .mapping(.init([(Node("act"), Node(kind.name)), (Node("body"), body.node), (Node("texts"), .mapping(.init(texts)))]))
    }

    /// What it says.
    /// - Parameter replace: what a text stands for, where it stands for something else, such as a label for an act's id.
    func read(replace: (String) throws -> String) throws -> any ActBody {
        try ActBodies.read(body, kind: kind, file: place, replace: replace)
    }

    /// Its texts, each with a new salt.
    func salted() -> [Text] { texts.map { Text(slot: $0.slot, language: $0.language, salt: Random.bytes(32), text: $0.text) } }

    static func complaint(_ node: Node, _ file: String, _ reason: String) -> Complaint {
        Complaint("\(file), line \(node.mark?.line ?? 1): \(reason)")
    }

    static func identifier(_ text: String?, _ node: Node, _ file: String, _ name: String) throws -> Identifier {
        guard let text, let identifier = Identifier(text) else {
            throw complaint(node, file, "“\(name)” must be a short name.")
        }
        return identifier
    }
}
