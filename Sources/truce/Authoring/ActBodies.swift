import Mechanism

/// What an act says, read from YAML or JSON that a person wrote.
enum ActBodies {
    /// - Parameter replace: what a text stands for, where it stands for something else.
    static func read(
        _ yaml: AuthoredYAML, kind: Identifier, file: String, replace: (String) throws -> String = { $0 }
    ) throws -> any ActBody {
        guard let type = ActKinds.type(named: kind) else {
            let known = ActKinds.all.map { $0.kind.name.name }.joined(separator: ", ")
            throw Complaint("“\(kind)” must be a kind of act: \(known).", ending: .misuse)
        }
        return try open(type, yaml, file, replace)
    }

    private static func open<Body: ActBody>(
        _ type: Body.Type, _ yaml: AuthoredYAML, _ file: String, _ replace: (String) throws -> String
    ) throws -> any ActBody {
        try yaml.read(Body.self, file: file, replace: replace)
    }
}
