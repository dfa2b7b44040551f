import Mechanism
import Yams

/// A YAML text that a person wrote, turned into JSON, with the line and column of every part of it kept.
struct AuthoredYAML {
    /// Where something stands in the file, both counted from 1.
    struct Place: CustomStringConvertible {
        var line: Int
        var column: Int
        var description: String { "line \(line), column \(column)" }
    }

    let node: Node

    /// - Throws: one sentence with line and column when the text is not YAML.
    init(_ text: String, file: String) throws { node = try Self.compose(text, file: file) }

    init(_ node: Node) { self.node = node }

    /// The nodes of a YAML text.
    /// - Throws: one sentence with line and column when the text is not YAML.
    static func compose(_ text: String, file: String) throws -> Node {
        do {
            guard let root = try Yams.compose(yaml: text) else {
                throw Complaint("\(file) must not be empty.")
            }
            return root
        } catch let error as YamlError {
            // What is quoted of the file may have line breaks and tabs in it; the sentence has none.
            let words = sentence(error).unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
            throw Complaint("\(file) must be YAML: \(words)")
        }
    }

    private static func sentence(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            "\(problem) (line \(mark.line), column \(mark.column))."
        case .duplicatedKeysInMapping(let duplicates, let context):
            "a mapping must name each key once: \(duplicates.joined(separator: ", ")) (line \(context.mark.line), column \(context.mark.column))."
        case .reader(let problem, _, _, _):
            "\(problem)."
        default:
            "it could not be read at all."
        }
    }

    /// The text as JSON.
    /// - Parameter replace: what a text stands for, where it stands for something else, such as a label for an act's id.
    func json(replace: (String) throws -> String = { $0 }) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try write(node, to: &bytes, replace)
        return bytes
    }

    private func write(_ node: Node, to bytes: inout [UInt8], _ replace: (String) throws -> String) throws {
        func separated(_ count: Int, _ each: (Int) throws -> Void) rethrows {
            for index in 0..<count {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try each(index)
            }
        }
        switch node {
        case .mapping(let mapping):
            let pairs = Array(mapping)
            bytes.append(UInt8(ascii: "{"))
            try separated(pairs.count) { index in
                bytes += Self.quoted(pairs[index].key.string ?? "")
                bytes.append(UInt8(ascii: ":"))
                try write(pairs[index].value, to: &bytes, replace)
            }
            bytes.append(UInt8(ascii: "}"))
        case .sequence(let sequence):
            let elements = Array(sequence)
            bytes.append(UInt8(ascii: "["))
            try separated(elements.count) { index in try write(elements[index], to: &bytes, replace) }
            bytes.append(UInt8(ascii: "]"))
        case .scalar(let scalar):
            bytes += try Self.scalar(scalar, replace)
        case .alias:
            throw Complaint("YAML aliases are not used here: write the value out.")
        }
    }

    private static func scalar(_ scalar: Node.Scalar, _ replace: (String) throws -> String) throws -> [UInt8] {
        if scalar.style == .plain {
            switch scalar.string {
            case "", "~", "null": return Array("null".utf8)
            case "true", "false": return Array(scalar.string.utf8)
            default:
                if let number = Int64(scalar.string) { return Array(String(number).utf8) }
            }
        }
        let text = try replace(scalar.string)
        // What a label stands for may be a number.
        if text != scalar.string, let number = Int64(text) { return Array(String(number).utf8) }
        return quoted(text)
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(text)
        return writer.bytes
    }

    /// Where the part at `path` stands, or the nearest part above it that is there.
    func place(of path: String) -> Place {
        var node = node
        var mark = Self.mark(node)
        for step in path.split(separator: ".").map(String.init) {
            switch node {
            case .mapping(let mapping):
                guard let pair = mapping.first(where: { $0.key.string == step }) else { return mark }
                mark = Self.mark(pair.key)
                node = pair.value
            case .sequence(let sequence):
                guard let index = Int(step), sequence.indices.contains(index) else { return mark }
                node = sequence[index]
                mark = Self.mark(node)
            default:
                return mark
            }
        }
        return mark
    }

    private static func mark(_ node: Node) -> Place {
        Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    /// Reads a record out of the text; all that is wrong is told at once, each with its place.
    func read<Value: Record>(
        _ type: Value.Type, file: String, check: (Value) -> [Malformed] = { _ in [] },
        replace: (String) throws -> String = { $0 }
    ) throws -> Value {
        let bytes = try json(replace: replace)
        let tape: JSONTape
        do throws(Malformed) {
            tape = try JSONTape(bytes)
        } catch {
            throw Complaint("\(file) \(error.reason).")
        }
        var (value, problems) = Value.read(tape, as: .authored)
        if problems.isEmpty { problems = check(value) }
        guard problems.isEmpty else {
            throw Complaint(problems.map { "\(file), \(place(of: $0.path)): \($0.path.isEmpty ? "the file" : $0.path) \($0.reason)." })
        }
        return value
    }
}
