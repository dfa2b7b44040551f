/// A value of JSON, as pages embed it to describe themselves (JSON-LD). What is broken is read as far as
/// it goes: line breaks inside strings and commas too many are borne, and a document that ends early
/// ends all that is open.
enum LinkedData {
    case object([String: LinkedData])
    case list([LinkedData])
    case text(String)
    /// A number, true, false or null.
    case plain

    init(_ bytes: some Collection<UInt8>) {
        var reader = Reader(bytes: Array(bytes))
        self = reader.value(depth: 0)
    }

    subscript(key: String) -> LinkedData? {
        if case .object(let fields) = self { fields[key] } else { nil }
    }

    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The members of a list; of anything else, itself.
    var items: [LinkedData] {
        if case .list(let items) = self { items } else { [self] }
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        static let depthLimit = 40

        var next: UInt8? { index < bytes.count ? bytes[index] : nil }

        mutating func skip(_ skipped: String) {
            while let byte = next, byte <= 0x20 || skipped.utf8.contains(byte) { index += 1 }
        }

        mutating func value(depth: Int) -> LinkedData {
            skip("")
            switch next {
            case UInt8(ascii: "{") where depth < Self.depthLimit:
                index += 1
                return object(depth: depth + 1)
            case UInt8(ascii: "[") where depth < Self.depthLimit:
                index += 1
                return list(depth: depth + 1)
            case UInt8(ascii: "\""):
                index += 1
                return .text(string())
            default:
                while let byte = next, !",]}\"".utf8.contains(byte) { index += 1 }
                return .plain
            }
        }

        mutating func object(depth: Int) -> LinkedData {
            var fields: [String: LinkedData] = [:]
            while true {
                skip(",")
                guard next == UInt8(ascii: "\"") else { break }
                index += 1
                let key = string()
                skip("")
                guard next == UInt8(ascii: ":") else { break }
                index += 1
                let value = value(depth: depth)
                if fields[key] == nil { fields[key] = value }
            }
            close(UInt8(ascii: "}"))
            return .object(fields)
        }

        mutating func list(depth: Int) -> LinkedData {
            var items: [LinkedData] = []
            while true {
                skip(",")
                guard let byte = next, byte != UInt8(ascii: "]"), byte != UInt8(ascii: "}") else { break }
                let before = index
                items.append(value(depth: depth))
                if index == before { index += 1 }
            }
            close(UInt8(ascii: "]"))
            return .list(items)
        }

        mutating func close(_ mark: UInt8) {
            if next == mark { index += 1 }
        }

        mutating func string() -> String {
            var text: [UInt8] = []
            while let byte = next {
                index += 1
                if byte == UInt8(ascii: "\"") { break }
                guard byte == UInt8(ascii: "\\"), let escaped = next else {
                    text.append(byte)
                    continue
                }
                index += 1
                switch escaped {
                case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): text.append(0x20)
                case UInt8(ascii: "u"): text.append(contentsOf: unicode())
                default: text.append(escaped)
                }
            }
            return String(decoding: text, as: UTF8.self)
        }

        /// The scalar of four hexadecimal digits, or of two such units that stand for one.
        private mutating func unicode() -> [UInt8] {
            guard var value = unit() else { return [] }
            if 0xD800...0xDBFF ~= value, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            {
                index += 2
                guard let low = unit(), 0xDC00...0xDFFF ~= low else { return [] }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            return Unicode.Scalar(value).flatMap { UTF8.encode($0) }.map(Array.init) ?? []
        }

        private mutating func unit() -> UInt32? {
            guard index + 4 <= bytes.count,
                let value = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
            else { return nil }
            index += 4
            return value
        }
    }
}
