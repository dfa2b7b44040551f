import Mechanism
import Registry

/// The texts of the acts that a page needs, read from the store at once, with what is to be said of those that were released or erased.
struct Texts: Sendable {
    private let texts: [UInt64: [Text]]
    /// Texts that were erased, by their acts' places.
    private let erased: [UInt64: [Erased]]

    static let none = Texts(texts: [:], erased: [:])

    /// A text that was erased, where it stood.
    private struct Erased: Sendable {
        let reference: TextReference
        let erasure: Erasure
    }

    private init(texts: [UInt64: [Text]], erased: [UInt64: [Erased]]) { (self.texts, self.erased) = (texts, erased) }

    /// Reads the texts of those acts that the reader may see; of others it does not even ask.
    init(of acts: [Citation], for reading: Reading, from storage: any RecordStorage) throws {
        let acts = acts.filter(reading.sees)
        let redactions = reading.redactions(of: acts)
        let beside = acts.compactMap(reading.release) + redactions.flatMap(\.asked)
        var texts = try storage.texts(of: (acts + beside).map(\.index.magnitude))
        var erased: [UInt64: [Erased]] = [:]
        for redaction in redactions {
            let place = redaction.act.index.magnitude
            // A copy that has not erased it yet shows it no more either.
            texts[place]?.removeAll { $0.reference.commitment == redaction.text }
            guard let entry = try storage.entries(place..<place + 1).first,
                let reference = try RecordedAct(index: place, bytes: entry).opened.act.payload.texts.first(where: { $0.commitment == redaction.text })
            else { continue }
            erased[place, default: []].append(Erased(reference: reference, erasure: reading.erasure(redaction, Texts(texts: texts, erased: [:]))))
        }
        self.init(texts: texts, erased: erased)
    }

    /// The text in one slot of an act, in each of its languages; in the place of one that was erased, that it was.
    subscript(act: Citation?, slot: String) -> [Wording] {
        guard let act else { return [] }
        return (texts[act.index.magnitude] ?? []).filter { $0.slot.name == slot }.map(Wording.init)
            + (erased[act.index.magnitude] ?? []).filter { $0.reference.slot.name == slot }.map { Wording(erased: $0.erasure, language: $0.reference.language) }
    }

    /// Why a text of an act is kept no more, where that is in the record.
    func erasure(_ act: Citation, _ commitment: Hash) -> Erasure? {
        erased[act.index.magnitude]?.first { $0.reference.commitment == commitment }?.erasure
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
    /// Empty where it was erased.
    let text: String
    /// Left out where the text is kept.
    let erased: Erasure?

    init(_ text: Text) { self.init(text.text, language: text.language, erased: nil) }

    init(erased: Erasure, language: Identifier) { self.init("", language: language, erased: erased) }

    private init(_ text: String, language: Identifier, erased: Erasure?) {
        self.language = language.name
        direction = Self.direction(of: language.name)
        (self.text, self.erased) = (text, erased)
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
