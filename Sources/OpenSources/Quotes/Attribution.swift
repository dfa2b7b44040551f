/// A place in a sentence where words are given to somebody.
struct Attribution {
    enum Subject {
        case phrase(Range<Int>)
        case pronoun(Int)
        /// The subject of another attribution of the sentence, by its index: "…, adding that …", "… and
        /// warned …".
        case same(as: Int)
    }

    /// Index of the cue's token; of "according to", the first.
    let cue: Int
    let lemma: String
    let subject: Subject
    /// From the first to the last token of subject and cue.
    let range: Range<Int>
    let strength: Cue.Strength
    /// The cue is a participle: it never leads its sentence.
    let isParticiple: Bool
    /// "Has long urged", "maintains": no utterance at one time.
    let isStanding: Bool

    var isOwn: Bool {
        if case .same = subject { false } else { true }
    }

    /// It can give its sentence a voice.
    var leads: Bool { isOwn && !isParticiple && strength > .weak }
}
