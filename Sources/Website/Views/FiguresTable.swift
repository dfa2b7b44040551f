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

    /// How many participants last reported a crossing so.
    struct Crossing: Sendable {
        let name: String
        let open: Int64
        let restricted: Int64
        let closed: Int64
    }
    /// A party's commitments by the level that was last assessed.
    struct Commitments: Sendable {
        let party: String
        let notAssessed: Int64
        let notInitiated: Int64
        let minimum: Int64
        let intermediate: Int64
        let complete: Int64
        let overdue: Int64
    }

    let rows: [Row]
    let coverage: [Coverage]
    let crossings: [Crossing]
    let commitments: [Commitments]
}

/// An edition's page: what the API gives, and its figures in words.
struct EditionPage: Sendable {
    let edition: EditionLine
    let cut: ActLine?
    let published: ActLine?
    let errata: [EditionView.Erratum]
    let table: FiguresTable?
}

extension Reading {
    func editionPage(_ view: EditionView) -> EditionPage {
        EditionPage(edition: view.edition, cut: view.cut, published: view.published, errata: view.errata, table: view.edition.figures.map(figuresTable))
    }

    private func figuresTable(_ figures: Figures) -> FiguresTable {
        func row(_ label: String, _ count: (Figures.Tally) -> Int64) -> FiguresTable.Row {
            .init(label: label, period: count(figures.period), before: count(figures.before), total: count(figures.total))
        }
        func sum<Part>(_ parts: [Part], _ count: (Part) -> Int64) -> Int64 { parts.reduce(0) { $0 + count($1) } }
        var rows = [
            row("Days of the truce", \.days), row("Days on which no incident may have happened", \.calm),
            row("Coverage: days that areas were observed, added up") { sum($0.coverage, \.observed) }, row("… in part") { sum($0.coverage, \.partly) },
            row("… could not be observed") { sum($0.coverage, \.notObserved) }, row("… not reported on") { sum($0.coverage, \.notReported) },
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
        let others = figures.total.restrictions.map(\.by).filter { by in !parties.contains { $0.id == by } }
        for by in parties.map(\.id) + others {
            rows.append(row("Access restricted by \(actor(by).name)") { tally in
                sum(tally.restrictions.filter { $0.by == by }) { $0.denied + $0.delayed + $0.conditioned }
            })
        }
        return FiguresTable(
            rows: rows,
            coverage: figures.period.coverage.map {
                .init(area: area($0.area).name, observed: $0.observed, partly: $0.partly, notObserved: $0.notObserved, notReported: $0.notReported)
            },
            crossings: figures.crossings.map { .init(name: area($0.crossing).name, open: $0.open, restricted: $0.restricted, closed: $0.closed) },
            commitments: figures.commitments.map {
                .init(
                    party: participant($0.party).name, notAssessed: $0.notAssessed, notInitiated: $0.notInitiated, minimum: $0.minimum,
                    intermediate: $0.intermediate, complete: $0.complete, overdue: $0.overdue)
            })
    }
}
