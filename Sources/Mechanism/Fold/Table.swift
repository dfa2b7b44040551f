/// Something that the state keeps and the digest covers.
public protocol Row: Record {
    /// The table's name in the digest, such as `incident`.
    static var table: StaticString { get }
    /// The row's id: for most, the id of the act that made it.
    var id: Hash { get }
}

/// Rows in the order of their establishment, found by id, with a note of which changed since the last digest.
public struct Table<Element: Row>: Sendable {
    public private(set) var rows: [Element] = []
    private var places: [Hash: Int] = [:]
    private var changed: Set<Int> = []

    public init() {}

    public var count: Int { rows.count }

    public subscript(id: Hash) -> Element? { places[id].map { rows[$0] } }

    /// The row's number, from 1 in order of establishment.
    public func number(of id: Hash) -> Int? { places[id].map { $0 + 1 } }

    mutating func insert(_ row: Element) {
        guard places[row.id] == nil else { return update(row.id) { $0 = row } }
        places[row.id] = rows.count
        changed.insert(rows.count)
        rows.append(row)
    }

    mutating func update(_ id: Hash, _ change: (inout Element) -> Void) {
        guard let place = places[id] else { return }
        changed.insert(place)
        change(&rows[place])
    }

    /// Writes the changed rows into the map that the digest is the root of.
    mutating func flush(into map: inout MerkleMap) {
        let name = Array("\(Element.table)".utf8) + [0]
        for place in changed.sorted() {
            let row = rows[place]
            map.set(Hash.sha256(of: name, row.id.bytes), to: Hash.sha256(of: row.canonical))
        }
        changed.removeAll()
    }
}
