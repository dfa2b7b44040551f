/// What a person can do something about: one sentence each, printed without a trace of where in the program it arose.
struct Complaint: Error, CustomStringConvertible {
    /// How the program ends: 1 when something is refused or not proven, 2 when the program was used wrongly.
    enum Ending: Int32 { case refused = 1, misuse = 2 }

    var sentences: [String]
    var ending: Ending

    init(_ sentences: [String], ending: Ending = .refused) { (self.sentences, self.ending) = (sentences, ending) }
    init(_ sentence: String, ending: Ending = .refused) { self.init([sentence], ending: ending) }

    var description: String { sentences.joined(separator: "\n") }
}
