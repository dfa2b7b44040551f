extension AliasTable {
    /// Governments of all countries in `Countries`, and speakers often heard in reports on truces.
    /// Names are descriptions, and aliases are words that reports use: neither judges anyone.
    public static let standard = AliasTable(governments + speakers)

    private static let governments: [KnownActor] = Countries.standard.all.filter { $0.name != "Afghanistan" }
        .map { country in
            let organs = Language.english.words.phrases(.organs)
            let names = country.names + country.metonyms + country.demonyms
            return KnownActor(
                name: "Government of \(country.name)", kind: .government, side: country.name,
                aliases: country.names + country.capitals + country.metonyms
                    + names.flatMap { name in organs.map { "\(name) \($0)" } })
        }

    private static let speakers: [KnownActor] = {
        var called: [String: (aliases: [String], context: [String])] = [:]
        for row in Language.english.words.rows(.aliases) {
            called[row[0][0]] = (row[1], row.count > 2 ? row[2] : [])
        }
        return Language.actors.rows(.actors).compactMap { row in
            guard let kind = KnownActor.Kind(rawValue: row[1][0]) else { return nil }
            let called = called[row[0][0]]
            return KnownActor(
                name: row[0][0], kind: kind, side: row.count > 2 ? row[2].first : nil,
                aliases: called?.aliases ?? [], context: called?.context ?? [])
        }
    }()
}
