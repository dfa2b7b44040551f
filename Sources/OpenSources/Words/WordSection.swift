/// What the sections of a file of words are called, and how their lines are read.
enum WordSection: String, CaseIterable, Sendable {
    // The language
    /// Of `Language.Traits.names`.
    case traits = "language.traits"
    /// Small words that its neighbours do not have.
    case telling = "language.telling"
    /// Letters that its neighbours do not have; a word with one tells as a small word does.
    case tellingLetters = "language.letters"
    /// Letters of its neighbours: where many words have one, it is not the language.
    case foreignLetters = "language.foreign"
    /// The least share in a text of the words that tell it, in hundredths.
    case leastTelling = "language.least"

    // Cutting text
    case abbreviations = "tokens.abbreviations"
    case elisions = "tokens.elisions"

    // Small words
    case breaks = "small.breaks"
    case prepositions = "small.prepositions"
    case determiners = "small.determiners"
    case pronouns = "small.pronouns"
    case betweenSubjectAndVerb = "small.between"
    case joints = "small.joints"
    case opensMain = "small.opensMain"
    case adjuncts = "small.adjuncts"
    case hearers = "small.hearers"
    case beforeVerbs = "small.beforeVerbs"
    case afterNouns = "small.afterNouns"
    case otherSmall = "small.others"
    case notAdverbs = "small.notAdverbs"

    // Speakers
    case persons = "speakers.persons"
    case organisations = "speakers.organisations"
    case female = "speakers.female"
    case male = "speakers.male"
    case documents = "speakers.documents"
    case titles = "speakers.titles"
    case describing = "speakers.describing"
    case spokespersons = "speakers.spokespersons"
    case unnamed = "speakers.unnamed"
    case presenters = "speakers.presenters"
    case nameParticles = "speakers.particles"
    case attributiveEndings = "speakers.endings"
    case actors, aliases, countries
    case organs = "governments.organs"
    case besideGovernments = "governments.fillers"

    // Cues
    case speech = "cues.speech"
    case stance = "cues.stance"
    case weak = "cues.weak"
    case attitude = "cues.attitude"
    case cueNouns = "cues.nouns"
    case clausal = "cues.clausal"
    case tellingCues = "cues.telling"
    case thoughts = "cues.thoughts"
    case complements = "cues.complements"
    case naming = "quotes.naming"
    case works = "quotes.works"
    case irregular = "cues.irregular"
    // Of languages in which the verb stands last
    case cuePhrases = "cues.phrases"
    case passiveCues = "cues.passive"
    case participleCues = "cues.participles"
    case leadingCues = "cues.leading"
    case sayingCues = "cues.saying"
    case according = "cues.according"
    case agents = "cues.agent"
    case complementisers = "cues.that"
    case channels

    // Comparing
    case stemEndings = "stems.endings"
    case meanings

    // Dates and numbers
    case months = "dates.months"
    case weekdays = "dates.weekdays"
    case shortWeekdays = "dates.shortWeekdays"
    case onDay = "dates.on"
    case published = "dates.published"
    case updated = "dates.updated"
    case dateFillers = "dates.fillers"
    case clock = "dates.clock"
    case timeWords = "times.words"
    case timesToCome = "times.future"
    case timesPast = "times.past"
    case beforeYears = "times.beforeYears"
    case afterNumbers = "times.afterNumbers"
    case beforeMonths = "times.beforeMonths"
    case beforeSeasons = "times.beforeSeasons"
    case beforeLengths = "times.beforeLengths"
    case beforeUnits = "times.beforeUnits"
    case events = "events.nouns"
    case eventEndings = "events.ended"
    case eventsToCome = "events.future"
    case otherEvents = "events.others"
    case acts = "claims.acts"
    case positions = "claims.positions"
    case harms = "claims.harms"
    case vagueNumbers = "claims.vague"
    case limits = "claims.limits"
    case people = "claims.people"
    case notDone = "claims.notDone"
    case unless = "claims.unless"
    case placePrepositions = "claims.places"
    case notActors = "claims.accusing"
    case actsInCompany = "claims.company"
    case means = "claims.means"
    case spokenPositions = "claims.spoken"
    case duties = "claims.duties"
    case futures = "claims.futures"
    case promises = "claims.promises"
    case tolls = "claims.tolls"
    case beforeNumbers = "claims.beforeNumbers"
    case numberJoints = "claims.ranges"
    case others = "claims.others"
    case units = "claims.units"
    case civilians = "claims.civilians"
    case forces = "claims.forces"
    case passives = "claims.passives"
    case auxiliaries = "claims.auxiliaries"
    case presentAuxiliaries = "claims.present"
    case infinitives = "claims.infinitives"
    case beforeDoers = "claims.agents"
    case negators = "claims.negators"
    case generic = "claims.generic"
    case sides = "claims.sides"
    case notSubjects = "claims.objects"
    case clauses = "claims.clauses"
    case ownPronouns = "claims.own"
    case singlePronouns = "claims.single"
    case asides = "claims.asides"
    case deniable = "claims.deniable"
    case roundNouns = "rounds.nouns"
    case ordinals = "rounds.ordinals"
    case notHeld = "rounds.notHeld"

    // Lines of a page
    case bylinePrefixes = "bylines.prefixes"
    case desks = "bylines.desks"
    case bylineCredits = "bylines.credits"
    case bylineParticles = "bylines.particles"
    case outletNouns = "outlets.nouns"
    case outletFirsts = "outlets.firsts"
    case outletEndings = "outlets.endings"
    case agencies = "outlets.agencies"
    case knownOutlets = "outlets.known"
    case imprints = "outlets.imprints"
    case outletParticles = "outlets.particles"
    case siteSections = "boilerplate.sections"
    case counted = "boilerplate.counted"
    case rights = "boilerplate.rights"
    case linePrefixes = "boilerplate.prefixes"
    case lines = "boilerplate.lines"
    case captionBeginnings = "captions.beginnings"
    case captionCredits = "captions.credits"
    case captionEndings = "captions.endings"

    enum Shape: Equatable {
        /// Words with blanks between.
        case words
        /// Phrases with commas between.
        case phrases
        /// A row on each line: columns with bars between, phrases with commas between in each.
        case rows(columns: ClosedRange<Int>)
    }

    var shape: Shape {
        switch self {
        case .cuePhrases, .passiveCues, .participleCues, .leadingCues, .sayingCues, .according, .desks,
            .bylinePrefixes, .bylineCredits, .outletEndings, .agencies, .knownOutlets, .imprints,
            .siteSections, .rights, .tolls, .captionBeginnings, .captionCredits, .captionEndings:
            .phrases
        case .months, .weekdays, .ordinals, .timeWords, .events, .positions, .spokenPositions, .promises, .means, .harms, .vagueNumbers, .limits,
            .linePrefixes, .lines, .meanings:
            .rows(columns: 2...2)
        case .acts, .actsInCompany: .rows(columns: 3...3)
        case .irregular, .actors, .aliases: .rows(columns: 2...3)
        case .countries: .rows(columns: 2...5)
        default: .words
        }
    }
}
