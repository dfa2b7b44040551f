import Following
import Mechanism
import Registry
import Testing
import TransparencyLog

/// Draws up, signs and enters acts of a small record. Every key is made from its name.
struct Pen {
    static let participants: [(String, Role)] = [("north", .party), ("south", .party), ("lake", .guarantor), ("desk", .secretariat)]
    static let start: Int64 = 1_760_000_000_000

    /// The registry's key, which signs checkpoints.
    var registry: SignerKey
    let witness: SignerKey
    private(set) var entries: [[UInt8]] = []
    private(set) var texts: [UInt64: [Text]] = [:]
    private var mechanism: ActID?
    private var last: [String: ActID] = [:]
    private var count = 0

    static func id(_ name: String) throws -> Identifier { try #require(Identifier(name)) }

    static func officer(_ name: String) throws -> OfficerKey {
        try OfficerKey(SignerKey.generate(name: String(name.prefix { $0 != "!" }), seed: Hash.sha256(of: Array(name.utf8)).bytes))
    }

    /// A record with its first act.
    /// - Parameters:
    ///   - seed: makes records that differ from their first act on.
    ///   - agreement: what the participants set out to adopt.
    init(rehearsal: Bool = true, seed: UInt8 = 0, agreement: Agreement? = nil) throws {
        registry = try SignerKey.generate(name: "truce.example/followed", seed: [UInt8](repeating: 7, count: 32))
        witness = try SignerKey.generate(name: "witness.example/w", type: .cosignature, seed: [UInt8](repeating: 8, count: 32))
        count = Int(seed) * 1_000
        var establish = Establish()
        (establish.origin, establish.registry, establish.rehearsal) = (registry.name, registry.verifier.description, rehearsal)
        establish.witnesses = "log \(registry.verifier)\nwitness w \(witness.verifier)\nquorum w\n"
        if let agreement { establish.agreement = agreement.hash }
        establish.participants = try Self.participants.map { name, role in
            var participant = Participant()
            (participant.id, participant.name, participant.role) = (try Self.id(name), name, role)
            participant.head = try Self.officer("\(name)/head").key
            return participant
        }
        let names = Self.participants.map { "\($0.0)/head" }
        let head = try Self.officer(names[0])
        var envelope = try draft(establish, names[0], []).envelope(by: head.participant, head.desk, mechanism: nil, previous: nil)
        envelope.signatures = try names.map { try Self.officer($0).signature(over: envelope.preAuthentication) }
        let act = try OpenedAct(envelope).act.id
        mechanism = act
        for name in names { last[name] = act }
        enter(Submission(envelope: envelope, texts: []))
    }

    var card: Card { get throws { try Card(firstEntry: try #require(entries.first)) } }
    var received: Int64 { get throws { try Entry(strict: try #require(entries.last)).received.milliseconds } }

    private mutating func draft(_ body: any ActBody, _ name: String, _ texts: [(String, String)]) throws -> ActDraft {
        count += 1
        let seed = "\(name) \(count)"
        return ActDraft(
            body, audience: .participants, at: try #require(LocalTime(Array("2025-11-09T14:30:00+05:00".utf8))),
            nonce: Array(Hash.sha256(of: Array(seed.utf8)).bytes.prefix(16)),
            texts: try texts.map { slot, words in
                Text(slot: try Self.id(slot), language: try Self.id("en"), salt: Hash.sha256(of: Array("\(seed) \(slot)".utf8)).bytes, text: words)
            })
    }

    /// An act at its place in its key's chain.
    /// - Parameter signer: whose key signs, where that is another than the desk's.
    mutating func sign(_ body: any ActBody, by name: String, as signer: String? = nil, texts: [(String, String)] = []) throws -> Submission {
        let submission = try draft(body, name, texts).signed(mechanism: mechanism, previous: last[name], by: Self.officer(signer ?? name))
        last[name] = try OpenedAct(submission.envelope).act.id
        return submission
    }

    /// A publication with a headline: an act that needs no agreement and carries a text.
    mutating func publication(_ headline: String, by name: String = "desk/head", as signer: String? = nil) throws -> Submission {
        var record = RecordPublication()
        record.content = Hash.sha256(of: Array(headline.utf8))
        return try sign(record, by: name, as: signer, texts: [("headline", headline)])
    }

    /// Puts an act into the record, a second after the last or when it is said.
    mutating func enter(_ submission: Submission, at received: Int64? = nil) {
        let before = entries.last.flatMap { try? Entry(strict: $0).received.milliseconds + 1_000 } ?? Self.start
        texts[UInt64(entries.count)] = submission.texts
        entries.append(Entry(received: Moment(milliseconds: received ?? before), envelope: submission.envelope).canonical)
    }

    mutating func enter(publications count: Int) throws {
        for _ in 0..<count { enter(try publication("Talks, \(entries.count)")) }
    }

    /// Brings the agreement into force.
    mutating func adopt(_ agreement: Agreement) throws {
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (agreement.hash, 1, 1)
        lay.content = String(decoding: agreement.canonical, as: UTF8.self)
        enter(try sign(lay, by: "desk/head"))
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        let proposal = try sign(adopt, by: "north/head")
        enter(proposal)
        var assent = Assent()
        assent.act = try OpenedAct(proposal.envelope).act.id
        enter(try sign(assent, by: "south/head"))
    }

    /// The checkpoint over the first `size` entries.
    func checkpoint(_ size: Int? = nil) throws -> Note {
        let tree = entries.prefix(size ?? entries.count).reduce(into: MemoryTree()) { $0.append(Merkle.leafHash(of: $1)) }
        return try Checkpoint(origin: registry.name, size: tree.size, root: tree.root).sign(by: registry)
    }

    func cosigned(_ size: Int? = nil, at seconds: UInt64) throws -> Note {
        let note = try checkpoint(size)
        return try note.adding(Cosignature.make(on: note, by: witness, at: seconds))
    }

    func receipt(of index: Int, _ size: Int) throws -> [UInt8] {
        let tree = entries.prefix(size).reduce(into: MemoryTree()) { $0.append(Merkle.leafHash(of: $1)) }
        let hashes = try Merkle.inclusionProof(index: UInt64(index), size: UInt64(size), nodes: tree)
        return try ProofFile(extra: entries[index], index: UInt64(index), hashes: hashes, note: checkpoint(size)).bytes
    }

    func refusal(of submission: Submission, rule: String, size: Int? = nil) throws -> [UInt8] {
        let act = try OpenedAct(submission.envelope).act.id
        return try Note.sign(
            "truce/refusal/v1\norigin \(registry.name)\nact \(act.hex)\nsize \(size ?? entries.count)\nreceived \(received + 1)\nrule \(rule)\nreason No.\n",
            by: [registry]
        ).bytes
    }
}
