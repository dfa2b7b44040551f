/// Looks up in a publication what a language model proposes of it. A proposal passes only if its words
/// stand there as whole sentences, or as a whole quotation, so that no "not" is cut away, and if
/// whoever it names is known or stands beside them. All that is kept is the publication's own: its
/// scalars, its offsets, and its voice where the program reads one.
struct ProposalVerifier {
    private let publication: Publication
    private let model: String
    private let scalars: Scalars
    /// Those who speak in the publication, by name and by mention.
    private let known: [Scalars: Speaker]

    /// The most proposals that are read of one answer.
    static let most = 64
    /// The longest answer that is read, in bytes.
    static let longestAnswer = 1 << 18
    /// The longest trigger or name, in scalars.
    static let longestName = 120

    init(_ publication: Publication, model: String) {
        self.publication = publication
        self.model = model
        scalars = Scalars(publication.text)
        var known: [Scalars: Speaker] = [:]
        for speaker in publication.quotes.compactMap(\.speaker) {
            for name in [speaker.name, speaker.mention] where known[Scalars(name).core] == nil {
                known[Scalars(name).core] = speaker
            }
        }
        self.known = known
    }

    /// Reads what the model answered to a question.
    func read(_ answer: String, to question: ModelQuestion, into reading: inout ModelReading) {
        guard answer.utf8.count <= Self.longestAnswer, let value = JSONReader.read(Array(answer.utf8)),
            let proposals = value["claims"]?.asArray
        else { return reading.drop(.unreadable) }
        reading.drop(.surplus, count: proposals.count - Self.most)
        let places = ProposalPlaces(question, publication, scalars)
        for proposal in proposals.prefix(Self.most) {
            do throws(Refused) {
                let claim = try claim(Proposal(proposal), in: places)
                guard !reading.claims.contains(where: { $0.claim.isSame(as: claim) }) else {
                    throw Refused(reason: .again)
                }
                reading.claims.append(ProposedClaim(claim, by: .model(model)))
            } catch {
                reading.drop(error.reason)
            }
        }
    }

    struct Refused: Error { let reason: ModelReading.Reason }

    // MARK: One proposal

    private func claim(_ proposal: Proposal, in places: ProposalPlaces) throws(Refused) -> Claim {
        let found = places.find(proposal.words)
        guard let place = found.first else { throw Refused(reason: .words) }
        guard found.count == 1 else { throw Refused(reason: .repeated) }
        guard let trigger = scalars.find(proposal.trigger, in: place.words) else {
            throw Refused(reason: .trigger)
        }
        let quote = quote(around: trigger, in: place.span, of: places)
        let times = publication.times.filter { place.span.contains($0.span) }
        return Claim(
            kind: proposal.kind, act: proposal.act, span: place.span, text: scalars.string(place.span),
            trigger: trigger,
            actor: try proposal.actor.map { name throws(Refused) in try party(name, place) },
            target: try proposal.target.map { name throws(Refused) in try party(name, place) },
            // Of several times the model is not asked which is meant.
            place: nil, time: times.count == 1 ? times[0] : nil, casualties: [],
            voice: try voice(proposal.speaker, quote: quote, place), quote: quote,
            isConditional: false,
            isOlderCopy: publication.olderCopy.contains { $0.span.overlaps(place.span) })
    }

    /// The quote that a trigger stands in, the narrowest; else the first that the words hold.
    private func quote(around trigger: TextSpan, in words: TextSpan, of places: ProposalPlaces) -> Int? {
        let quotes = publication.quotes
        let around = places.quotes.filter { quotes[$0].span.contains(trigger) }
        return around.min { quotes[$0].span.length < quotes[$1].span.length }
            ?? places.quotes.first { words.contains(quotes[$0].span) }
    }

    /// The voice as the program reads it; where it reads none, the speaker whom the model names.
    private func voice(_ name: Scalars?, quote: Int?, _ place: ProposalPlaces.Place) throws(Refused) -> Claim.Voice {
        let read = quote.flatMap { publication.quotes[$0].speaker }
        let named: Claim.Party?
        if let name {
            named = find(name, place)
            guard named != nil else { throw Refused(reason: .speaker) }
        } else {
            named = nil
        }
        if let read {
            if let named, named.name != read.name { throw Refused(reason: .otherSpeaker) }
            let span = named?.span ?? scalars.find(Scalars(read.mention).core, in: place.paragraph)
            return .attributed(
                Claim.Party(name: read.name, mention: read.mention, side: read.side, span: span))
        }
        guard let named else { return .outlet }
        // Nobody speaks here, as the program reads it: then the name must stand here.
        guard named.span != nil else { throw Refused(reason: .speaker) }
        return .attributed(named)
    }

    private func party(_ name: Scalars, _ place: ProposalPlaces.Place) throws(Refused) -> Claim.Party {
        guard let party = find(name, place) else { throw Refused(reason: .party) }
        return party
    }

    /// Somebody who speaks in the publication, or is named beside the words.
    private func find(_ name: Scalars, _ place: ProposalPlaces.Place) -> Claim.Party? {
        let span = scalars.find(name, in: place.paragraph)
        let speaker = known[name]
        guard span != nil || speaker != nil else { return nil }
        let written = span.map { scalars.line($0) }
        return Claim.Party(
            name: speaker?.name ?? written ?? name.string, mention: written ?? speaker?.mention ?? name.string,
            side: speaker?.side, span: span)
    }
}

extension ProposalVerifier {
    /// A proposal whose form is right, not yet looked up.
    private struct Proposal {
        let words: Scalars
        let trigger: Scalars
        let kind: Claim.Kind
        let act: ClaimedAct
        let speaker: Scalars?
        let actor: Scalars?
        let target: Scalars?

        init(_ value: JSONValue) throws(Refused) {
            guard let kind = value["kind"]?.asText, let act = value["act"]?.asText else {
                throw Refused(reason: .form)
            }
            words = try Self.text(
                value["words"], atMost: ModelQuestion.longestSentence * ProposalPlaces.mostSentences)
            trigger = try Self.text(value["trigger"], atMost: ProposalVerifier.longestName)
            speaker = try Self.name(value["speaker"])
            actor = try Self.name(value["actor"])
            target = try Self.name(value["target"])
            guard let kind = Claim.Kind(rawValue: kind) else { throw Refused(reason: .kind) }
            guard let act = ClaimedAct(rawValue: act) else { throw Refused(reason: .act) }
            self.kind = kind
            self.act = act
        }

        private static func name(_ value: JSONValue?) throws(Refused) -> Scalars? {
            switch value {
            case nil, .null: nil
            default: try text(value, atMost: ProposalVerifier.longestName)
            }
        }

        private static func text(_ value: JSONValue?, atMost limit: Int) throws(Refused) -> Scalars {
            guard let text = value?.asText.map(Scalars.init)?.core, !text.isEmpty, text.count <= limit else {
                throw Refused(reason: .form)
            }
            return text
        }
    }
}

extension Claim {
    /// The same act in the same words: a model that says a thing twice proposes it once.
    fileprivate func isSame(as other: Claim) -> Bool {
        kind == other.kind && act == other.act && span == other.span && trigger == other.trigger
    }
}
