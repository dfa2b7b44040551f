import Mechanism
import Registry
import Synchronization
import TransparencyLog

/// Plays a script into a record, each act at the script's time. Only a rehearsal can be played.
struct Player {
    /// The clock of a rehearsal: stands where the script is.
    final class ScriptClock: Sendable {
        private let now = Mutex(Moment())

        var clock: Clock { .rehearsal { [self] in now.withLock { $0 } } }

        /// Moves on to `moment`, and never back.
        func move(to moment: Moment) { now.withLock { $0 = max($0, moment) } }
    }

    let desk: Desk
    let clock: ScriptClock
    /// The agreement with all its instruments; a script may begin with the first of them, and amend it by the others.
    let agreement: Agreement
    /// Where the keys of the played officers are kept, so that a visitor can act for them afterwards.
    let keys: String
    let secretariat: Identifier

    private func key(_ name: String) throws -> OfficerKey {
        let path = "\(keys)/\(name.replacing("/", with: "-")).key"
        return try Files.exists(path) ? KeyFile(path).key : KeyFile.make(name, at: path).key
    }

    /// Establishes the mechanism and puts the agreement in force, at the beginning of its truce.
    /// - Parameter instrument: the last of its instruments that is in force from the beginning; `nil` where all of them are.
    func establish(with instrument: String?, registry: SignerKey) async throws {
        let agreement = try instrument.map(version) ?? agreement
        let at = agreement.truce.from
        clock.move(to: at.moment)
        let heads = try agreement.participants.map { try key("\($0.id)/\(Officer.headDesk)") }
        var envelope = try Establishing.envelope(
            agreement, heads: Dictionary(uniqueKeysWithValues: heads.map { ($0.participant, $0.key) }), origin: registry.name,
            registry: registry.verifier, rehearsal: true, at: at)
        let signed = envelope.preAuthentication
        envelope.signatures = try heads.map { try $0.signature(over: signed) }
        switch await desk.office.submit(Submission(envelope: envelope, texts: [])) {
        case .recorded: break
        case .refused(let refusal): throw Complaint("Refused: \(refusal.refusal)")
        case .malformed(let reason), .halted(let reason): throw Complaint(reason)
        }
        try await Establishing.adopt(agreement, heads: heads, desk: desk, at: at)
    }

    /// Accredits the script's desks and plays its acts.
    /// - Returns: the ids of the acts that have labels.
    @discardableResult
    func play(_ script: Script, progress: (Int, Int) -> Void = { _, _ in }) async throws -> [String: ActID] {
        for line in script.desks { try await accredit(line) }
        var played: [String: Played] = [:]
        for (index, line) in script.lines.enumerated() {
            clock.move(to: line.at.moment)
            do {
                let texts = line.act.salted()
                let id = try await desk.perform(
                    try await body(line.act, played), by: try key(line.by), audience: line.act.audience, at: line.at, texts: texts)
                if let label = line.act.label { played[label] = Played(id: id, texts: texts) }
            } catch let complaint as Complaint {
                throw Complaint("\(line.act.place), \(line.act.kind): \(complaint)")
            }
            progress(index + 1, script.lines.count)
        }
        return played.mapValues(\.id)
    }

    func accredit(_ line: Script.DeskLine) async throws {
        let officer = try key(line.name)
        clock.move(to: line.at.moment)
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (officer.key, officer.desk, line.functions)
        try await desk.perform(accredit, by: try key("\(officer.participant)/\(Officer.headDesk)"), audience: .everyone, at: line.at)
    }

    func officer(_ name: String) throws -> OfficerKey { try key(name) }

    /// An act that was played, under its label.
    private struct Played {
        var id: ActID
        var texts: [Text]
    }

    private func body(_ act: AuthoredAct, _ played: [String: Played]) async throws -> any ActBody {
        let state = await desk.office.snapshot()?.state
        let body = try act.read { try meaning(of: $0, played, state) }
        // A script leaves out what only the rules can count.
        guard var publish = body as? PublishEdition, publish.figures == Figures(), let edition = state?.editions[publish.edition] else { return body }
        publish.figures = edition.figures
        return publish
    }

    /// What a text of a script stands for: “@label” for the id of an act above, “@digest:label” and the like for what only the rules
    /// know of it, “@text:slot:label” for the commitment to one of its texts; “@agreement:instrument” and “@content:instrument” for the
    /// hash and the canonical JSON of the agreement as that instrument left it; “@key:participant/desk” for an officer's public key.
    private func meaning(of text: String, _ played: [String: Played], _ state: State?) throws -> String {
        guard text.hasPrefix("@") else { return text }
        let parts = text.dropFirst().split(separator: ":").map(String.init)
        switch (parts.count, parts.first) {
        case (2, "agreement"): return try version(parts[1]).hash.hex
        case (2, "content"): return String(decoding: try version(parts[1]).canonical, as: UTF8.self)
        case (2, "key"): return try key(parts[1]).key.description
        default: break
        }
        guard let label = parts.last, let act = played[label] else {
            throw Complaint("“\(text)” must be the label of an act above.")
        }
        let edition = state?.editions[act.id]
        switch (parts.count, parts.first) {
        case (1, _): return act.id.hex
        case (2, "digest"): return edition?.digest.hex ?? text
        case (2, "public-root"): return edition?.publicRoot.hex ?? text
        case (2, "public-size"): return edition.map { String($0.publicSize) } ?? text
        case (2, "size"): return edition.map { String($0.size) } ?? text
        case (3, "text"): return act.texts.first { $0.slot.name == parts[1] }?.reference.commitment.hex ?? text
        default: return text
        }
    }

    private func version(_ instrument: String) throws -> Agreement {
        guard let version = agreement.standing(with: instrument) else {
            throw Complaint("“\(instrument)” must be an instrument of the agreement: \(agreement.instruments.map(\.id.name).joined(separator: ", ")).")
        }
        return version
    }
}

extension Agreement {
    /// The agreement as it stood when this was the last of its instruments: without those named after it, their articles, and what
    /// stands under those articles; `nil` where it has no such instrument.
    fileprivate func standing(with instrument: String) -> Agreement? {
        guard let last = instruments.firstIndex(where: { $0.id.name == instrument }) else { return nil }
        let instruments = Array(instruments[...last])
        let articles = articles.filter { article in instruments.contains { $0.id == article.instrument } }
        func stands(_ article: Identifier) -> Bool { articles.contains { $0.id == article } }
        var version = self
        (version.instruments, version.articles) = (instruments, articles)
        version.definitions = definitions.filter { $0.article.map(stands) ?? true }
        version.commitments = commitments.filter { stands($0.article) }
        return version
    }
}
