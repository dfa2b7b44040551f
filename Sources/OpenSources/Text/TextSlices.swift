/// A text whose stretches share its memory.
struct TextSlices {
    let text: String
    /// The bytes before each scalar, and before the end.
    private let offsets: [Int32]

    init(_ scalars: Scalars) {
        text = scalars.string
        var offsets: [Int32] = [0]
        offsets.reserveCapacity(scalars.count + 1)
        var bytes: Int32 = 0
        for scalar in scalars {
            bytes += Int32(UTF8.width(scalar))
            offsets.append(bytes)
        }
        self.offsets = offsets
    }

    subscript(span: TextSpan) -> Substring {
        let start = text.utf8.index(text.utf8.startIndex, offsetBy: Int(offsets[span.start]))
        return text[start..<text.utf8.index(start, offsetBy: Int(offsets[span.end] - offsets[span.start]))]
    }
}
