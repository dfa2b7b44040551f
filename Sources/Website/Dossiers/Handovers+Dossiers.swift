import Mechanism

extension Handover: Dossierable {
    static var path: String { "handovers" }
    static var title: String { "Handovers" }
    static var meaning: String { "Transfers of persons at listed crossings. The record holds numbers and commitments, and nothing else of a person." }
    static func table(_ state: State) -> Table<Handover> { state.handovers }
    var began: Citation { proposed }

    func seen(by reading: Reading) -> Handover? {
        guard var seen = reading.seen(self) else { return nil }
        seen.mismatches.removeAll { id in reading.state.mismatches[id].map { !reading.sees($0.act) } ?? true }
        return seen
    }

    func heading(_ reading: Reading) -> String {
        "From \(reading.participant(from).name) to \(reading.participant(to).name) at \(reading.area(crossing).name), persons: \(persons.count)"
    }
    func status(_ reading: Reading) -> Term { Term(reading.state.stage(of: self, at: reading.now)) }
    func isOpen(_ reading: Reading) -> Bool { reading.state.isOpen(self, at: reading.now) }

    func related(_ reading: Reading) -> [Citation] {
        let rows = mismatches.compactMap { reading.state.mismatches[$0] }.flatMap { CitationCollector.citations(in: $0) }
        let passages = persons.compactMap { reading.state.persons[$0]?.passages.last { $0.handover == id } }
        return rows + passages.flatMap { $0.labels + $0.positions.map(\.act) + $0.interviews.compactMap { reading.state.interviews[$0]?.act } }
    }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        let passages = persons.compactMap { reading.state.persons[$0]?.passages.last { $0.handover == id } }.map(Pruner(sees: reading.sees).parts)
        let categories = (reading.agreement?.persons ?? []).map { category in
            (category, passages.filter { reading.state.category(of: $0) == category.id })
        }.filter { !$0.1.isEmpty }
        let families = Set(passages.map(\.family).filter { $0 != 0 }).count
        let weapons = checks.map { Term($0.weapons).text }
        return [
            .init("Crossing", reading.area(crossing).name), .init("Window", "\(Instant(begins).words) to \(Instant(ends).words)"),
            .init("Persons", categories.map { "\($0.title): \($1.count)" }),
            .init("Families that stay together", families == 0 ? [] : [String(families)]),
            .init("With the receipt of the side that they leave", String(passages.count { !$0.left.isEmpty })),
            .init("With the receipt of the side that they come to", String(passages.count { !$0.came.isEmpty })),
            .init("Look for weapons", weapons), .init("Mismatches", mismatches.isEmpty ? [] : [String(mismatches.count)]),
            .init("Whose status the sides name differently", { (count: Int) in count == 0 ? [] : [String(count)] }(passages.count { Set($0.labels.map(\.participant)).count > 1 })),
        ]
    }
}
