import Mechanism

/// Takes out of a row what a reader may not see: every optional act and every part of a list that an unseen act made.
///
/// It goes through the row's fields, whatever they are, so a new field is hidden until its act may be seen.
struct Pruner: Fields {
    let sees: @Sendable (Citation) -> Bool

    /// - Returns: `nil` where the row's own act may not be seen.
    func pruned<Element: Row>(_ row: Element) -> Element? {
        hides(row) ? nil : parts(row)
    }

    /// A row, or a part of one, without what the reader may not see of it.
    func parts<Part: Record>(_ part: Part) -> Part {
        var seen = part
        var pruner = self
        seen.visit(&pruner)
        return seen
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        prune(&value)
    }

    func prune<Value: Wire>(_ value: inout Value) {
        if var parts = value as? any Prunable {
            parts.prune(self)
            if let pruned = parts as? Value { value = pruned }
        } else if var record = value as? any Record, !(value is Citation) {
            var pruner = self
            record.visit(&pruner)
            if let pruned = record as? Value { value = pruned }
        }
    }

    /// Whether an unseen act made the value: a citation itself, or a record by its first one.
    func hides(_ value: any Wire) -> Bool {
        if let citation = value as? Citation { return !sees(citation) }
        guard var record = value as? any Record else { return false }
        var finder = CitationFinder()
        record.visit(&finder)
        return finder.first.map { !sees($0) } ?? false
    }
}

/// A value that has parts, each of which may be made by an act of its own.
protocol Prunable {
    mutating func prune(_ pruner: Pruner)
}

extension Array: Prunable where Element: Wire {
    mutating func prune(_ pruner: Pruner) {
        removeAll(where: pruner.hides)
        for place in indices { pruner.prune(&self[place]) }
    }
}

extension Optional: Prunable where Wrapped: Wire {
    mutating func prune(_ pruner: Pruner) {
        guard var value = self else { return }
        guard !pruner.hides(value) else { return self = nil }
        pruner.prune(&value)
        self = value
    }
}

extension Blocks: Prunable where Element: Wire {
    mutating func prune(_ pruner: Pruner) {
        removeAll(where: pruner.hides)
        changeEach { pruner.prune(&$0) }
    }
}

/// The first citation among a record's own fields: the act that made it.
private struct CitationFinder: Fields {
    private(set) var first: Citation?

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        if first == nil, let citation = value as? Citation { first = citation }
    }
}

/// Every citation in a record, wherever it stands, in the order of its fields.
struct CitationCollector: Fields {
    private var found: [Citation] = []

    static func citations(in row: some Row) -> [Citation] {
        var collector = Self()
        var row = row
        row.visit(&collector)
        return collector.found
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        collect(value)
    }

    private mutating func collect(_ value: any Wire) {
        if let citation = value as? Citation { return found.append(citation) }
        if let parts = value as? any Collectable { return parts.parts.forEach { collect($0) } }
        if var record = value as? any Record { record.visit(&self) }
    }
}

private protocol Collectable {
    var parts: [any Wire] { get }
}

extension Array: Collectable where Element: Wire {
    fileprivate var parts: [any Wire] { map { $0 } }
}

extension Optional: Collectable where Wrapped: Wire {
    fileprivate var parts: [any Wire] { map { [$0] } ?? [] }
}

extension Blocks: Collectable where Element: Wire {
    fileprivate var parts: [any Wire] { map { $0 } }
}
