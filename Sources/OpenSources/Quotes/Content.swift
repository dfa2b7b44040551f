/// What a cue opens: the words of a sentence that are somebody's, told apart from the frame that
/// gives them to him.
struct Content {
    /// Index of the cue's token.
    let cue: Int
    /// In order; two where the frame stands between: "The road, she said, is open".
    let ranges: [Range<Int>]
}
