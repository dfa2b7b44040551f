import Mechanism
import Yams

/// `truce act KIND --help`: what a kind of act says, who may sign it, and an example.
enum KindPage {
    static func asked(by arguments: [String]) -> String? {
        guard arguments.first == "act", arguments.contains("--help") || arguments.contains("-h"),
            let name = arguments.dropFirst().first(where: { !$0.hasPrefix("-") }), let kind = Identifier(name),
            let type = ActKinds.type(named: kind)
        else { return nil }
        return page(type)
    }

    static func page(_ type: any ActBody.Type) -> String {
        let kind = type.kind
        var lines = ["\(kind.name): \(kind.summary)", ""]
        let hands = switch kind.hands {
        case .officer: "an officer accredited for “\(kind.subject)”"
        case .head: "the head"
        case .headOrRecovery: "the head, or its recovery keys"
        case .heads: "the heads of several participants, in one envelope"
        case .joint: "a party's head, with the assent of every other party's"
        }
        lines.append("WHO   \(hands), of: \(kind.roles.map(\.rawValue).joined(separator: ", "))")
        if kind.answers { lines.append("      It answers what another act asks for: no limit of the agreement counts it.") }
        lines.append("")
        lines.append("BODY  (--body FILE in YAML or JSON, or --set field=value)")
        if case .object(let fields) = type.shape { lines += rows(fields, indent: "  ") }
        lines.append("")
        lines.append("TEXTS (--text slot=words, --text slot:language=@file)")
        for slot in kind.slots { lines.append("  \(slot.name)\(slot.required ? " (required)" : "")  \(slot.meaning)") }
        lines.append("")
        lines.append("EXAMPLE")
        let required = kind.slots.filter(\.required).map { " --text \($0.name)=@\($0.name).txt" }.joined()
        let body = example(type)
        lines.append("  truce act \(kind.name) --key desk.key --to http://127.0.0.1:8080\(body.isEmpty ? "" : " --body body.yaml")\(required)")
        if !body.isEmpty { lines += ["", "  body.yaml, with something plausible in each field:", ""] + body.map { "    " + $0 } }
        return lines.joined(separator: "\n")
    }

    /// The file of a body, line by line, with something plausible in each field.
    static func example<Body: ActBody>(_ type: Body.Type) -> [String] {
        // JSON is YAML, if not as people write it.
        guard let node = try? AuthoredYAML.compose(String(decoding: Body.example.canonical, as: UTF8.self), file: "the example") else { return [] }
        return yaml(node, Body.shape)
    }

    /// A value of a certain shape: an object's fields and a list's elements on lines of their own.
    private static func yaml(_ node: Node, _ shape: Shape) -> [String] {
        switch (node, shape) {
        case (_, .optional(let inner)):
            return yaml(node, inner)
        case (.sequence(let elements), .list(let element)):
            return elements.flatMap { yaml($0, element).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 } }
        case (.mapping(let mapping), .object(let fields)):
            return fields.flatMap { field -> [String] in
                guard let value = mapping[Node(field.key)] else { return [] }
                let lines = yaml(value, field.shape)
                if case .scalar = value { return ["\(field.key): \(lines.joined())"] }
                return ["\(field.key):"] + lines.map { "  " + $0 }
            }
        case (.scalar(let scalar), Moment.shape):
            // People write times, not milliseconds.
            return [Int64(scalar.string).map { Output.utc(Moment(milliseconds: $0)) } ?? scalar.string]
        case (.scalar(let scalar), _):
            guard scalar.style != .plain else { return [scalar.string] }
            var writer = JSONWriter()
            writer.string(scalar.string)
            return [String(decoding: writer.bytes, as: UTF8.self)]
        default:
            return []
        }
    }

    private static func rows(_ fields: [Shape.Field], indent: String) -> [String] {
        fields.flatMap { field -> [String] in
            var shape = field.shape
            var note = ""
            while true {
                if case .optional(let inner) = shape { (shape, note) = (inner, note + " or null") } else if case .list(let inner) = shape { (shape, note) = (inner, note + " (list)") } else { break }
            }
            if case .object(let inner) = shape {
                return ["\(indent)\(field.key):\(note)  \(field.meaning)"] + rows(inner, indent: indent + "  ")
            }
            return ["\(indent)\(field.key):  \(field.meaning) [\(shape.words)\(note)]"]
        }
    }
}
