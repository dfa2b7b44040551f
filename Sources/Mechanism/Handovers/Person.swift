/// A person in a handover, as far as the record goes: a salted commitment, and what was said of it.
///
/// The identity is never in the record. The commitment is SHA-256("truce/person/v1" ‖ 00 ‖ salt ‖ length as u64, big-endian ‖ UTF-8
/// bytes of the identity), the salt being thirty-two bytes at random that the two sides share outside the record. A person keeps
/// one salt while a handover is open, and gets another for the next.
public struct Person: Row {
    public static let table: StaticString = "person"

    /// What one determiner says that a person is.
    public struct Position: Record, Hashable {
        public var act = Citation()
        public var category = Identifier()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("category", &category, "The category of persons.")
        }
    }

    /// The person in one handover.
    public struct Passage: Record, Hashable {
        public var handover = ActID()
        public var category = Identifier()
        public var family: Int64 = 0
        public var labels: [Citation] = []
        public var positions: [Position] = []
        /// Positions by which a quorum of the determiners came to agree.
        public var determined: [Position] = []
        /// The acts that record interviews.
        public var interviews: [ActID] = []
        public var left: [Citation] = []
        public var came: [Citation] = []
        /// The acts that report the person as missing or of a disputed identity.
        public var mismatches: [ActID] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("handover", &handover, "The handover.")
            field("category", &category, "The category of persons, as proposed.")
            field("family", &family, "The number of the family within the handover; 0 for none.")
            field("labels", &labels, "The acts by which parties gave the person's status a label of their own.")
            field("positions", &positions, "What each determiner says that the person is.")
            field("determined", &determined, "The category as determined, the last one counting; empty where it is not.")
            field("interviews", &interviews, "The acts that record private interviews.")
            field("left", &left, "The receipts of the side that the person left.")
            field("came", &came, "The receipts of the side that the person came to.")
            field("mismatches", &mismatches, "The acts that report the person as missing or of a disputed identity.")
        }
    }

    /// The salted commitment.
    public var commitment = Hash()
    /// In order; the last is the one that counts.
    public var passages = Blocks<Passage>()

    public init() {}
    public var id: Hash { commitment }

    public mutating func visit(_ field: inout some Fields) {
        field("commitment", &commitment, "The salted commitment to who it is.")
        field("passages", &passages, "The handovers that it was proposed for, in order.")
    }

    /// The person in one handover, where that is the one that counts.
    public func passage(in handover: ActID) -> Passage? {
        passages.last.flatMap { $0.handover == handover ? $0 : nil }
    }
}

/// A private interview with a person who is to be handed over: whether it is by the person's own will.
public struct Interview: Row {
    public static let table: StaticString = "interview"

    public enum Answer: String, Word {
        case given, refused
        case notEstablished = "not-established"
        public init() { self = .notEstablished }
    }

    public var act = Citation()
    public var handover = ActID()
    public var person = Hash()
    public var answer = Answer()

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that records it.")
        field("handover", &handover, "The handover.")
        field("person", &person, "The commitment to the person.")
        field("answer", &answer, "What the person answered.")
    }
}

/// What is otherwise at the crossing than it was proposed.
public struct Mismatch: Row {
    public static let table: StaticString = "mismatch"

    public var act = Citation()
    public var handover = ActID()
    public var missing: [Hash] = []
    public var unexpected: [Hash] = []
    public var disputed: [Hash] = []
    /// The sides' agreement, beside that of the side that reported it.
    public var agreed: [Citation] = []

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that reports it.")
        field("handover", &handover, "The handover.")
        field("missing", &missing, "The commitments to listed persons who did not pass.")
        field("unexpected", &unexpected, "New commitments to persons who came and are not listed.")
        field("disputed", &disputed, "The commitments to listed persons whose identity is disputed.")
        field("agreed", &agreed, "The acts by which sides agreed to it, in order.")
    }
}

extension State {
    /// The person in a handover that the commitment was proposed for.
    func passage(of person: Hash, in handover: Handover) throws(Refusal) -> Person.Passage {
        guard let passage = persons[person]?.passage(in: handover.id) else {
            throw Refusal("handover.person", "\(person.hex) must be a person of this handover, by the commitment in its proposal.")
        }
        return passage
    }

    mutating func updatePassage(of person: Hash, _ change: (inout Person.Passage) -> Void) {
        persons.update(person) { row in
            guard !row.passages.isEmpty else { return }
            change(&row.passages[row.passages.count - 1])
        }
    }

    /// The category that the mechanism uses: as determined, otherwise as proposed.
    public func category(of passage: Person.Passage) -> Identifier {
        passage.determined.last { !isContested($0.act) }?.category ?? passage.category
    }

    /// What the person answered last; `nil` before an interview is recorded.
    public func consent(of passage: Person.Passage) -> Interview.Answer? {
        interviews.last(of: passage.interviews) { !isContested($0.act) }?.answer
    }

    /// Whether a side has given its receipt for a person.
    public func hasReceipt(_ passage: Person.Passage, by side: Identifier, of handover: Handover) -> Bool {
        (side == handover.from ? passage.left : passage.came).contains { !isContested($0) }
    }

    /// Whether both sides agree to a mismatch: who reported it has agreed by that.
    public func isAgreed(_ mismatch: Mismatch) -> Bool {
        guard let handover = handovers[mismatch.handover], !isContested(mismatch.act) else { return false }
        return handover.sides.allSatisfy { side in
            mismatch.act.participant == side || mismatch.agreed.contains { $0.participant == side && !isContested($0) }
        }
    }

    /// Whether nothing of a person is left open: both sides gave their receipts and nobody disputes who it is, or both agree to
    /// what went otherwise.
    public func isAccounted(_ passage: Person.Passage, _ commitment: Hash, in handover: Handover) -> Bool {
        let standing = passage.mismatches.compactMap { mismatches[$0] }.filter { !isContested($0.act) }
        if standing.contains(where: isAgreed) { return true }
        return handover.sides.allSatisfy { hasReceipt(passage, by: $0, of: handover) } && !standing.contains { $0.disputed.contains(commitment) }
    }

    func isMissingReceipt(of person: Hash, by side: Identifier, in handover: Handover) -> Bool {
        guard let passage = persons[person]?.passage(in: handover.id) else { return false }
        return !hasReceipt(passage, by: side, of: handover) && !isAccounted(passage, person, in: handover)
    }
}
