/// Whether "he" or "she" may mean a person, as far as words and given names tell.
enum Gender: Sendable {
    case female, male

    /// By the first of some lower-case words that tells: "mrs", "spokesman", "fatima".
    static func of(_ words: some Sequence<String>) -> Gender? {
        for word in words {
            if let gender = all[word] { return gender }
        }
        return nil
    }

    private static let all: [String: Gender] = {
        var all: [String: Gender] = [:]
        for word in Language.english[.female] { all[word] = .female }
        for word in Language.english[.male] { all[word] = all[word] == nil ? .male : nil }
        return all
    }()
}
