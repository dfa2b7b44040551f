/// Something that the state keeps and the digest covers.
public protocol Row: Record {
    /// The table's name in the digest, such as `incident`.
    static var table: StaticString { get }
    /// The row's id: for most, the id of the act that made it. It never changes.
    var id: Hash { get }
}

/// Rows in the order of their establishment, found by id, with a note of which changed since the last digest.
public struct Table<Element: Row>: Sendable {
    public private(set) var rows = Blocks<Element>()
    private var places = PlaceIndex()
    /// A bit for each row.
    private var changed: [UInt64] = []

    public init() {}

    public var count: Int { rows.count }

    public subscript(id: Hash) -> Element? { place(of: id).map { rows[$0] } }

    /// The first row that fits, of those with these ids, in their order. A lazy chain would do it too, with a copy of the whole state for
    /// each of its closures.
    func first(of ids: some Sequence<Hash>, where fits: (Element) -> Bool) -> Element? {
        for id in ids {
            if let row = self[id], fits(row) { return row }
        }
        return nil
    }

    /// The last row that fits, of those with these ids, in their order.
    func last(of ids: some BidirectionalCollection<Hash>, where fits: (Element) -> Bool) -> Element? {
        first(of: ids.reversed(), where: fits)
    }

    /// The row's number, from 1 in order of establishment.
    public func number(of id: Hash) -> Int? { place(of: id).map { $0 + 1 } }

    private func place(of id: Hash) -> Int? { places.place(of: id) { rows[$0].id == id } }

    mutating func insert(_ row: Element) {
        let id = row.id
        guard place(of: id) == nil else { return update(id) { $0 = row } }
        places.note(id, at: rows.count)
        mark(rows.count)
        rows.append(row)
    }

    mutating func update(_ id: Hash, _ change: (inout Element) -> Void) {
        if let place = place(of: id) { update(at: place, change) }
    }

    mutating func update(at place: Int, _ change: (inout Element) -> Void) {
        mark(place)
        change(&rows[place])
    }

    private mutating func mark(_ place: Int) {
        let word = place >> 6
        if word >= changed.count { changed += repeatElement(0, count: word + 1 - changed.count) }
        changed[word] |= 1 << UInt64(place & 63)
    }

    /// Writes the changed rows into the map that the digest is the root of.
    mutating func flush(into map: inout MerkleMap) {
        let name = Array("\(Element.table)".utf8) + [0]
        var writer = JSONWriter()
        for word in changed.indices {
            while changed[word] != 0 {
                let place = word << 6 | changed[word].trailingZeroBitCount
                changed[word] &= changed[word] - 1
                writer.clear()
                rows[place].write(to: &writer)
                map.set(Hash.sha256(of: name, rows[place].id), to: Hash.sha256(of: writer.bytes))
            }
        }
    }
}
