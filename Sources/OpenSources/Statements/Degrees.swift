/// Words that make a statement weaker or stronger.
enum Degrees {
    /// Words that take back part of what is said: "may", "reportedly", "about".
    static func hedges(in words: [String]) -> Set<String> { Set(words.filter(hedges.contains)) }

    /// Of one scale the two hold different steps, and none that both hold.
    static func differ(_ a: [String], _ b: [String]) -> Bool {
        let (one, other) = (steps(a), steps(b))
        return one.contains { scale, steps in
            guard let others = other[scale] else { return false }
            return steps.isDisjoint(with: others)
        }
    }

    private static func steps(_ words: [String]) -> [Int: Set<Int>] {
        var found: [Int: Set<Int>] = [:]
        for word in words {
            for place in places[word] ?? [] { found[place.scale, default: []].insert(place.step) }
        }
        return found
    }

    private static let places: [String: [(scale: Int, step: Int)]] = {
        var places: [String: [(scale: Int, step: Int)]] = [:]
        for (scale, steps) in scales.enumerated() {
            for (step, words) in steps.split(separator: "<").enumerated() {
                for word in words.split(whereSeparator: \.isWhitespace) {
                    places[String(word), default: []].append((scale, step))
                }
            }
        }
        return places
    }()

    static let hedges: Set<String> = words(
        """
        may might could perhaps possibly reportedly allegedly apparently seemingly probably likely appears
        appear appeared seems seem seemed roughly approximately around about almost nearly partly partially
        somewhat largely mostly broadly supposedly purportedly presumably potentially conceivably maybe
        tentatively provisionally
        """)

    static let negations: Set<String> = words(
        "not no never none neither nor cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't weren't without nothing nobody"
    )

    /// Scales from weak to strong, each step the words that stand for it.
    private static let scales = [
        // To bind oneself.
        """
        willing willingness open openness considering consider considered exploring inclined interest
        < ready readiness prepared offer offered offers offering
        < accept accepts accepted acceptance accepting endorse endorsed welcomed
        < agree agrees agreed agreeing agreement consent consented
        < commit commits committed commitment pledge pledges pledged promise promised vow vowed guarantee
        guarantees guaranteed undertake undertook sworn
        """,
        // What another is to do.
        """
        hope hopes hoped wish wishes wished
        < ask asks asked request requests requested invite invited suggest suggested
        < urge urges urged appeal appeals appealed encourage encouraged
        < demand demands demanded insist insists insisted require requires required
        < order orders ordered
        """,
        "can could < should ought < must shall",
        // What another is said to have done.
        """
        concern concerns concerned worry worried regret regrets regretted
        < criticise criticised criticize criticized criticism
        < condemn condemns condemned denounce denounced
        """,
        // How sure it is.
        "suspect suspects suspected believe believes believed assume assumed < allege alleges alleged claim claims claimed < confirm confirms confirmed proven proved established",
        // How many.
        "some several few handful < many numerous dozens scores most majority < all every each entire",
        // How often.
        "never rarely seldom < occasionally sometimes once < often repeatedly frequently regularly < always constantly continually daily",
        // How grave a breach is.
        "irregularity irregularities incident incidents < breach breaches violation violations infringement < attack attacks assault assaults aggression",
        // How much talks have brought.
        "exchange contacts contact < progress headway < breakthrough",
        "difficult hard < unlikely doubtful < impossible unacceptable",
        "pause paused suspend suspended delay delayed postponed < end ended cancel cancelled canceled terminate terminated abandoned",
        "minor slight slightly < considerable significant substantial < serious grave severe major",
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
