/// A stretch of a publication's text, in Unicode scalars: from `start` up to, not including, `end`.
public struct TextSpan: Hashable, Sendable, Comparable {
    // Many spans are kept, and a file that is read has at most 8 MiB.
    private var first: Int32
    private var after: Int32

    public init(start: Int, end: Int) { (first, after) = (Int32(start), Int32(end)) }

    public var start: Int {
        get { Int(first) }
        set { first = Int32(newValue) }
    }

    public var end: Int {
        get { Int(after) }
        set { after = Int32(newValue) }
    }

    public var length: Int { end - start }
    public var isEmpty: Bool { end <= start }

    public func contains(_ other: TextSpan) -> Bool { start <= other.start && other.end <= end }
    public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }

    /// In order of the text; of two that start together, the longer comes first.
    public static func < (a: TextSpan, b: TextSpan) -> Bool {
        a.start != b.start ? a.start < b.start : a.end > b.end
    }
}
