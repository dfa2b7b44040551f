import Mechanism

/// What differs between two versions of an agreement, item by item: articles, commitments, clocks and whatever else it says.
///
/// It goes through the agreements' fields, whatever they are, so a change of a new field is told too. Pure: the same on every machine.
struct AgreementChanges: Hashable, Sendable {
    enum Kind: String {
        case added, removed, changed, reordered
    }

    /// A field that says something else; what is added has nothing before, what is removed nothing after.
    struct Field: Hashable, Sendable {
        /// Its keys from the item on, joined with dots; empty where the item is one value.
        let name: String
        let before: String?
        let after: String?
    }

    struct Item: Hashable, Sendable {
        /// The agreement's field that it stands in, such as `articles`.
        let section: String
        /// Its own name there, such as an article's; empty where the section is one item, or its order is meant.
        let item: String
        /// What people call it; `nil` where it has no title.
        let title: String?
        let kind: Kind
        let fields: [Field]
    }

    /// By sections in the agreement's order: what was added and changed in the later version's order, then what was removed.
    let items: [Item]

    init(from before: Agreement, to after: Agreement) {
        items = zip(Outline.sections(of: before), Outline.sections(of: after)).flatMap { old, new in
            Self.changes(new.name, from: old.items, to: new.items)
        }
    }

    private static func changes(_ section: String, from old: [Outline.Item], to new: [Outline.Item]) -> [Item] {
        let (was, becomes) = (byKey(old), byKey(new))
        var items: [Item] = new.compactMap { item in
            let before = was[item.key]
            let fields = fields(from: before?.fields ?? [], to: item.fields)
            guard before == nil || !fields.isEmpty else { return nil }
            return Item(section: section, item: item.key, title: item.title, kind: before == nil ? .added : .changed, fields: fields)
        }
        items += old.filter { becomes[$0.key] == nil }.map { item in
            Item(section: section, item: item.key, title: item.title, kind: .removed, fields: fields(from: item.fields, to: []))
        }
        let (before, after) = (old.map(\.key).filter { becomes[$0] != nil }, new.map(\.key).filter { was[$0] != nil })
        if before != after {
            let order = Field(name: "", before: before.joined(separator: ", "), after: after.joined(separator: ", "))
            items.append(Item(section: section, item: "", title: nil, kind: .reordered, fields: [order]))
        }
        return items
    }

    private static func byKey(_ items: [Outline.Item]) -> [String: Outline.Item] { Dictionary(items.map { ($0.key, $0) }) { first, _ in first } }

    private static func fields(from old: [Outline.Field], to new: [Outline.Field]) -> [Field] {
        let names = new.map(\.name) + old.map(\.name).filter { name in !new.contains { $0.name == name } }
        return names.compactMap { name in
            let field = Field(name: name, before: old.first { $0.name == name }?.value, after: new.first { $0.name == name }?.value)
            return field.before == field.after ? nil : field
        }
    }
}

/// What an agreement says, as sections of named items with fields; what is null or empty is left out.
private struct Outline: Fields {
    struct Field {
        let name: String
        let value: String
    }
    struct Item {
        var key: String
        let fields: [Field]
        var title: String? { fields.first { ["title", "name"].contains($0.name) }?.value }
    }
    struct Section {
        let name: String
        let items: [Item]
    }

    private var sections: [Section] = []

    static func sections(of agreement: Agreement) -> [Section] {
        var outline = Outline()
        var agreement = agreement
        agreement.visit(&outline)
        return outline.sections
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        if let list = value as? any RecordList {
            sections.append(Section(name: "\(key)", items: FieldFlattener.keyed(list.records).map { Item(key: $0, fields: FieldFlattener.fields(of: $1)) }))
        } else {
            let fields = (value as? any Record).map { FieldFlattener.fields(of: $0) } ?? value.spoken.map { [Field(name: "", value: $0)] } ?? []
            sections.append(Section(name: "\(key)", items: [Item(key: "", fields: fields)]))
        }
    }
}

/// The fields of a record, those of the records within it under their names there.
private struct FieldFlattener: Fields {
    private var path = ""
    private var fields: [Outline.Field] = []

    static func fields(of record: any Record) -> [Outline.Field] {
        var flattener = FieldFlattener()
        var record = record
        record.visit(&flattener)
        return flattener.fields
    }

    /// Records by their first field, which names them among the others; of those with the same name, the later ones by their number too.
    static func keyed(_ records: [any Record]) -> [(key: String, record: any Record)] {
        var seen: [String: Int] = [:]
        return records.map { record in
            let name = fields(of: record).first?.value ?? ""
            seen[name, default: 0] += 1
            let number = seen[name] ?? 1
            return (number == 1 ? name : "\(name) (\(number))", record)
        }
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        let outer = path
        defer { path = outer }
        path = outer.isEmpty ? "\(key)" : "\(outer).\(key)"
        if let list = value as? any RecordList {
            let whole = path
            for (key, record) in Self.keyed(list.records) {
                path = "\(whole).\(key)"
                go(into: record)
            }
        } else if let record = value as? any Record {
            go(into: record)
        } else if let spoken = value.spoken {
            fields.append(Outline.Field(name: path, value: spoken))
        }
    }

    private mutating func go(into record: any Record) {
        var record = record
        record.visit(&self)
    }
}

private protocol RecordList {
    var records: [any Record] { get }
}

extension Array: RecordList where Element: Record {
    fileprivate var records: [any Record] { map { $0 } }
}

private protocol ValueList {
    var words: [String] { get }
}

extension Array: ValueList where Element: Wire {
    fileprivate var words: [String] { map(\.word) }
}

extension Wire {
    /// The value for people; `nil` where it is null or empty.
    fileprivate var spoken: String? {
        let spoken = (self as? any ValueList)?.words.joined(separator: ", ") ?? word
        return spoken.isEmpty || spoken == "null" ? nil : spoken
    }
}
