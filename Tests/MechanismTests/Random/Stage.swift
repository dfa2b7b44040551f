@testable import Mechanism

/// A mechanism for histories to play in: who takes part, what they agreed, and which two parties are exchanged to see whether the
/// rules treat them alike. The stages differ in what rules depend on.
struct Stage: Sendable {
    /// Whom the rules must not tell apart. Names of one length, so that they are exchanged in place; words of no sentence.
    static let names = ["alder", "birch", "cedar"].map(World.id)
    static let actors = ["group-a", "group-b", "group-c"]

    let number: Int
    /// In the order of establishment.
    let participants: [(id: Identifier, role: Role)]
    /// The parties whose names, keys and deeds are exchanged.
    let exchanged: (Identifier, Identifier)
    /// The agreement to be adopted, and others that are laid beside it: one that may take its place, two that change what an
    /// amendment must keep, one that no edition could count, and one that contradicts itself.
    let agreements: [Agreement]
    let hashes: [Hash]
    /// The version of the rules that the record begins under.
    let rules: Int64
    /// How many parts agreements are laid in.
    let parts: Int

    static let all = (0..<8).map(Stage.init)

    private init(_ number: Int) {
        self.number = number
        rules = number == 5 ? 0 : Rules.latest
        parts = 1 + number % 3
        let all = number % 4 == 3 ? [2, 0, 1] : number % 2 == 1 ? [1, 0] : [0, 1]
        let parties = all.map { Self.names[$0] }
        participants = parties.map { ($0, .party) } + World.participants.filter { $0.1 != .party }.map { (World.id($0.0), $0.1) }
        exchanged = (parties[0], parties[number == 7 ? 2 : 1])
        let sound = Self.agreement(number, participants)
        var (spare, longer, turned, wide, broken) = (sound, sound, sound, sound, sound)
        spare.title = "Another truce"
        longer.truce.until = LocalTime(Array("2026-01-08T08:00:00Z".utf8))
        turned.commitments[0].obligor = sound.commitments[1].obligor
        wide.areas += (0..<100).map { number in
            var area = Agreement.Area()
            (area.id, area.name) = (World.id("an-area-with-a-long-name-\(number)"), "A")
            return area
        }
        broken.commitments[0].obligor = World.id("lake")
        agreements = [sound, spare, longer, turned, wide, broken]
        hashes = agreements.map { $0.hash }
    }

    var agreement: Agreement { agreements[0] }
    var parties: [Identifier] { participants.filter { $0.role == .party }.map(\.id) }

    /// The participants of some roles.
    func participants(_ roles: [Role]) -> [Identifier] { participants.filter { roles.contains($0.role) }.map(\.id) }

    private static func agreement(_ number: Int, _ participants: [(id: Identifier, role: Role)]) -> Agreement {
        World.agreement { agreement in
            let parties = participants.filter { $0.role == .party }.map(\.id)
            let (first, second) = (parties[number / 2 % 2], parties[1 - number / 2 % 2])
            agreement.participants = participants.map { id, role in
                var member = Agreement.Member()
                (member.id, member.name, member.role) = (id, id.name, role)
                return member
            }
            if number % 2 == 0 { agreement.truce.until = LocalTime(Array("2025-11-08T08:00:00Z".utf8)) }
            var alone = Agreement.Truce.Alone()
            (alone.act, alone.notice) = (World.id("agreement.suspend"), 24)
            if number % 3 == 0 { agreement.truce.alone = [alone] }
            if number == 6 {
                alone.act = World.id("agreement.end")
                agreement.truce.alone.append(alone)
            }
            (agreement.determination.rule, agreement.determination.needed) = [(.all, 0), (.any, 0), (.some, 1), (.some, 2)][number / 2 % 4]
            // One guarantor is no determiner.
            if number == 3 { agreement.determination.members = [World.id("hill")] }
            agreement.lodging = number % 2 == 0 ? [World.id("lake")] : [second, World.id("lake")]
            agreement.succession = parties + [World.id("lake")]
            agreement.actors = [(actors[0], nil, first), (actors[1], second, first), (actors[2], nil, second)].map { id, answers, user in
                var (actor, alias) = (Agreement.Actor(), Agreement.Actor.Alias())
                (alias.name, alias.usedBy) = ("The \(id)", user)
                (actor.id, actor.answersFor, actor.aliases) = (World.id(id), answers, [alias])
                return actor
            }
            agreement.commitments = [("c1", first), ("c2", second), ("c3", first)].map { id, obligor in
                var commitment = Agreement.Commitment()
                (commitment.id, commitment.obligor, commitment.article, commitment.title) = (World.id(id), obligor, World.id("2.1"), id)
                return commitment
            }
            var condition = Agreement.Commitment.Condition()
            (condition.commitment, condition.hours) = (World.id("c1"), 24)
            agreement.commitments[1].conditions = [condition]
            agreement.commitments[0].due = LocalTime(Array("2025-10-12T08:00:00Z".utf8))
            var recurrence = Agreement.Commitment.Recurrence()
            (recurrence.from, recurrence.hours) = (agreement.truce.from, 48)
            agreement.commitments[2].recurrence = recurrence
            agreement.crossings = ["bridge", "pass"].map { id in
                var crossing = Agreement.Crossing()
                (crossing.id, crossing.name) = (World.id(id), id)
                return crossing
            }
            agreement.traffic = ["people", "goods"].map(category)
            agreement.persons = ["wounded", "detained"].map(category)
            agreement.standards = ["indication", "balance", "certainty"].map { id in
                var standard = Agreement.Standard()
                (standard.id, standard.title, standard.text) = (World.id(id), id, id)
                return standard
            }
            agreement.grading[2].standard = World.id("balance")
            agreement.limits = number % 2 == 1 ? [("report", 3), ("notice", 2), ("liaison", 1), ("finding", 2), ("handover", 2), ("remedy", 2), ("action", 2), ("meeting", 2)].compactMap(limit) : []
            agreement.consequences = Grade.allCases.dropFirst().map { grade in
                var consequence = Agreement.Consequence()
                (consequence.id, consequence.grade, consequence.text, consequence.hours) = (World.id("\(grade.rawValue)-step"), grade, "What follows.", 48)
                return consequence
            }
            // Not every agreement asks for notice of everything.
            agreement.notices = Agreement.NoticeRule.Kind.allCases.dropLast(number % 4 == 2 ? 1 : 0).map { kind in
                var rule = Agreement.NoticeRule()
                (rule.kind, rule.hours) = (kind, 24)
                return rule
            }
            agreement.ladder = [("lower", [first, second], 24), ("upper", [World.id("lake")], 72)].map { id, members, hours in
                var rung = Agreement.Rung()
                (rung.id, rung.title, rung.members, rung.hours) = (World.id(id), id, members, Int64(hours))
                return rung
            }
            agreement.editions = Edition.Kind.allCases.map { kind in
                var rhythm = Agreement.Rhythm()
                (rhythm.kind, rhythm.hours, rhythm.note) = (kind, kind == .special ? nil : 48, "As agreed.")
                return rhythm
            }
        }
    }

    private static func category(_ id: String) -> Agreement.Category {
        var category = Agreement.Category()
        (category.id, category.title) = (World.id(id), id)
        return category
    }

    /// A limit on a subject that these rules have.
    private static func limit(_ subject: String, _ acts: Int64) -> Agreement.Limit? {
        guard ActKinds.subjects.contains(World.id(subject)) else { return nil }
        var limit = Agreement.Limit()
        (limit.subject, limit.acts, limit.hours) = (World.id(subject), acts, 24)
        return limit
    }

    var establish: Establish {
        var establish = World.establish(agreement)
        establish.participants = participants.map { id, role in
            var participant = Participant()
            (participant.id, participant.name, participant.role, participant.head) = (id, id.name, role, World.key("\(id)/head"))
            // One party has recovery keys, and one guarantor.
            if id == exchanged.0 || id.name == "hill" {
                participant.recovery.needed = 2
                participant.recovery.keys = (1...3).map { World.key("\(id)/recovery-\($0)") }
            }
            return participant
        }
        return establish
    }

    /// What is known of the exchange before the first act.
    func renaming(_ manner: Renaming.Manner) -> Renaming {
        var renaming = Renaming(exchanged.0, exchanged.1, manner: manner, order: participants.map { $0.id })
        for label in ["head", "desk", "desk-2"] + (1...3).map({ "recovery-\($0)" }) {
            for party in [exchanged.0, exchanged.1] { renaming.learn(World.key("\(party)/\(label)"), as: World.key("\(renaming.renamed(party))/\(label)")) }
        }
        for agreement in agreements { renaming.learn(agreement, parts: parts) }
        return renaming
    }
}
