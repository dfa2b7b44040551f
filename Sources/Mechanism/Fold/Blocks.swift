/// A list kept in blocks. A copy shares them, and a change copies the one block that it falls into: so a state can be
/// handed to readers at every batch of acts, however long its lists are. Nothing moves when a list grows.
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
            // The first block grows as it needs: most lists are short.
            if endIndex > 0 { blocks[blocks.count - 1].reserveCapacity(Self.length) }
        }
        blocks[blocks.count - 1].append(element)
        endIndex += 1
    }

    /// Changes every element of a copy that is made for a reader.
    public mutating func changeEach(_ change: (inout Element) -> Void) {
        for place in indices { change(&self[place]) }
    }

    /// Leaves out what a reader may not see.
    public mutating func removeAll(where isLeftOut: (Element) -> Bool) {
        guard contains(where: isLeftOut) else { return }
        var kept = Self()
        for element in self where !isLeftOut(element) { kept.append(element) }
        self = kept
    }
}

/// In the record a list like any other.
extension Blocks: Wire where Element: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        var elements: [Element] = []
        elements.read(json, &reader)
        self = Self()
        for element in elements { append(element) }
    }

    public func write(to writer: inout JSONWriter) {
        writer.array(self) { (element, writer: inout JSONWriter) in element.write(to: &writer) }
    }

    public static var shape: Shape { [Element].shape }
    public static var whenOmitted: Self? { .init() }
}
