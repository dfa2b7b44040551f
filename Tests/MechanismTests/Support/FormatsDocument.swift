import Foundation

@testable import Mechanism

/// The part of `docs/formats.md` that is written by the code: every kind of act, the agreement and the rows of the state, field by field.
enum FormatsDocument {
    static let begin = "<!-- Written by the code from here on: see DocumentsTests. -->"
    static let end = "<!-- Written by the code up to here. -->"

    /// The tables of the state, in the order in which its digest takes them.
    static let tables: [any Row.Type] = [
        Registration.self, RulesSpan.self, Officer.self, Replacement.self, JointAct.self, Draft.self,
        AgreementVersion.self, TruceChange.self, Quota.self,
        CommitmentStatus.self, Assessment.self,
        Report.self,
        Incident.self,
        Exhibit.self,
        Verification.self, AccessRequest.self, TeamInterview.self, Restriction.self,
        Finding.self, Consequence.self, Remedy.self,
        CrossingStatus.self, Handover.self, Person.self, Interview.self, Mismatch.self,
        LiaisonCall.self, Notice.self,
        Meeting.self, Proposal.self, Position.self, Assurance.self, ActionItem.self, Escalation.self,
        Publication.self, Statement.self, Alteration.self, Claim.self,
        CoverageReport.self, Edition.self,
        Release.self, Redaction.self,
    ]

    static func generated(_ golden: Golden) -> String {
        var lines = ["## Payload, field by field", ""]
        lines += fields(of: Payload.shape)
        lines += ["", "## Every kind of act", ""]
        lines += [
            "Each example is a payload to the byte; all of them lie in `Tests/MechanismTests/Golden`. Beside the texts named below, every kind may carry `note`: \(noteMeaning)", "",
        ]
        for type in ActKinds.all { lines += section(type, golden) }
        lines += ["## An entry", "", "The example of `joint.assent`, as the entry that it became:", "", "```json", golden.entry, "```", ""]
        lines += ["## The agreement, field by field", ""] + fields(of: Agreement.shape)
        lines += ["", "## The rows of the state, field by field", ""]
        for table in tables {
            lines += ["### Table `\(table.table)`", ""] + fields(of: table.shape) + [""]
        }
        return lines.joined(separator: "\n")
    }

    /// The document with its generated part put between the two marks; `nil` when it lacks them.
    static func replacing(in document: String, with generated: String) -> String? {
        guard let begin = document.range(of: begin), let end = document.range(of: end), begin.upperBound <= end.lowerBound else { return nil }
        return document[..<begin.upperBound] + "\n\n" + generated + "\n" + document[end.lowerBound...]
    }

    // MARK: One kind

    private static var noteMeaning: String { Establish.kind.slots.last?.meaning ?? "" }

    static func section(_ type: any ActBody.Type, _ golden: Golden) -> [String] {
        let kind = type.kind
        var lines = ["### `\(kind.name)`", "", kind.summary, "", "Signed by \(hands(kind)).", ""]
        lines += fields(of: type.shape)
        lines.append("")
        let texts = kind.slots.dropLast()
        if !texts.isEmpty {
            lines += ["| text | needed | what it is for |", "|---|---|---|"]
            lines += texts.map { "| `\($0.name)` | \($0.required ? "yes" : "no") | \($0.meaning) |" }
            lines.append("")
        }
        if let example = golden.example(of: kind.name) {
            lines += ["Act `\(example.id)`, \(example.payload.count) bytes:", "", "```json", String(decoding: example.payload, as: UTF8.self), "```", ""]
        }
        return lines
    }

    private static func hands(_ kind: ActKind) -> String {
        let roles = kind.roles == Role.allCases ? "any participant" : list(kind.roles.map(words))
        return switch kind.hands {
        case .heads where kind.name == Establish.kind.name: "the head of every participant, in their order"
        case .heads: "the heads of the participants that the agreement names for it, in the order of establishment, in one envelope"
        case .headOrRecovery: "the head of \(roles), or its recovery keys, an act each"
        case .officer: "the head, or an officer accredited for `\(kind.subject)`, of \(roles)"
        case .head: "the head of \(roles)"
        case .joint: "the head of \(roles); it takes effect when the head of every other party has assented (`joint.assent`)"
        }
    }

    private static func words(_ role: Role) -> String {
        switch role {
        case .party: "a party"
        case .guarantor: "a guarantor"
        case .monitoringTeam: "the monitoring team"
        case .secretariat: "the secretariat"
        case .observer: "an observer"
        }
    }

    /// “a, b or c”.
    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "nobody" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    // MARK: Fields

    static func fields(of shape: Shape) -> [String] {
        guard case .object(let fields) = shape, !fields.isEmpty else { return ["No fields: `{}`."] }
        return ["| field | form | meaning |", "|---|---|---|"] + rows(fields, under: "")
    }

    /// One line a field; the fields of an object stand below it with its name before theirs, those of a list's elements with `[]`.
    private static func rows(_ fields: [Shape.Field], under path: String) -> [String] {
        fields.flatMap { field -> [String] in
            let (form, inner, mark) = form(field.shape)
            let name = "\(path)\(field.key)"
            return ["| `\(name)` | \(form) | \(field.meaning) |"] + rows(inner, under: "\(name)\(mark).")
        }
    }

    private static func form(_ shape: Shape) -> (words: String, inner: [Shape.Field], mark: String) {
        switch shape {
        case .object(let fields):
            return (fields.isEmpty ? "object, by kind" : "object", fields, "")
        case .optional(let value):
            let (words, inner, mark) = form(value)
            return (words + "; or null", inner, mark)
        case .list(let element):
            let (words, inner, mark) = form(element)
            return ("list of: " + words, inner, "[]" + mark)
        case .word:
            return ("one of " + shape.words, [], "")
        default:
            return (shape.words, [], "")
        }
    }
}

