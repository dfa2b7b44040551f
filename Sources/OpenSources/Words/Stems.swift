/// Cuts endings from words by a language's list.
struct Stems: Sendable {
    /// By their last byte, the longest first.
    private let endings: [[[UInt8]]]

    /// Bytes that a stem keeps at least: four letters of Latin script, two of Arabic.
    private static let least = 4

    init(_ list: [String]) {
        var endings: [[[UInt8]]] = Array(repeating: [], count: 256)
        for ending in Set(list).map({ Array($0.utf8) }).sorted(by: { $0.count > $1.count }) {
            if let last = ending.last { endings[Int(last)].append(ending) }
        }
        self.endings = endings
    }

    /// The word without its endings: at most two are cut.
    func stem(_ word: String) -> String {
        var bytes = ArraySlice(word.utf8)
        for _ in 0..<2 {
            guard let ending = cuttable(from: bytes).first else { break }
            bytes = bytes.dropLast(ending.count)
        }
        return bytes.count == word.utf8.count ? word : String(decoding: bytes, as: UTF8.self)
    }

    /// The word, and what is left of it without each of the endings that it has, the longest left first.
    func shorter(_ word: String) -> [String] {
        let bytes = ArraySlice(word.utf8)
        return [word]
            + cuttable(from: bytes).reversed().map { String(decoding: bytes.dropLast($0.count), as: UTF8.self) }
    }

    private func cuttable(from word: ArraySlice<UInt8>) -> [[UInt8]] {
        guard let last = word.last else { return [] }
        return endings[Int(last)].filter { ending in
            word.count - ending.count >= Self.least && word.suffix(ending.count).elementsEqual(ending)
        }
    }
}
