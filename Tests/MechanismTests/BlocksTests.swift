import Testing

@testable import Mechanism

@Suite("Rows in blocks")
struct BlocksTests {
    @Test("A list of any length reads as what was appended, and a copy keeps what it had", arguments: [0, 1, 63, 64, 65, 128, 1_000])
    func list(length: Int) {
        var blocks = Blocks<Int>()
        for number in 0..<length { blocks.append(number) }
        #expect(Array(blocks) == Array(0..<length))
        let copy = blocks
        blocks.append(-1)
        for place in stride(from: 0, to: length, by: 7) { blocks[place] = -2 }
        #expect(Array(copy) == Array(0..<length))
        #expect(blocks.count == length + 1)
        #expect(blocks.enumerated().allSatisfy { $1 == ($0 == length ? -1 : $0.isMultiple(of: 7) ? -2 : $0) })
    }

    @Test("What is left out is gone, and the rest stands in its order")
    func leftOut() {
        var blocks = Blocks<Int>()
        for number in 0..<300 { blocks.append(number) }
        blocks.removeAll { $0.isMultiple(of: 3) }
        #expect(Array(blocks) == (0..<300).filter { !$0.isMultiple(of: 3) })
    }

    @Test("In JSON, a list in blocks is the list that an array is")
    func wire() throws {
        var blocks = Blocks<Int64>()
        for number in 0..<130 { blocks.append(Int64(number)) }
        let array = (0..<130).map(Int64.init)
        var (one, other) = (JSONWriter(), JSONWriter())
        blocks.write(to: &one)
        array.write(to: &other)
        #expect(one.bytes == other.bytes)
        var read = Blocks<Int64>()
        var reader = FieldReader(manner: .recorded)
        try JSONTape(one.bytes).withRoot { read.read($0, &reader) }
        #expect(Array(read) == array)
        #expect(reader.problems.isEmpty)
    }

    @Test("Every place is found by its id among thousands, no other is, and ids that begin alike are told apart")
    func index() {
        let ids = (0..<5_000).map { Hash.sha256(of: [UInt8($0 & 255), UInt8($0 >> 8)]) }
        // The same first eight bytes, another end.
        let twins = ids.prefix(50).compactMap { Hash($0.bytes.prefix(8) + Hash.sha256(of: $0.bytes).bytes.prefix(24)) }
        let all = ids + twins
        var index = PlaceIndex()
        for (place, id) in all.enumerated() { index.note(id, at: place) }
        let copy = index
        let found = all.enumerated().count { place, id in copy.place(of: id) { all[$0] == id } == place }
        #expect(found == all.count)
        let strangers = (0..<1_000).map { Hash.sha256(of: [1, 2, 3, UInt8($0 & 255), UInt8($0 >> 8)]) }
        let mistaken = strangers.count { id in copy.place(of: id) { all[$0] == id } != nil }
        #expect(mistaken == 0)
        index.note(strangers[0], at: all.count)
        let unseen = copy.place(of: strangers[0]) { _ in true }
        #expect(unseen != all.count, "a copy does not see what was noted afterwards")
    }
}
