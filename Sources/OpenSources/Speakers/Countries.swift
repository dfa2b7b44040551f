/// Countries by their names, their people's names and their capitals, which reports use for their
/// governments.
struct Countries: Sendable {
    struct Country: Sendable {
        /// The one by which it is known here.
        let name: String
        /// What the language calls it.
        let names: [String]
        let demonyms: [String]
        let capitals: [String]
        /// Other names that reports use for its government.
        let metonyms: [String]
    }

    /// As English names them.
    static let standard = Language.english.countries

    /// Whether a name is a country's or capital's in any language.
    static func isPlace(_ name: String) -> Bool { Language.all.contains { $0.countries.isPlace(name) } }

    let all: [Country]
    private let places: Set<String>
    private let sides: WordMap<String>
    /// All words by which a country is known.
    let words: [String]

    /// - Parameter rows: country | names | its people | capitals | other names of its government.
    init(_ rows: [[[String]]]) {
        all = rows.map { row in
            func column(_ index: Int) -> [String] { index < row.count ? row[index] : [] }
            return Country(
                name: column(0).first ?? "", names: column(1), demonyms: column(2), capitals: column(3),
                metonyms: column(4))
        }
        places = Set(all.flatMap { $0.names + $0.capitals }.map { Folding.fold($0) })
        var sides: [String: String] = [:]
        for country in all {
            for word in country.names + country.demonyms + country.capitals + country.metonyms {
                sides[Folding.fold(word)] = country.name
            }
        }
        self.sides = WordMap(sides)
        words = Array(sides.keys)
    }

    func isPlace(_ name: String) -> Bool { places.contains(Folding.fold(name)) }

    /// The country that a lower-case word names, by any of its names.
    func side(of word: String) -> String? { sides[word] }

    func side(of token: Token) -> String? { sides[token] }
}
