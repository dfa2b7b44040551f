import Foundation
@testable import Mechanism

/// The golden acts: one for every kind and a few more, so that together, in the order of `record.txt`, they are a record that the rules
/// admit. They were made once, by code that shares nothing with ours; a change of format shows as a change of these files.
struct Golden {
    struct Line {
        let received: Moment
        let id: ActID
        /// The kind, and behind a `+` what tells it from the kind's example.
        let file: String
        let payload: [UInt8]

        var kind: Identifier { World.id(String(file.prefix { $0 != "+" })) }
        var isExample: Bool { !file.contains("+") }
    }

    /// In the order of the record.
    let lines: [Line]
    /// The texts by their commitments: salt and words.
    let texts: [Hash: (salt: [UInt8], words: String)]
    /// The entry of the example of `joint.assent`.
    let entry: String

    init() throws {
        lines = try Self.words("record.txt", 3).map { words in
            guard let milliseconds = Int64(words[0]), let id = Hash(hex: words[1]) else { throw Malformed("must be a time and an act id", path: words[2]) }
            return Line(
                received: Moment(milliseconds: milliseconds), id: id, file: words[2],
                payload: Array(try Data(contentsOf: Tree.golden.appending(path: words[2] + ".json"))))
        }
        texts = try Dictionary(uniqueKeysWithValues: Self.words("texts.txt", 3).map { words in
            guard let commitment = Hash(hex: words[0]), let salt = Hash(hex: words[1]) else { throw Malformed("must be a commitment and a salt") }
            return (commitment, (salt.bytes, words[2]))
        })
        entry = try String(contentsOf: Tree.golden.appending(path: "entry.json"), encoding: .utf8)
    }

    func example(of kind: Identifier) -> Line? { lines.first { $0.isExample && $0.kind == kind } }

    /// Lines of so many words, the last of which may have spaces; a `#` begins a remark.
    private static func words(_ file: String, _ count: Int) throws -> [[String]] {
        try String(contentsOf: Tree.golden.appending(path: file), encoding: .utf8)
            .split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { line in
                let words = line.split(separator: " ", maxSplits: count - 1).map(String.init)
                guard words.count == count else { throw Malformed("must have \(count) words in “\(line)”", path: file) }
                return words
            }
    }

    /// `DSSEv1` SP length SP type SP length SP payload: what an act's officer signs, as `docs/formats.md` says.
    static func preAuthentication(of payload: [UInt8]) -> [UInt8] {
        let type = "application/vnd.truce.act+json"
        return Array("DSSEv1 \(type.utf8.count) \(type) \(payload.count) ".utf8) + payload
    }

    static func id(of payload: [UInt8]) -> ActID {
        Hash.sha256(of: Array("truce/act/v1".utf8) + [0], preAuthentication(of: payload))
    }
}

/// Where things lie in the source tree.
enum Tree {
    static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "../../..").standardized
    static let golden = root.appending(path: "Tests/MechanismTests/Golden")
    static let formats = root.appending(path: "docs/formats.md")
    static let mechanism = root.appending(path: "docs/mechanism.md")

    /// The text of every Swift file of a module.
    static func sources(of module: String) throws -> [String] {
        let folder = root.appending(path: "Sources/\(module)")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.sorted()
            .map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    }
}
