import Mechanism
import OpenSources

/// What publications are read by: who speaks under which names, and which places are known.
struct PressRoom {
    let aliases: AliasTable
    let gazetteer: Gazetteer

    /// - Parameter agreement: adds its participants and actors, each under every name that a side uses, its areas and its crossings.
    init(_ agreement: Agreement? = nil) {
        var aliases = AliasTable.standard
        aliases.add(agreement.map(Self.actors) ?? [])
        self.aliases = aliases
        gazetteer = agreement.map { Gazetteer(Self.places($0)) } ?? .standard
    }

    /// Participants under their names, groups under their neutral ids.
    private static func actors(_ agreement: Agreement) -> [KnownActor] {
        agreement.participants.filter { $0.role == .party || $0.role == .guarantor }.map {
            KnownActor(name: $0.name, kind: .government, side: $0.name, aliases: [])
        } + agreement.actors.map { actor in
            KnownActor(name: actor.id.name, kind: .organisation, side: nil, aliases: actor.aliases.flatMap { names(in: $0.name) })
        }
    }

    /// “Name (N)” is two names.
    private static func names(in alias: String) -> [String] {
        alias.split { "()".contains($0) }.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// “Paktika – Waziristan sector” is called by either of its parts, too.
    private static func parts(of area: String) -> [String] {
        let parts = area.split { "–—/".contains($0) }
        guard parts.count > 1 else { return [] }
        return parts.map { part in part.split(separator: " ").prefix { $0.first?.isUppercase == true }.joined(separator: " ") }.filter { !$0.isEmpty }
    }

    private static func places(_ agreement: Agreement) -> [Gazetteer.Place] {
        agreement.areas.map { Gazetteer.Place(id: $0.id.name, name: $0.name, country: nil, aliases: parts(of: $0.name)) }
            + agreement.crossings.map { crossing in
                let names = crossing.name.split(separator: "/").map { $0.split(separator: " ").joined(separator: " ") }
                return Gazetteer.Place(id: crossing.id.name, name: crossing.name, country: nil, aliases: names, weight: 1)
            }
    }

    /// Reads files, and says of those that cannot be read why.
    func read(_ files: [String], published: OpenSources.Day? = nil) throws -> PressReading {
        var publications: [OpenSources.Publication] = []
        var unread: [String] = []
        for file in files {
            do {
                publications.append(try read(file, published: published))
            } catch let error as UnreadablePublication {
                unread.append(error.message)
            } catch let error as PDFText.Failure {
                unread.append(error.description)
            }
        }
        return PressReading(publications: publications, unread: unread, gazetteer: gazetteer)
    }

    private func read(_ file: String, published: OpenSources.Day?) throws -> OpenSources.Publication {
        let bytes = try Files.read(file)
        guard let extracted = try PDFText.extract(file, ifIn: bytes) else {
            return try OpenSources.read(file: file, bytes: bytes, aliases: aliases, published: published)
        }
        return try OpenSources.read(file: file, bytes: bytes, extracted: extracted, aliases: aliases, published: published)
    }
}

/// What was read in some publications, each by itself.
struct PressReading {
    let publications: [OpenSources.Publication]
    /// Why each file that is not among them could not be read.
    let unread: [String]
    /// The places by which claims are located.
    let gazetteer: Gazetteer

    /// A claim, with the index of its publication.
    typealias Found = (publication: Int, proposed: ProposedClaim)

    /// What they claim, as the program reads it, in the order of the publications.
    var claims: [Found] {
        publications.enumerated().flatMap { index, publication in
            OpenSources.Claim.read(publication, gazetteer: gazetteer).map { (index, ProposedClaim($0, by: .program)) }
        }
    }

    /// Lets a language model point at more claims than the program has found, and says what of it is dropped.
    func claims(beside own: [Found], by model: some LanguageModel) async throws -> [Found] {
        let reader = ModelReader(model)
        var more: [Found] = []
        for (index, publication) in publications.enumerated() {
            let answer: ModelReading
            do {
                answer = try await reader.claims(of: publication)
            } catch let error as NoChatCompletion {
                throw Complaint(error.message)
            }
            for dropped in answer.dropped { Terminal.say("\(publication.file): \(dropped.count) of the model's proposals dropped: \(dropped.reason.rawValue).") }
            if answer.unasked > 0 { Terminal.say("\(publication.file): the model was not asked about \(answer.unasked) characters.") }
            // What the program found itself needs no model to point at it.
            more += answer.claims.filter { found in
                !own.contains { $0.publication == index && $0.proposed.claim.span == found.claim.span && $0.proposed.claim.proposal == found.claim.proposal }
            }.map { (index, $0) }
        }
        return more
    }

    /// Ends a command that could not read all that it was given.
    func complain() throws {
        guard unread.isEmpty else { throw Complaint(unread) }
    }
}

/// What was read, and the statements that it goes back to.
struct GroupedPress {
    let reading: PressReading
    let statements: [OpenSources.Statement]

    /// - Parameter meanings: What a model makes of the sentences, where one was asked.
    init(_ reading: PressReading, meanings: SentenceMeanings? = nil) {
        self.reading = reading
        statements = Grouping.group(reading.publications, meanings: meanings)
    }

    var publications: [OpenSources.Publication] { reading.publications }
    /// How their words differ, likest first.
    var alterations: [OpenSources.Alteration] { OpenSources.Alteration.find(publications, statements) }
}
