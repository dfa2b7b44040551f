import Mechanism
import TransparencyLog

/// Who is asked to cosign what, and when: a pure machine that ``Witnessing`` drives.
///
/// One checkpoint at a time is put to all witnesses, so that their cosignatures come together under one note: the newest when
/// the round begins. A round is over when the quorum has cosigned, or when nobody is left who could still answer. What the record
/// grows by meanwhile waits for the next round, all at once. One request is under way to a witness at a time; a slow one that
/// the quorum does not need is not waited for, and its answer is added when it comes.
struct Rounds {
    /// A witness to be asked for its cosignature.
    struct Ask {
        let witness: Policy.Witness
        let snapshot: Snapshot
        /// The size that it is believed to have.
        let known: UInt64
    }

    private struct Line {
        var known: UInt64 = 0
        var isAsked = false
        /// Left alone for a while, after it failed.
        var isResting = false
        /// Has answered in this round, one way or another.
        var isSettled = false
        var failures = 0
    }

    /// What has been heard so far.
    private(set) var heard: Cosignatures
    private var lines: [Policy.Word: Line] = [:]
    private var newest: Snapshot
    private var target: Snapshot?
    private var signatures: [Policy.Word: NoteSignature] = [:]

    /// For how many seconds a witness is left alone at most, after it failed again and again; and at most when it asks for time.
    static let longestRest = 300
    static let longestRestAsked = 3_600

    init(_ snapshot: Snapshot) {
        (newest, heard) = (snapshot, snapshot.witnessed)
    }

    /// The record has grown, or its policy has changed.
    mutating func grew(_ snapshot: Snapshot) {
        newest = snapshot
        guard heard.source != snapshot.witnessed.source else { return }
        heard = snapshot.witnessed
        (target, signatures) = (nil, [:])
        let names = Set(heard.standings.map(\.witness.name))
        lines = lines.filter { names.contains($0.key) }
    }

    /// What a witness has shown to have, before it was asked to cosign.
    mutating func found(_ witness: Policy.Witness, _ note: Note?) {
        guard let note, let checkpoint = try? Checkpoint(note), checkpoint.size <= newest.size,
            (try? newest.tree.root(at: checkpoint.size)) == checkpoint.root
        else { return }
        lines[witness.name, default: Line()].known = checkpoint.size
        guard case .verified(let verified) = note.verify(by: [witness.key]), let time = verified.last?.time else { return }
        heard.hear(witness.name, size: checkpoint.size, time: time, at: nil)
    }

    /// Puts the same checkpoint to the witnesses again, so that their cosignatures are fresh and the absent show.
    mutating func refresh() {
        guard isOver else { return }
        target = nil
    }

    /// Who is to be asked now. They count as asked from here on.
    mutating func asks() -> [Ask] {
        if isOver, newest.size > target?.size ?? 0 { begin() }
        guard let target else { return [] }
        return heard.standings.compactMap { standing in
            let witness = standing.witness
            var line = lines[witness.name] ?? Line()
            guard witness.url != nil, !line.isAsked, !line.isResting, !line.isSettled else { return nil }
            line.isAsked = true
            lines[witness.name] = line
            return Ask(witness: witness, snapshot: target, known: line.known)
        }
    }

    private mutating func begin() {
        if target?.size != newest.size { signatures = [:] }
        target = newest
        for name in lines.keys { lines[name]?.isSettled = false }
    }

    private var isOver: Bool {
        guard let target else { return true }
        if let latest = heard.latest, latest.checkpoint.size >= target.size { return true }
        return heard.standings.allSatisfy { standing in
            guard standing.witness.url != nil else { return true }
            guard let line = lines[standing.witness.name] else { return false }
            return !line.isAsked && (line.isSettled || line.isResting)
        }
    }

    // MARK: Answers

    /// A witness has cosigned what it was asked for.
    mutating func cosigned(_ ask: Ask, _ signature: NoteSignature, time: UInt64, at moment: Moment) {
        answered(ask, known: ask.snapshot.size)
        lines[ask.witness.name]?.failures = 0
        heard.hear(ask.witness.name, size: ask.snapshot.size, time: time, at: moment)
        guard let policy = ask.snapshot.witnessed.policy else { return }
        if let target, ask.snapshot.size == target.size {
            signatures[ask.witness.name] = signature
            publish(target.note, signatures, policy)
        } else if let latest = heard.latest, ask.snapshot.size == latest.checkpoint.size {
            // The round was over before it answered: the note that was published gains its line.
            var lines: [Policy.Word: NoteSignature] = [ask.witness.name: signature]
            for witness in policy.witnesses where lines[witness.name] == nil {
                lines[witness.name] = latest.note.signatures.first(where: witness.key.isNamed)
            }
            publish(ask.snapshot.note, lines, policy)
        }
    }

    private mutating func publish(_ note: Note, _ lines: [Policy.Word: NoteSignature], _ policy: Policy) {
        let whole = try? policy.witnesses.reduce(note) { note, witness in try lines[witness.name].map(note.adding) ?? note }
        guard let cosigned = whole.flatMap({ Cosignatures.Cosigned($0, policy: policy) }),
            cosigned.checkpoint.size >= heard.latest?.checkpoint.size ?? 0
        else { return }
        heard.latest = cosigned
    }

    /// A witness has a larger checkpoint of this record than it was asked for.
    mutating func overtaken(_ ask: Ask, by size: UInt64) { answered(ask, known: size) }

    /// A witness did not cosign.
    /// - Returns: for how many seconds it is to be left alone.
    mutating func failed(_ ask: Ask, _ problem: String, retryAfter: Int?) -> Int {
        answered(ask, known: lines[ask.witness.name]?.known ?? 0)
        heard.complain(ask.witness.name, problem)
        let failures = lines[ask.witness.name]?.failures ?? 0
        lines[ask.witness.name]?.failures = failures + 1
        lines[ask.witness.name]?.isResting = true
        if let retryAfter { return min(max(retryAfter, 1), Self.longestRestAsked) }
        return min(1 << min(failures, 16), Self.longestRest)
    }

    /// A witness has been left alone for long enough: it is asked again in the round under way.
    mutating func rested(_ witness: Policy.Word) {
        lines[witness]?.isResting = false
        lines[witness]?.isSettled = false
    }

    private mutating func answered(_ ask: Ask, known: UInt64) {
        guard lines[ask.witness.name] != nil else { return }
        lines[ask.witness.name]?.isAsked = false
        // An answer about an earlier checkpoint settles nothing in this round.
        lines[ask.witness.name]?.isSettled = ask.snapshot.size == target?.size
        lines[ask.witness.name]?.known = known
    }
}
