import Mechanism
import Registry

/// Records what was read in publications, all of it confirmed, in the name of the secretariat's press desk.
struct PressRecorder {
    let player: Player

    func record(_ proposals: Proposals) async throws {
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
            let functions = ["publication", "statement", "alteration", "claim"].compactMap { Identifier($0) }
            try await player.accredit(Script.DeskLine(name: name, at: next(), functions: functions))
        }
        var ids: [String: ActID] = [:]
        for act in proposals.items.map(\.act) {
            ids[act.label ?? ""] = try await player.desk.perform(
                Review.body(of: act, ids), by: officer, audience: act.audience, at: next(), texts: act.salted())
        }
    }
}
