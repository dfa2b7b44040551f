import Testing

@testable import OpenSources

/// Vectors that count the letters of a sentence: like sentences point the same way.
private struct Letters: SentenceModel {
    let name = "letters"
    /// What becomes of the vectors before they are handed out.
    var spoil: @Sendable ([(String, JSONValue)]) -> [(String, JSONValue)] = { $0 }

    func embed(_ request: [UInt8]) async throws -> [UInt8] {
        let sentences = JSONReader.read(request)?["input"]?.asArray?.compactMap(\.asText) ?? []
        let items = sentences.enumerated().map { place, sentence -> JSONValue in
            var counts = Array(repeating: 0, count: 26)
            for byte in sentence.lowercased().utf8 where (97...122).contains(byte) { counts[Int(byte) - 97] += 1 }
            return .object(
                spoil([("index", .integer(place)), ("embedding", .array(counts.map { .integer($0) }))]))
        }
        // In any order: each vector says whose it is.
        return Array(JSONValue.object([("data", .array(items.reversed()))]).text.utf8)
    }
}

@Suite("What sentences mean to a model")
struct MeaningTests {
    @Test("a sentence means itself, others less, and nothing is asked twice")
    func likeness() async throws {
        let publication = try Samples.read(Samples.pasted)
        let meanings = try await SentenceMeanings(of: [publication, publication], by: Letters())
        let spans = publication.passages.map(\.span)
        let known = meanings.meanings(of: spans, in: publication).compactMap { $0 }
        #expect(known.count == spans.count && !known.isEmpty)
        for one in known {
            #expect(abs(one.likeness(to: one) - 1) < 0.001)
            for other in known { #expect((0...1.001).contains(one.likeness(to: other))) }
        }
        #expect(meanings.meanings(of: [TextSpan(start: 0, end: 4)], in: publication) == [nil])
    }

    @Test("grouping does without, and with them the same text is one statement still")
    func grouping() async throws {
        let publications = [
            try Samples.read(Samples.pasted, as: "a.txt"), try Samples.read(Samples.pasted, as: "b.txt"),
        ]
        let meanings = try await SentenceMeanings(of: publications, by: Letters())
        let with = Grouping.group(publications, meanings: meanings)
        #expect(with.map(\.carriers.count) == Grouping.group(publications).map(\.carriers.count))
    }

    @Test("answers that are no vectors, or not one for each sentence, are refused")
    func refused() async throws {
        let publications = [try Samples.read(Samples.pasted)]
        let spoilers: [@Sendable ([(String, JSONValue)]) -> [(String, JSONValue)]] = [
            { _ in [] },
            { [$0[0], ("embedding", .text("AAAA"))] },
            { [$0[0], ("embedding", .array([]))] },
            { [$0[0], ("embedding", .array([.integer(0), .integer(0)]))] },
            { [$0[0], ("embedding", .array([.null, .integer(1)]))] },
            { [("index", .integer(0)), $0[1]] },
            { [("index", .integer(99)), $0[1]] },
        ]
        for spoil in spoilers {
            await #expect(throws: NoEmbeddings.self) {
                try await SentenceMeanings(of: publications, by: Letters(spoil: spoil))
            }
        }
    }
}
