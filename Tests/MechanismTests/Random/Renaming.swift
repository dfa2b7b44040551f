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
    private var hashes: [Hash: Hash] = [:]
    /// Texts that are pieces of an agreement, as they stand in JSON.
    private var texts: [[UInt8]: [UInt8]] = [:]

    init(_ one: Identifier, _ other: Identifier, manner: Manner) {
        precondition(one.name.utf8.count == other.name.utf8.count, "Names are exchanged in place.")
        (self.one, self.other, self.manner) = (one, other, manner)
    }

    mutating func learn(_ hash: Hash, as twin: Hash) { hashes[hash] = twin }

    /// A key of one of the parties, and what stands for it.
    mutating func learn(_ key: Key, as twin: Key) {
        guard let key = Hash(key.bytes), let twin = Hash(twin.bytes) else { return }
        learn(key, as: twin)
    }

    /// An agreement, laid in so many parts: its hash, and the texts of its parts.
    mutating func learn(_ agreement: Agreement, parts: Int) {
        let canonical = agreement.canonical
        let twin = renamed(canonical, places: ["participants"])
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

    func renamed(_ hash: Hash) -> Hash { hashes[hash] ?? hash }

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

    /// - Parameter places: the way to a list of the parties in their places, which keep their order when ``Manner/roles`` are exchanged.
    func renamed(_ json: [UInt8], places: [String]? = nil) -> [UInt8] {
        let tape: JSONTape
        do { tape = try JSONTape(json) } catch { preconditionFailure("What the rules wrote is not strict JSON: \(error)") }
        var result = json
        rename(0, tape, &result)
        if manner == .roles, let places, let list = Self.find(places[...], at: 0, tape) { result = exchanged(list, tape, result) }
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
        case 64:
            return Hash(hex: text).flatMap { hashes[$0] }.map { Array($0.hex.utf8) }
        case 72 where text.starts(with: Self.keyMark):
            return Hash(hex: text.dropFirst(8)).flatMap { hashes[$0] }.map { Self.keyMark + Array($0.hex.utf8) }
        case one.name.utf8.count:
            return text.elementsEqual(one.name.utf8) ? Array(other.name.utf8) : text.elementsEqual(other.name.utf8) ? Array(one.name.utf8) : nil
        case 200...: return texts[Array(text)]
        default: return nil
        }
    }

    private static let keyMark = Array("ed25519:".utf8)

    // MARK: Places

    /// The node that a way through objects leads to.
    private static func find(_ way: ArraySlice<String>, at: Int, _ tape: JSONTape) -> Int? {
        guard let name = way.first else { return at }
        let node = tape.nodes[at]
        guard node.kind == .object else { return nil }
        var key = at + 1
        while key < Int(node.next) {
            if JSONValue(tape: tape, at: key).string == name { return find(way.dropFirst(), at: key + 1, tape) }
            key = Int(tape.nodes[key + 1].next)
        }
        return nil
    }

    /// The renamed list with the two parties' elements in each other's place, so that the order of names is what it was; as it is
    /// where either stands in it more than once.
    private func exchanged(_ list: Int, _ tape: JSONTape, _ renamed: [UInt8]) -> [UInt8] {
        var ranges: [Identifier: [Range<Int>]] = [:]
        var element = list + 1
        while element < Int(tape.nodes[list].next) {
            let node = tape.nodes[element]
            if let id = Self.find(["id"], at: element, tape).flatMap({ JSONValue(tape: tape, at: $0).string }).flatMap(Identifier.init) {
                ranges[id, default: []].append(Int(node.start)..<Int(node.end))
            }
            element = Int(node.next)
        }
        guard let ours = ranges[one], let theirs = ranges[other], ours.count == 1, theirs.count == 1 else { return renamed }
        let (first, second) = ours[0].lowerBound < theirs[0].lowerBound ? (ours[0], theirs[0]) : (theirs[0], ours[0])
        return Array(renamed[..<first.lowerBound] + renamed[second] + renamed[first.upperBound..<second.lowerBound] + renamed[first] + renamed[second.upperBound...])
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
            let text = node.kind == .string ? JSONValue(tape: tape, at: at).string : nil
            return (bytes, text.flatMap { text in names.contains(text) ? text : nil })
        }
    }

    private static let names = Set(Stage.names.map(\.name) + World.participants.map(\.0))
}
