/// A list kept in blocks. A copy shares them, and a change copies the one block that it falls into: so a state can be
/// handed to readers at each act, however long its tables are. Nothing moves when the list grows.
public struct Blocks<Element: Sendable>: RandomAccessCollection, Sendable {
    private var blocks: [[Element]] = []
    public private(set) var endIndex = 0

    private static var shift: Int { 6 }
    private static var length: Int { 1 << shift }

    public init() {}

    public var startIndex: Int { 0 }

    public internal(set) subscript(place: Int) -> Element {
        get { blocks[place >> Self.shift][place & (Self.length - 1)] }
        _modify { yield &blocks[place >> Self.shift][place & (Self.length - 1)] }
    }

    mutating func append(_ element: Element) {
        if endIndex & (Self.length - 1) == 0 {
            blocks.append([])
            // The first blocks grow as they need: most tables are short.
            if endIndex > 0 { blocks[blocks.count - 1].reserveCapacity(Self.length) }
        }
        blocks[blocks.count - 1].append(element)
        endIndex += 1
    }
}
