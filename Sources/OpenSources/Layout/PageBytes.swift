/// The bytes of a page that libxml2 is given, and where in the page each stands.
struct PageBytes {
    private(set) var bytes: [UInt8] = []
    /// From which byte of `bytes` on how many bytes have been cut.
    private var cuts: [(at: Int, total: Int)] = [(0, 0)]

    /// - Parameter cuts: What is left out, in order.
    init(_ page: [UInt8], without cuts: [TextSpan]) {
        bytes.reserveCapacity(page.count)
        self.cuts.reserveCapacity(cuts.count + 1)
        var kept = 0
        for cut in cuts {
            bytes.append(contentsOf: page[kept..<cut.start])
            self.cuts.append((bytes.count, cut.end - bytes.count))
            kept = cut.end
        }
        bytes.append(contentsOf: page[kept...])
    }

    /// Where in the page a byte stands. Searching forward from `hint`, the index of the cut before the
    /// byte that was asked for last, makes a run of questions cheap.
    func original(_ offset: Int, hint: inout Int) -> Int {
        while hint > 0, cuts[hint].at > offset { hint -= 1 }
        while hint + 1 < cuts.count, cuts[hint + 1].at <= offset { hint += 1 }
        return offset + cuts[hint].total
    }

    /// How many bytes from `offset` on stand in the page as they do here, one after the other.
    func unbroken(_ offset: Int, hint: Int) -> Int { hint + 1 < cuts.count ? cuts[hint + 1].at - offset : bytes.count - offset }

    /// Whether a run of text is the bytes at an index.
    func holds(_ run: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard start >= 0, start + run.count <= bytes.count else { return false }
            for index in 0..<run.count where bytes[start + index] != run[index] { return false }
            return true
        }
    }
}
