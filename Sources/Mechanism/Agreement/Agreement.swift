/// What the parties signed, as data that rules can follow. Written in YAML, recorded as canonical JSON.
public struct Agreement: Record, Hashable {
    public var title = ""
    public var note = ""
    public var languages: [Identifier] = []
    public var participants: [Member] = []
    public var truce = Truce()
    public var instruments: [Instrument] = []
    public var articles: [Article] = []
    public var definitions: [Definition] = []
    public var areas: [Area] = []
    public var crossings: [Crossing] = []
    public var actors: [Actor] = []
    public var traffic: [Category] = []
    public var persons: [Category] = []
    public var commitments: [Commitment] = []
    public var standards: [Standard] = []
    public var determination = Determination()
    public var clocks = Clocks()
    public var lodging: [Identifier] = []
    public var succession: [Identifier] = []
    public var intake = Intake()
    public var limits: [Limit] = []
    public var grading: [GradeMeaning] = []
    public var consequences: [Consequence] = []
    public var notices: [NoticeRule] = []
    public var ladder: [Rung] = []
    public var editions: [Rhythm] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("title", &title, "The agreement's title.")
        field("note", &note, "A remark shown wherever the agreement is; empty where there is none.")
        field("languages", &languages, "The languages of the mechanism (BCP 47, lower case).")
        field("participants", &participants, "Who takes part, in the order in which pages name them.")
        field("truce", &truce, "When the truce holds.")
        field("instruments", &instruments, "The documents that the agreement consists of.")
        field("articles", &articles, "The numbered provisions.")
        field("definitions", &definitions, "The events that the mechanism handles, as defined by the parties.")
        field("areas", &areas, "The named areas that acts may refer to.")
        field("crossings", &crossings, "The official border points.")
        field("actors", &actors, "Groups that are not participants, under the names that each side uses.")
        field("traffic", &traffic, "The kinds of traffic that a crossing is open to, each by itself.")
        field("persons", &persons, "The categories of persons who are handed over.")
        field("commitments", &commitments, "The trackable obligations.")
        field("standards", &standards, "The standards of proof, the weakest first; empty where findings name none.")
        field("determination", &determination, "Who determines findings.")
        field("clocks", &clocks, "Hours per stage.")
        field("lodging", &lodging, "The participants by whose lodgings clocks count, so that a registry that delays an act cannot make it late.")
        field("succession", &succession, "The participants whose heads together may go on with the record under another registry.")
        field("intake", &intake, "The least that a report must say.")
        field("limits", &limits, "How many acts each participant may make, so that nobody is flooded; the same for each. Answers are not counted.")
        field("grading", &grading, "What the grades of a violation mean, and what follows.")
        field("consequences", &consequences, "What falls due when a violation is determined, and is decided by the determiners.")
        field("notices", &notices, "What is notified in advance.")
        field("ladder", &ladder, "Who is called when something is overdue, the lowest rung first.")
        field("editions", &editions, "The reporting rhythm.")
    }

    /// SHA-256 of the agreement in canonical JSON: its total hash, by which it is adopted.
    public var hash: Hash { Hash.sha256(of: canonical) }

    public struct Member: Record, Hashable {
        public var id = Identifier()
        public var name = ""
        public var role = Role()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The participant's short name.")
            field("name", &name, "Its official name.")
            field("role", &role, "What it is to the mechanism.")
        }
    }

    public struct Truce: Record, Hashable {
        /// A change of the truce that one party may make alone.
        public struct Alone: Record, Hashable {
            public var act = Identifier()
            public var notice: Int64 = 0
            public init() {}
            public mutating func visit(_ field: inout some Fields) {
                field("act", &act, "The kind of act: `agreement.suspend`, `agreement.resume` or `agreement.end`.")
                field("notice", &notice, "Hours from the act to its effect.")
            }
        }

        public var from = LocalTime()
        public var until: LocalTime?
        public var alone: [Alone] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("from", &from, "When the truce begins.")
            field("until", &until, "When it ends unless extended; null when open-ended.")
            field("alone", &alone, "The changes that one party may make alone; every other takes the assent of each.")
        }
    }

    public struct Instrument: Record, Hashable {
        public var id = Identifier()
        public var title = ""
        public var date = Day()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The instrument's short name.")
            field("title", &title, "Its title.")
            field("date", &date, "The day it was agreed.")
        }
    }

    public struct Article: Record, Hashable {
        public var id = Identifier()
        public var instrument = Identifier()
        public var title = ""
        public var text = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The article's number or short name.")
            field("instrument", &instrument, "The instrument it stands in.")
            field("title", &title, "Its heading.")
            field("text", &text, "Its wording.")
        }
    }

    public struct Definition: Record, Hashable {
        public var id = Identifier()
        public var title = ""
        public var text = ""
        public var article: Identifier?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The type of event, as reports name it.")
            field("title", &title, "Its name on pages.")
            field("text", &text, "The parties' definition.")
            field("article", &article, "The article that prohibits or regulates it.")
        }
    }

    public struct Area: Record, Hashable {
        public var id = Identifier()
        public var name = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The area's short name.")
            field("name", &name, "Its name on pages.")
        }
    }

    public struct Crossing: Record, Hashable {
        public var id = Identifier()
        public var name = ""
        public var latitude: Int64 = 0
        public var longitude: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The crossing's short name.")
            field("name", &name, "Its name on pages.")
            field("latitude", &latitude, "In 1/100,000 of a degree, north positive.")
            field("longitude", &longitude, "In 1/100,000 of a degree, east positive.")
        }
    }

    /// A kind of traffic, or of persons.
    public struct Category: Record, Hashable {
        public var id = Identifier()
        public var title = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The category's short name.")
            field("title", &title, "Its name on pages.")
        }
    }

    public struct Actor: Record, Hashable {
        public struct Alias: Record, Hashable {
            public var name = ""
            public var usedBy = Identifier()
            public init() {}
            public mutating func visit(_ field: inout some Fields) {
                field("name", &name, "The name.")
                field("used-by", &usedBy, "The participant who uses it.")
            }
        }
        public var id = Identifier()
        public var answersFor: Identifier?
        public var aliases: [Alias] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The actor's short name in the record.")
            field("answered-for-by", &answersFor, "The party that the parties agreed answers for it; null for a non-signatory.")
            field("aliases", &aliases, "The names that each side uses for it.")
        }
    }

    public struct Commitment: Record, Hashable {
        public var id = Identifier()
        public var obligor = Identifier()
        public var article = Identifier()
        public var title = ""
        public var indicator = ""
        public var method = ""
        public var due: LocalTime?
        public var conditions: [Condition] = []
        public var recurrence: Recurrence?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The commitment's short name.")
            field("obligor", &obligor, "The party that is bound.")
            field("article", &article, "The article it comes from.")
            field("title", &title, "What is to be done.")
            field("indicator", &indicator, "What shows that it is done.")
            field("method", &method, "How that is verified.")
            field("due", &due, "The deadline; null for a standing obligation.")
            field("conditions", &conditions, "What others must have done before this one is due.")
            field("recurrence", &recurrence, "How often it is to be done again; null where once, or always.")
        }

        /// Reciprocity: one step is due so many hours after another is done.
        public struct Condition: Record, Hashable {
            public var commitment = Identifier()
            public var level: Int64 = 3
            public var verified = false
            public var hours: Int64 = 0
            public init() {}
            public mutating func visit(_ field: inout some Fields) {
                field("commitment", &commitment, "The other commitment.")
                field("level", &level, "The level that it must have been assessed at, 1 to 3.")
                field("verified", &verified, "Whether that level must have been verified.")
                field("hours", &hours, "Hours from that assessment until this commitment is due.")
            }
        }

        /// The commitment is to be carried out once in each period.
        public struct Recurrence: Record, Hashable {
            public var from = LocalTime()
            public var hours: Int64 = 0
            public init() {}
            public mutating func visit(_ field: inout some Fields) {
                field("from", &from, "The beginning of the first period.")
                field("hours", &hours, "The length of a period.")
            }
        }
    }

    /// How strong the evidence for a conclusion must be, as the parties defined it.
    public struct Standard: Record, Hashable {
        public var id = Identifier()
        public var title = ""
        public var text = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The standard's short name.")
            field("title", &title, "Its name on pages.")
            field("text", &text, "The parties' definition.")
        }
    }

    public struct Determination: Record, Hashable {
        public enum Rule: String, Word {
            case all, any, some = "k-of"
            public init() { self = .all }
        }
        public var rule = Rule()
        public var needed: Int64 = 0
        public var members: [Identifier] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("rule", &rule, "How many members must concur.")
            field("needed", &needed, "The k of k-of; 0 otherwise.")
            field("members", &members, "The participants that determine.")
        }

        /// How many members must concur.
        public var quorum: Int {
            switch rule {
            case .all: members.count
            case .any: 1
            case .some: Int(needed)
            }
        }
    }

    public struct Clocks: Record, Hashable {
        public var assent: Int64 = 0
        public var triage: Int64 = 0
        public var tasking: Int64 = 0
        public var teamReport: Int64 = 0
        public var reply: Int64 = 0
        public var determination: Int64 = 0
        public var publication: Int64 = 0
        public var custody: Int64 = 0
        public var access: Int64 = 0
        public var remedy: Int64 = 0
        public var handover: Int64 = 0
        public var liaison: Int64 = 0
        public var answer: Int64 = 0
        public var minutes: Int64 = 0
        public var witnesses: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("assent", &assent, "Hours until a joint act lapses.")
            field("triage", &triage, "Hours from an incident's opening to its triage.")
            field("tasking", &tasking, "Hours from acceptance to the tasking of a team.")
            field("team-report", &teamReport, "Hours from the tasking to the team's report.")
            field("reply", &reply, "Hours in which parties may reply to a proposed finding.")
            field("determination", &determination, "Hours from the end of the reply window to the determination.")
            field("publication", &publication, "Hours from a determination, by which the parties are informed, until it may be published.")
            field("custody", &custody, "Hours from the sending of evidence to its receipt.")
            field("access", &access, "Hours in which a request for access is answered.")
            field("remedy", &remedy, "Hours in which a recommended remedy is undertaken or refused.")
            field("handover", &handover, "Hours in which a proposed handover is answered, and in which a handover is received.")
            field("liaison", &liaison, "Hours in which a liaison call is acknowledged.")
            field("answer", &answer, "Hours in which a proposal, or a request for an assurance, is answered where it names no time itself.")
            field("minutes", &minutes, "Hours from the end of a meeting to its minutes.")
            field("witnesses", &witnesses, "Hours that determinations and editions wait for an absent witness, who is then named.")
        }

        /// Each clock's name, with its hours.
        public var named: [(name: String, hours: Int64)] {
            var clocks = ClockReader()
            var copy = self
            copy.visit(&clocks)
            return clocks.named
        }
    }

    public struct Intake: Record, Hashable {
        public var narrative: Int64 = 0
        public var placePrecision: Int64 = 7
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("narrative", &narrative, "The least length of a report's narrative, in bytes of UTF-8.")
            field("place-precision", &placePrecision, "The coarsest precision of place, 1 exact to 7 international.")
        }
    }

    public struct GradeMeaning: Record, Hashable {
        public var grade = Grade()
        public var meaning = ""
        public var standard: Identifier?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("grade", &grade, "The grade.")
            field("meaning", &meaning, "When it is given.")
            field("standard", &standard, "The weakest standard of proof by which a violation of this grade is found; null where any.")
        }
    }

    /// What falls due by rule when a violation of a grade is determined; the determiners decide on it.
    public struct Consequence: Record, Hashable {
        public var id = Identifier()
        public var grade = Grade()
        public var text = ""
        public var hours: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The consequence's short name.")
            field("grade", &grade, "The grade of violation that it follows.")
            field("text", &text, "What the parties agreed.")
            field("hours", &hours, "Hours from the determination until the determiners have decided on it.")
        }
    }

    /// So many acts on a subject, in each period, by each participant.
    public struct Limit: Record, Hashable {
        public var subject = Identifier()
        public var acts: Int64 = 0
        public var hours: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("subject", &subject, "What the acts are about, such as `report`.")
            field("acts", &acts, "How many of them each participant may make in one period.")
            field("hours", &hours, "The length of a period; the first begins with the truce.")
        }
    }

    /// What must be notified how long before.
    public struct NoticeRule: Record, Hashable {
        public enum Kind: String, Word {
            case flight, movement, exercise
            public init() { self = .flight }
        }
        public var kind = Kind()
        public var hours: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("kind", &kind, "What is notified.")
            field("hours", &hours, "Hours before it begins.")
        }
    }

    /// One rung of the escalation ladder.
    public struct Rung: Record, Hashable {
        public var id = Identifier()
        public var title = ""
        public var members: [Identifier] = []
        public var hours: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The rung's short name.")
            field("title", &title, "Its name on pages.")
            field("members", &members, "The participants who are called.")
            field("hours", &hours, "Hours that something is overdue before it comes to this rung; each rung's more than those of the one below.")
        }
    }

    public struct Rhythm: Record, Hashable {
        public var kind = Edition.Kind()
        public var hours: Int64?
        public var note = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("kind", &kind, "The kind of edition.")
            field("hours", &hours, "Hours from one to the next, or before the round or the expiry that it precedes; null where no clock runs.")
            field("note", &note, "When it is due, in words.")
        }
    }
}

/// Goes through the clocks and keeps their names and hours.
private struct ClockReader: Fields {
    private(set) var named: [(name: String, hours: Int64)] = []

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        if let hours = value as? Int64 { named.append(("\(key)", hours)) }
    }
}

/// How grave a violation is.
public enum Grade: String, Word, Encodable {
    case minor, serious, grave
    public init() { self = .minor }
}
