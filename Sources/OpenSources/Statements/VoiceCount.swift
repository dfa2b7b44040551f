/// How many voices are really heard: what is repeated counts once.
public struct VoiceCount: Hashable, Sendable {
    public let publications: Int
    /// Outlets by name; each publication that names none counts as one of its own.
    public let outlets: Int
    public let outletsNotNamed: Int
    /// Publications that are no near-identical copy of another.
    public let tellings: Int
    /// Statements: public utterances by one speaker, however many publications carry them.
    public let origins: Int
    /// Sides of which a speaker's own statement is carried, in order of the alphabet.
    public let sidesHeard: [String]
    /// Known sides that are spoken of, or are parties, and of which no statement is carried.
    public let sidesNotHeard: [String]
}

extension VoiceCount {
    /// - Parameter sides: The sides that ought to be heard, such as an agreement's parties. Without any:
    ///   those to which a publication ascribes words, be it a position that nobody stated at a time.
    public init(
        _ publications: [Publication], _ statements: [Statement], copies: [CopyGroup], sides: [String] = []
    ) {
        let names = publications.compactMap { $0.outlet?.name }
        let heard = Set(statements.compactMap(\.side))
        let ascribed = publications.lazy.flatMap(\.quotes).compactMap { $0.speaker?.side }
        let known = sides.isEmpty ? Set(ascribed) : Set(sides)
        self.publications = publications.count
        outletsNotNamed = publications.count - names.count
        outlets = Set(names).count + outletsNotNamed
        tellings = publications.count - copies.reduce(0) { $0 + $1.publications.count - 1 }
        origins = statements.count
        sidesHeard = heard.sorted()
        sidesNotHeard = known.subtracting(heard).sorted()
    }
}
