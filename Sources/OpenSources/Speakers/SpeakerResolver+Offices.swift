/// Speakers by what they are: "the minister", "the ministry", and who holds which office.
extension SpeakerResolver {
    /// Notes the offices that stand before or after a speaker's name.
    mutating func note(offices tokens: ArraySlice<Token>, of index: Int) {
        guard records[index].kind == .person else { return }
        records[index].roles.formUnion(tokens.lazy.filter { $0.is(.persons) }.map(\.lower))
        noteHolder(index)
    }

    /// "The minister", "the ministry": the latest speaker of that office.
    mutating func resolve(role roles: Set<String>, words: [Token], hasArticle: Bool) -> Int? {
        guard !roles.isEmpty else { return nil }
        let specific = roles.subtracting(["official", "officials", "source", "sources"])
        let order = records.indices.sorted { recency($0) > recency($1) }
        let isSpokesperson = !roles.isDisjoint(with: Self.spokespersons)
        if isSpokesperson {
            return order.first { !records[$0].roles.isDisjoint(with: Self.spokespersons) } ?? issuer
                ?? lastOrganisation
        }
        if words.allSatisfy({
            roles.contains($0.lower) || $0.is(.describing)
                || $0.is(.titles)
        }) {
            if let index = order.first(where: { !records[$0].roles.isDisjoint(with: specific) }) {
                return index
            }
            // "The town welcomed Mayor Ada Pell … the mayor said."
            if let index = holder(ofAny: specific) { return index }
            // "Ada Pell said … the general said": her office, where none was told before.
            if words.count == 1, hasArticle, roles.isDisjoint(with: Self.unnamed), roles.isSubset(of: Lexicon.persons),
                !words[0].lower.hasSuffix("s"), let index = lastPerson, records[index].kind == .person,
                records[index].roles.isEmpty
            {
                records[index].roles = roles
                return index
            }
            if roles.isSubset(of: Lexicon.organisations) {
                return order.first { index in
                    records[index].kind == .organisation
                        && !Set(records[index].name.lowercased().split(separator: " ").map(String.init))
                            .isDisjoint(with: roles)
                }
            }
            if !roles.isDisjoint(with: ["official", "officer", "source", "diplomat"]),
                words.count == 1 || roles.count == words.count
            {
                return order.first {
                    records[$0].kind == .unnamed && !records[$0].roles.isDisjoint(with: roles)
                }
            }
        }
        return nil
    }

    private func recency(_ index: Int) -> Int {
        index == last
            ? records.count + 2 : index == lastPerson || index == lastOrganisation ? records.count + 1 : index
    }

    /// One person by his office: "water minister", not "officials" and no "source".
    func isOffice(_ index: Int) -> Bool {
        guard records[index].kind != .person, records[index].roles.count == 1, let role = records[index].roles.first else {
            return false
        }
        return Lexicon.persons.contains(role) && !Self.unnamed.contains(role) && !role.hasSuffix("s")
            && !Self.spokespersons.contains(role)
    }

    /// "The water minister said … Minister Ada Pell said": the office that spoke before was hers, if
    /// nobody else is named who holds one of its kind.
    mutating func noteHolder(_ person: Int) {
        guard !offices.isEmpty else { return }
        let roles = records[person].roles
        func isAlike(_ index: Int) -> Bool { !records[index].roles.isDisjoint(with: roles) }
        let alike = offices.filter(isAlike)
        guard alike.count == 1, !holders.values.contains(records[person].name),
            records.indices.allSatisfy({ $0 == person || records[$0].kind != .person || !isAlike($0) })
        else { return }
        holders[records[alike[0]].name.lowercased()] = records[person].name
    }

    /// Of a "commissioner's office" what it is itself: an office.
    func own(_ roles: Set<String>, of words: [Token]) -> Set<String> {
        let head = words.prefix { !$0.is(.prepositions) }.last { roles.contains($0.lower) }
        return head.map { [$0.lower] } ?? roles
    }
}
