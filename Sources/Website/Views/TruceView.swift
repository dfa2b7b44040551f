import Mechanism
import Registry

/// How the truce stands at the moment of reading.
struct TruceView: Encodable, Sendable {
    /// `not-adopted`, `not-begun`, `in-force`, `extended`, `suspended`, `resumed`, `expired` or `ended`.
    let state: Term
    let from: Instant?
    /// When it ends, or ended, by its term.
    let until: Instant?
    /// Such as “57 days left of its term.”
    let words: String
}

/// One step of the truce's course: its beginning, a change of it, or the end of its term.
struct TruceStep: Encodable, Sendable {
    /// `begun`, `extended`, `suspended`, `resumed`, `ended` or `expired`.
    let change: Term
    /// From when on it holds.
    let at: Instant
    /// Until when the truce was extended.
    let until: Instant?
    /// `to-come`, `taken-back`, `contested`, or `nothing` where it found nothing to change; left out where it holds.
    let effect: Term?
    /// Whether one party made it alone, as the agreement lets it.
    let alone: Bool
    let reason: [Wording]
    /// The acts by which it was made, and taken back.
    let acts: [ActLine]
}

/// A change of the agreement or of the truce that waits for the assent of parties.
struct PendingChange: Encodable, Sendable {
    let act: ActLine
    let reason: [Wording]
    let assents: [ActLine]
    /// The parties that have not assented.
    let waitsFor: [Named]
    /// When it lapses.
    let deadline: DeadlineView?
}

extension Reading {
    var truceView: TruceView {
        func view(_ word: String, _ text: String, _ words: String, until: Moment? = nil) -> TruceView {
            .init(state: Term(word: word, text: text), from: Instant(agreement?.truce.from.moment), until: Instant(until), words: words)
        }
        guard let status = truce(at: now) else { return view("not-adopted", "No agreement adopted", "No agreement has been adopted yet.") }
        let until = status.until?.moment
        let left = until.map { "\(Moment.words(milliseconds: $0.milliseconds - now.milliseconds)) left of its term." } ?? "It has no set end."
        let since = Instant(status.since).words
        let words =
            switch status.phase {
            case .notBegun: "The truce begins later."
            case .inForce: left
            case .extended, .resumed: "Since \(since). \(left)"
            case .suspended: "Since \(since); the term runs on. \(left)"
            case .expired: "Its term ended \(Moment.words(milliseconds: now.milliseconds - status.since.milliseconds)) ago, and no extension is in the record."
            case .ended: "For good, since \(since)."
            }
        let phase = Term(status.phase)
        return view(phase.word, phase.text, words, until: until)
    }

    /// The beginning, every change in the order in which it holds, and the end of the term where that is past.
    func truceCourse(_ texts: Texts) -> [TruceStep] {
        guard let agreement else { return [] }
        func bare(_ word: String, _ text: String, _ at: Moment) -> TruceStep {
            let effect = at <= now ? nil : Term(word: "to-come", text: "To come")
            return .init(change: Term(word: word, text: text), at: Instant(at), until: nil, effect: effect, alone: false, reason: [], acts: [])
        }
        let changes = truceChanges.sorted { ($0.effective, $0.act.index) < ($1.effective, $1.act.index) }.map { step($0, texts) }
        let expired = truce(at: now).flatMap { $0.phase == .expired ? $0.since : nil }
        return [bare("begun", "Begins", agreement.truce.from.moment)] + changes + (expired.map { [bare("expired", "Its term ends", $0)] } ?? [])
    }

    private func step(_ change: TruceChange, _ texts: Texts) -> TruceStep {
        let made = madeBy(change.act, change.alone ? change.kind.act : nil)
        let taken = change.takenBack.map { ($0, Retract.kind) }
        return .init(
            change: Term(change.kind), at: Instant(change.effective), until: Instant(change.until?.moment), effect: effect(of: change), alone: change.alone,
            reason: made.flatMap { texts[$0.0, "reason"] } + taken.flatMap { texts[$0.0, "reason"] },
            acts: (made + taken).map { line($0.0, $0.1, texts) })
    }

    private func effect(of change: TruceChange) -> Term? {
        guard change.takenBack.isEmpty else { return Term(word: "taken-back", text: "Taken back before it held") }
        guard counts(change) else { return Term(word: "contested", text: "Contested, counts for nothing") }
        guard change.effective <= now else { return Term(word: "to-come", text: "Under notice") }
        // It changed something if the truce stands otherwise without it.
        return truce(at: change.effective, without: change) == truce(at: change.effective)
            ? Term(word: "nothing", text: "Found nothing to change") : nil
    }

    /// The acts that brought something about, in the record's order: its proposal and the assents, or the act that did it alone.
    /// - Parameter alone: the kind of that act.
    func madeBy(_ act: Citation, _ alone: ActKind?) -> [(Citation, ActKind)] {
        if let alone { return [(act, alone)] }
        guard let joint = joint(broughtBy: act) else { return [(act, Assent.kind)] }
        return made(joint)
    }

    private func made(_ joint: JointAct) -> [(Citation, ActKind)] {
        let kind = ActKinds.type(named: joint.kind)?.kind ?? Assent.kind
        return [(joint.proposed, kind)] + joint.assents.map { ($0, Assent.kind) }
    }

    func pendingChanges(_ texts: Texts) -> [PendingChange] {
        jointPending.map { joint in
            let acts = made(joint)
            let deadline = deadlines(of: joint).first
            let given = acts.map(\.0.participant)
            return .init(
                act: line(acts[0].0, acts[0].1, texts), reason: texts[joint.proposed, "reason"], assents: acts.dropFirst().map { line($0.0, $0.1, texts) },
                waitsFor: parties.map(\.id).filter { !given.contains($0) }.map(participant), deadline: deadline.map(deadlineView))
        }
    }

    /// The acts whose texts the agreement's page shows.
    var agreementCitations: [Citation] {
        var acts: [Citation] = []
        for version in versions { acts += [version.laid] + madeBy(version.row.act, nil).map(\.0) }
        for change in truceChanges { acts += madeBy(change.act, change.alone ? change.kind.act : nil).map(\.0) + change.takenBack }
        for joint in jointPending { acts += made(joint).map(\.0) }
        return acts
    }
}

extension TruceChange.Kind {
    /// The kind of act that makes such a change.
    var act: ActKind {
        switch self {
        case .extended: ExtendTruce.kind
        case .suspended: SuspendTruce.kind
        case .resumed: ResumeTruce.kind
        case .ended: EndTruce.kind
        }
    }
}
