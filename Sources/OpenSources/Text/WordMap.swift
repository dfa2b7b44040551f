/// Values by words, found by the words' bytes: for tables that are asked for every word of a text.
struct WordMap<Value: Sendable>: Sendable {
    private let words: [String]
    private let values: [Value]
    /// Of each slot the index of its word and one more, or 0; their count is a power of two.
    private let slots: [Int32]

    init(_ pairs: [String: Value]) {
        var size = 16
        while size < pairs.count * 3 { size *= 2 }
        var words: [String] = []
        var values: [Value] = []
        var slots = [Int32](repeating: 0, count: size)
        for (word, value) in pairs {
            words.append(word)
            values.append(value)
            var slot = Int(truncatingIfNeeded: WordHash(word.utf8).value) & (size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int32(words.count)
        }
        self.words = words
        self.values = values
        self.slots = slots
    }

    var count: Int { words.count }

    subscript(word: String) -> Value? { value(of: word, WordHash(word.utf8).value) }

    subscript(token: Token) -> Value? { value(of: token.lower, token.hash) }

    /// - Parameter hash: The word's `WordHash`.
    func value(of word: String, _ hash: UInt64) -> Value? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let index = Int(slots[slot]) - 1
            if words[index] == word { return values[index] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}
