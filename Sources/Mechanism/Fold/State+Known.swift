/// Look-ups that refuse with a plain sentence, and the questions that several subjects ask.
extension State {
    func established() throws(Refusal) -> Establishment {
        guard let establishment else { throw Refusal("act.first", "A record begins with mechanism.establish.") }
        return establishment
    }

    func inForce() throws(Refusal) -> Agreement {
        guard let agreement else {
            throw Refusal("agreement.adopted", "This act needs an agreement: it must first be adopted with the assent of every party.")
        }
        return agreement
    }

    func incident(_ id: ActID) throws(Refusal) -> Incident {
        guard let incident = incidents[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of an incident in this record.") }
        return incident
    }

    func report(_ id: ActID) throws(Refusal) -> Report {
        guard let report = reports[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a report in this record.") }
        return report
    }

    func verification(_ id: ActID) throws(Refusal) -> Verification {
        guard let verification = verifications[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a verification in this record.") }
        return verification
    }

    func access(_ id: ActID) throws(Refusal) -> AccessRequest {
        guard let access = accesses[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a request for access in this record.") }
        return access
    }

    func finding(_ id: ActID) throws(Refusal) -> Finding {
        guard let finding = findings[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a finding in this record.") }
        return finding
    }

    func exhibit(_ id: ActID) throws(Refusal) -> Exhibit {
        guard let exhibit = exhibits[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of evidence in this record.") }
        return exhibit
    }

    /// Who keeps the registry now.
    public var registration: Registration? { registrations.rows.last }

    /// Hours after which determinations and editions are published without an absent witness, who is then named.
    public var witnessHours: Int64 { agreement?.clocks.witnesses ?? 24 }

    /// Participants bound by the truce, in order of establishment.
    public var parties: [Participant] { establishment?.participants.filter { $0.role == .party } ?? [] }

    /// What an event's place and time must satisfy, whoever tells of it.
    func check(_ facts: Facts, at received: Moment) throws(Refusal) {
        let agreement = try inForce()
        try check(type: facts.type)
        try facts.place.check(in: agreement)
        try facts.when.check(before: received)
        guard facts.direction.map({ (0...359).contains($0) }) ?? true else {
            throw Refusal("report.direction", "A direction must be a bearing from 0 to 359 degrees.")
        }
        guard facts.place.precision <= agreement.intake.placePrecision else {
            throw Refusal("report.minimum-facts", "A place must be known at least with precision \(agreement.intake.placePrecision) (1 exact … 7 international).")
        }
        try check(alleged: facts.alleged)
        try check(casualties: facts.casualties)
    }

    func check(type: Identifier) throws(Refusal) {
        let agreement = try inForce()
        guard agreement.definitions.contains(where: { $0.id == type }) else {
            throw Refusal("report.type", "The type must be one that the agreement defines: \(agreement.definitions.map(\.id.name).joined(separator: ", ")).")
        }
    }

    func check(alleged actors: [Identifier]) throws(Refusal) {
        for (index, actor) in actors.enumerated() {
            try checkActor(actor)
            guard !actors[..<index].contains(actor) else { throw Refusal("report.actor", "Each actor is named once.") }
        }
    }

    func check(casualties all: [Casualties]) throws(Refusal) {
        for (index, casualties) in all.enumerated() {
            try casualties.check(self)
            guard !all[..<index].contains(where: { $0.side == casualties.side }) else {
                throw Refusal("report.casualties", "Each side's casualties are given once.")
            }
        }
    }

    /// That `id` is a party or an actor that the agreement lists.
    func checkActor(_ id: Identifier) throws(Refusal) {
        let agreement = try inForce()
        guard parties.contains(where: { $0.id == id }) || agreement.actors.contains(where: { $0.id == id }) else {
            throw Refusal("report.actor", "“\(id)” must be a party or an actor listed in the agreement.")
        }
    }
}
