/// Which of many utterances to compare: those that share the rarest words of their speaker, and whose
/// days may be one. The work for each is bounded.
enum Candidates {
    struct Item {
        /// What it is known by.
        let index: Int
        /// The day the speaker spoke.
        let day: Day?
        let published: Day?
        let words: Set<Int32>
    }

    /// So many of an utterance's rarest words are looked up.
    private static let words = 32
    /// Of those that share a word in a time, so many are considered: the first.
    private static let sharers = 24
    /// So many partners an utterance gets at most; others may choose it as theirs.
    private static let partners = 16

    /// - Parameters:
    ///   - counts: How many sentences hold each word.
    ///   - mayMatch: Whether two indices may be one at all.
    /// - Returns: Pairs of the items' indices, the lower first, each once.
    static func pairs(
        _ items: [Item], counts: [Int32], mayMatch: (Int, Int) -> Bool
    ) -> [(Int, Int)] {
        let (sharers, weights) = index(items, counts)
        var votes = [Float](repeating: 0, count: items.count)
        var pairs = Set<UInt64>()
        for item in items.indices {
            var touched: [Int] = []
            for group in sharers.groups(of: item) {
                let weight = weights[group]
                for other in sharers.members(of: group).prefix(Self.sharers) where other != item {
                    if votes[other] == 0 { touched.append(other) }
                    votes[other] += weight
                }
            }
            touched.sort { votes[$0] != votes[$1] ? votes[$0] > votes[$1] : $0 < $1 }
            var found = 0
            for other in touched.prefix(partners * 4) where found < partners {
                let (a, b) = (items[item].index, items[other].index)
                guard mayMatch(a, b) else { continue }
                found += 1
                pairs.insert(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
            }
            for other in touched { votes[other] = 0 }
        }
        return pairs.sorted().map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
    }

    /// Items by the words and times that they share.
    private struct Sharers {
        /// Sorted by key, then item.
        let entries: [(key: UInt64, item: Int32, word: Int32)]
        /// Where each group of entries of one key begins; the last is their end.
        private(set) var starts: [Int] = []
        private var groups: [[Int32]]

        init(_ entries: [(key: UInt64, item: Int32, word: Int32)], items: Int) {
            self.entries = entries
            groups = Array(repeating: [], count: items)
            for (place, entry) in entries.enumerated() {
                if place == 0 || entries[place - 1].key != entry.key { starts.append(place) }
                groups[Int(entry.item)].append(Int32(starts.count - 1))
            }
            starts.append(entries.count)
        }

        func groups(of item: Int) -> some Sequence<Int> { groups[item].lazy.map(Int.init) }

        func members(of group: Int) -> some Sequence<Int> {
            entries[starts[group]..<starts[group + 1]].lazy.map { Int($0.item) }
        }
    }

    private static func index(_ items: [Item], _ counts: [Int32]) -> (Sharers, [Float]) {
        var entries: [(key: UInt64, item: Int32, word: Int32)] = []
        for (number, item) in items.enumerated() {
            let rarest = item.words.filter { counts[Int($0)] > 1 }
                .sorted { (counts[Int($0)], $0) < (counts[Int($1)], $1) }.prefix(words)
            let times = self.times(of: item)
            for word in rarest {
                for time in times {
                    entries.append((Sketch.mix(UInt64(word) << 32 ^ time), Int32(number), word))
                }
            }
        }
        entries.sort { ($0.key, $0.item) < ($1.key, $1.item) }
        let sharers = Sharers(entries, items: items.count)
        let weights = sharers.starts.dropLast().map { start in
            let members = Double(counts[Int(entries[start].word)])
            return Float(1 / (members.squareRoot()))
        }
        return (sharers, weights)
    }

    /// Times of which two utterances share one, if their days may be one: a day and the next for those
    /// that tell their day; months of 31 days, counted from 1970, for those that may have one that is not
    /// told.
    private static func times(of item: Item) -> [UInt64] {
        let (days, months, always): (UInt64, UInt64, UInt64) = (1 << 24, 2 << 24, 3 << 24)
        func offset(_ number: Int) -> UInt64 { UInt64(truncatingIfNeeded: number) & 0xFF_FFFF }
        if let day = item.day {
            let month = day.number / 31
            return [
                days | offset(day.number), days | offset(day.number + 1), months | offset(month),
                months | offset(month + 1), always,
            ]
        }
        if let published = item.published { return [months | offset(published.number / 31), always] }
        return [always]
    }
}
