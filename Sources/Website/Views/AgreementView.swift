import Mechanism

/// A group that takes no part, under the names that each side uses for it.
struct ActorView: Encodable, Sendable {
    struct Alias: Encodable, Sendable {
        let name: String
        let usedBy: Named
    }
    let id: String
    /// The party that the parties agreed answers for it.
    let answeredForBy: Named?
    let aliases: [Alias]
}

/// What the parties signed, in one of its versions.
struct AgreementView: Encodable, Sendable {
    struct Member: Encodable, Sendable {
        let id: String
        let name: String
        let role: Term
    }
    struct Article: Encodable, Sendable {
        let id: String
        let title: String
        let text: String
    }
    struct Instrument: Encodable, Sendable {
        let id: String
        let title: String
        let date: String
        let articles: [Article]
    }
    struct Definition: Encodable, Sendable {
        let id: String
        let title: String
        let text: String
        let article: Named?
    }
    struct Crossing: Encodable, Sendable {
        let id: String
        let name: String
        let position: String
    }
    /// What is to be done; how it stands is told by the commitment's own page.
    struct Commitment: Encodable, Sendable {
        let id: String
        let title: String
        let obligor: Named
        let article: Named
        let indicator: String
        let method: String
        let due: Instant?
        let conditions: [CommitmentView.Terms]
        let recurrence: CommitmentView.Recurrence?
        /// Its own page; left out where the agreement in force has it no more.
        let path: String?
    }
    struct Standard: Encodable, Sendable {
        let id: String
        let title: String
        let text: String
    }
    struct Determination: Encodable, Sendable {
        let rule: Term
        let needed: Int
        let members: [Named]
    }
    struct Clock: Encodable, Sendable {
        let stage: String
        let hours: Int64
        let meaning: String
    }
    struct Intake: Encodable, Sendable {
        /// In bytes of UTF-8.
        let narrative: Int64
        let placePrecision: Int64
        let placePrecisionWords: String
    }
    struct Limit: Encodable, Sendable {
        /// What the acts are about, such as `report`.
        let subject: String
        let acts: Int64
        let hours: Int64
    }
    struct Grading: Encodable, Sendable {
        let grade: Term
        let meaning: String
        let standard: Named?
        let consequence: String
    }
    struct Notice: Encodable, Sendable {
        let kind: Term
        let hours: Int64
    }
    /// A change of the truce that one party may make alone.
    struct Alone: Encodable, Sendable {
        let act: String
        let notice: Int64
    }
    struct Rung: Encodable, Sendable {
        let id: String
        let title: String
        let members: [Named]
        let hours: Int64
    }
    struct Rhythm: Encodable, Sendable {
        let kind: Term
        let note: String
    }

    /// A version of it, in the list of them.
    struct Version: Encodable, Sendable {
        struct Instrument: Encodable, Sendable {
            let id: String
            let title: String
            let date: String
        }
        let number: Int64
        let path: String
        let inForce: Bool
        /// SHA-256 of the version in canonical JSON.
        let hash: String
        let since: Instant
        /// When another version took its place; left out for the one in force.
        let until: Instant?
        /// The instruments that came with it.
        let instruments: [Instrument]
        let reason: [Wording]
        /// The act that laid its text, its proposal and the assents.
        let acts: [ActLine]
    }
    /// A difference from the version before.
    struct Change: Encodable, Sendable {
        struct Field: Encodable, Sendable {
            let name: String
            let label: String
            let before: String?
            let after: String?
        }
        /// Such as `articles`.
        let section: String
        let label: String
        let item: String
        let title: String?
        let kind: Term
        let fields: [Field]
        /// Whether there is something before and something after to set side by side; for pages.
        let compares: Bool

        private enum CodingKeys: String, CodingKey {
            case section, label, item, title, kind, fields
        }
    }

    let title: String
    let note: String
    /// SHA-256 of the agreement in canonical JSON.
    let hash: String
    let version: Version
    /// Every version, the first first.
    let versions: [Version]
    /// The number of the version before, with which it is compared; left out for the first, and where the reader may not see the one before.
    let comparedWith: Int64?
    /// What it says otherwise than the version before.
    let changes: [Change]
    /// The act at which this version came into force: the last assent.
    let adopted: ActLine?
    let languages: [String]
    let from: Instant
    /// When the truce ends, as far as it has been extended.
    let until: Instant?
    let truce: TruceView
    let course: [TruceStep]
    /// Changes of the agreement and of the truce that wait for assents.
    let pending: [PendingChange]
    let alone: [Alone]
    let participants: [Member]
    let instruments: [Instrument]
    let definitions: [Definition]
    let areas: [Named]
    let crossings: [Crossing]
    let actors: [ActorView]
    let traffic: [Named]
    let persons: [Named]
    let commitments: [Commitment]
    let standards: [Standard]
    let determination: Determination
    let clocks: [Clock]
    let lodging: [Named]
    let succession: [Named]
    let intake: Intake
    let limits: [Limit]
    let grading: [Grading]
    let notices: [Notice]
    let ladder: [Rung]
    let editions: [Rhythm]
}

extension Reading {
    func actorView(_ actor: Agreement.Actor) -> ActorView {
        ActorView(
            id: actor.id.name, answeredForBy: actor.answersFor.map(participant),
            aliases: actor.aliases.map { .init(name: $0.name, usedBy: participant($0.usedBy)) })
    }

    /// What a version says, in its own words and names.
    func agreementView(_ shown: Version, _ texts: Texts) -> AgreementView {
        let agreement = shown.text
        func article(_ id: Identifier) -> Named {
            Named(id: id.name, name: agreement.articles.first { $0.id == id }.map { "\(id.name) \($0.title)" } ?? id.name)
        }
        func named(_ category: Agreement.Category) -> Named { Named(id: category.id.name, name: category.title) }
        let all = versions
        let lines = all.map { versionLine($0, among: all, texts) }
        let before = version(shown.row.number - 1)
        return AgreementView(
            title: agreement.title, note: agreement.note, hash: shown.row.agreement.hex, version: versionLine(shown, among: all, texts), versions: lines,
            comparedWith: before?.row.number, changes: before.map { changes(from: $0.text, to: agreement) } ?? [],
            adopted: .some(line(shown.row.act, Assent.kind, texts)), languages: agreement.languages.map(\.name),
            from: Instant(agreement.truce.from.moment), until: Instant(truce(at: now)?.until?.moment), truce: truceView, course: truceCourse(texts),
            pending: pendingChanges(texts), alone: agreement.truce.alone.map { .init(act: $0.act.name, notice: $0.notice) },
            participants: agreement.participants.map { .init(id: $0.id.name, name: $0.name, role: Term($0.role)) },
            instruments: agreement.instruments.map { instrument in
                .init(
                    id: instrument.id.name, title: instrument.title, date: instrument.date.description,
                    articles: agreement.articles.filter { $0.instrument == instrument.id }
                        .map { .init(id: $0.id.name, title: $0.title, text: $0.text) })
            },
            definitions: agreement.definitions.map {
                .init(id: $0.id.name, title: $0.title, text: $0.text, article: $0.article.map(article))
            },
            areas: agreement.areas.map { Named(id: $0.id.name, name: $0.name) },
            crossings: agreement.crossings.map {
                .init(id: $0.id.name, name: $0.name, position: Degrees.words($0.latitude, $0.longitude))
            },
            actors: agreement.actors.map(actorView), traffic: agreement.traffic.map(named), persons: agreement.persons.map(named),
            commitments: agreement.commitments.map { commitment in
                .init(
                    id: commitment.id.name, title: commitment.title, obligor: participant(commitment.obligor), article: article(commitment.article),
                    indicator: commitment.indicator, method: commitment.method, due: Instant(commitment.due?.moment),
                    conditions: commitment.conditions.map { terms($0, of: agreement) }, recurrence: commitment.recurrence.map(CommitmentView.Recurrence.init),
                    path: self.agreement?.commitments.contains { $0.id == commitment.id } == true ? "/commitments/\(commitment.id)" : nil)
            },
            standards: agreement.standards.map { .init(id: $0.id.name, title: $0.title, text: $0.text) },
            determination: .init(
                rule: Term(agreement.determination), needed: agreement.determination.quorum,
                members: agreement.determination.members.map(participant)),
            clocks: ClockLister.clocks(agreement.clocks), lodging: agreement.lodging.map(participant), succession: agreement.succession.map(participant),
            intake: .init(
                narrative: agreement.intake.narrative, placePrecision: agreement.intake.placePrecision,
                placePrecisionWords: Degrees.precision(agreement.intake.placePrecision)),
            limits: agreement.limits.map { .init(subject: $0.subject.name, acts: $0.acts, hours: $0.hours) },
            grading: agreement.grading.map { grading in
                .init(
                    grade: Term(grading.grade), meaning: grading.meaning,
                    standard: grading.standard.map { id in Named(id: id.name, name: agreement.standards.first { $0.id == id }?.title ?? id.name) },
                    consequence: agreement.consequence(of: grading.grade) ?? "")
            },
            notices: agreement.notices.map { .init(kind: Term($0.kind), hours: $0.hours) }, ladder: ladder(agreement),
            editions: agreement.editions.map { .init(kind: Term($0.kind), note: $0.note) })
    }

    private func versionLine(_ version: Version, among all: [Version], _ texts: Texts) -> AgreementView.Version {
        let known = all.filter { $0.row.number < version.row.number }.flatMap(\.text.instruments)
        let made = madeBy(version.row.act, nil)
        let acts: [(Citation, ActKind)] = [(version.laid, LayAgreement.kind)] + made
        return .init(
            number: version.row.number, path: "/agreement/versions/\(version.row.number)", inForce: version.row.number == state.version,
            hash: version.row.agreement.hex, since: Instant(version.row.act.received),
            until: Instant(all.first { $0.row.number > version.row.number }?.row.act.received),
            instruments: version.text.instruments.filter { !known.contains($0) }.map { .init(id: $0.id.name, title: $0.title, date: $0.date.description) },
            reason: made.flatMap { texts[$0.0, "reason"] },
            acts: acts.map { line($0.0, $0.1, texts) })
    }

    private func changes(from before: Agreement, to after: Agreement) -> [AgreementView.Change] {
        AgreementChanges(from: before, to: after).items.map { item in
            .init(
                section: item.section, label: Self.label(item.section), item: item.item, title: item.title, kind: Term(item.kind),
                // The item is called by its id, which is not to be said again.
                fields: item.fields.filter { $0.name != "id" }.map { field in
                    .init(name: field.name, label: field.name.isEmpty ? Self.label(item.section) : Self.label(field.name), before: field.before, after: field.after)
                }, compares: item.kind == .changed || item.kind == .reordered)
        }
    }

    /// A field's name for people; one that stands within others keeps the names that it passes through.
    private static func label(_ name: String) -> String {
        let text = name.contains(".") ? name.replacing(".", with: " · ") : name.replacing("-", with: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}

extension Agreement {
    /// What it lets follow from a violation of that grade; `nil` where nothing.
    func consequence(of grade: Grade) -> String? {
        let texts = consequences.filter { $0.grade == grade }.map(\.text)
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }
}

/// Goes through the clocks and keeps what each says, in the words of the rules.
private struct ClockLister: Fields {
    private var clocks: [AgreementView.Clock] = []

    static func clocks(_ clocks: Agreement.Clocks) -> [AgreementView.Clock] {
        var lister = ClockLister()
        var clocks = clocks
        clocks.visit(&lister)
        return lister.clocks
    }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        guard let hours = value as? Int64 else { return }
        let text = "\(meaning)"
        clocks.append(.init(stage: "\(key)", hours: hours, meaning: text.hasPrefix("Hours ") ? String(text.dropFirst("Hours ".count)) : text))
    }
}

extension Term {
    init(_ determination: Agreement.Determination) {
        self.init(determination.rule)
        guard determination.rule == .some else { return }
        self.init(word: word, text: "\(determination.needed) of them must concur")
    }

    init(_ change: AgreementChanges.Kind) {
        let text = switch change {
        case .added: "Added"
        case .removed: "Removed"
        case .changed: "Changed"
        case .reordered: "Put in another order"
        }
        self.init(word: change.rawValue, text: text)
    }
}
