import Mechanism
import Registry
import Yams

/// A script that a rehearsal is played from: desks, and acts with their own times.
struct Script {
    struct DeskLine {
        var name: String
        var at: LocalTime
        var functions: [Identifier]
    }

    struct Line {
        var label: String?
        var at: LocalTime
        var by: String
        var kind: Identifier
        var audience: Audience
        var body: AuthoredYAML
        var texts: [(slot: Identifier, language: Identifier, text: String)]
        var place: String
    }

    let note: String
    /// The instrument of the agreement that the mechanism begins with; `nil` where it begins with all of them.
    let begins: String?
    let desks: [DeskLine]
    let lines: [Line]

    init(_ path: String) throws {
        let root = try AuthoredYAML.compose(Files.text(path), file: path)
        note = root["note"]?.string ?? ""
        begins = root["begins-with"]?.string
        desks = try (root["desks"]?.sequence.map(Array.init) ?? []).map { try Self.desk($0, path) }
        lines = try (root["acts"]?.sequence.map(Array.init) ?? []).map { try Self.line($0, path) }
    }

    private static func complaint(_ node: Node, _ path: String, _ reason: String) -> Complaint {
        Complaint("\(path), line \(node.mark?.line ?? 1): \(reason)")
    }

    private static func time(_ node: Node, _ path: String) throws -> LocalTime {
        guard let text = node["at"]?.string, let time = LocalTime(Array(text.utf8)) else {
            throw complaint(node, path, "“at” must be a time such as 2025-11-09T14:30:00+05:00.")
        }
        return time
    }

    private static func identifier(_ text: String?, _ node: Node, _ path: String, _ name: String) throws -> Identifier {
        guard let text, let identifier = Identifier(text) else {
            throw complaint(node, path, "“\(name)” must be a short name.")
        }
        return identifier
    }

    private static func desk(_ node: Node, _ path: String) throws -> DeskLine {
        guard let name = node["desk"]?.string else { throw complaint(node, path, "a desk must be named “participant/desk”.") }
        let functions = try (node["functions"]?.sequence.map(Array.init) ?? []).map {
            try identifier($0.string, node, path, "functions")
        }
        return DeskLine(name: name, at: try time(node, path), functions: functions)
    }

    private static func line(_ node: Node, _ path: String) throws -> Line {
        guard let by = node["by"]?.string else { throw complaint(node, path, "an act must say by which desk it is.") }
        var texts: [(slot: Identifier, language: Identifier, text: String)] = []
        let english = try identifier("en", node, path, "texts")
        for (slot, content) in node["texts"]?.mapping.map(Array.init) ?? [] {
            let name = try identifier(slot.string, slot, path, "texts")
            if let text = content.string {
                texts.append((name, english, text))
            } else {
                for (language, text) in content.mapping.map(Array.init) ?? [] {
                    texts.append((name, try identifier(language.string, language, path, "texts"), text.string ?? ""))
                }
            }
        }
        return Line(
            label: node["id"]?.string, at: try time(node, path), by: by,
            kind: try identifier(node["act"]?.string, node, path, "act"),
            audience: Audience(rawValue: node["audience"]?.string ?? "public") ?? .participants,
            body: AuthoredYAML(node["body"] ?? Node.mapping(.init([]))), texts: texts,
            place: "\(path), line \(node.mark?.line ?? 1)")
    }
}
