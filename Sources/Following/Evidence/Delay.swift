import Mechanism
import Registry
import TransparencyLog

/// A lodged act that the record has gone past: everything that the registry recorded, for longer than was agreed, without it.
struct Delay: Showing {
    static let kind = Evidence.Kind.delay

    /// How many hours of the record an act may wait for its answer before there is an agreement: a day.
    private static let hoursBeforeAgreement: Int64 = 24

    /// How many hours of the record an act may wait for its answer: as many as the agreement in force bears with an absent witness. Of its
    /// clocks this is the one for machines that keep the record; the others give time to people.
    static func hours(under state: State) -> Int64 { state.agreement?.clocks.witnesses ?? hoursBeforeAgreement }

    var lodging = Lodging()
    var payload = Base64Bytes()
    var signatures: [Base64Bytes] = []
    var checkpoint = ""
    var entries: [Base64Bytes] = []

    init() {}

    init(_ lodging: Lodging, of submission: Submission, _ note: Note, entries: [[UInt8]]) {
        self.lodging = lodging
        payload = submission.envelope.payload
        signatures = submission.envelope.signatures.map(\.sig)
        checkpoint = note.wire
        self.entries = entries.map(Base64Bytes.init)
    }

    mutating func visit(_ field: inout some Fields) {
        field("lodging", &lodging, "The participant's signed time for the act.")
        field("payload", &payload, "The act's payload.")
        field("signatures", &signatures, "The act's signatures.")
        field("checkpoint", &checkpoint, "The checkpoint over the entries, as signed.")
        field("entries", &entries, "Every entry of the record.")
    }

    func prove(under trust: Trust) async throws -> Shown {
        let signed = try trust.checkpoint(checkpoint)
        guard signed.size == UInt64(entries.count) else { throw NotShown("It must have all \(signed.size) entries under its checkpoint.") }
        try trust.demandBeginning(entries, of: signed, proof: [])
        let opened = try OpenedAct(payload: payload, signatures: signatures)
        let state = try await State.replayed(entries)
        let act = opened.act
        // An act that its desk's key did not sign is answered with nothing signed.
        guard let keys = try? state.signers(of: act), opened.isSigned(by: keys) else {
            throw NotShown("The act must be signed by the key that the record names for its desk.")
        }
        guard let mechanism = state.establishment?.act.act, state.officers.rows.contains(where: {
            $0.participant == lodging.participant && $0.desk == lodging.desk && lodging.isSigned(by: $0.key, mechanism: mechanism, act: act.id)
        }) else { throw NotShown("The lodging must be signed by a key that the record names for its desk.") }
        for entry in entries where try OpenedAct(Entry(strict: entry.bytes).envelope).act.id == act.id {
            throw NotShown("The act is in the record.")
        }
        let hours = Self.hours(under: state)
        guard state.now > lodging.time.adding(hours: hours) else {
            throw NotShown("The record must have gone on for more than \(hours) hours after the lodging.")
        }
        return Shown(
            proved: [
                "\(lodging.participant)/\(lodging.desk) signed that act \(act.id.hex) was lodged; \((state.now.milliseconds - lodging.time.milliseconds) / 3_600_000) hours of the record later the registry had signed \(signed.size) entries without it."
            ],
            open: [
                "That the act was forwarded to the registry, and that the registry signed no refusal of it, is the word of \(lodging.participant): the registry answers this by recording or refusing it."
            ])
    }
}
