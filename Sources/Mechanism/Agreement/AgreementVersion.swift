/// An agreement that took effect: the one adopted, and each amendment of it.
public struct AgreementVersion: Row {
    public static let table: StaticString = "agreement"

    public var act = Citation()
    public var number: Int64 = 0
    public var agreement = Hash()

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act by which it took effect.")
        field("number", &number, "Its number, from 1; incidents name it.")
        field("agreement", &agreement, "The hash of the whole; its draft holds the text.")
    }
}

extension State {
    /// The number of the version in force; 0 before the adoption.
    public var version: Int64 { Int64(agreements.count) }

    /// The act by which the agreement in force took effect.
    public var adoption: Citation? { versions.rows.last?.act }

    /// What a version said.
    public func agreement(version: Int64) -> Agreement? {
        agreements.indices.contains(Int(version) - 1) ? agreements[Int(version) - 1] : nil
    }

    /// What the agreement of a hash says, whether or not it took effect; `nil` while it is not laid whole.
    public func agreement(hash: Hash) -> Agreement? {
        if let version = versions.rows.last(where: { $0.agreement == hash }) { return agreement(version: version.number) }
        return try? laid(hash)
    }

    /// The definition attached to an incident: that of its type, in the version that was in force when it was opened.
    public func definition(of incident: Incident) -> Agreement.Definition? {
        agreement(version: incident.agreement)?.definitions.first { $0.id == incident.type }
    }

    /// The parties that answer for what somebody did, as the agreement in force says: the party itself, or the one that answers for the actor.
    /// In the order of establishment; empty where nobody answers.
    public func answering(for actors: [Identifier]) -> [Identifier] {
        let answered = actors.map { id in agreement?.actors.first { $0.id == id }?.answersFor ?? id }
        return parties.map(\.id).filter(answered.contains)
    }

    /// An agreement that is laid whole and is between the participants established.
    func laid(_ hash: Hash) throws(Refusal) -> Agreement {
        guard let draft = drafts[hash], Int64(draft.contents.count) == draft.parts else {
            throw Refusal("agreement.laid", "Every part of an agreement must be laid before it can take effect.")
        }
        let text = try LayAgreement.read(draft.contents.joined(), hash: hash)
        let participants = try established().participants
        guard text.participants.map(\.id) == participants.map(\.id), text.participants.map(\.role) == participants.map(\.role) else {
            throw Refusal("agreement.participants", "The agreement must name the participants that the first act established, in their order and roles.")
        }
        let length = Figures(fullUnder: agreements + [text]).canonical.count
        guard length <= Figures.longest else {
            throw Refusal("agreement.figures", "What an edition counts must fit into one act: by the areas, definitions, actors and crossings of this version and those before, its figures may come to \(length) bytes, and \(Figures.longest) are the most.")
        }
        return text
    }

    /// Brings an agreement into force. What goes on keeps its row; what is new gets one; what is gone keeps its row and takes no new acts.
    mutating func bring(_ text: Agreement, _ hash: Hash, by act: Citation) {
        if agreements.isEmpty { course = TruceCourse(text.truce) }
        agreements.append(text)
        var row = AgreementVersion()
        (row.act, row.number, row.agreement) = (act, version, hash)
        versions.insert(row)
        for commitment in text.commitments where commitments.number(of: CommitmentStatus.id(of: commitment.id)) == nil {
            var status = CommitmentStatus()
            status.commitment = commitment.id
            commitments.insert(status)
        }
        for crossing in text.crossings where crossings.number(of: CrossingStatus.id(of: crossing.id)) == nil {
            var status = CrossingStatus()
            status.crossing = crossing.id
            crossings.insert(status)
        }
    }
}
