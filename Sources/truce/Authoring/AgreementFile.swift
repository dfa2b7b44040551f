import Mechanism

/// The agreement as people write it: a YAML file, checked whole, with all its errors told at once.
enum AgreementFile {
    static func read(_ path: String) throws -> Agreement {
        let yaml = try AuthoredYAML(Files.text(path), file: path)
        return try yaml.read(Agreement.self, file: path, check: { $0.problems() })
    }
}
