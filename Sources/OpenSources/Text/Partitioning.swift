extension RandomAccessCollection where Index == Int {
    /// In a collection whose last elements alone fulfil a condition, the index of the first that does; `endIndex` where none does.
    /// Found by halving.
    @inline(__always)
    func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
