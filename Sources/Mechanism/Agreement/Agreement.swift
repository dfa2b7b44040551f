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
    public var commitments: [Commitment] = []
    public var determination = Determination()
    public var clocks = Clocks()
    public var lodging: [Identifier] = []
    public var succession: [Identifier] = []
    public var intake = Intake()
    public var grading: [GradeMeaning] = []
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
        field("commitments", &commitments, "The trackable obligations.")
        field("determination", &determination, "Who determines findings.")
        field("clocks", &clocks, "Hours per stage.")
        field("lodging", &lodging, "The participants by whose lodgings clocks count, so that a registry that delays an act cannot make it late.")
        field("succession", &succession, "The participants whose heads together may go on with the record under another registry.")
        field("intake", &intake, "The least that a report must say.")
        field("grading", &grading, "What the grades of a violation mean, and what follows.")
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
        public var from = LocalTime()
        public var until: LocalTime?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("from", &from, "When the truce begins.")
            field("until", &until, "When it ends unless extended; null when open-ended.")
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
        public var after: [Identifier] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("id", &id, "The commitment's short name.")
            field("obligor", &obligor, "The party that is bound.")
            field("article", &article, "The article it comes from.")
            field("title", &title, "What is to be done.")
            field("indicator", &indicator, "What shows that it is done.")
            field("method", &method, "How that is verified.")
            field("due", &due, "The deadline; null for a standing obligation.")
            field("after", &after, "Commitments that must be complete before this one is due.")
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
        public var witnesses: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("assent", &assent, "Hours until a joint act lapses.")
            field("triage", &triage, "Hours from an incident's opening to its triage.")
            field("tasking", &tasking, "Hours from acceptance to the tasking of a team.")
            field("team-report", &teamReport, "Hours from the tasking to the team's report.")
            field("reply", &reply, "Hours in which parties may reply to a proposed finding.")
            field("determination", &determination, "Hours from the end of the reply window to the determination.")
            field("witnesses", &witnesses, "Hours that determinations and editions wait for an absent witness, who is then named.")
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
        public var consequence = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("grade", &grade, "The grade.")
            field("meaning", &meaning, "When it is given.")
            field("consequence", &consequence, "What the parties agreed follows from it.")
        }
    }

    public struct Rhythm: Record, Hashable {
        public var kind = Edition.Kind()
        public var note = ""
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("kind", &kind, "The kind of edition.")
            field("note", &note, "When it is due, in words.")
        }
    }
}

/// How grave a violation is.
public enum Grade: String, Word {
    case minor, serious, grave
    public init() { self = .minor }
}
