/// The names of the rules by which acts are refused, in the sources and in `docs/mechanism.md`.
enum RuleNames {
    /// The names that sources refuse by: `Refusal("…"`.
    static func inSource(_ source: String) -> Set<String> {
        Set(source.matches(of: /Refusal\(\s*"([a-z.\-]+)"/).map { String($0.1) })
    }

    /// The names in tables whose first column is headed “rule”.
    static func inDocument(_ document: String) -> Set<String> {
        var names: Set<String> = []
        var isInTable = false
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("| rule |") {
                isInTable = true
            } else if !line.hasPrefix("|") {
                isInTable = false
            } else if isInTable, let name = line.firstMatch(of: /^\| `([a-z.\-]+)` \|/) {
                names.insert(String(name.1))
            }
        }
        return names
    }
}
