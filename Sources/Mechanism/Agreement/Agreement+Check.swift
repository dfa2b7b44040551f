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
        demandDistinct(traffic.map(\.id), "traffic")
        demandDistinct(persons.map(\.id), "persons")
        demandDistinct(standards.map(\.id), "standards")
        demandDistinct(consequences.map(\.id), "consequences")
        demandDistinct(ladder.map(\.id), "ladder")

        let hours: ClosedRange<Int64> = 1...87_600
        let hoursAsked = "must be between 1 hour and ten years of hours"
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
            for (place, condition) in commitment.conditions.enumerated() {
                let path = "commitments.\(index).conditions.\(place)"
                demand(commitments.contains { $0.id == condition.commitment && $0.id != commitment.id }, "\(path).commitment", "“\(condition.commitment)” is no other commitment of this agreement")
                demand((1...3).contains(condition.level), "\(path).level", "must be 1, 2 or 3")
                demand((0...hours.upperBound).contains(condition.hours), "\(path).hours", "must be between 0 and ten years of hours")
            }
            demand(!waits(commitment.id, for: commitment.id), "commitments.\(index).conditions", "must not make “\(commitment.id)” wait for itself")
            if let recurrence = commitment.recurrence {
                demand(hours.contains(recurrence.hours), "commitments.\(index).recurrence.hours", hoursAsked)
            }
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
        for (name, clock) in clocks.named {
            demand(hours.contains(clock), "clocks.\(name)", hoursAsked)
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
        for (index, meaning) in grading.enumerated() {
            guard let standard = meaning.standard else { continue }
            demand(standards.contains { $0.id == standard }, "grading.\(index).standard", "“\(standard)” is no standard of proof of this agreement")
        }
        for (index, alone) in truce.alone.enumerated() {
            demand(Truce.changes.contains(alone.act.name), "truce.alone.\(index).act", "must be one of \(Truce.changes.joined(separator: ", "))")
            demand(!truce.alone[..<index].contains { $0.act == alone.act }, "truce.alone.\(index).act", "“\(alone.act)” stands twice")
            demand((0...hours.upperBound).contains(alone.notice), "truce.alone.\(index).notice", "must be between 0 and ten years of hours")
        }
        for (index, limit) in limits.enumerated() {
            demand(ActKinds.subjects.contains(limit.subject), "limits.\(index).subject", "“\(limit.subject)” is nothing that acts are about")
            demand(!limits[..<index].contains { $0.subject == limit.subject }, "limits.\(index).subject", "“\(limit.subject)” stands twice")
            demand(limit.acts >= 1, "limits.\(index).acts", "must be at least 1")
            demand(hours.contains(limit.hours), "limits.\(index).hours", hoursAsked)
        }
        for (index, consequence) in consequences.enumerated() {
            demand(hours.contains(consequence.hours), "consequences.\(index).hours", hoursAsked)
        }
        for (index, notice) in notices.enumerated() {
            demand(!notices[..<index].contains { $0.kind == notice.kind }, "notices.\(index).kind", "“\(notice.kind.rawValue)” stands twice")
            demand(hours.contains(notice.hours), "notices.\(index).hours", hoursAsked)
        }
        for (index, rung) in ladder.enumerated() {
            demand(hours.contains(rung.hours), "ladder.\(index).hours", hoursAsked)
            demand(index == 0 || rung.hours > ladder[index - 1].hours, "ladder.\(index).hours", "must be more than those of the rung below")
            demand(!rung.members.isEmpty, "ladder.\(index).members", "must name who is called")
            for (place, member) in rung.members.enumerated() {
                demand(participants.contains { $0.id == member }, "ladder.\(index).members.\(place)", "“\(member)” is no participant of this agreement")
            }
        }
        for (index, rhythm) in editions.enumerated() {
            demand(rhythm.hours.map(hours.contains) ?? true, "editions.\(index).hours", hoursAsked)
        }
        return problems
    }

    /// Whether `first` waits for `second`, directly or through others.
    private func waits(_ first: Identifier, for second: Identifier) -> Bool {
        var seen: [Identifier] = []
        var open = conditions(of: first)
        while let next = open.popLast() {
            if next == second { return true }
            guard !seen.contains(next) else { continue }
            seen.append(next)
            open += conditions(of: next)
        }
        return false
    }

    private func conditions(of commitment: Identifier) -> [Identifier] {
        commitments.first { $0.id == commitment }?.conditions.map(\.commitment) ?? []
    }
}

extension Agreement.Truce {
    /// The changes that an agreement may let one party make alone.
    static let changes = ["agreement.suspend", "agreement.resume", "agreement.end"]
}
