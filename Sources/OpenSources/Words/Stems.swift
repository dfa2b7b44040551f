/// Cuts endings from words by a language's list.
struct Stems: Sendable {
    /// The longest first.
    private let endings: [[UInt8]]

    /// Letters that a stem keeps at least, in bytes.
    private static let least = 4

    init(_ endings: [String]) {
        self.endings = endings.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    }

    /// The word without its endings: at most two are cut.
    func stem(_ word: String) -> String {
        var bytes = ArraySlice(word.utf8)
        for _ in 0..<2 {
            guard let ending = endings.first(where: { bytes.count - $0.count >= Self.least && bytes.reversed().starts(with: $0.reversed()) })
            else { break }
            bytes = bytes.dropLast(ending.count)
        }
        return bytes.count == word.utf8.count ? word : String(decoding: bytes, as: UTF8.self)
    }

    /// The word, and what is left of it without each of the endings that it has, the longest left first.
    func shorter(_ word: String) -> [String] {
        let bytes = Array(word.utf8)
        return [word]
            + endings.reversed().filter {
                bytes.count - $0.count >= Self.least && bytes.reversed().starts(with: $0.reversed())
            }.map { String(decoding: bytes.dropLast($0.count), as: UTF8.self) }
    }
}
