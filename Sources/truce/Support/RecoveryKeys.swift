import Mechanism
import TransparencyLog

/// The recovery keys that participants are given when a record is started, as the command line names them.
struct RecoveryKeys {
    private var participants: [Identifier: Recovery] = [:]

    /// - Parameters:
    ///   - keys: verifier keys of desks named `participant/recovery-1`, `participant/recovery-2`, … in that order.
    ///   - needed: how many of a participant's keys must ask for a replacement, as `participant=2`, or a number alone for all others.
    /// - Throws: how they must be given.
    init(_ keys: [String], needed: [String]) throws {
        for text in keys {
            let verifier: VerifierKey
            do {
                verifier = try VerifierKey(text)
            } catch {
                throw Complaint("“--recovery” must be a verifier key: \(error)", ending: .misuse)
            }
            let parts = verifier.name.split(separator: "/").map(String.init)
            guard parts.count == 2, let participant = Identifier(parts[0]), let key = Key(ed25519: verifier.publicKey) else {
                throw Complaint("“--recovery” must be the verifier key of a desk such as north/recovery-1, and this one is named \(verifier.name).", ending: .misuse)
            }
            let desk = "recovery-\((participants[participant]?.keys.count ?? 0) + 1)"
            guard parts[1] == desk else {
                throw Complaint("Recovery keys are numbered from 1 and given in that order: the next one of \(participant) must be named \(participant)/\(desk), and this one is named \(verifier.name).", ending: .misuse)
            }
            participants[participant, default: Recovery()].keys.append(key)
        }
        try count(needed)
    }

    private mutating func count(_ needed: [String]) throws {
        var (everybody, named) = (nil as Int64?, [Identifier: Int64]())
        for text in needed {
            let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard parts.count <= 2, let count = parts.last.flatMap(Int64.init), count > 0 else {
                throw Complaint("“--recovery-needed” must be a number above 0, or one for a participant, such as north=2.", ending: .misuse)
            }
            if parts.count == 1, !participants.isEmpty {
                everybody = count
            } else if let participant = Identifier(parts[0]), participants[participant] != nil {
                named[participant] = count
            } else {
                let who = parts.count == 1 ? "A participant" : parts[0]
                throw Complaint("\(who) must be given recovery keys with “--recovery”, if some of them are needed.", ending: .misuse)
            }
        }
        for (participant, recovery) in participants.sorted(by: { $0.key.name < $1.key.name }) {
            guard let count = named[participant] ?? everybody else {
                throw Complaint("How many of the recovery keys of \(participant) must agree? Say it with “--recovery-needed”.", ending: .misuse)
            }
            guard count <= recovery.keys.count else {
                throw Complaint("No more recovery keys may be needed than \(participant) has, \(recovery.keys.count).", ending: .misuse)
            }
            participants[participant]?.needed = count
        }
    }

    /// A participant's keys; none where it was given none.
    subscript(participant: Identifier) -> Recovery { participants[participant] ?? Recovery() }

    /// - Throws: who was given keys and takes no part.
    func check(_ agreement: Agreement) throws {
        for participant in participants.keys where !agreement.participants.contains(where: { $0.id == participant }) {
            throw Complaint("\(participant) must be a participant of the agreement, if it is given recovery keys.", ending: .misuse)
        }
    }
}
