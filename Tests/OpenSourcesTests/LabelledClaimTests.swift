import Foundation
import Testing

@testable import OpenSources

/// The texts of `Claims`, as its README.md says.
private struct LabelledText {
    let name: String
    let places: [String]
    let text: String
    let labels: [Label]

    struct Label: Equatable {
        let kind: String
        let isMaybe: Bool
        let span: TextSpan
        /// Each by its first word.
        let fields: [String: String]
    }

    static func read(_ part: String) throws -> [LabelledText] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Claims")
        let whole = try String(contentsOf: folder.appending(path: part), encoding: .utf8)
        return whole.components(separatedBy: "\n=== ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let head = lines[0].components(separatedBy: " | ")
            let places = head[2].dropFirst("places ".count).components(separatedBy: ", ")
            var (text, labels, rest) = ("", [Label](), lines[1])
            while let open = rest.firstIndex(of: "{"), let colon = rest[open...].range(of: ": "),
                let close = rest[colon.upperBound...].firstIndex(of: "}")
            {
                text += rest[..<open]
                let start = text.unicodeScalars.count
                text += rest[colon.upperBound..<close]
                let span = TextSpan(start: start, end: text.unicodeScalars.count)
                labels += rest[rest.index(after: open)..<colon.lowerBound].components(separatedBy: " | ").map { label($0, span) }
                rest = rest[rest.index(after: close)...]
            }
            return LabelledText(name: head[0], places: places, text: text + rest, labels: labels)
        }
    }

    private static func label(_ mark: String, _ span: TextSpan) -> Label {
        let parts = mark.components(separatedBy: "; ")
        let fields = parts.dropFirst().map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
        let isMaybe = parts[0].hasPrefix("maybe ")
        return Label(
            kind: isMaybe ? String(parts[0].dropFirst("maybe ".count)) : parts[0], isMaybe: isMaybe, span: span,
            fields: Dictionary(uniqueKeysWithValues: fields.map { ($0[0], $0[1]) }))
    }

    func claims() throws -> [Claim] {
        let gazetteer = Gazetteer(places.map { Gazetteer.Place(id: $0, name: $0, country: nil) })
        return Claim.read(try Samples.read(text, as: name), gazetteer: gazetteer)
    }

    /// Proposals and labels that are neither way in doubt.
    func score(_ claims: [Claim]) -> Score {
        var score = Score()
        var left = labels
        for claim in claims {
            let fitting = left.firstIndex { label in
                let shared = min(label.span.end, claim.span.end) - max(label.span.start, claim.span.start)
                return label.kind == claim.kind.rawValue && 2 * shared >= min(label.span.length, claim.span.length)
            }
            let label = fitting.map { left.remove(at: $0) }
            guard label?.isMaybe != true else { continue }
            score.proposed += 1
            guard let label else { continue }
            score.right += 1
            score.add(label.fields, claim)
        }
        score.wanted = labels.count { !$0.isMaybe }
        return score
    }
}

private struct Score {
    var (wanted, proposed, right) = (0, 0, 0)
    /// Of each field how often it is scored, and right.
    var fields: [String: (scored: Int, right: Int)] = [:]

    var precision: Double { Double(right) / Double(max(1, proposed)) }
    var recall: Double { Double(right) / Double(max(1, wanted)) }
    func share(_ field: String) -> Double { fields[field].map { Double($0.right) / Double($0.scored) } ?? 0 }

    mutating func add(_ other: Score) {
        (wanted, proposed, right) = (wanted + other.wanted, proposed + other.proposed, right + other.right)
        for (field, count) in other.fields {
            let sum = fields[field] ?? (0, 0)
            fields[field] = (sum.scored + count.scored, sum.right + count.right)
        }
    }

    mutating func add(_ wanted: [String: String], _ claim: Claim) {
        func count(_ field: String, _ isRight: Bool) {
            let sum = fields[field] ?? (0, 0)
            fields[field] = (sum.scored + 1, sum.right + (isRight ? 1 : 0))
        }
        if let actor = wanted["by"], actor != "?" { count("actor", Self.isSame(actor, claim.actor)) }
        if wanted["at"] != "?", wanted["at"] != nil || claim.proposal == .report {
            count("place", wanted["at"] == claim.place?.place.name)
        }
        if wanted["on"] != "?", wanted["on"] != nil || claim.proposal == .report {
            let days = claim.days.map { Set(["\($0.lowerBound)", "\($0.upperBound)"]).sorted().joined(separator: "..") }
            count("time", wanted["on"] == (wanted["on"]?.utf8.count == 7 ? claim.time?.value : days))
        }
        if claim.kind == .incident {
            let harms = Casualties.Kind.allCases.compactMap { kind in wanted[kind.rawValue].map { "\(kind.rawValue) \($0)" } }
            let given = claim.casualties.map { "\($0.kind.rawValue) \($0.low) \($0.best) " + ($0.high.map { String($0) } ?? "-") }
            count("casualties", harms.sorted() == given.sorted())
        }
        switch (wanted["says"], claim.voice) {
        case ("?", _): break
        case (nil, .outlet), ("somebody", .attributed): count("voice", true)
        case (let says?, .attributed(let party)): count("voice", Self.isSame(says, party))
        default: count("voice", false)
        }
    }

    /// One of the names wanted is the party's, or a part of it, or holds it.
    private static func isSame(_ wanted: String, _ party: Claim.Party?) -> Bool {
        func words(_ name: String) -> Set<String> {
            Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)).subtracting(["the", "both", "of", "and"])
        }
        let given = party.map { [words($0.name), words($0.mention)] } ?? []
        return wanted.split(separator: "/").map { words(String($0)) }.contains { name in
            given.contains { !$0.isEmpty && (name.isSubset(of: $0) || $0.isSubset(of: name)) }
        }
    }
}

@Suite("Claims that a monitoring desk would want")
struct LabelledClaimTests {
    private static func score(_ part: String) throws -> Score {
        var score = Score()
        for text in try LabelledText.read(part) { score.add(text.score(try text.claims())) }
        return score
    }

    @Test("the files hold twenty texts each, with claims of every kind between them, and texts of few", arguments: ["develop.txt", "held.txt"])
    func files(part: String) throws {
        let texts = try LabelledText.read(part)
        let labels = texts.flatMap(\.labels)
        #expect(texts.count == 20 && Set(texts.map(\.name)).count == 20)
        #expect(Set(labels.map(\.kind)) == Set(Claim.Kind.allCases.map(\.rawValue)))
        #expect(texts.allSatisfy { !$0.text.contains("{") && !$0.text.contains("}") && !$0.labels.isEmpty })
        #expect(texts.contains { $0.labels.count <= 2 })
    }

    @Test("most proposals are wanted, and most of what is wanted is proposed", arguments: [("develop.txt", 0.90, 0.84), ("held.txt", 0.85, 0.77)])
    func floors(part: String, precision: Double, recall: Double) throws {
        let score = try Self.score(part)
        #expect(score.precision >= precision && score.recall >= recall, "\(score.precision) \(score.recall)")
        for (field, floor) in [("actor", 0.78), ("place", 0.90), ("time", 0.86), ("casualties", 0.78), ("voice", 0.87)] {
            #expect(score.share(field) >= floor, "\(field): \(score.fields[field] ?? (0, 0))")
        }
    }

    @Test("a reader that proposes everything, or nothing, is caught")
    func scorer() throws {
        let text = try #require(try LabelledText.read("develop.txt").first { $0.name == "mill-1" })
        let claims = try text.claims()
        let right = text.score(claims)
        #expect(right.right > 3 && right.right <= right.wanted)
        #expect(text.score(claims + claims).precision <= 0.5)
        #expect(text.score([]).recall == 0)
    }
}
