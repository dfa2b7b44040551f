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
    /// Where the keys of the played officers are kept, so that a visitor can act for them afterwards.
    let keys: String
    let secretariat: Identifier

    private func key(_ name: String) throws -> OfficerKey {
        let path = "\(keys)/\(name.replacing("/", with: "-")).key"
        return try Files.exists(path) ? KeyFile(path).key : KeyFile.make(name, at: path).key
    }

    /// Establishes the mechanism and puts the agreement in force, at the beginning of its truce.
    func establish(_ agreement: Agreement, registry: SignerKey) async throws {
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
    /// - Returns: how many acts were played.
    @discardableResult
    func play(_ script: Script, progress: (Int, Int) -> Void = { _, _ in }) async throws -> Int {
        for line in script.desks { try await accredit(line) }
        var labels: [String: ActID] = [:]
        for (index, line) in script.lines.enumerated() {
            clock.move(to: line.at.moment)
            do {
                let id = try await desk.perform(
                    try await body(line, labels), by: try key(line.by), audience: line.audience, at: line.at,
                    texts: line.texts.map { Text(slot: $0.slot, language: $0.language, salt: Random.bytes(32), text: $0.text) })
                if let label = line.label { labels[label] = id }
            } catch let complaint as Complaint {
                throw Complaint("\(line.place), \(line.kind): \(complaint)")
            }
            progress(index + 1, script.lines.count)
        }
        return script.lines.count
    }

    func accredit(_ line: Script.DeskLine) async throws {
        let officer = try key(line.name)
        clock.move(to: line.at.moment)
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (officer.key, officer.desk, line.functions)
        try await desk.perform(accredit, by: try key("\(officer.participant)/\(Officer.headDesk)"), audience: .everyone, at: line.at)
    }

    func officer(_ name: String) throws -> OfficerKey { try key(name) }

    private func body(_ line: Script.Line, _ labels: [String: ActID]) async throws -> any ActBody {
        let state = await desk.office.snapshot()?.state
        let body = try ActBodies.read(line.body, kind: line.kind, file: line.place) { text in
            guard text.hasPrefix("@") else { return text }
            let parts = text.dropFirst().split(separator: ":", maxSplits: 1).map(String.init)
            guard let label = parts.last, let id = labels[label] else {
                throw Complaint("“\(text)” must be the label of an act above.")
            }
            switch (parts.count, parts.first) {
            case (1, _): return id.hex
            case (2, "digest"): return state?.editions[id]?.digest.hex ?? text
            case (2, "public-root"): return state?.editions[id]?.publicRoot.hex ?? text
            case (2, "public-size"): return state?.editions[id].map { String($0.publicSize) } ?? text
            case (2, "size"): return state?.editions[id].map { String($0.size) } ?? text
            default: return text
            }
        }
        // A script leaves out what only the rules can count.
        guard var publish = body as? PublishEdition, publish.figures == Figures(), let edition = state?.editions[publish.edition] else { return body }
        publish.figures = edition.figures
        return publish
    }
}
