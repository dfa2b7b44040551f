/// Where the complete subtrees of a tree are kept.
public protocol NodeReader {
    /// The hash of the complete subtree over the leaves `index << level ..< (index + 1) << level`; level 0 is
    /// the leaf hashes.
    ///
    /// - Throws: when the node is not there or cannot be read.
    func node(level: Int, index: UInt64) throws -> Digest
}
