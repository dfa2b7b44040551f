/// Places by the names that reports give them.
public struct Gazetteer: Sendable {
    public struct Place: Hashable, Sendable {
        /// What the caller knows it by.
        public let id: String
        public let name: String
        /// The country it lies in, by its name in `Countries`; nil for one that lies in none or several.
        public let country: String?
        /// Other names and spellings.
        public let aliases: [String]
        /// Of two places of one name, the one that more people know.
        public let weight: Int

        public init(id: String, name: String, country: String?, aliases: [String] = [], weight: Int = 0) {
            self.id = id
            self.name = name
            self.country = country
            self.aliases = aliases
            self.weight = weight
        }
    }

    /// Countries and their capitals.
    public static let standard = Gazetteer([])

    public let places: [Place]
    /// Places by their names in lower case, with words parted by one space.
    private var byName: [String: [Int]] = [:]
    /// The most words of a name that begins with this word.
    private var longest: [String: Int] = [:]

    /// - Parameter places: Those beside the countries and capitals, which are always known.
    public init(_ places: [Place]) {
        self.places = Self.countries + places
        for (index, place) in self.places.enumerated() {
            for name in Set([place.name] + place.aliases) {
                let words = Tokeniser(scalars: Scalars(name)).words(
                    in: TextSpan(start: 0, end: name.unicodeScalars.count)
                ).map(\.lower)
                guard let first = words.first else { continue }
                byName[words.joined(separator: " "), default: []].append(index)
                longest[first] = max(longest[first] ?? 0, words.count)
            }
        }
    }

    private static let countries: [Place] = Countries.standard.all.flatMap { country in
        [Place(id: country.name, name: country.name, country: country.name, weight: -1)]
            + country.capitals.prefix(1).map { capital in
                Place(
                    id: capital, name: capital, country: country.name,
                    aliases: Array(country.capitals.dropFirst()), weight: -1)
            }
    }

    /// The place with the longest name that begins at a token, and how many tokens it takes. Of places
    /// of one name, one in a country that the text speaks of, then the better known.
    func place(in tokens: [Token], at index: Int, sides: Set<String>) -> (place: Place, length: Int)? {
        guard tokens[index].isCapitalised, let most = longest[tokens[index].lower] else { return nil }
        var name = ""
        var best: (place: Place, length: Int)?
        for length in 1...most {
            guard index + length <= tokens.count, tokens[index + length - 1].isWord else { break }
            if length > 1 { name += " " }
            name += tokens[index + length - 1].lower
            guard let found = byName[name] else { continue }
            let chosen = found.max { rank(places[$0], sides) < rank(places[$1], sides) }
            if let chosen { best = (places[chosen], length) }
        }
        return best
    }

    private func rank(_ place: Place, _ sides: Set<String>) -> (Int, Int) {
        (place.country.map { sides.contains($0) } == true ? 1 : 0, place.weight)
    }
}

/// A place as a text names it.
public struct PlaceMention: Hashable, Sendable {
    public let place: Gazetteer.Place
    public let span: TextSpan
    /// As written.
    public let text: String
}
