import Mustache

/// How every text on a page is escaped.
///
/// Scalar by scalar: the library's own escaping goes by characters as people see them, and a `<` that a preceding or
/// following mark joins into one such character slips through it. Marks that reverse the order of letters are made visible, for
/// a page must not let a text read otherwise than it was signed; so are control characters.
struct StrictHTML: MustacheContentType {
    static let name = "TRUCE"

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\u{202D}": escaped.append(contentsOf: "[U+202D]".unicodeScalars)
            case "\u{202E}": escaped.append(contentsOf: "[U+202E]".unicodeScalars)
            case "\t", "\n": escaped.append(scalar)
            case "\u{00}"..<"\u{20}", "\u{7F}"..<"\u{A0}": escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
