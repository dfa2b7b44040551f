/// The modules that a source file imports, read from its text.
struct Imports {
    let modules: [String]

    init(in source: String) {
        modules = Self.withoutComments(source).split(whereSeparator: \.isNewline).flatMap { line in
            line.split(separator: ";").compactMap(Self.module)
        }
    }

    /// `public import struct Foundation.Date` → `Foundation`; `nil` for what is no import.
    private static func module(_ statement: Substring) -> String? {
        // An attribute may have arguments with spaces in them; they say nothing about the module.
        var words = statement.replacing(/@\w+(\([^)]*\))?/, with: "").split(whereSeparator: \.isWhitespace)[...]
        if let word = words.first, ["public", "package", "internal", "fileprivate", "private"].contains(word) { words.removeFirst() }
        guard words.popFirst() == "import" else { return nil }
        if let word = words.first, ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"].contains(word) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map(String.init)
    }

    /// The source without what is commented out and without the insides of texts over several lines.
    private static func withoutComments(_ source: String) -> String {
        source
            .replacing(/"""(.|\n)*?"""/, with: "\"\"")
            .replacing(/\/\*(.|\n)*?\*\//, with: "")
            .replacing(/\/\/[^\n]*/, with: "")
    }
}
