import Mechanism
import Registry

/// A subject of the mechanism as pages and the API show it: what it is, how it stands, and every act about it.
struct Dossier: Encodable, Sendable {
    /// One thing to know of it, such as when it is due.
    struct Fact: Encodable, Sendable {
        struct Value: Encodable, Sendable {
            let text: String
            /// The page that tells more; left out where there is none.
            var path: String?
        }
        let label: String
        let values: [Value]
        /// Whether pages set each value on a line of its own.
        var listed = false

        private enum CodingKeys: String, CodingKey {
            case label, values
        }
    }

    /// One act about it, with what its officer wrote.
    struct Step: Encodable, Sendable {
        struct Words: Encodable, Sendable {
            /// What the text is for, such as `reason`.
            let slot: String
            let words: [Wording]
        }
        let act: ActLine
        let texts: [Words]
    }

    /// What it is asked for by: for most, the place in the record of the act that began it.
    let name: String
    let act: String
    let path: String
    let heading: String
    /// The words that it is about, where it is about words.
    let lead: [Wording]
    let status: Term
    let deadlines: [DeadlineView]
    let facts: [Fact]
    let steps: [Step]
}

/// The dossiers on one subject.
struct DossierList: Encodable, Sendable {
    struct Group: Encodable, Sendable {
        let status: Term
        let dossiers: [Dossier]
    }
    let title: String
    let meaning: String
    /// By status, what still needs work first; within it the latest first.
    let groups: [Group]
}

/// A row of the state that has a dossier.
protocol Dossierable: Row {
    /// Where its pages stand, such as `handovers`.
    static var path: String { get }
    /// What the page of them is called.
    static var title: String { get }
    /// What they are, in one sentence.
    static var meaning: String { get }
    static func table(_ state: State) -> Table<Self>
    /// The act that began it.
    var began: Citation { get }
    /// The text of that act which says what it is about; `nil` where no text does.
    static var lead: String? { get }
    /// What its page is asked for by.
    var name: String { get }
    /// The row without what the reader may not see; `nil` when it is hidden whole.
    func seen(by reading: Reading) -> Self?
    /// In a few plain words what this one is.
    func heading(_ reading: Reading) -> String
    func status(_ reading: Reading) -> Term
    /// Whether something is still to be done.
    func isOpen(_ reading: Reading) -> Bool
    func facts(_ reading: Reading) -> [Dossier.Fact]
    /// Acts about it that its row does not hold itself.
    func related(_ reading: Reading) -> [Citation]
}

extension Dossierable {
    static var lead: String? { nil }
    var name: String { String(began.index) }
    func seen(by reading: Reading) -> Self? { reading.seen(self) }
    func related(_ reading: Reading) -> [Citation] { [] }

    /// Every act about it that the reader may see, in the order of the record.
    func citations(_ reading: Reading) -> [Citation] {
        var seen: Set<Int64> = []
        return (CitationCollector.citations(in: self) + related(reading)).filter { reading.sees($0) && seen.insert($0.index).inserted }
            .sorted { $0.index < $1.index }
    }
}

extension Dossier.Fact {
    init(_ label: String, _ text: String) { self.init(label: label, values: [.init(text: text)]) }
    init(_ label: String, _ texts: [String]) { self.init(label: label, values: texts.map { .init(text: $0) }) }
    init(_ label: String, _ text: String, _ path: String?) { self.init(label: label, values: [.init(text: text, path: path)]) }
}

extension Reading {
    /// A row without what the reader may not see; `nil` when it is hidden whole.
    func seen<Element: Row>(_ row: Element) -> Element? { Pruner(sees: sees).pruned(row) }

    /// Rows as far as the reader may see them, in the order of establishment.
    func rows<Element: Dossierable>(_ type: Element.Type) -> [Element] { Element.table(state).rows.compactMap { $0.seen(by: self) } }

    func path<Element: Dossierable>(of row: Element) -> String { "/\(Element.path)/\(row.name)" }

    /// The page of the row of that id, where the reader may see it.
    func path<Element: Dossierable>(_ type: Element.Type, _ id: Hash) -> String? {
        type.table(state)[id].flatMap { $0.seen(by: self) }.map { path(of: $0) }
    }

    func dossier<Element: Dossierable>(_ row: Element, _ acts: [Int64: RecordedAct], _ texts: Texts) -> Dossier {
        Dossier(
            name: row.name, act: row.began.act.hex, path: path(of: row), heading: row.heading(self),
            lead: Element.lead.map { texts[row.began, $0] } ?? [], status: row.status(self),
            deadlines: deadlines(of: row).map(deadlineView), facts: row.facts(self).filter { !$0.values.isEmpty },
            steps: row.citations(self).compactMap { citation in
                guard let recorded = acts[citation.index] else { return nil }
                let kind = recorded.opened.act.kind
                return Dossier.Step(
                    act: line(recorded.citation, kind, texts),
                    texts: kind.slots.map(\.name.name).filter { $0 != "note" }.compactMap { slot in
                        let words = texts[recorded.citation, slot]
                        return words.isEmpty ? nil : .init(slot: slot, words: words)
                    })
            })
    }

    /// All on one subject, without the acts about each.
    /// - Parameter texts: of the acts that began them, where a text says what each is about.
    func dossiers<Element: Dossierable>(_ type: Element.Type, _ texts: Texts = .none) -> DossierList {
        var groups: [(status: Term, isOpen: Bool, dossiers: [Dossier])] = []
        for row in rows(type).reversed() {
            let dossier = self.dossier(row, [:], texts)
            if let place = groups.firstIndex(where: { $0.status == dossier.status }) {
                groups[place].dossiers.append(dossier)
            } else {
                groups.append((dossier.status, row.isOpen(self), [dossier]))
            }
        }
        let sorted = groups.filter(\.isOpen) + groups.filter { !$0.isOpen }
        return DossierList(title: type.title, meaning: type.meaning, groups: sorted.map { .init(status: $0.status, dossiers: $0.dossiers) })
    }

    func deadlineView(_ deadline: Deadline) -> DeadlineView { deadlineView(Term(clock: deadline.clock), deadline.until) }

    func deadlineView(_ stage: Term, _ until: Moment) -> DeadlineView {
        let left = until.milliseconds - now.milliseconds
        let length = Moment.words(milliseconds: left)
        return DeadlineView(stage: stage, due: Instant(until), overdue: left < 0, words: left < 0 ? "overdue by \(length)" : "\(length) left")
    }
}
