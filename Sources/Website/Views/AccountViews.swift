import Mechanism

/// One account of an incident: a column of the comparison.
struct AccountView: Encodable, Sendable {
    struct Correction: Encodable, Sendable {
        let act: ActLine
        let reason: [Wording]
    }

    let act: ActLine
    let teller: Named
    let channel: Term
    let basis: Term
    /// How much of what an account could say this one says, from 0 to 100.
    let completeness: Int64
    let narrative: [Wording]
    let place: [Wording]
    let source: [Wording]
    let corrections: [Correction]
    let withdrawn: ActLine?
    let withdrawal: [Wording]
}

/// One fact as each account tells it.
struct FactRow: Encodable, Sendable {
    struct Cell: Encodable, Sendable {
        /// The account, by the place in the record of the act that filed it.
        let account: Int64
        /// Whose account it is, for a reader who sees one cell at a time.
        let teller: String
        /// Left out where the account does not say.
        let value: String?
    }

    /// Such as `time` or `killed.civilians`.
    let fact: String
    let label: String
    let mark: Term
    let cells: [Cell]
}

extension Reading {
    /// The accounts of an incident, with those of the incidents that it absorbed: participants in the order of establishment, each one's accounts in that of their filing.
    func accounts(of incident: Incident) -> [Report] {
        let order = participants.map(\.id)
        func rank(_ report: Report) -> (Int, Int64) {
            (order.firstIndex(of: report.filed.participant) ?? order.count, report.filed.index)
        }
        return incident.whole(self.incident).flatMap(\.ownReports).compactMap(report).sorted { rank($0) < rank($1) }
    }

    func accountView(_ report: Report, _ texts: Texts) -> AccountView {
        let current = report.versions.last?.act
        return AccountView(
            act: line(report.filed, FileReport.kind, texts), teller: participant(report.filed.participant),
            channel: Term(report.channel), basis: Term(report.basis), completeness: report.facts.completeness,
            narrative: texts[current, "narrative"],
            place: texts[current, "place"].isEmpty ? texts[report.filed, "place"] : texts[current, "place"],
            source: texts[report.filed, "source"],
            corrections: report.versions.dropFirst().map {
                AccountView.Correction(act: line($0.act, CorrectReport.kind, texts), reason: texts[$0.act, "reason"])
            },
            withdrawn: line(report.withdrawn, WithdrawReport.kind, texts), withdrawal: texts[report.withdrawn, "reason"])
    }

    /// The comparison of the accounts, in words.
    func factRows(_ reports: [Report]) -> [FactRow] {
        let sides = [Casualties.civilians] + parties.map(\.id) + (agreement?.actors.map(\.id) ?? [])
        let comparison = Comparison(
            of: reports.map { .init(participant: $0.filed.participant, facts: $0.facts, withdrawn: $0.withdrawn != nil) }, sides: sides)
        return comparison.rows.map { row in
            FactRow(
                fact: row.fact.name, label: label(row.fact), mark: mark(row),
                cells: zip(reports, row.values).map { report, value in
                    FactRow.Cell(
                        account: report.filed.index, teller: claimant(report), value: value.map(words))
                })
        }
    }

    /// Whose claim an account's figures are: the participant's that filed it, or of those for whom it did.
    private func claimant(_ report: Report) -> String {
        let (name, channel) = (participant(report.filed.participant).name, Term(report.channel).text)
        return report.channel == .own ? name : "\(name), \(channel.prefix(1).lowercased())\(channel.dropFirst())"
    }

    private func mark(_ row: Comparison.Row) -> Term {
        let text =
            switch row.mark {
            case .agreed: "Agreed"
            case .disputed: "Disputed"
            case .oneSide: "Told by \(row.tellers.first.map { participant($0).name } ?? "one side") only"
            case .withdrawn: "Withdrawn"
            }
        return Term(word: row.mark.rawValue, text: text)
    }

    private func label(_ fact: Fact) -> String {
        switch fact {
        case .type: "What"
        case .time: "When"
        case .area: "Sector or crossing"
        case .position: "Position"
        case .weapon: "Weapon or means"
        case .direction: "Came from"
        case .alleged: "Who is said to be responsible"
        case .killed(let side): "Killed: \(actor(side).name)"
        case .injured(let side): "Injured: \(actor(side).name)"
        }
    }

    private func words(_ value: FactValue) -> String {
        switch value {
        case .type(let id): definition(id).name
        case .time(let when): Span(when).words
        case .area(let id): area(id).name
        case .position(let latitude, let longitude, let precision):
            "\(Degrees.words(latitude, longitude)) (\(Degrees.precision(precision)))"
        case .weapon(let weapon): Term(weapon).text
        case .direction(let degrees): Degrees.bearing(degrees)
        case .alleged(let actors): actors.map { actor($0).name }.joined(separator: ", ")
        case .people(let count):
            count.low == count.high ? "\(count.best)" : "\(count.best) (between \(count.low) and \(count.high))"
        }
    }
}

extension Fact {
    var name: String {
        switch self {
        case .type: "type"
        case .time: "time"
        case .area: "area"
        case .position: "position"
        case .weapon: "weapon"
        case .direction: "direction"
        case .alleged: "alleged"
        case .killed(let side): "killed.\(side)"
        case .injured(let side): "injured.\(side)"
        }
    }
}
