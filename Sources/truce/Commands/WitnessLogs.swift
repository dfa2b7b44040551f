import ArgumentParser
import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog
import Website
import Witness

struct WitnessLogs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Runs a witness: cosigns a log's checkpoint only if it continues the one before.",
        discussion: """
            Started without “--log”, it makes its key, prints the verifier key, and ends. It witnesses any log that speaks C2SP
            tlog-witness; its page is at its address.

            EXAMPLES
              truce witness --data w --name north.example/witness
              truce witness --data w --log 'registry.example/record+1a2b3c4d+AY…' --listen 127.0.0.1:8081
              truce witness --data w --log VKEY --listen 0.0.0.0:443 --tls-cert chain.pem --tls-key key.pem
            """)

    @Option(name: .long, help: "The witness's folder: its key, and what it cosigned.") var data: String
    @Option(name: .long, help: "Its name, on the first start: such as north.example/witness.") var name: String?
    @Option(name: .long, help: "The verifier key of a log to witness; may be repeated.") var log: [String] = []
    @OptionGroup var listening: Listening
    @Flag(name: .long, help: "The key as JSON.") var json = false

    private var keyPath: String { data + "/witness.key" }

    func run() async throws {
        let key = try key()
        guard !log.isEmpty else {
            print(json ? try Output.json(["name": key.name, "verifier": key.description]) : key.description)
            return
        }
        let logs = try log.map { text in
            do {
                return try VerifierKey(text)
            } catch {
                throw Complaint("“--log” must be a log's verifier key: \(error)", ending: .misuse)
            }
        }
        let (address, tls) = try listening.place()
        let office: WitnessOffice
        do {
            office = try WitnessOffice(
                Cosigner(key: key, logs: logs), storage: SQLiteWitness(folder: data),
                now: { UInt64(max(0, Clock.machine.now().milliseconds) / 1_000) }, tell: { Terminal.say($0) })
        } catch let error as WitnessError where error.code == .notAllowed {
            throw Complaint("\(error)", ending: .misuse)
        }
        Terminal.say("The witness is \(key)")
        try await WitnessSite(office).serve(address: address.host, port: address.port, tls: tls, logger: Serving.logger) { port in
            Terminal.say("The site is at \(tls == nil ? "http" : "https")://\(address.host):\(port)   (Ctrl-C ends it)")
        }
        Terminal.say("Ended; everything that was answered is stored.")
    }

    /// The witness's key, made on the first start.
    private func key() throws -> SignerKey {
        guard Files.exists(keyPath) else {
            guard let name else {
                throw Complaint("\(data) has no key of a witness yet: give “--name”, and one is made there.", ending: .misuse)
            }
            let key: SignerKey
            do {
                key = try SignerKey.generate(name: name, type: .cosignature, seed: Random.bytes(32))
            } catch {
                throw Complaint("“--name” must be the name of a key: \(error)", ending: .misuse)
            }
            try Files.write(Array((key.secretText + "\n").utf8), to: keyPath, secret: true)
            return key
        }
        let key = try Self.key(at: keyPath)
        guard name.map({ $0.utf8.elementsEqual(key.name.utf8) }) ?? true else {
            throw Complaint("\(data) holds the key of \(key.name) already: a witness keeps its name.", ending: .misuse)
        }
        return key
    }

    /// A witness's key, as it was made.
    static func key(at path: String) throws -> SignerKey {
        let key: SignerKey
        do {
            key = try SignerKey(Files.text(path).filter { !$0.isWhitespace })
        } catch {
            throw Complaint("\(path) must be the witness's key: \(error)")
        }
        guard key.type == .cosignature else { throw Complaint("\(path) must be a key of type 4, for cosignatures.") }
        return key
    }
}
