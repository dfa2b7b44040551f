import Mechanism
import Registry
import Testing
import TransparencyLog

/// Draws up and signs acts, each at its place in its key's chain, as if all before were admitted.
///
/// A copy taken earlier signs acts that are out of turn. Nonces and salts follow from the officer's name and a count.
struct Pen: Sendable {
    private(set) var mechanism: ActID?
    private var last: [String: ActID] = [:]
    private var count = 0

    /// The first act, signed by every head.
    mutating func establish(_ establish: Establish) throws -> Submission {
        let names = Cast.participants.map { "\($0.0)/head" }
        let first = try Cast.officer(names[0])
        let draft = try draft(establish, names[0], .everyone, [])
        var envelope = draft.envelope(by: first.participant, first.desk, mechanism: nil, previous: nil)
        envelope.signatures = try names.map { try Cast.officer($0).signature(over: envelope.preAuthentication) }
        let act = try OpenedAct(envelope).act.id
        mechanism = act
        for name in names { last[name] = act }
        return Submission(envelope: envelope, texts: [])
    }

    mutating func sign(
        _ body: any ActBody, by name: String, audience: Audience = .participants, texts: [(String, String)] = []
    ) throws -> Submission {
        let submission = try draft(body, name, audience, texts)
            .signed(mechanism: mechanism, previous: last[name], by: Cast.officer(name))
        last[name] = try submission.act()
        return submission
    }

    private mutating func draft(_ body: any ActBody, _ name: String, _ audience: Audience, _ texts: [(String, String)]) throws -> ActDraft {
        count += 1
        let seed = "\(name) \(count)"
        return ActDraft(
            body, audience: audience, at: try #require(LocalTime(Array("2025-11-09T14:30:00+05:00".utf8))),
            nonce: Array(Hash.sha256(of: Array(seed.utf8)).bytes.prefix(16)),
            texts: try texts.map { slot, words in
                Text(
                    slot: try Cast.id(slot), language: try Cast.id("en"),
                    salt: Hash.sha256(of: Array("\(seed) \(slot)".utf8)).bytes, text: words)
            })
    }

    // MARK: Common acts

    mutating func accredit(_ name: String, for subjects: [String]) throws -> Submission {
        let officer = try Cast.officer(name)
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (officer.key, officer.desk, try subjects.map(Cast.id))
        return try sign(accredit, by: "\(officer.participant)/head")
    }

    mutating func withdraw(_ name: String) throws -> Submission {
        let officer = try Cast.officer(name)
        var withdraw = WithdrawOfficer()
        withdraw.key = officer.key
        return try sign(withdraw, by: "\(officer.participant)/head")
    }

    /// A publication with a headline: an act that needs no agreement and carries a text.
    mutating func publication(_ headline: String, by name: String = "secretariat/head") throws -> Submission {
        var record = RecordPublication()
        record.content = Hash.sha256(of: Array(headline.utf8))
        return try sign(record, by: name, texts: [("headline", headline)])
    }
}

extension Submission {
    func act() throws -> ActID { try OpenedAct(envelope).act.id }
}
