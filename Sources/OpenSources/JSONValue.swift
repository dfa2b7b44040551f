/// JSON, written and read, with keys in the order given.
enum JSONValue {
    case null
    case text(String)
    case integer(Int)
    case boolean(Bool)
    /// As it was read.
    case number(Double)
    /// Written with three digits after the point.
    case thousandths(Double)
    case array([JSONValue])
    case object([(String, JSONValue)])

    static func string(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

    var text: String { text(depth: 0) }

    /// - Parameter depth: How deep in other values it stands.
    func text(depth: Int) -> String {
        var out = ""
        write(to: &out, depth: depth)
        return out
    }

    private func write(to out: inout String, depth: Int) {
        switch self {
        case .null: out += "null"
        case .text(let text): Self.write(text, to: &out)
        case .integer(let number): out += String(number)
        case .boolean(let value): out += value ? "true" : "false"
        case .number(let number): out += String(number)
        case .thousandths(let number):
            let rounded = Int((number * 1000).rounded())
            let digits = String(abs(rounded) % 1000)
            out +=
                (rounded < 0 ? "-" : "") + String(abs(rounded) / 1000) + "."
                + String(repeating: "0", count: 3 - digits.count) + digits
        case .array(let items):
            Self.writeList(items, to: &out, depth: depth, brackets: ("[", "]")) { item, out in
                item.write(to: &out, depth: depth + 1)
            }
        case .object(let fields):
            Self.writeList(fields, to: &out, depth: depth, brackets: ("{", "}")) { field, out in
                Self.write(field.0, to: &out)
                out += ": "
                field.1.write(to: &out, depth: depth + 1)
            }
        }
    }

    /// The outer levels have a line for each item; the inner ones share theirs.
    private static func writeList<Item>(
        _ items: [Item], to out: inout String, depth: Int, brackets: (String, String),
        write: (Item, inout String) -> Void
    ) {
        let isOpen = depth < 4 && !items.isEmpty
        out += brackets.0
        for (index, item) in items.enumerated() {
            if index > 0 { out += isOpen ? "," : ", " }
            if isOpen { out += "\n" + String(repeating: " ", count: depth + 1) }
            write(item, &out)
        }
        if isOpen { out += "\n" + String(repeating: " ", count: depth) }
        out += brackets.1
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        // Most texts hold nothing that must be escaped; E2 begins the line separators, and curly marks.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0xE2 }) {
            out += text
            out += "\""
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029 {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }
}
