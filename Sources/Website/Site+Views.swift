import Mechanism
import Registry
import TransparencyLog

/// What is shown of the record, the same for pages and for the API.
extension Site {
    func overview(_ reading: Reading) async throws -> OverviewView {
        let hidden = try await register.hidden(from: reading.reader, in: reading.snapshot)
        return reading.overviewView(actsForParticipants: hidden, try texts(reading.overviewCitations, reading))
    }

    func incidents(_ reading: Reading) throws -> IncidentList {
        reading.incidentList(try texts(reading.incidents.map(\.opened), reading))
    }

    func incident(_ number: String?, _ reading: Reading) throws -> IncidentView {
        guard let incident = number.flatMap(Int64.init).flatMap(reading.incident(number:)) else {
            throw WebsiteError.noSuch("incident")
        }
        return reading.incidentView(incident, try texts(reading.citations(for: incident), reading))
    }

    func commitment(_ name: String?, _ reading: Reading) throws -> CommitmentView {
        guard let (commitment, status, acts) = name.flatMap(reading.commitment(named:)) else {
            throw WebsiteError.noSuch("commitment")
        }
        return reading.commitmentView(commitment, status, try texts(acts, reading))
    }

    func sources(_ reading: Reading) throws -> SourcesView {
        reading.sourcesView(try texts(reading.sourceCitations, reading))
    }

    func statement(_ name: String?, _ reading: Reading) throws -> StatementView {
        guard let statement = name.flatMap(reading.statement(named:)) else { throw WebsiteError.noSuch("statement") }
        return reading.statementView(statement, try texts(reading.citations(for: statement), reading))
    }

    /// A version of the agreement; the one in force where none is named.
    func agreement(version number: String? = nil, _ reading: Reading) throws -> AgreementView {
        guard reading.agreement != nil, let version = reading.version(number.map { Int64($0) ?? 0 } ?? reading.state.version) else {
            throw WebsiteError(.notFound, number == nil ? "No agreement is in force, or none that you may see." : "The agreement has no such version, or none that you may see.")
        }
        return reading.agreementView(version, try texts(reading.agreementCitations, reading))
    }

    func editions(_ reading: Reading) throws -> EditionList {
        reading.editionList(try texts(reading.editionCitations, reading))
    }

    func edition(_ number: String?, _ reading: Reading) throws -> EditionView {
        guard let number = number.flatMap(Int.init), let edition = reading.edition(number: number) else {
            throw WebsiteError.noSuch("edition")
        }
        let acts = [edition.cut, edition.published].compactMap(reading.seen) + reading.errata(of: edition)
        return reading.editionView(edition, number: number, try texts(acts, reading))
    }

    func acts(from: UInt64, limit: UInt64, withEntries: Bool = false, _ reading: Reading) throws -> ActList {
        let end = min(from + limit, reading.snapshot.size)
        var stretch: [RecordedAct] = []
        if from < end {
            for (offset, bytes) in try storage.entries(from..<end).enumerated() {
                stretch.append(try RecordedAct(index: from + UInt64(offset), bytes: bytes))
            }
        }
        return reading.actList(
            stretch, from: from, limit: limit, withEntries: withEntries, try texts(stretch.map(\.citation), reading))
    }

    func act(_ place: String?, _ reading: Reading) throws -> ActView {
        let recorded = try recorded(place, reading)
        return reading.actView(recorded, try texts([recorded.citation], reading))
    }

    func record(_ reading: Reading) async throws -> RecordView {
        let covered = reading.snapshot.witnessed.latest?.checkpoint.size ?? 0
        // When an act was received is no secret, whoever may read the act.
        let waiting = covered < reading.snapshot.size ? try storage.entries(covered..<covered + 1).first : nil
        return reading.recordView(
            digest: await register.digest(of: reading.snapshot),
            actsForParticipants: try await register.hidden(from: reading.reader, in: reading.snapshot),
            waitingSince: try waiting.map { bytes throws(Malformed) in try Entry(strict: bytes).received })
    }

    /// How many bytes of texts an answer has at most, the last act's beside.
    private static let mostText = 4 << 20

    /// The texts of a stretch of acts, as many as one answer holds.
    func stretchOfTexts(from: UInt64, limit: UInt64, _ reading: Reading) throws -> TextStretch {
        let end = min(from + limit, reading.snapshot.size)
        guard from < end else { return TextStretch(from: from, next: from, acts: []) }
        let stretch = try storage.entries(from..<end).enumerated().map { try RecordedAct(index: from + UInt64($0), bytes: $1) }
        let visible = stretch.filter { reading.sees($0.citation) }
        let texts = try texts(visible.map(\.citation), reading)
        var (acts, length) = ([ActTexts](), 0)
        for recorded in visible {
            let act = reading.actTexts(recorded, texts)
            guard !act.texts.isEmpty else { continue }
            guard length <= Self.mostText else { return TextStretch(from: from, next: UInt64(act.index), acts: acts) }
            length += act.texts.reduce(0) { $0 + $1.text.utf8.count }
            acts.append(act)
        }
        return TextStretch(from: from, next: end, acts: acts)
    }
}
