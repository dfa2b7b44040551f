/// Which of one publication's speakers are one: a side's capital and its organ, an organisation and
/// whoever speaks for it, a bare office and the only one who is named.
struct PublicationVoices {
    private var voices: [KnownActor.Identity: KnownActor.Identity] = [:]
    private let names: SpeakerNames
    /// Organisations and the person who speaks for each.
    private(set) var heads: [(organisation: KnownActor.Identity, person: KnownActor.Identity)] = []

    init(_ publication: Publication, _ names: SpeakerNames, _ tokeniser: Tokeniser) {
        self.names = names
        let passages = publication.passages.filter { !$0.isStandingPosition }
        var counts: [KnownActor.Identity: Int] = [:]
        var order: [KnownActor.Identity] = []
        let actors = passages.map { names.canonical($0.actor) }
        for actor in actors {
            if counts[actor] == nil { order.append(actor) }
            counts[actor, default: 0] += 1
        }
        let persons = order.filter { $0.kind == .person }
        // A side's organ is known by its own name, and has spokespersons of its own there.
        var words: [Int: [String]] = [:]
        func speaks(for organisation: KnownActor.Identity, _ passage: Int) -> Bool {
            let own = words[passage] ?? tokeniser.words(in: passages[passage].span).map(\.lower)
            words[passage] = own
            return Self.speaks(for: organisation.name, own)
        }
        for organisation in order where organisation.kind == .organisation && organisation.side == nil {
            let speakers = persons.filter { person in
                passages.indices.contains {
                    passages[$0].isStated && (actors[$0] == person || actors[$0] == organisation) && speaks(for: organisation, $0)
                }
            }
            // Two persons who speak for it are two speakers.
            if speakers.count == 1 {
                voices[organisation] = speakers[0]
                heads.append((organisation, speakers[0]))
            }
        }
        addPrincipals(order, counts)
        addOffices(order, counts)
    }

    func voice(of actor: KnownActor.Identity) -> KnownActor.Identity {
        var actor = names.canonical(actor)
        // A capital's organ may have its own spokesperson.
        for _ in 0..<2 { actor = voices[actor] ?? actor }
        return actor
    }

    /// For each side, the organ or person most heard: where a publication names the capital, it is that
    /// one who speaks.
    private mutating func addPrincipals(
        _ order: [KnownActor.Identity], _ counts: [KnownActor.Identity: Int]
    ) {
        var principals: [String: KnownActor.Identity] = [:]
        for actor in order where [.organisation, .person].contains(actor.kind) {
            guard let side = actor.side else { continue }
            if counts[actor, default: 0] > principals[side].map({ counts[$0, default: 0] }) ?? 0 {
                principals[side] = actor
            }
        }
        for actor in order where actor.kind == .government {
            if let side = actor.side, let principal = principals[side] { voices[actor] = principal }
        }
    }

    /// "The governor", "the statement", where only one speaker has a name.
    private mutating func addOffices(_ order: [KnownActor.Identity], _ counts: [KnownActor.Identity: Int]) {
        let (offices, others) = (order.filter(Self.isOffice), order.filter { !Self.isOffice($0) })
        guard let main = others.max(by: { counts[$0, default: 0] < counts[$1, default: 0] }),
            main.kind != .unnamed,
            others.allSatisfy({ $0 == main || voices[$0] == main || $0.kind == .unnamed })
        else { return }
        for office in offices { voices[office] = main }
    }

    private static func isOffice(_ actor: KnownActor.Identity) -> Bool {
        guard actor.side == nil, actor.kind == .unnamed || actor.kind == .organisation else { return false }
        let words = actor.name.lowercased().split(separator: " ")
        return words.count <= 2
            && words.allSatisfy { word in
                let word = String(word)
                return (Lexicon.persons.contains(word) || Lexicon.documents.contains(word)
                    || Lexicon.titles.contains(word)) && !Language.english[.unnamed].contains(word)
            }
    }

    /// "Mission spokeswoman", "the office's director", "commander of the Observer Force", "its head".
    private static func speaks(for organisation: String, _ words: [String]) -> Bool {
        let name = organisation.lowercased().split(separator: " ").map(String.init)
        guard let noun = name.first(where: Lexicon.organisations.contains) ?? name.last,
            words.contains(noun) || words.contains("its")
        else { return false }
        func isOffice(_ word: String) -> Bool { Lexicon.persons.contains(word) || Lexicon.titles.contains(word) }
        for (index, word) in words.enumerated() {
            let next = words[(index + 1)...]
            if word == noun, next.first.map(isOffice) ?? false { return true }
            if word == "its", next.prefix(2).contains(where: isOffice) { return true }
            if isOffice(word), ["of", "at", "for"].contains(next.first), next.prefix(8).contains(noun) {
                return true
            }
        }
        return false
    }
}
