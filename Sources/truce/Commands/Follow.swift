import ArgumentParser
import Following
import Foundation
import Mechanism
import Outgoing
import Registry
import SQLiteStorage
import TransparencyLog
import Website
import Witness

struct Follow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keeps a participant's own copy of a record: fetched, recomputed and replayed as it grows.",
        discussion: """
            What contradicts the registry's own signature is written to DIR/evidence, as a file that “truce verify FILE --card
            CARD” checks offline. The copy stays what it was, and is read by everything that reads a record's folder.

            EXAMPLES
              truce follow https://registry.example --card card.txt --key desk.key --data copy
              truce follow https://registry.example --card card.txt --key desk.key --data copy --once
              truce follow https://registry.example --card card.txt --key desk.key --data copy --serve 127.0.0.1:8090
              truce follow https://registry.example --card card.txt --key desk.key --data copy --serve 127.0.0.1:8090 --cosign w/witness.key
            """)

    @Argument(help: "The registry's address.") var address: String
    @Option(name: .long, help: "The card, as a participant published it.") var card: String
    @Option(name: .long, help: "An officer's key: reads as its participant, and signs the time of acts that are handed in here.") var key: String
    @Option(name: .long, help: "The folder of the copy.") var data: String
    @Option(name: .long, help: "Serves the copy's site there, as host:port, and takes acts in.") var serve: String?
    @Option(name: .long, help: "The host by which readers reach it, when that is another (behind a proxy), as host:port.") var host: String?
    @Option(name: .long, help: "A witness's key: cosigns what the copy has replayed, at /witness of the site.") var cosign: String?
    @OptionGroup var certificates: Certificates
    @Option(name: .long, help: "The address of another copy to compare with; may be repeated.") var beside: [String] = []
    @Option(name: .long, help: "How many seconds from one look at the registry to the next.") var every = 5
    @Flag(name: .long, help: "Looks once, and ends: with 1 when an alarm stands.") var once = false

    func validate() throws {
        guard every > 0 else { throw ValidationError("“--every” must be a number of seconds above 0.") }
        guard cosign == nil || serve != nil else { throw ValidationError("“--cosign” needs “--serve”: the registry asks there.") }
        guard !once || serve == nil else { throw ValidationError("“--once” looks and ends; “--serve” goes on: give one of them.") }
    }

    func run() async throws {
        let card: Card
        do {
            card = try Card(Files.text(self.card))
        } catch let error as RegistryError {
            throw Complaint("\(self.card) must be a card: \(error)")
        }
        let officer = try KeyFile(key).key
        let registry = try FollowedRegistry(address, key: officer)
        let storage = try RecordFolder(path: data).open(.following)
        let size = try storage.size()
        let bar = ProgressBar("Replaying the copy")
        let follower = try await Follower(
            card: card, storage: storage, registry: registry, key: officer, name: registry.address
        ) { bar.show($0, of: size) }
        let teller = Teller(folder: data, registry: registry.address)
        await teller.tell(follower)
        let others = Neighbours(try beside.map { Neighbours.Neighbour(name: $0, source: try RegistryClient($0)) })

        let cosigner = try await witness(follower, card)

        @Sendable func look() async {
            await follower.look()
            // The registry's key may have been replaced by an act that the copy has by now.
            if let cosigner { try? await cosigner.witness(Self.logs(follower, card)) }
            for answer in await others.look() {
                if let bytes = answer.bytes { await follower.notice(bytes, from: answer.name) }
            }
            // What the registry handed in to be cosigned and must not have signed.
            for proof in (try? await cosigner?.logs().flatMap(\.misbehaviours).map(\.proof)) ?? [] {
                for note in [proof.first, proof.second] { await follower.notice(note.bytes, from: "the registry, to be cosigned") }
            }
            await teller.tell(follower)
        }
        if once {
            await look()
            return try await end(follower)
        }
        let seconds = every
        let looking = Task {
            while !Task.isCancelled {
                await look()
                try? await Task.sleep(for: .seconds(seconds))
            }
        }
        guard let serve else { return await looking.value }
        let (place, tls) = try certificates.place(serve)
        let shown = [Neighbours.Neighbour(name: registry.address, source: registry)]
            + (try beside.map { Neighbours.Neighbour(name: $0, source: try RegistryClient($0)) })
        try await Serving(
            keeper: follower, storage: storage, now: { follower.now }, address: place, tls: tls, nextFreePort: false, publicHost: host,
            copies: Copies(neighbours: Neighbours(shown), follower: follower),
            witness: try cosigner.map { try WitnessSite($0) }
        ).run()
        looking.cancel()
        try await end(follower)
    }

    /// The witness under its own key that cosigns nothing but what the copy has.
    private func witness(_ follower: Follower, _ card: Card) async throws -> WitnessOffice? {
        guard let cosign else { return nil }
        let office = try WitnessOffice(
            Cosigner(key: WitnessLogs.key(at: cosign), logs: await Self.logs(follower, card)), storage: SQLiteWitness(folder: data + "/witness"),
            now: { UInt64(max(0, Clock.machine.now().milliseconds) / 1_000) }, objection: { await follower.objection(to: $0) },
            tell: { Terminal.say($0) })
        Terminal.say("It cosigns as \(office.verifier)")
        return office
    }

    /// The key that signs checkpoints of the record under each origin that it has had; the card's, while there is no copy.
    private static func logs(_ follower: Follower, _ card: Card) async -> [VerifierKey] {
        let keys = await follower.snapshot()?.state.registrations.rows.compactMap { try? VerifierKey($0.registry) } ?? [card.registry]
        return keys.enumerated().filter { place, key in
            !keys[(place + 1)...].contains { $0.name.utf8.elementsEqual(key.name.utf8) }
        }.map(\.element)
    }

    /// Ends with 1 when an alarm stands.
    private func end(_ follower: Follower) async throws {
        if await follower.standing.alarms > 0 { throw ExitCode(1) }
    }
}

/// Says at the terminal what has changed since the last look.
private actor Teller {
    private let folder: String
    private let registry: String
    private var told: (size: UInt64, alarms: [String: Bool])?

    init(folder: String, registry: String) { (self.folder, self.registry) = (folder, registry) }

    func tell(_ follower: Follower) async {
        let (standing, alarms) = (await follower.standing, await follower.allAlarms)
        if told?.size != standing.size { Terminal.say("The copy in \(folder) has \(standing.size) acts of \(registry).") }
        for alarm in alarms where (told?.alarms[alarm.id] ?? false) != alarm.stands {
            guard alarm.stands else {
                Terminal.say("Over: \(alarm.sentence)")
                continue
            }
            Terminal.say("ALARM (\(alarm.kind.rawValue)): \(alarm.sentence)")
            if let evidence = alarm.evidence { Terminal.say("  Evidence: \(folder)/evidence/\(evidence)") }
        }
        told = (standing.size, Dictionary(uniqueKeysWithValues: alarms.map { ($0.id, $0.stands) }))
    }
}
