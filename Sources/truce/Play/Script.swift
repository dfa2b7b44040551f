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
        var at: LocalTime
        var by: String
        var act: AuthoredAct
    }

    /// What the press desk decides of a claim that the program proposes, once the script is over.
    struct PressLine {
        /// Words of the claim's passage.
        var passage: String
        /// What is decided; its claim is put in.
        var act: AuthoredAct
    }

    let note: String
    /// The instrument of the agreement that the mechanism begins with; `nil` where it begins with all of them.
    let begins: String?
    let desks: [DeskLine]
    let lines: [Line]
    let press: [PressLine]

    init(_ path: String) throws {
        let root = try AuthoredYAML.compose(Files.text(path), file: path)
        note = root["note"]?.string ?? ""
        begins = root["begins-with"]?.string
        desks = try (root["desks"]?.sequence.map(Array.init) ?? []).map { try Self.desk($0, path) }
        lines = try (root["acts"]?.sequence.map(Array.init) ?? []).map { try Self.line($0, path) }
        press = try (root["press"]?.sequence.map(Array.init) ?? []).map { node in
            guard let passage = node["passage"]?.string else { throw AuthoredAct.complaint(node, path, "a decision on a claim must say by which words its “passage” is found.") }
            return PressLine(passage: passage, act: try AuthoredAct(node, file: path))
        }
    }

    private static func time(_ node: Node, _ path: String) throws -> LocalTime {
        guard let text = node["at"]?.string, let time = LocalTime(Array(text.utf8)) else {
            throw AuthoredAct.complaint(node, path, "“at” must be a time such as 2025-11-09T14:30:00+05:00.")
        }
        return time
    }

    private static func desk(_ node: Node, _ path: String) throws -> DeskLine {
        guard let name = node["desk"]?.string else { throw AuthoredAct.complaint(node, path, "a desk must be named “participant/desk”.") }
        let functions = try (node["functions"]?.sequence.map(Array.init) ?? []).map {
            try AuthoredAct.identifier($0.string, node, path, "functions")
        }
        return DeskLine(name: name, at: try time(node, path), functions: functions)
    }

    private static func line(_ node: Node, _ path: String) throws -> Line {
        guard let by = node["by"]?.string else { throw AuthoredAct.complaint(node, path, "an act must say by which desk it is.") }
        return Line(at: try time(node, path), by: by, act: try AuthoredAct(node, file: path))
    }
}
