/// Names of persons in a text: the full form for each surname.
struct PersonalNames {
    private var fullNames: [String: [String]] = [:]

    init(_ tokens: [Token], scalars: Scalars) {
        var run: [Token] = []
        /// "The Eastern Cantons" are nobody.
        var hasArticle = false
        func note(_ run: [Token], into names: inout [String: [String]]) {
            guard (2...4).contains(run.count), let last = run.last else { return }
            let words = run.map { scalars.string($0.span) }
            guard !words.contains(where: { Lexicon.organisations.contains($0.lowercased()) }) else { return }
            if names[last.lower] == nil { names[last.lower] = words }
        }
        for token in tokens {
            let isName =
                token.isWord && token.isCapitalised
                && !token.is([.titles, .countries, .determiners, .breaks, .prepositions, .times])
                && DateMention.month(token) == nil
            if isName, run.last.map({ token.span.start - $0.span.end == 1 }) ?? true {
                run.append(token)
            } else {
                if !hasArticle { note(run, into: &fullNames) }
                run = isName ? [token] : []
                hasArticle = token.lower == "the"
            }
        }
        if !hasArticle { note(run, into: &fullNames) }
    }

    /// The full name of a surname, where the text gives it.
    func full(_ surname: String) -> [String]? { fullNames[surname.lowercased()] }

    func full(_ surname: Token) -> [String]? { fullNames[surname.lower] }

    /// The words of a phrase that are a person's name: the capitals after the last title, office or country.
    func personalName(in words: [Token], scalars: Scalars) -> [String] {
        var name: [String] = []
        /// "The Minister of Waters": what an office is for is no name.
        var isOffice = false
        for (index, token) in words.enumerated() {
            if name.isEmpty, index > 1, words[index - 1].is(.prepositions), words[index - 2].is(.offices) {
                isOffice = true
            }
            defer { if name.isEmpty { isOffice = false } }
            let isInitial = token.lower.utf8.count <= 4 && token.lower.count == 1
            if token.isCapitalised,
                isInitial
                    || !token.is([.titles, .countries])
            {
                name.append(scalars.string(token.span))
            } else if token.isCapitalised {
                name = []
            } else if Self.particles.contains(token.lower),
                !name.isEmpty
            {
                name.append(scalars.string(token.span))
            } else if !name.isEmpty, token.is(.prepositions) || token.lower == "and" {
                // "Smith of the ministry" ends; "Information and Broadcasting Smith" goes on, with
                // another name.
                if token.lower != "and" { return name }
                name = []
            } else if !name.isEmpty {
                name = []
            }
        }
        return name.count <= 4 && !(isOffice && name.count < 3) ? name : []
    }

    private static let particles = Language.english[.nameParticles]
}
