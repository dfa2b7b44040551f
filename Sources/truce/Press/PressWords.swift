import OpenSources

/// What was read in publications, for a person at a terminal.
enum PressWords {
    static func publication(_ publication: Publication) -> String {
        let day = publication.published.day.map { "\($0) (\(publication.published.reason))" } ?? "day not known (\(publication.published.reason))"
        var lines = [
            "\(publication.file): \(publication.title)",
            "  \(publication.outlet?.name ?? "outlet not named"), \(day)",
        ]
        for quote in publication.quotes {
            let speaker = quote.speaker.map { $0.basis == .carried ? "\($0.name) (carried over)" : $0.name } ?? "speaker unknown"
            lines.append("  \(speaker), \(quote.kind.rawValue)\(quote.cue.map { ", \($0)" } ?? ""): \(line(quote.text))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func statement(_ statement: Statement) -> String {
        var lines = [
            "\(statement.id): \(statement.speaker), \(statement.day.map(\.description) ?? "day not known")\(statement.side.map { ", for \($0)" } ?? "")",
            "  one origin in \(count(statement.carriers.count, "publication")) of \(count(statement.outlets, "outlet")); sure to \(share(statement.score)) of 1",
        ]
        lines += statement.carriers.map { "  - \($0.file)\($0.outlet.map { ", \($0)" } ?? "")" }
        for pair in statement.evidence.prefix(3) {
            lines.append("  because “\(line(pair.a.text))” (\(pair.a.file))")
            lines.append("     and  “\(line(pair.b.text))” (\(pair.b.file))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func counts(_ counts: VoiceCount) -> String {
        let heard = counts.sidesHeard.isEmpty ? "none" : counts.sidesHeard.joined(separator: ", ")
        let silent = counts.sidesNotHeard.isEmpty ? "" : "; not heard: \(counts.sidesNotHeard.joined(separator: ", "))"
        return """
            \(count(counts.publications, "publication")), \(count(counts.outlets, "outlet")) (\(counts.outletsNotNamed) not named), \
            \(count(counts.origins, "origin")). Sides heard in their own voice: \(heard)\(silent).
            """
    }

    static func alteration(_ alteration: Alteration) -> String {
        func words(_ excerpt: Excerpt, _ open: String, _ close: String, _ span: (WordRun) -> TextSpan?) -> String {
            let scalars = Array(excerpt.text.unicodeScalars)
            var text = ""
            var place = 0
            func copy(to end: Int) {
                for scalar in scalars[place..<max(place, min(end, scalars.count))] { text.unicodeScalars.append(scalar) }
                place = max(place, end)
            }
            for run in alteration.words {
                guard let span = span(run) else { continue }
                copy(to: span.start - excerpt.span.start)
                if run.kind != .kept { text += open }
                copy(to: span.end - excerpt.span.start)
                if run.kind != .kept { text += close }
            }
            copy(to: scalars.count)
            return line(text)
        }
        return """
            \(alteration.changes.map(\.rawValue).joined(separator: ", ")) (\(alteration.statement), sure to \(share(alteration.score)) of 1)
              \(alteration.a.file): \(words(alteration.a, "[-", "-]", \.a))
              \(alteration.b.file): \(words(alteration.b, "{+", "+}", \.b))

            """
    }

    static func line(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    private static func share(_ share: Double) -> String {
        let hundredths = Int((share * 100).rounded())
        return hundredths >= 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
