import Mechanism
import Registry
import Testing
import TransparencyLog

/// Verifies receipts against the registry's key, and against a tree made of the stored entries by the tests' own code.
enum ReceiptCheck {
    static func verify(
        _ receipts: [Receipt], _ storage: any RecordStorage, _ key: VerifierKey, _ location: SourceLocation = #_sourceLocation
    ) throws {
        let entries = try storage.entries(0..<storage.size())
        let leaves = entries.map(PlainTree.leaf)
        var roots: [UInt64: [UInt8]] = [:]
        for receipt in receipts {
            let file = try ProofFile(receipt.bytes)
            let checkpoint = try Checkpoint(file.note)
            let verdict = try file.verify(leaf: Merkle.leafHash(of: receipt.entry), logs: [key]).verdict
            #expect(verdict == .proven, sourceLocation: location)
            #expect(file.index == receipt.index && file.extra == receipt.entry, sourceLocation: location)
            try #require(receipt.index < checkpoint.size && checkpoint.size <= UInt64(leaves.count), sourceLocation: location)
            #expect(entries[Int(receipt.index)] == receipt.entry, sourceLocation: location)
            #expect(try OpenedAct(Entry(strict: receipt.entry).envelope).act.id == receipt.act, sourceLocation: location)
            let shown = leaves[..<Int(checkpoint.size)]
            let root = roots[checkpoint.size] ?? PlainTree.root(shown)
            roots[checkpoint.size] = root
            #expect(checkpoint.root.bytes == root, sourceLocation: location)
            #expect(file.hashes.map(\.bytes) == PlainTree.path(Int(receipt.index), shown), sourceLocation: location)
        }
    }
}
