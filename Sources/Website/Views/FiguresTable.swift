import Mechanism

/// An edition's figures as its page shows them: each count beside that of the period before and the total since the truce began, with
/// what was observed beside them.
struct FiguresTable: Sendable {
    struct Row: Sendable {
        let label: String
        let period: Int64
        let before: Int64
        let total: Int64
    }
    struct Coverage: Sendable {
        let area: String
        let observed: Int64
        let partly: Int64
        let notObserved: Int64
        let notReported: Int64
    }

    let rows: [Row]
    let coverage: [Coverage]
}

/// An edition's page: what the API gives, and its figures in words.
struct EditionPage: Sendable {
    let edition: EditionLine
    let cut: ActLine?
    let published: ActLine?
    let table: FiguresTable?
}

extension Reading {
    func editionPage(_ view: EditionView) -> EditionPage {
        EditionPage(edition: view.edition, cut: view.cut, published: view.published, table: view.edition.figures.map(figuresTable))
    }

    private func figuresTable(_ figures: Figures) -> FiguresTable {
        func row(_ label: String, _ count: (Figures.Tally) -> Int64) -> FiguresTable.Row {
            .init(label: label, period: count(figures.period), before: count(figures.before), total: count(figures.total))
        }
        func sum<Part>(_ parts: [Part], _ count: (Part) -> Int64) -> Int64 { parts.reduce(0) { $0 + count($1) } }
        var rows = [
            row("Days of the truce", \.days), row("Days on which no incident may have happened", \.calm),
            row("Reports, which are allegations: by parties") { sum($0.reports, \.parties) },
            row("… by monitors, guarantors and the secretariat") { sum($0.reports) { $0.guarantors + $0.monitors + $0.secretariat } },
            row("Incidents opened") { sum($0.incidents, \.count) },
        ]
        for outcome in IncidentOutcome.allCases where figures.total.incidents.contains(where: { $0.outcome == outcome }) {
            rows.append(row("… now: \(Term(outcome).text.lowercased())") { tally in sum(tally.incidents.filter { $0.outcome == outcome }, \.count) })
        }
        rows += [
            row("Findings proposed", \.proposed), row("Findings determined and published") { sum($0.determined, \.count) },
            row("… violations established") { sum($0.determined.filter { $0.outcome == .violation }, \.count) },
        ]
        for party in parties.map(\.id) {
            rows.append(row("Access restricted by \(participant(party).name)") { tally in
                sum(tally.restrictions.filter { $0.by == party }) { $0.denied + $0.delayed + $0.conditioned }
            })
        }
        return FiguresTable(
            rows: rows,
            coverage: figures.period.coverage.map {
                .init(area: area($0.area).name, observed: $0.observed, partly: $0.partly, notObserved: $0.notObserved, notReported: $0.notReported)
            })
    }
}
