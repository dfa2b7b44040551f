public import Mechanism
public import TransparencyLog

/// What the witnesses of a record have said of it: the latest checkpoint that met their quorum, and how each of them stands.
public struct Cosignatures: Hashable, Sendable {
    /// A checkpoint with the cosignatures of the quorum.
    public struct Cosigned: Hashable, Sendable {
        public let note: Note
        public let checkpoint: Checkpoint
        /// Who cosigned it, and when.
        public let by: [Policy.Judgement.Cosigned]

        /// `nil` unless the policy's quorum cosigned it, and at least one witness did.
        public init?(_ note: Note, policy: Policy) {
            let judgement = policy.judge(note)
            guard judgement.isQuorumMet, !judgement.cosigned.isEmpty, let checkpoint = judgement.checkpoint else { return nil }
            (self.note, self.checkpoint, by) = (note, checkpoint, judgement.cosigned)
        }
    }

    /// How one witness stands to the record.
    public struct Standing: Hashable, Sendable {
        public let witness: Policy.Witness
        /// The size of the last checkpoint that it cosigned; `nil` where none is known.
        public internal(set) var size: UInt64?
        /// When it cosigned it, by its own clock, in seconds since 1970 UTC.
        public internal(set) var time: UInt64?
        /// When that answer came, by the registry's machine; `nil` where it came before the registry was started.
        public internal(set) var heard: Moment?
        /// What was wrong with its last answer, or that there was none: one sentence. `nil` when nothing was.
        public internal(set) var problem: String?

        init(witness: Policy.Witness) { self.witness = witness }

        /// Whether it has cosigned a checkpoint that covers the entry at `index`.
        public func covers(_ index: Int64) -> Bool { size.map { UInt64(clamping: index) < $0 } ?? false }
    }

    /// The policy as the record has it; `nil` while nothing is established.
    let source: String?
    /// Whose word is asked for; `nil` where the record has no policy that can be read.
    public let policy: Policy?
    /// The latest checkpoint that met the quorum with at least one cosignature.
    public internal(set) var latest: Cosigned?
    /// In the policy's order.
    public internal(set) var standings: [Standing]

    /// - Parameters:
    ///   - state: what says whose word is asked for.
    ///   - latest: a checkpoint of this record. It counts if it met the quorum of the policy that stood when it was made: what
    ///     was cosigned stays so when the witnesses are replaced.
    init(of state: State, latest note: Note?) {
        source = state.registration?.witnesses
        policy = state.policy
        latest = note.flatMap { note in
            guard let size = try? Checkpoint(note).size, let policy = state.registration(at: size)?.policy else { return nil }
            return Cosigned(note, policy: policy)
        }
        standings = (policy?.witnesses ?? []).map { Standing(witness: $0) }
        guard let latest else { return }
        for standing in standings {
            guard case .verified(let lines) = latest.note.verify(by: [standing.witness.key]), let time = lines.last?.time else { continue }
            hear(standing.witness.name, size: latest.checkpoint.size, time: time, at: nil)
        }
    }

    /// The same, for a record that may name other witnesses by now than it did when they were last heard.
    func fresh(for state: State) -> Cosignatures {
        source == state.registration?.witnesses ? self : Cosignatures(of: state, latest: latest?.note)
    }

    /// What a store has kept, compared with the record in it.
    ///
    /// - Throws: `inconsistent` unless it is a checkpoint of this record.
    init(stored bytes: [UInt8]?, of state: State, tree: MemoryTree) throws {
        guard let bytes else {
            self.init(of: state, latest: nil)
            return
        }
        guard let note = try? Note(bytes), let checkpoint = try? Checkpoint(note), checkpoint.size <= tree.size,
            try tree.root(at: checkpoint.size) == checkpoint.root
        else {
            throw RegistryError(.inconsistent, "The stored checkpoint with cosignatures must be one of this record, and is not.")
        }
        self.init(of: state, latest: note)
    }

    /// How far the registry's clock may be from its witnesses', in milliseconds.
    static let tolerance: Int64 = 300_000

    /// Whether the registry's clock strays: the witnesses who answered make a quorum, and those of them whose clocks are near to
    /// it make none. One witness with a wrong clock cannot bring that about where others make a quorum.
    var strays: Bool {
        guard let policy, policy.quorum != nil else { return false }
        let heard = standings.compactMap { standing in
            standing.heard.flatMap { heard in
                standing.time.map { (standing.witness.name, abs(Int64(clamping: min($0, 1 << 52)) * 1_000 - heard.milliseconds)) }
            }
        }
        let near = heard.filter { $0.1 <= Self.tolerance }
        return policy.isQuorum(Set(heard.map(\.0))) && !policy.isQuorum(Set(near.map(\.0)))
    }

    /// Notes that a witness has cosigned. What it cosigned before counts no more.
    /// - Parameter moment: when the answer came, by the registry's machine.
    mutating func hear(_ witness: Policy.Word, size: UInt64, time: UInt64, at moment: Moment?) {
        change(witness) { ($0.size, $0.time, $0.heard, $0.problem) = (size, time, moment, nil) }
    }

    mutating func complain(_ witness: Policy.Word, _ problem: String) { change(witness) { $0.problem = problem } }

    private mutating func change(_ witness: Policy.Word, _ change: (inout Standing) -> Void) {
        guard let place = standings.firstIndex(where: { $0.witness.name == witness }) else { return }
        change(&standings[place])
    }
}

extension State {
    /// Whom the record names as its witnesses, and which of them make a quorum; `nil` while nothing is established.
    public var policy: Policy? { registration?.policy }

    /// Who kept the registry, and who its witnesses were, when the record had `size` acts.
    func registration(at size: UInt64) -> Registration? {
        registrations.rows.last { UInt64(clamping: $0.act.index) < size }
    }
}

extension Registration {
    /// The witnesses and their quorum; `nil` where that cannot be read, which admission does not let in.
    var policy: Policy? { try? Policy(file: witnesses) }
}
