@testable import Mechanism

/// Two parties' names and keys exchanged, in whatever the record and the state say in canonical JSON: payloads, rows, the agreement.
///
/// By structure: JSON is read strictly, and of its values those that *are* a name, a key, an act id or another hash that comes of these
/// are replaced; keys of objects and parts of texts never are. Acts have other ids when they name other parties, and so do all hashes
/// made of them: which has become which is learned on the way (``learn(_:as:)``).
struct Renaming: Sendable {
    /// What stays when the names are exchanged.
    enum Manner: CaseIterable, Sendable {
        /// Each place in the order of establishment goes over to the other name with all the rest: only who it is called changes.
        case names
        /// The parties keep their places, and each does what the other did: what the first place is favoured in shows.
        case roles
    }

    let manner: Manner
    let one: Identifier
    let other: Identifier
    /// In the order of establishment: of the parties' places.
    private let order: [String]
    /// By the first eight bytes of each hash: the digits of its twin.
    private var hashes: [UInt64: [UInt8]] = [:]
    /// Texts that are pieces of an agreement, as they stand in JSON.
    private var texts: [[UInt8]: [UInt8]] = [:]

    /// - Parameter order: the participants in the order of establishment.
    init(_ one: Identifier, _ other: Identifier, manner: Manner, order: [Identifier]) {
        precondition(one.name.utf8.count == other.name.utf8.count, "Names are exchanged in place.")
        (self.one, self.other, self.manner, self.order) = (one, other, manner, order.map { $0.name })
    }

    mutating func learn(_ hash: Hash, as twin: Hash) { hashes[hash.start] = Array(twin.hex.utf8) }

    /// Whether it is known what has become of a hash.
    func knows(_ hash: Hash) -> Bool { hashes[hash.start] != nil }

    /// A key of one of the parties, and what stands for it.
    mutating func learn(_ key: Key, as twin: Key) {
        guard let key = Hash(key.bytes), let twin = Hash(twin.bytes) else { return }
        learn(key, as: twin)
    }

    /// An agreement, laid in so many parts: its hash, and the texts of its parts.
    mutating func learn(_ agreement: Agreement, parts: Int) {
        let canonical = agreement.canonical
        let twin = renamed(canonical, places: [["participants"]])
        learn(Hash.sha256(of: canonical), as: Hash.sha256(of: twin))
        for part in 0..<parts { texts[Self.written(Self.part(part, of: parts, canonical))] = Self.written(Self.part(part, of: parts, twin)) }
    }

    /// One part of a text, as even as can be.
    static func part(_ part: Int, of parts: Int, _ text: [UInt8]) -> String {
        String(decoding: text[(text.count * part / parts)..<(text.count * (part + 1) / parts)], as: UTF8.self)
    }

    private static func written(_ text: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(text)
        return Array(writer.bytes.dropFirst().dropLast())
    }

    // MARK: Names, hashes, sentences

    func renamed(_ name: Identifier) -> Identifier { name == one ? other : name == other ? one : name }

    func renamed(_ hash: Hash) -> Hash { hashes[hash.start].flatMap { Hash(hex: $0) } ?? hash }

    /// A sentence for people, word by word.
    func renamed(_ sentence: String) -> String {
        var result: [UInt8] = []
        var word: [UInt8] = []
        for byte in Array(sentence.utf8) + [0] {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: word.append(byte)
            default:
                result += twin(of: word[...]) ?? word
                word = []
                if byte != 0 { result.append(byte) }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    // MARK: JSON

    /// - Parameter places: the ways to lists of parties, or of what is said of each, that stand in the order of establishment: the parties
    ///   keep their places when ``Manner/roles`` are exchanged.
    func renamed(_ json: [UInt8], places: [[String]] = []) -> [UInt8] {
        // A slip may have put in a number that is none: the strict reader then refuses both.
        guard let tape = try? JSONTape(json) else { return json }
        var result = json
        rename(0, tape, &result)
        if manner == .roles { for way in places { result = inOrder(way, result) } }
        return result
    }

    private func rename(_ at: Int, _ tape: JSONTape, _ result: inout [UInt8]) {
        let node = tape.nodes[at]
        switch node.kind {
        case .object:
            var key = at + 1
            while key < Int(node.next) {
                rename(key + 1, tape, &result)
                key = Int(tape.nodes[key + 1].next)
            }
        case .array:
            var element = at + 1
            while element < Int(node.next) {
                rename(element, tape, &result)
                element = Int(tape.nodes[element].next)
            }
        case .string:
            let range = Int(node.start)..<Int(node.end)
            guard let twin = twin(of: tape.bytes[range]) else { return }
            precondition(twin.count == range.count, "Names are exchanged in place.")
            for (place, byte) in zip(range, twin) { result[place] = byte }
        default: break
        }
    }

    /// What stands for a text; `nil` where it stays.
    private func twin(of text: ArraySlice<UInt8>) -> [UInt8]? {
        switch text.count {
        case 64: return Self.start(text).flatMap { hashes[$0] }
        case 72 where text.starts(with: Self.keyMark): return Self.start(text.dropFirst(8)).flatMap { hashes[$0] }.map { Self.keyMark + $0 }
        case one.name.utf8.count:
            return text.elementsEqual(one.name.utf8) ? Array(other.name.utf8) : text.elementsEqual(other.name.utf8) ? Array(one.name.utf8) : nil
        case 200...: return texts[Array(text)]
        default: return nil
        }
    }

    /// The first sixteen hexadecimal digits as a number.
    private static func start(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var start: UInt64 = 0
        for digit in digits.prefix(16) {
            switch digit {
            case 0x30...0x39: start = start << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: start = start << 4 | UInt64(digit - 0x57)
            default: return nil
            }
        }
        return start
    }

    private static let keyMark = Array("ed25519:".utf8)

    /// The characters of a string, escapes as they stand.
    private static func text(_ at: Int, _ tape: JSONTape) -> String {
        String(decoding: tape.bytes[Int(tape.nodes[at].start)..<Int(tape.nodes[at].end)], as: UTF8.self)
    }

    // MARK: Places

    /// The node that a way through objects leads to.
    private static func find(_ way: ArraySlice<String>, at: Int, _ tape: JSONTape) -> Int? {
        guard let name = way.first else { return at }
        let node = tape.nodes[at]
        guard node.kind == .object else { return nil }
        var key = at + 1
        while key < Int(node.next) {
            if Self.text(key, tape) == name { return find(way.dropFirst(), at: key + 1, tape) }
            key = Int(tape.nodes[key + 1].next)
        }
        return nil
    }

    /// A list whose elements stand in the order of establishment of the parties that they name, the others behind them.
    private func inOrder(_ way: [String], _ json: [UInt8]) -> [UInt8] {
        guard let tape = try? JSONTape(json), let list = Self.find(way[...], at: 0, tape), tape.nodes[list].kind == .array else { return json }
        var elements: [(place: Int, bytes: ArraySlice<UInt8>)] = []
        var element = list + 1
        while element < Int(tape.nodes[list].next) {
            let node = tape.nodes[element]
            let name = ["id", "party", "by"].lazy.compactMap { Self.find([$0], at: element, tape) }.first.map { Self.text($0, tape) }
            elements.append((name.flatMap { order.firstIndex(of: $0) } ?? .max, json[Int(node.start)..<Int(node.end)]))
            element = Int(node.next)
        }
        let sorted = elements.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
        let node = tape.nodes[list]
        return Array(json[..<Int(node.start)]) + [0x5B] + sorted.map(\.element.bytes).joined(separator: [0x2C]) + [0x5D] + Array(json[Int(node.end)...])
    }
}

extension Renaming {
    /// A row in which lists of participants, or of what is said of each of them, stand in the order of names: for where the parties keep
    /// their places, and lists in the order of establishment therefore do not change theirs.
    func placed(_ json: [UInt8]) -> [UInt8] {
        guard let tape = try? JSONTape(json) else { return json }
        return Self.placed(0, tape).bytes
    }

    /// - Returns: the value, and the participant that it is, or is about by a field of its own.
    private static func placed(_ at: Int, _ tape: JSONTape) -> (bytes: [UInt8], participant: String?) {
        let node = tape.nodes[at]
        switch node.kind {
        case .object:
            var fields: [[UInt8]] = []
            var participant: String?
            var key = at + 1
            while key < Int(node.next) {
                let value = placed(key + 1, tape)
                if tape.nodes[key + 1].kind == .string { participant = participant ?? value.participant }
                fields.append(Array(tape.bytes[Int(tape.nodes[key].start)..<Int(tape.nodes[key].end)]) + [0x3A] + value.bytes)
                key = Int(tape.nodes[key + 1].next)
            }
            return ([0x7B] + fields.joined(separator: [0x2C]) + [0x7D], participant)
        case .array:
            var elements: [(bytes: [UInt8], participant: String?)] = []
            var element = at + 1
            while element < Int(node.next) {
                elements.append(placed(element, tape))
                element = Int(tape.nodes[element].next)
            }
            if elements.allSatisfy({ $0.participant != nil }) { elements.sort { ($0.participant ?? "") < ($1.participant ?? "") } }
            return ([0x5B] + elements.map(\.bytes).joined(separator: [0x2C]) + [0x5D], nil)
        default:
            let bytes = Array(tape.bytes[Int(node.start)..<Int(node.end)])
            let text = node.kind == .string ? Self.text(at, tape) : nil
            return (bytes, text.flatMap { text in names.contains(text) ? text : nil })
        }
    }

    private static let names = Set(Stage.names.map { $0.name } + World.participants.map { $0.0 } + Stage.actors)
}
