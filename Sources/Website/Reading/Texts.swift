import Mechanism
import Registry

/// The texts of the acts that a page needs, read from the store at once.
struct Texts: Sendable {
    private let texts: [UInt64: [Text]]

    static let none = Texts(texts: [:])

    private init(texts: [UInt64: [Text]]) { self.texts = texts }

    /// Reads the texts of those acts that the reader may see; of others it does not even ask.
    init(of acts: [Citation], for reading: Reading, from storage: any RecordStorage) throws {
        texts = try storage.texts(of: acts.filter(reading.sees).map(\.index.magnitude))
    }

    /// The text in one slot of an act, in each of its languages.
    subscript(act: Citation?, slot: String) -> [Wording] {
        guard let act else { return [] }
        return (texts[act.index.magnitude] ?? []).filter { $0.slot.name == slot }.map(Wording.init)
    }

    func notes(_ act: Citation) -> [Wording] { self[act, "note"] }

    /// Every text of an act with its salt, as it was handed in.
    func salted(_ act: Citation) -> [Text] { texts[act.index.magnitude] ?? [] }
}

/// One text in one language.
struct Wording: Encodable, Hashable, Sendable {
    let language: String
    /// `ltr` or `rtl`, by the script that the language is written in.
    let direction: String
    let text: String

    init(_ text: Text) {
        language = text.language.name
        direction = Self.direction(of: text.language.name)
        self.text = text.text
    }

    /// Languages written from right to left that a mechanism is likely to meet.
    private static let rightToLeft: Set<String> = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku", "ps", "prs", "sd", "skr", "ug", "ur", "yi"]

    static func direction(of language: String) -> String {
        let subtags = language.split(separator: "-")
        if subtags.contains("latn") || subtags.contains("cyrl") { return "ltr" }
        if subtags.contains("arab") || subtags.contains("hebr") { return "rtl" }
        return subtags.first.map { rightToLeft.contains(String($0)) } == true ? "rtl" : "ltr"
    }
}
