import Mechanism

/// The agreement's versions and the truce's course, as far as the reader may know of them.
extension Reading {
    /// A version of the agreement that took effect.
    struct Version: Sendable {
        let row: AgreementVersion
        /// The act that laid the first part of its text.
        let laid: Citation
        let text: Agreement
    }

    /// Every version that the reader may see, in order.
    var versions: [Version] { state.versions.rows.compactMap(version) }

    func version(_ number: Int64) -> Version? { state.versions.rows.first { $0.number == number }.flatMap(version) }

    private func version(_ row: AgreementVersion) -> Version? {
        guard let row = seen(row), let draft = state.drafts[row.agreement], sees(draft.laid), let text = state.agreement(version: row.number) else { return nil }
        return Version(row: row, laid: draft.laid, text: text)
    }

    /// Something that the agreement in force names; what only an earlier version names, by the last that does.
    func term<Found>(_ find: (Agreement) -> Found?) -> Found? {
        if let found = agreement.flatMap(find) { return found }
        for version in versions.reversed() {
            if let found = find(version.text) { return found }
        }
        return nil
    }

    /// The changes of the truce that the reader may know of, in the order in which they were made.
    var truceChanges: [TruceChange] { state.truceChanges.rows.compactMap(seen) }

    /// Whether a change counts: what was taken back never held, and what a repudiated key did alone is nobody's.
    func counts(_ change: TruceChange) -> Bool { change.takenBack.isEmpty && !(change.alone && contest(of: change.act) != nil) }

    /// How the truce stands at an instant, by what the reader may know of; `nil` while no agreement is in force.
    func truce(at moment: Moment, without left: TruceChange? = nil) -> TruceStatus? {
        agreement.map { TruceStatus(of: $0.truce, by: truceChanges.filter { counts($0) && $0.id != left?.id }, at: moment) }
    }

    /// The proposal that took effect by an act, where every party had to assent to it; `nil` where the act stood alone or the proposal is hidden.
    func joint(broughtBy act: Citation) -> JointAct? {
        state.joint.rows.first { $0.assents.last?.act == act.act && $0.outcome == .effective }.flatMap(seen)
    }

    /// The changes of the agreement and the truce that wait for assents and have not lapsed.
    var jointPending: [JointAct] {
        state.joint.rows.filter { $0.kind.name.hasPrefix("agreement.") }.compactMap(asSeen).filter { $0.outcome == .pending && !deadlines(of: $0).isEmpty }
    }

    /// A joint act; who may not know of the last assent sees it wait.
    func pruned(_ joint: JointAct) -> JointAct? {
        guard var seen = seen(joint) else { return nil }
        if joint.outcome == .effective, let last = joint.assents.last, !sees(last) { seen.outcome = .pending }
        return seen
    }
}
