/// Words that make a statement weaker or stronger.
enum Degrees {
    /// What one word tells.
    struct Sense {
        /// It takes back part of what is said: "may", "reportedly", "about".
        let isHedge: Bool
        let isNegation: Bool
        /// A bit for each step of a scale that it stands for.
        let steps: UInt64
    }

    static func sense(of word: String) -> Sense {
        Sense(isHedge: hedges.contains(word), isNegation: negations.contains(word), steps: places[word] ?? 0)
    }

    /// Of one scale the two hold different steps, and none that both hold.
    ///
    /// - Parameters:
    ///   - a: The steps of all words of one.
    ///   - b: The same of the other.
    static func differ(_ a: UInt64, _ b: UInt64) -> Bool {
        ranges.contains { a & $0 != 0 && b & $0 != 0 && a & b & $0 == 0 }
    }

    /// The steps that each word stands for, and for each scale all of its steps.
    private static let (places, ranges): ([String: UInt64], [UInt64]) = {
        var places: [String: UInt64] = [:]
        var ranges: [UInt64] = []
        var bit: UInt64 = 1
        for scale in scales {
            ranges.append(0)
            for words in scale.split(separator: "<") {
                for word in words.split(whereSeparator: \.isWhitespace) { places[String(word), default: 0] |= bit }
                ranges[ranges.count - 1] |= bit
                // Sixty-four steps at most.
                bit <<= 1
            }
        }
        return (places, ranges)
    }()

    private static let hedges: Set<String> = words(
        """
        may might could perhaps possibly reportedly allegedly apparently seemingly probably likely appears
        appear appeared seems seem seemed roughly approximately around about almost nearly partly partially
        somewhat largely mostly broadly supposedly purportedly presumably potentially conceivably maybe
        tentatively provisionally
        """)

    private static let negations: Set<String> = words(
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
