extension Exhibit {
    /// A desk that has an exhibit, and answers for it.
    public struct Holder: Record, Hashable {
        public var participant = Identifier()
        public var desk = Identifier()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("participant", &participant, "The participant.")
            field("desk", &desk, "Its desk.")
        }

        /// Whether an act is by the desk, on whichever of its officer's devices.
        func signs(_ act: Admitted) -> Bool {
            participant == act.participant
                && (desk == act.citation.desk || act.citation.desk.name.utf8.starts(with: "\(desk).".utf8))
        }
    }

    /// In what condition an exhibit came.
    public enum Condition: String, Word {
        case intact, damaged
        case sealBroken = "seal-broken"
        public init() { self = .intact }
    }

    /// How an exhibit is examined.
    public enum Method: String, Word {
        case visual, imagery, metadata, comparison, ballistic, chemical, medical, other
        public init() { self = .other }
    }

    /// What a copy is.
    public enum Form: String, Word {
        case redacted, transcript, translation
        case workingCopy = "working-copy"
        case enhanced
        public init() { self = .workingCopy }
    }

    /// How custody ends.
    public enum Disposal: String, Word {
        case returned, destroyed, archived
        public init() { self = .archived }
    }

    /// What a copy was made from.
    public struct Derivation: Record, Hashable {
        public var form = Form()
        public var from = ActID()
        public var original = ActID()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("form", &form, "What kind of copy it is.")
            field("from", &from, "The exhibit that it was made from.")
            field("original", &original, "The original that it goes back to.")
        }
    }

    /// One thing that happened to an exhibit. Of the fields that may be null, those have a value that the step tells of.
    public struct Step: Record, Hashable {
        public enum Kind: String, Word {
            case handedOver = "handed-over"
            case received, recalled, examined, copied, disposed
            public init() { self = .handedOver }
        }
        public var act = Citation()
        public var kind = Kind()
        public var at = Moment()
        public var to: Holder?
        public var condition: Condition?
        public var method: Method?
        public var disposal: Disposal?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that tells of it; of a copy, the act that deposited the copy.")
            field("kind", &kind, "What happened.")
            field("at", &at, "When; never before the step before.")
            field("to", &to, "The desk that it is handed to, or that received it.")
            field("condition", &condition, "How it came, where it was received or recalled.")
            field("method", &method, "How it was examined.")
            field("disposal", &disposal, "How custody ended.")
        }

        init(_ kind: Kind, _ act: Admitted, at: Moment) { (self.kind, self.act, self.at) = (kind, act.citation, at) }
    }

    /// Where an exhibit is.
    public enum Keeping: Hashable, Sendable {
        case held(Holder)
        /// Handed over, and not received yet.
        case underway(from: Holder, to: Holder)
        case disposed(Disposal)
    }

    /// One span of the chain of custody.
    public struct Span: Hashable, Sendable {
        public var keeping: Keeping
        public var from: Moment
        /// Where the next span begins; `nil` for the last.
        public var until: Moment?
    }

    /// The chain of custody: who had it at any moment since its collection, without a gap, the last span without an end.
    /// From the collection on it is with the desk that deposited it, which answers for it; who collected it stands beside.
    public var chain: [Span] {
        var holder = Holder()
        (holder.participant, holder.desk) = (deposited.participant, deposited.desk)
        var chain = [Span(keeping: .held(holder), from: collected)]
        for step in custody {
            let next: Keeping
            switch (step.kind, step.to) {
            case (.handedOver, let to?): next = .underway(from: holder, to: to)
            case (.received, let to?):
                holder = to
                next = .held(to)
            case (.recalled, _): next = .held(holder)
            case (.disposed, _): next = .disposed(step.disposal ?? Disposal())
            default: continue
            }
            chain[chain.count - 1].until = step.at
            chain.append(Span(keeping: next, from: step.at))
        }
        return chain
    }

    /// Where it is now.
    public var keeping: Keeping { chain.last?.keeping ?? .held(Holder()) }

    /// Where it was at a moment; `nil` before its collection.
    public func keeping(at moment: Moment) -> Keeping? { chain.last { $0.from <= moment }?.keeping }
}

extension State {
    /// An exhibit with the steps that count: one that a repudiated key signed does not, and the exhibit is where it was before it.
    public func counted(_ exhibit: Exhibit) -> Exhibit {
        var exhibit = exhibit
        exhibit.custody.removeAll { isContested($0.act) }
        return exhibit
    }

    /// The desk that has an exhibit.
    func holder(of exhibit: Exhibit) throws(Refusal) -> Exhibit.Holder {
        switch counted(exhibit).keeping {
        case .held(let holder): return holder
        case .underway(_, let to):
            throw Refusal("evidence.underway", "The exhibit is on its way: “\(to.participant)/\(to.desk)” must first receive it, or its sender recall it.")
        case .disposed(let disposal):
            throw Refusal("evidence.disposed", "An exhibit must be in somebody's custody; this one is \(disposal.rawValue).")
        }
    }

    /// That the desk that has an exhibit signs the act.
    func checkHolder(of exhibit: Exhibit, _ act: Admitted) throws(Refusal) {
        let holder = try holder(of: exhibit)
        guard holder.signs(act) else {
            throw Refusal("evidence.custodian", "The act must come from the desk that has the exhibit, “\(holder.participant)/\(holder.desk)”.")
        }
    }

    /// That time does not go back along a chain of custody, nor ahead of the record.
    func checkTime(_ moment: Moment, of exhibit: Exhibit, _ act: Admitted) throws(Refusal) {
        let last = counted(exhibit).custody.last?.at ?? exhibit.collected
        guard moment >= last, moment <= act.received else {
            throw Refusal("evidence.time", "What happens to an exhibit must not lie before what happened to it last, \(last.milliseconds), nor after the act is received.")
        }
    }

    /// The participant whose evidence it is: who deposited the original.
    func originator(of exhibit: Exhibit) -> Identifier {
        exhibit.derivation.flatMap { exhibits[$0.original] }?.deposited.participant ?? exhibit.deposited.participant
    }

    /// Whether the public may know of an exhibit.
    func isOpen(_ exhibit: Exhibit) -> Bool { audience(of: exhibit.deposited) == .everyone }

    /// That a participant opens its own evidence, or what was made from it.
    func checkOpening(of exhibit: Exhibit, by participant: Identifier) throws(Refusal) {
        let originator = originator(of: exhibit)
        guard originator == participant else {
            throw Refusal("evidence.release", "Evidence, and what was made from it, is released by the participant that deposited it, “\(originator)”.")
        }
    }

    /// Whether an exhibit is another one, or a copy of it, however far removed.
    func isOrComesFrom(_ id: ActID, _ other: ActID) -> Bool {
        var next: ActID? = id
        while let id = next {
            if id == other { return true }
            next = exhibits[id]?.derivation?.from
        }
        return false
    }
}

extension Exhibit {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        let counted = state.counted(self)
        guard case .underway(_, let to) = counted.keeping, let sent = counted.custody.last(where: { $0.kind == .handedOver }) else { return [] }
        return [Deadline(
            "custody", of: Self.table, id, owed: [to.participant],
            from: sent.act.received, until: sent.act.received.adding(hours: agreement.clocks.custody), audience: sent.act.audience)]
    }
}
