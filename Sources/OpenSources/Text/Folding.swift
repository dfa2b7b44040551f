/// Writes words so that they are compared: in lower case, and with one form for letters and digits that
/// differ only by keyboard, font or calligraphy.
///
/// - Turkish: `İ`, `I`, `ı` and `i` are one letter, as pages mix them up in capitals.
/// - Arabic script: the Arabic and the Urdu forms of ya, kaf, ha and hamza are one; vowel signs,
///   elongation, joiners and direction marks count for nothing.
/// - Digits of all kinds are ASCII; the sign of an era after them counts for nothing ("2025ء").
enum Folding {
    static func fold(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return letters(text.lowercased())
    }

    /// The same with capitals as they are.
    static func letters(_ text: some StringProtocol) -> String {
        guard text.utf8.contains(where: { (0xC4...0xE2).contains($0) }) else { return String(text) }
        var folded = String.UnicodeScalarView()
        var isAfterDigit = false
        for scalar in text.unicodeScalars {
            guard let letter = letter(scalar) else { continue }
            if isAfterDigit, scalar.value == 0x621 || scalar.value == 0x6BE { continue }
            isAfterDigit = letter.properties.numericType == .decimal
            folded.append(letter)
        }
        return String(folded)
    }

    /// The letter for which a scalar stands, or nil where it counts for nothing.
    static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x130: "I"
        case 0x131: "i"
        case 0x307: nil
        case 0x623, 0x625, 0x671: "\u{627}"
        case 0x624: "\u{648}"
        case 0x626, 0x649, 0x64A: "\u{6CC}"
        case 0x643: "\u{6A9}"
        case 0x629, 0x647, 0x6C0, 0x6C2, 0x6C3, 0x6D5: "\u{6C1}"
        case 0x640, 0x64B...0x65F, 0x670, 0x61C, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069: nil
        case 0x660...0x669: Unicode.Scalar(scalar.value - 0x660 + 0x30)
        case 0x6F0...0x6F9: Unicode.Scalar(scalar.value - 0x6F0 + 0x30)
        default: scalar
        }
    }

    /// Latin letters without their accents, by which outlets write one name differently ("Lucía", "Lucia").
    static func withoutAccents(_ word: String) -> String {
        guard word.utf8.contains(where: { (0xC3...0xC8).contains($0) }) else { return word }
        var plain = String.UnicodeScalarView()
        for scalar in word.unicodeScalars { plain.append(unaccented[scalar] ?? scalar) }
        return String(plain)
    }

    private static let unaccented: [Unicode.Scalar: Unicode.Scalar] = {
        var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
        for family in [
            "aàáâãäåāăąǎ", "cçćĉċč", "dďđð", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł",
            "nñńņňŉ", "oòóôõöøōŏőǒ", "rŕŗř", "sśŝşšș", "tţťŧț", "uùúûüũūŭůűųǔ", "wŵ", "yýÿŷ", "zźżž",
        ] {
            let all = Array(family.unicodeScalars)
            for letter in all.dropFirst() { letters[letter] = all[0] }
        }
        return letters
    }()
}
