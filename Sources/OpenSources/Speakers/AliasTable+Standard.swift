extension AliasTable {
    /// Governments of all countries, and speakers often heard in reports on truces, under their names in
    /// all languages. Names are descriptions, and aliases are words that reports use: neither judges
    /// anyone.
    public static let standard = AliasTable(Language.all.flatMap { governments(in: $0) + speakers(in: $0) })

    /// One country's authorities have a row of their own among the speakers.
    private static func governments(in language: Language) -> [KnownActor] {
        let organs = language.words.phrases(.organs)
        let own = Set(Language.actors.rows(.actors).filter { $0[1] == ["government"] }.map { $0[2] })
        return language.countries.all.filter { !own.contains([$0.name]) }.map { country in
            let names = country.names + country.metonyms + country.demonyms
            return KnownActor(
                name: "Government of \(country.name)", kind: .government, side: country.name,
                aliases: country.names + country.capitals + country.metonyms
                    + names.flatMap { name in organs.map { "\(name) \($0)" } })
        }
    }

    private static func speakers(in language: Language) -> [KnownActor] {
        let rows = Dictionary(grouping: language.words.rows(.aliases)) { $0[0] }
        return Language.actors.rows(.actors).flatMap { actor -> [KnownActor] in
            guard let kind = KnownActor.Kind(rawValue: actor[1][0]) else { return [] }
            // Rows of one speaker may differ in what the text must hold.
            return (rows[actor[0]] ?? [[actor[0], []]]).map { row in
                KnownActor(
                    name: actor[0][0], kind: kind, side: actor.count > 2 ? actor[2].first : nil,
                    aliases: row[1], context: row.count > 2 ? row[2] : [])
            }
        }
    }
}
