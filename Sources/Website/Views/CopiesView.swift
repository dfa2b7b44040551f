public import Following
import Mechanism
import Registry
import TransparencyLog

/// Who else has a copy of the record, as far as this site knows: whether they agree, and what was found wrong.
public struct Copies: Sendable {
    /// The copies that are compared with this one, the registry first where this one is a follower's.
    let neighbours: Neighbours
    /// The follower whose copy this is; `nil` at the registry.
    let follower: Follower?

    public init(neighbours: Neighbours, follower: Follower? = nil) { (self.neighbours, self.follower) = (neighbours, follower) }
}

/// Said on every page of a follower's site: that it is a copy, whose, of whom, and how fresh.
struct CopyNotice: Sendable {
    let registry: String
    let participant: String
    /// When the registry last showed a checkpoint.
    let looked: Instant?
    let alarms: Int

    init(_ standing: Follower.Standing, _ reading: Reading?) {
        registry = standing.registry
        participant = reading?.participant(standing.participant).name ?? standing.participant.name
        looked = Instant(standing.looked)
        alarms = standing.alarms
    }
}

/// Whether the copies of the record agree.
struct CopiesView: Encodable, Sendable {
    struct Other: Encodable, Sendable {
        /// Its address.
        let name: String
        let verdict: Term
        let size: UInt64?
        let root: String?
        let asked: Instant
    }
    struct Found: Encodable, Sendable {
        let kind: Term
        /// What was found; left out for readers who may not read entries, where it tells of one.
        let sentence: String?
        /// Where the evidence is.
        let evidence: String?
        let first: Instant
        let last: Instant
        let stands: Bool
    }

    /// Whether this is a follower's copy, or the registry's own record.
    let follower: Bool
    let size: UInt64
    let root: String
    let others: [Other]
    /// Acts that were handed in here and wait for the registry's answer.
    let waiting: Int
    let alarms: [Found]
}

extension Site {
    func copiesView(_ reading: Reading) async -> CopiesView {
        let snapshot = reading.snapshot
        let others = await copies?.neighbours.look().map { answer in
            let comparison = CopyComparison(answer.bytes, with: snapshot)
            return CopiesView.Other(
                name: answer.name, verdict: Term(comparison.verdict), size: comparison.checkpoint?.size,
                root: comparison.checkpoint?.root.base64, asked: Instant(answer.asked))
        }
        let alarms = await copies?.follower?.allAlarms.map { CopiesView.Found($0, for: reading.reader) }
        return CopiesView(
            follower: copies?.follower != nil, size: snapshot.size, root: snapshot.checkpoint.root.base64, others: others ?? [],
            waiting: await copies?.follower?.standing.waiting ?? 0, alarms: alarms?.reversed() ?? [])
    }

    /// What every page of a follower's site says of it.
    func copyNotice(_ reading: Reading?) async -> CopyNotice? {
        guard let standing = await copies?.follower?.standing else { return nil }
        return CopyNotice(standing, reading)
    }

    /// An evidence file, for those who may read what is in it.
    func evidence(_ name: String?, for reader: Reader) async throws -> [UInt8] {
        guard let name, let follower = copies?.follower, let alarm = await follower.allAlarms.first(where: { $0.evidence == name }),
            let bytes = try follower.evidence(name)
        else { throw WebsiteError.noSuch("evidence") }
        guard alarm.isForEveryone || Visibility.allowsEntries(to: reader) else {
            throw WebsiteError(.forbidden, "This evidence holds entries, which are for participants: open a session with a signed challenge.")
        }
        return bytes
    }
}

extension CopiesView.Found {
    init(_ alarm: Alarm, for reader: Reader) {
        kind = Term(alarm.kind)
        sentence = alarm.isForEveryone || Visibility.allowsEntries(to: reader) ? alarm.sentence : nil
        evidence = alarm.evidence.map { "/evidence/\($0)" }
        (first, last, stands) = (Instant(alarm.first), Instant(alarm.last), alarm.stands)
    }
}

extension Term {
    init(_ verdict: CopyComparison.Verdict) {
        let text =
            switch verdict {
            case .agrees: "Agrees"
            case .behind: "Behind: an earlier size of the same record"
            case .ahead: "Ahead: to be compared once this copy has grown"
            case .differs: "Differs: another record under the same name"
            case .silent: "Did not answer"
            case .strange: "Showed no checkpoint of this record"
            }
        self.init(word: verdict.rawValue, text: text)
    }

    init(_ kind: Alarm.Kind) {
        let text =
            switch kind {
            case .splitView: "The registry signed two records"
            case .ruleBroken: "An entry does not hold"
            case .wrongRecord: "Another record than the card's"
            case .wrongTime: "A time of receipt cannot be right"
            case .wrongRefusal: "An act was refused wrongly"
            case .delay: "A lodged act is not recorded"
            case .unreachable: "The registry does not answer"
            case .unanswered: "The registry does not answer acts"
            case .unsigned: "A checkpoint is not signed as it must be"
            case .stale: "The registry shows an older record than it signed"
            case .tiles: "Tiles are not those of the checkpoint"
            case .entries: "Entries are withheld, or not those of the checkpoint"
            case .texts: "Texts are not those that were committed to"
            case .clock: "Clocks differ by more than five minutes"
            case .storage: "The copy could not be written"
            }
        self.init(word: kind.rawValue, text: text)
    }
}
