public import Mechanism

/// That the follower found something that must not be, or could not see what it must see.
public struct Alarm: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        // With evidence that convinces a third person: see ``Evidence``. These stand for good.
        case splitView = "split-view"
        case ruleBroken = "rule-broken"
        case wrongRecord = "wrong-record"
        case wrongTime = "wrong-time"
        case wrongRefusal = "wrong-refusal"
        case delay
        // Where nothing signed proves it. These end when the same is looked into again and found right.
        /// The registry does not answer.
        case unreachable
        /// It answers acts with nothing that is signed.
        case unanswered
        /// What it shows is not signed by the registry of the card.
        case unsigned
        /// It shows an older record than it signed before.
        case stale
        /// Tiles of hashes are not those of the checkpoint.
        case tiles
        /// Bundles of entries are not those of the tiles, or are withheld.
        case entries
        /// Texts are not those that officers committed to, or are withheld.
        case texts
        /// Its clock and this machine's lie more than five minutes apart.
        case clock
        /// The copy itself could not be written.
        case storage
    }

    /// Whether the sentence and the evidence tell nothing of what is in the record: sizes, roots and addresses alone.
    public var isForEveryone: Bool {
        switch kind {
        case .splitView, .unreachable, .unsigned, .stale, .tiles, .clock: true
        case .ruleBroken, .wrongRecord, .wrongTime, .wrongRefusal, .delay, .unanswered, .entries, .texts, .storage: false
        }
    }

    /// Tells alarms apart: the same finding again is the same alarm.
    public let id: String
    public let kind: Kind
    /// What was found, in one sentence.
    public let sentence: String
    /// The name of the file with the evidence; `nil` where nothing signed proves it.
    public var evidence: String?
    /// When it was found first and last.
    public var first: Moment
    public var last: Moment
    /// Whether it stands: with evidence it does for good.
    public var stands: Bool

    /// - Parameter subject: what it is about; the sentence itself, where nothing else tells it from others of its kind.
    init(_ kind: Kind, _ sentence: String, about subject: String? = nil, at time: Moment) {
        let hash = Hash.sha256(of: Array("\(kind.rawValue)\n\(subject ?? sentence)".utf8))
        self.init(id: "\(kind.rawValue)-\(hash.hex.prefix(16))", kind: kind, sentence: sentence, evidence: nil, first: time, last: time, stands: true)
    }

    /// An alarm as it was stored.
    public init(id: String, kind: Kind, sentence: String, evidence: String?, first: Moment, last: Moment, stands: Bool) {
        (self.id, self.kind, self.sentence, self.evidence) = (id, kind, sentence, evidence)
        (self.first, self.last, self.stands) = (first, last, stands)
    }
}
