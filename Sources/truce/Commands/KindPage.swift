import Mechanism

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
        lines.append("")
        lines.append("BODY  (--body FILE in YAML or JSON, or --set field=value)")
        if case .object(let fields) = type.shape { lines += rows(fields, indent: "  ") }
        lines.append("")
        lines.append("TEXTS (--text slot=words, --text slot:language=@file)")
        for slot in kind.slots { lines.append("  \(slot.name)\(slot.required ? " (required)" : "")  \(slot.meaning)") }
        lines.append("")
        lines.append("EXAMPLE")
        let required = kind.slots.filter(\.required).map { " --text \($0.name)=@\($0.name).txt" }.joined()
        lines.append("  truce act \(kind.name) --key desk.key --to http://127.0.0.1:8080 --body body.yaml\(required)")
        return lines.joined(separator: "\n")
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
