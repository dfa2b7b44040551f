import Mechanism
import OpenSources
import Registry

/// Records publications, and the statements that they were found to carry, in the name of the secretariat's press desk.
struct PressRecorder {
    let player: Player
    let agreement: Agreement

    private static let english = Identifier("en") ?? Identifier()

    func record(_ publications: [OpenSources.Publication], _ statements: [OpenSources.Statement], _ files: [String]) async throws {
        guard let last = await player.desk.office.snapshot()?.state.now else { return }
        // The script is over: the press desk works on the following hour, minute by minute.
        var minute = last.adding(hours: 1)
        func next() -> LocalTime {
            minute = Moment(milliseconds: minute.milliseconds + 60_000)
            player.clock.move(to: minute)
            return LocalTime(Array(Output.utc(minute).utf8)) ?? LocalTime()
        }
        let name = "\(player.secretariat)/press"
        let officer = try player.officer(name)
        if await player.desk.office.snapshot()?.state.officers.rows.contains(where: { $0.key == officer.key }) != true {
            let functions = ["publication", "statement"].compactMap { Identifier($0) }
            try await player.accredit(Script.DeskLine(name: name, at: next(), functions: functions))
        }

        var ids: [String: ActID] = [:]
        for publication in publications {
            let (body, texts) = Self.act(publication)
            ids[publication.file] = try await player.desk.perform(
                body, by: officer, audience: .everyone, at: next(), texts: texts)
        }
        for statement in statements {
            var body = RecordStatement()
            body.side = statement.side.flatMap { side in agreement.participants.first { $0.name == side }?.id }
            body.date = statement.day.map(Self.day)
            body.publications = statement.carriers.compactMap { ids[$0.file] }
            guard !body.publications.isEmpty else { continue }
            try await player.desk.perform(
                body, by: officer, audience: .everyone, at: next(), texts: [Self.text("speaker", statement.speaker)])
        }
    }

    private static func act(_ publication: OpenSources.Publication) -> (RecordPublication, [Text]) {
        var body = RecordPublication()
        body.content = Mechanism.Hash(hex: publication.sha256) ?? .zero
        body.published = publication.published.day.map(day)
        body.basis = body.published == nil ? .unknown : RecordPublication.Basis(rawValue: publication.published.basis.rawValue) ?? .unknown
        var texts = [text("headline", publication.headline ?? publication.title)]
        if let outlet = publication.outlet { texts.append(text("outlet", outlet.name)) }
        texts.append(text("file", publication.file.split(separator: "/").last.map(String.init) ?? publication.file))
        return (body, texts)
    }

    private static func day(_ day: OpenSources.Day) -> Mechanism.Day {
        Mechanism.Day(Array(day.description.utf8)) ?? Mechanism.Day()
    }

    private static func text(_ slot: String, _ words: String) -> Text {
        Text(slot: Identifier(slot) ?? Identifier(), language: english, salt: Random.bytes(32), text: words)
    }
}
