extension Agreement {
    /// Everything that is wrong with the agreement as a whole, each with its path; empty when it is sound.
    public func problems() -> [Malformed] {
        var problems: [Malformed] = []
        func demand(_ holds: Bool, _ path: String, _ reason: String) {
            if !holds { problems.append(Malformed(reason, path: path)) }
        }
        func demandDistinct(_ ids: [Identifier], _ list: String) {
            for (index, id) in ids.enumerated() {
                demand(!ids[..<index].contains(id), "\(list).\(index).id", "“\(id)” stands twice; each must have a name of its own")
            }
        }
        demand(!title.isEmpty, "title", "must have words")
        demand(!languages.isEmpty, "languages", "must name at least one language")
        demandDistinct(participants.map(\.id), "participants")
        demandDistinct(instruments.map(\.id), "instruments")
        demandDistinct(articles.map(\.id), "articles")
        demandDistinct(definitions.map(\.id), "definitions")
        demandDistinct(areas.map(\.id), "areas")
        demandDistinct(crossings.map(\.id), "crossings")
        for (index, crossing) in crossings.enumerated() {
            demand(!areas.contains { $0.id == crossing.id }, "crossings.\(index).id", "“\(crossing.id)” is an area already")
        }
        demandDistinct(actors.map(\.id), "actors")
        demandDistinct(commitments.map(\.id), "commitments")

        let parties = participants.filter { $0.role == .party }.map(\.id)
        demand(parties.count >= 2, "participants", "must have at least two parties")
        demand(participants.contains { $0.role == .guarantor }, "participants", "must have a guarantor")
        demand(participants.contains { $0.role == .secretariat }, "participants", "must have the secretariat")
        if let until = truce.until {
            demand(until.moment > truce.from.moment, "truce.until", "must lie after the beginning of the truce")
        }
        demand(!definitions.isEmpty, "definitions", "must define at least one type of event")
        for (index, article) in articles.enumerated() {
            demand(instruments.contains { $0.id == article.instrument }, "articles.\(index).instrument", "“\(article.instrument)” is no instrument of this agreement")
        }
        for (index, definition) in definitions.enumerated() {
            guard let article = definition.article else { continue }
            demand(articles.contains { $0.id == article }, "definitions.\(index).article", "“\(article)” is no article of this agreement")
        }
        for (index, crossing) in crossings.enumerated() {
            demand(Place.isOnEarth(crossing.latitude, crossing.longitude), "crossings.\(index)", "must lie on the earth: latitude ±9000000, longitude ±18000000")
        }
        for (index, actor) in actors.enumerated() {
            demand(!participants.contains { $0.id == actor.id }, "actors.\(index).id", "“\(actor.id)” is a participant already")
            demand(actor.id != Casualties.civilians, "actors.\(index).id", "“\(actor.id)” means people who belong to no side")
            if let party = actor.answersFor {
                demand(parties.contains(party), "actors.\(index).answered-for-by", "“\(party)” is no party of this agreement")
            }
            for (place, alias) in actor.aliases.enumerated() {
                demand(participants.contains { $0.id == alias.usedBy }, "actors.\(index).aliases.\(place).used-by", "“\(alias.usedBy)” is no participant of this agreement")
            }
        }
        for (index, commitment) in commitments.enumerated() {
            demand(parties.contains(commitment.obligor), "commitments.\(index).obligor", "“\(commitment.obligor)” is no party of this agreement")
            demand(articles.contains { $0.id == commitment.article }, "commitments.\(index).article", "“\(commitment.article)” is no article of this agreement")
            for (place, other) in commitment.after.enumerated() {
                demand(commitments.contains { $0.id == other && other != commitment.id }, "commitments.\(index).after.\(place)", "“\(other)” is no other commitment of this agreement")
            }
            demand(!waits(commitment.id, for: commitment.id), "commitments.\(index).after", "must not make “\(commitment.id)” wait for itself")
        }
        for (index, member) in determination.members.enumerated() {
            demand(participants.contains { $0.id == member && $0.role == .guarantor }, "determination.members.\(index)", "“\(member)” is no guarantor of this agreement")
            demand(!determination.members[..<index].contains(member), "determination.members.\(index)", "“\(member)” stands twice")
        }
        demand(!determination.members.isEmpty, "determination.members", "must name who determines")
        if determination.rule == .some {
            demand((1...Int64(max(1, determination.members.count))).contains(determination.needed), "determination.needed", "must be between 1 and the number of members")
        } else {
            demand(determination.needed == 0, "determination.needed", "must be 0 unless the rule is k-of")
        }
        for (name, hours) in [("assent", clocks.assent), ("triage", clocks.triage), ("tasking", clocks.tasking),
            ("team-report", clocks.teamReport), ("reply", clocks.reply), ("determination", clocks.determination), ("witnesses", clocks.witnesses)] {
            demand((1...87_600).contains(hours), "clocks.\(name)", "must be between 1 hour and ten years of hours")
        }
        for (list, members) in [("lodging", lodging), ("succession", succession)] {
            for (index, member) in members.enumerated() {
                demand(participants.contains { $0.id == member }, "\(list).\(index)", "“\(member)” is no participant of this agreement")
                demand(!members[..<index].contains(member), "\(list).\(index)", "“\(member)” stands twice")
            }
        }
        demand(parties.allSatisfy(succession.contains), "succession", "must name every party")
        demand(intake.narrative >= 1, "intake.narrative", "must be at least 1")
        demand((1...7).contains(intake.placePrecision), "intake.place-precision", "must be between 1 and 7")
        for grade in Grade.allCases {
            demand(grading.filter { $0.grade == grade }.count == 1, "grading", "must say once what “\(grade.rawValue)” means")
        }
        return problems
    }

    /// Whether `first` waits for `second`, directly or through others.
    private func waits(_ first: Identifier, for second: Identifier) -> Bool {
        var seen: [Identifier] = []
        var open = commitments.first { $0.id == first }?.after ?? []
        while let next = open.popLast() {
            if next == second { return true }
            guard !seen.contains(next) else { continue }
            seen.append(next)
            open += commitments.first { $0.id == next }?.after ?? []
        }
        return false
    }
}
