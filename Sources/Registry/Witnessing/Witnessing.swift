import Mechanism
import TransparencyLog

/// Has the record's checkpoints cosigned by the witnesses of its policy, for as long as it is kept. Admission never waits for it.
public struct Witnessing: Sendable {
    private let office: Office
    private let transport: any WitnessTransport
    private let clock: Clock
    private let pause: @Sendable (Duration) async throws -> Void

    /// How long nothing may be new before the witnesses are asked to cosign the same checkpoint again.
    private static let freshness = Duration.seconds(600)

    /// - Parameters:
    ///   - clock: when answers come; the machine's, also in a rehearsal.
    ///   - pause: lets time pass.
    public init(
        _ office: Office, by transport: any WitnessTransport, clock: Clock = .machine,
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        (self.office, self.transport, self.clock, self.pause) = (office, transport, clock, pause)
    }

    private enum Event: Sendable {
        case grew
        case cameBack(Rounds.Ask, WitnessLine.Outcome)
        case rested(Policy.Word)
        case stale
    }

    /// Asks the witnesses what they have; to be called before anything is signed. A witness that does not answer is no obstacle:
    /// should it have more than the store, that shows as soon as it is reached, and writing stops then.
    /// - Throws: `rolledBack` when a witness has a checkpoint of this registry's that the store has not.
    @discardableResult
    public func check() async throws -> Rollback.Answers {
        guard let snapshot = await office.snapshot() else { return Rollback.Answers() }
        let answers = await Rollback.ask(snapshot, by: transport)
        if let objection = answers.objection {
            // Whoever asked is told by the error.
            await office.stop(because: objection, isTold: true)
            throw RegistryError(.rolledBack, objection)
        }
        return answers
    }

    /// Has checkpoints cosigned until it is cancelled.
    public func run() async {
        let growth = await office.growth()
        guard let snapshot = await office.snapshot() else { return }
        var rounds = Rounds(snapshot)
        for (name, note) in await Rollback.ask(snapshot, by: transport).latest {
            guard let standing = rounds.heard.standings.first(where: { $0.witness.name == name }) else { continue }
            rounds.found(standing.witness, note)
        }
        let (events, post) = AsyncStream.makeStream(of: Event.self)
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in growth { post.yield(.grew) }
            }
            group.addTask { [pause] in
                while (try? await pause(Self.freshness)) != nil { post.yield(.stale) }
            }
            post.yield(.grew)
            for await event in events {
                for rest in await handle(event, &rounds) {
                    group.addTask { [pause] in
                        guard (try? await pause(.seconds(rest.seconds))) != nil else { return }
                        post.yield(.rested(rest.witness))
                    }
                }
                await office.take(rounds.heard)
                for ask in rounds.asks() {
                    group.addTask {
                        let outcome = await submit(ask)
                        post.yield(.cameBack(ask, outcome))
                    }
                }
            }
            group.cancelAll()
        }
    }

    private func submit(_ ask: Rounds.Ask) async -> WitnessLine.Outcome {
        guard let line = WitnessLine(ask.witness, origin: ask.snapshot.checkpoint.origin, transport) else {
            return .failed("The policy must give its address.", retryAfter: nil)
        }
        return await line.submit(ask.snapshot, known: ask.known)
    }

    private struct Rest {
        let witness: Policy.Word
        let seconds: Int
    }

    /// - Returns: who is to be left alone, and for how long.
    private func handle(_ event: Event, _ rounds: inout Rounds) async -> [Rest] {
        switch event {
        case .grew:
            if let snapshot = await office.snapshot() { rounds.grew(snapshot) }
        case .rested(let witness):
            rounds.rested(witness)
        case .stale:
            rounds.refresh()
        case .cameBack(let ask, let outcome):
            if let rest = await handle(outcome, of: ask, &rounds) { return [rest] }
        }
        return []
    }

    private func handle(_ outcome: WitnessLine.Outcome, of ask: Rounds.Ask, _ rounds: inout Rounds) async -> Rest? {
        let name = ask.witness.name
        func failed(_ problem: String, _ retryAfter: Int? = nil) -> Rest {
            Rest(witness: name, seconds: rounds.failed(ask, problem, retryAfter: retryAfter))
        }
        switch outcome {
        case .cosigned(let signature, let time):
            rounds.cosigned(ask, signature, time: time, at: clock.now())
            return nil
        case .failed(let problem, let retryAfter):
            return failed(problem, retryAfter)
        case .overtaken(let note, let size):
            // The record as it is by now: what the witness has may have been signed meanwhile.
            guard let snapshot = await office.snapshot() else { return failed("The record cannot be read at the moment.") }
            if await stops(note, snapshot, name) { return failed("It has a checkpoint of this registry's that the store has not.") }
            rounds.grew(snapshot)
            guard size <= snapshot.size else {
                return failed("It claims to have a checkpoint over \(size) acts, and shows none that this registry signed.")
            }
            rounds.overtaken(ask, by: size)
            return nil
        case .contradicted(let note, let reason):
            guard let snapshot = await office.snapshot() else { return failed("The record cannot be read at the moment.") }
            if await stops(note, snapshot, name) { return failed("It has a checkpoint of this registry's that the store has not.") }
            return failed("It holds that the checkpoint does not continue the one that it has\(reason).")
        }
    }

    /// Stops the registry where a witness has what this registry signed and the store has not.
    private func stops(_ note: Note?, _ snapshot: Snapshot, _ name: Policy.Word) async -> Bool {
        guard let note,
            let objection = Rollback.objection(to: note, keys: snapshot.signers, snapshot: snapshot, holder: "The witness \(name)")
        else { return false }
        await office.stop(because: objection)
        return true
    }
}
