public import Mechanism
public import Registry
import TransparencyLog

/// Acts that officers hand in here: lodged with a signed time, kept, and forwarded until the registry has answered with something signed.
extension Follower: RecordKeeper {
    public func take(_ bytes: [UInt8]) async -> Taken {
        let submission: Submission
        let opened: OpenedAct
        do throws(Malformed) {
            guard bytes.count <= Submission.longest else { throw Malformed("has more than \(Submission.longest) bytes") }
            submission = try Submission(strict: bytes)
            opened = try OpenedAct(submission.envelope)
        } catch {
            return .decided(.malformed("A submission must be an act's envelope and its texts: \(error)."))
        }
        if let mismatch = submission.mismatch(with: opened.act) { return .decided(.malformed(mismatch)) }
        if let known = recorded(opened.act.id) ?? fate(of: opened.act.id) { return known }
        guard !isHalted else { return .decided(.halted("The copy could not be written, so no act is taken in until it is started again.")) }
        // A desk that is not known here may have been accredited since the last look.
        if !isSigned(opened) { await look() }
        guard let mechanism = replay.state.establishment?.act.act else {
            return .decided(.halted("Nothing can be taken in until the record has been copied once."))
        }
        guard isSigned(opened) else {
            return .decided(.malformed("The signature must be that of the desk “\(opened.act.payload.participant)/\(opened.act.payload.desk)” over this envelope, as far as the record is known here."))
        }
        do {
            let lodging = try key.lodging(of: opened.act.id, mechanism: mechanism, at: now)
            var lodged = submission
            // Clocks count by it where the record has accredited this desk to lodge; the rules would refuse the act with another's.
            if (try? replay.state.key(of: lodging.lodged)) == key.key { lodged.lodgings.append(lodging) }
            // Durable before anybody hears of it: from here on the act is forwarded whatever happens to this process.
            try await storage.lodge(LodgedAct(act: opened.act.id, submission: lodged, lodging: lodging))
        } catch {
            // Lodged by somebody else meanwhile, it cannot be lodged again; anything else is the store's.
            if let fate = fate(of: opened.act.id) { return fate }
            await halt(error)
            return .decided(.halted("The act could not be kept here; keep it and hand it in later, or at the registry."))
        }
        await forward()
        // One attempt may have been under way already when this act came.
        if answers, case .lodged? = fate(of: opened.act.id) { await forward() }
        let fate = fate(of: opened.act.id)
        if case .decided? = fate { Task { await look() } }
        return fate ?? .decided(.halted("What became of the act could not be read here; ask for it again later."))
    }

    public func fate(of act: ActID) -> Taken? {
        guard let kept = try? storage.lodged(act) else { return nil }
        switch kept.end {
        case nil: return .lodged(act, kept.lodging)
        case .recorded(let bytes)?:
            return (try? Receipt(bytes, registry: card.registry)).map { .decided(.recorded($0)) }
        case .refused(let bytes)?:
            return (try? SignedRefusal(bytes, registry: card.registry)).map { .decided(.refused($0)) }
        }
    }

    public func last(by key: Key) -> ActID? {
        let kept = ((try? storage.lodged(latest: Self.remembered)) ?? []) + ((try? storage.waiting()) ?? []).reversed()
        for act in kept {
            if case .refused? = act.end { continue }
            guard let opened = try? OpenedAct(act.submission.envelope), opened.isSigned(by: [key]) else { continue }
            // What is in the copy already, its state knows better.
            return recorded(act.act) == nil ? act.act : nil
        }
        return nil
    }

    private func isSigned(_ opened: OpenedAct) -> Bool {
        (try? replay.state.signers(of: opened.act)).map(opened.isSigned) ?? false
    }

    /// The receipt of an act that is in the copy.
    private func recorded(_ act: ActID) -> Taken? {
        guard let snapshot = snapshot(), let index = try? storage.index(of: act), index < snapshot.size,
            let entry = try? storage.entries(index..<index + 1).first,
            let receipt = try? snapshot.receipt(index: index, act: act, entry: entry)
        else { return nil }
        return .decided(.recorded(receipt))
    }

    // MARK: Forwarding

    /// Hands the registry what waits, in the order in which it was lodged. An attempt that is under way is joined.
    func forward() async {
        guard !isHalted else { return }
        if let forwarding { return await forwarding.value }
        let task = Task {
            do {
                try await forwardWaiting()
                answers = true
                try await end(.unanswered)
            } catch let trouble as Trouble {
                answers = false
                await raise(trouble)
            } catch {
                await halt(error)
            }
            forwarding = nil
        }
        forwarding = task
        await task.value
    }

    private func forwardWaiting() async throws {
        var unsigned: String?
        for act in try storage.waiting() {
            // It may be in the record already: forwarded before the answer was lost, or handed in elsewhere.
            if case .decided(.recorded(let receipt))? = recorded(act.act) {
                try await storage.settle(act.act, .recorded(receipt.bytes))
                continue
            }
            switch try await Trouble.asking(.unanswered, { try await registry.submit(act.submission) }) {
            case .receipt(let bytes):
                guard let receipt = try? Receipt(bytes, registry: card.registry), receipt.act == act.act, let shown = read(receipt.proof.note.bytes) else {
                    throw Trouble(.unanswered, "\(name) must answer act \(act.act.hex) with its receipt, and gave something else.")
                }
                // Before the answer is passed on: a receipt whose checkpoint the record does not keep to is evidence.
                try await remember(shown, from: "a receipt of act \(act.act.hex)")
                try await storage.settle(act.act, .recorded(bytes))
                try await compare(shown)
            case .refusal(let bytes):
                guard let refusal = try? SignedRefusal(bytes, registry: card.registry), refusal.act == act.act else {
                    throw Trouble(.unanswered, "\(name) must answer act \(act.act.hex) with its refusal, and gave something else.")
                }
                try await storage.settle(act.act, .refused(bytes))
                refusals[act.act] = refusal
            case .unsigned(let reason):
                unsigned = unsigned ?? "\(name) must answer act \(act.act.hex) with a receipt or a signed refusal; it says: \(reason)"
            }
        }
        if let unsigned { throw Trouble(.unanswered, unsigned) }
    }

    // MARK: Answers that must not be

    /// Runs every refusal again that the copy reaches to.
    func judgeRefusals() async throws {
        guard let note else { return }
        for (act, refusal) in refusals where refusal.size <= replay.tree.size {
            refusals[act] = nil
            guard let kept = try storage.lodged(act) else { continue }
            let opened = try OpenedAct(kept.submission.envelope)
            let state = try await state(at: refusal.size)
            guard case .wrong(let sentence) = Rerun.of(refusal, opened, lodgings: kept.submission.lodgings, state: state) else { continue }
            try await testify(
                WrongRefusal(
                    refusal, of: kept.submission, note, entries: storage.entries(0..<refusal.size),
                    proof: Merkle.consistencyProof(from: refusal.size, to: replay.tree.size, nodes: replay.tree)),
                about: act.hex, "The registry refused act \(act.hex). \(sentence)")
        }
    }

    /// The state at an earlier size of the copy.
    private func state(at size: UInt64) async throws -> State {
        guard size != replay.tree.size else { return replay.state }
        var earlier = Replay()
        try await earlier.run(size: size) { [storage] in try storage.entries($0) }
        return earlier.state
    }

    /// Finds lodged acts that the record has gone past.
    func judgeDelays() async throws {
        guard let note else { return }
        let hours = Delay.hours(under: replay.state)
        for act in try storage.waiting() where replay.state.now > act.lodging.time.adding(hours: hours) {
            // An act whose desk has another key since is no act that the registry must answer with something signed.
            guard recorded(act.act) == nil, isSigned(try OpenedAct(act.submission.envelope)) else { continue }
            try await testify(
                Delay(act.lodging, of: act.submission, note, entries: storage.entries(0..<replay.tree.size)),
                about: act.act.hex,
                "The registry has neither recorded nor refused act \(act.act.hex), which was lodged more than \(hours) hours of the record ago.")
        }
    }
}
