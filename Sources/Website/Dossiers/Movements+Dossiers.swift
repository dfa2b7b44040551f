import Mechanism

extension Notice: Dossierable {
    static var path: String { "notices" }
    static var title: String { "Notices" }
    static var meaning: String { "Flights, movements and exercises that were notified in advance. Where one meets an incident by place and time, both say so; neither explains the other." }
    static func table(_ state: State) -> Table<Notice> { state.notices }
    var began: Citation { given }

    func heading(_ reading: Reading) -> String { "\(Term(kind).text), notified by \(reading.participant(given.participant).name)" }
    func status(_ reading: Reading) -> Term {
        if reading.state.withdrawal(of: self) != nil { return Term(word: "withdrawn", text: "Withdrawn") }
        if reading.now < from { return Term(word: "to-come", text: "To come") }
        return reading.now <= to ? Term(word: "under-way", text: "Under way") : Term(word: "past", text: "Past")
    }
    func isOpen(_ reading: Reading) -> Bool { reading.state.withdrawal(of: self) == nil && reading.now <= to }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        let meeting = reading.incidents.filter { incident in reading.state.notices(matching: incident).contains { $0.id == id } }
        return [
            .init("By", reading.participant(given.participant).name), .init("From", Instant(from).words), .init("To", Instant(to).words),
            .init("Places", places.map { reading.place($0).words }),
            .init("Notice", isShort ? "given later than the agreement asks, which is until \(Instant(dueBy).words)" : "given in time"),
            .init("Objections", reading.names(objections.map(\.participant))),
            .init(label: "Incidents at that place and time", values: meeting.map { .init(text: "Incident \($0.opened.index)", path: "/incidents/\($0.opened.index)") }),
        ]
    }
}

extension LiaisonCall: Dossierable {
    static var path: String { "liaison" }
    static var title: String { "Liaison calls" }
    static var meaning: String { "Calls between liaison officers: they need no finding, and a clock runs until they are acknowledged." }
    static func table(_ state: State) -> Table<LiaisonCall> { state.calls }
    var began: Citation { called }

    func heading(_ reading: Reading) -> String { "\(reading.participant(called.participant).name) called \(reading.participant(to).name)" }
    func status(_ reading: Reading) -> Term {
        if let resolution = reading.state.resolution(of: self) { return Term(resolution.outcome) }
        return reading.state.acknowledgement(of: self) == nil
            ? Term(word: "called", text: "Not acknowledged") : Term(word: "acknowledged", text: "Acknowledged")
    }
    func isOpen(_ reading: Reading) -> Bool { reading.state.resolution(of: self) == nil }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("To", reading.participant(to).name), .init("Urgency", Term(urgency).text), reading.fact(onIncident: incident),
            .init("To be acknowledged by", Instant(acknowledgeUntil).words),
        ].compactMap { $0 }
    }
}
