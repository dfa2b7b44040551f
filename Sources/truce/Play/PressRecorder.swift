import Mechanism
import Registry

/// Records what was read in publications in the name of the secretariat's press desk: all of it is confirmed, and claims are proposed.
/// What a script decides of them is decided then.
struct PressRecorder {
    let player: Player

    /// - Parameter played: the ids of the script's acts, by their labels.
    func record(_ proposals: Proposals, deciding decisions: [Script.PressLine] = [], played: [String: ActID] = [:]) async throws {
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
        ids.merge(played) { own, _ in own }
        for decision in decisions {
            ids["claim"] = try Self.claim(with: decision, among: proposals).flatMap { ids[$0] }
            try await player.desk.perform(
                Review.body(of: decision.act, ids), by: officer, audience: decision.act.audience, at: next(), texts: decision.act.salted())
        }
    }

    /// The label of the one claim that a decision is about.
    private static func claim(with decision: Script.PressLine, among proposals: Proposals) throws -> String? {
        let found = proposals.items.map(\.act).filter { act in
            act.kind == ProposeClaim.kind.name && act.texts.contains { $0.slot.name == "passage" && $0.text.contains(decision.passage) }
        }
        guard found.count == 1 else {
            throw Complaint("\(decision.act.place): “\(decision.passage)” must stand in one claim that is proposed, and stands in \(found.count).")
        }
        return found.first?.label
    }
}
