import Mechanism
import Registry
import TransparencyLog

/// What one reader may see of the record at one moment: the only way from the state to a page.
///
/// Everything made from a reading has passed ``Visibility``. A row comes out without the parts that the reader may not
/// see, and not at all when its own act is one of them.
struct Reading: Sendable {
    let snapshot: Snapshot
    let reader: Reader
    /// The instant for which deadlines and days are counted.
    let now: Moment

    var state: State { snapshot.state }

    func sees(_ citation: Citation) -> Bool { Visibility.allows(citation, of: state, to: reader) }

    func seen(_ citation: Citation?) -> Citation? { citation.flatMap { sees($0) ? $0 : nil } }

    /// Whether times come from a script. Said to every reader, whoever may read the first act.
    var rehearsal: Bool { state.establishment?.rehearsal ?? false }

    var establishment: Establishment? {
        state.establishment.flatMap { sees($0.act) ? $0 : nil }
    }

    /// What the mechanism is called: its agreement's title, or the record's name until there is one.
    var title: String { agreement?.title ?? snapshot.checkpoint.origin }

    var participants: [Participant] { establishment?.participants ?? [] }
    var parties: [Participant] { participants.filter { $0.role == .party } }

    /// The agreement in force, where the acts that laid it and adopted it may be read.
    var agreement: Agreement? {
        guard let agreement = state.agreement, let version = state.versions.rows.last, sees(version.act),
            let draft = state.drafts[version.agreement], sees(draft.laid)
        else { return nil }
        return agreement
    }
}

// MARK: Names

extension Reading {
    func participant(_ id: Identifier) -> Named {
        Named(id: id.name, name: participants.first { $0.id == id }?.name ?? id.name)
    }

    /// A party, a listed actor under its neutral name, or civilians.
    func actor(_ id: Identifier) -> Named {
        id == Casualties.civilians ? Named(id: id.name, name: "Civilians") : participant(id)
    }

    func article(_ id: Identifier) -> Named {
        let title = term { $0.articles.first { $0.id == id }?.title }
        return Named(id: id.name, name: title.map { "\(id.name) \($0)" } ?? id.name)
    }

    /// A type of event, as the agreement defines it.
    func definition(_ id: Identifier) -> Named {
        Named(id: id.name, name: term { $0.definitions.first { $0.id == id }?.title } ?? id.name)
    }

    /// An area or a crossing.
    func area(_ id: Identifier) -> Named {
        let name = term { agreement in agreement.areas.first { $0.id == id }?.name ?? agreement.crossings.first { $0.id == id }?.name }
        return Named(id: id.name, name: name ?? id.name)
    }

    /// A standard of proof, as the agreement calls it.
    func standard(_ id: Identifier) -> Named { Named(id: id.name, name: term { $0.standards.first { $0.id == id }?.title } ?? id.name) }

    func commitment(_ id: Identifier) -> Named { Named(id: id.name, name: term { $0.commitments.first { $0.id == id }?.title } ?? id.name) }
}
