import Testing

@testable import OpenSources

@Suite("What a publication claims")
struct ClaimTests {
    /// Places of an invented land.
    static let gazetteer = Gazetteer([
        Gazetteer.Place(id: "p1", name: "Lake Marn", country: "Orvia"),
        Gazetteer.Place(id: "p2", name: "Port Sela", country: "Orvia", aliases: ["Sela"]),
        Gazetteer.Place(id: "p3", name: "Varn", country: "Tessaly", weight: 10),
        Gazetteer.Place(id: "p4", name: "Varn", country: "Orvia", weight: 2),
        Gazetteer.Place(id: "p5", name: "Dunmore Bridge", country: nil),
    ])

    static let aliases: AliasTable = {
        var table = AliasTable.standard
        table.add([
            KnownActor(
                name: "Government of Orvia", kind: .government, side: "Orvia",
                aliases: ["Orvia", "Orvian government", "Orvian delegation", "Orvia's government"]),
            KnownActor(
                name: "Army of Orvia", kind: .organisation, side: "Orvia",
                aliases: ["Orvian army", "Orvia's army", "Orvian forces"]),
            KnownActor(
                name: "Government of Tessaly", kind: .government, side: "Tessaly",
                aliases: ["Tessaly", "Tessalian government", "Tessalian delegation"]),
            KnownActor(name: "Reed Front", kind: .organisation, side: nil, aliases: ["Reed Front"]),
        ])
        return table
    }()

    static func claims(_ text: String, published: String = "2025-11-12") throws -> [Claim] {
        let publication = try read(
            file: "a.txt", bytes: Array((text + "\n").utf8), aliases: aliases, published: Day(iso: published))
        let claims = Claim.read(publication, gazetteer: gazetteer, aliases: aliases)
        let scalars = Scalars(publication.text)
        for claim in claims {
            #expect(claim.span.contains(claim.trigger))
            #expect(scalars.line(claim.span) == claim.text)
            for count in claim.casualties {
                #expect(scalars.line(count.span) == count.text)
                #expect(count.low <= count.best && count.best <= count.high ?? .max)
            }
        }
        return claims
    }

    // MARK: Incidents

    struct Harm: CustomTestStringConvertible {
        let text: String
        let counts: [String]
        var testDescription: String { text }
    }

    /// kind low best high
    @Test(
        "numbers of people harmed are read with their limits",
        arguments: [
            Harm(text: "At least 12 people were killed at Lake Marn on Monday.", counts: ["killed 12 12 -"]),
            Harm(text: "Twelve soldiers died near Varn on Monday.", counts: ["killed 12 12 12"]),
            Harm(
                text: "A shell killed three farmers and wounded 14 others in Port Sela on Tuesday.",
                counts: ["killed 3 3 3", "injured 14 14 14"]),
            Harm(text: "Between 20 and 30 villagers were injured in Varn.", counts: ["injured 20 25 30"]),
            Harm(text: "Up to 40 fighters were killed around Varn.", counts: ["killed 0 40 40"]),
            Harm(text: "More than 1,500 people fled Port Sela on Monday.", counts: ["displaced 1501 1501 -"]),
            Harm(text: "Dozens of fishermen were wounded at Lake Marn.", counts: ["injured 24 24 -"]),
            Harm(text: "Several soldiers were captured at Dunmore Bridge.", counts: ["captured 3 3 -"]),
            Harm(
                text: "The blast in Varn left six dead and two hundred injured.",
                counts: ["killed 6 6 6", "injured 200 200 200"]),
            Harm(
                text: "Some 60 Reed Front fighters and 25 border guards have been killed near Varn since Monday.",
                counts: ["killed 60 60 60", "killed 25 25 25"]),
            Harm(text: "The death toll in Varn rose to 31 on Monday.", counts: ["killed 31 31 31"]),
            Harm(text: "Forty-one people were wounded in Port Sela.", counts: ["injured 41 41 41"]),
            Harm(text: "The shelling of Varn on Monday left many casualties on both banks.", counts: []),
            Harm(text: "The fighting in Varn on Monday left several casualties.", counts: ["casualties 3 3 -"]),
            Harm(text: "The raid near Varn on Monday cost $12 million and destroyed 30 houses.", counts: []),
        ])
    func casualties(harm: Harm) throws {
        let incidents = try Self.claims(harm.text).filter { $0.kind == .incident }
        let found = incidents.flatMap(\.casualties).map { count in
            "\(count.kind.rawValue) \(count.low) \(count.best) " + (count.high.map { String($0) } ?? "-")
        }
        #expect(found == harm.counts)
        #expect(incidents.allSatisfy { $0.proposal == .report })
    }

    @Test("an incident has its act, place, day and doer")
    func incident() throws {
        let claim = try #require(
            try Self.claims("The Orvian army shelled Port Sela on Monday, killing two farmers.").first)
        #expect(claim.kind == .incident && claim.act == .shelling)
        #expect(claim.actor?.name == "Army of Orvia" && claim.actor?.side == "Orvia")
        #expect(claim.days == (try #require(Day(iso: "2025-11-10")))...(try #require(Day(iso: "2025-11-10"))))
        #expect(claim.voice == .outlet)
        #expect(claim.casualties.first?.whom == "farmers")
    }

    @Test("of two places of one name, the country that is spoken of decides, then how well it is known")
    func places() throws {
        let claim = try #require(try Self.claims("Gunmen attacked a mill in Varn on Monday.").first)
        #expect(claim.place?.place.id == "p3")
        #expect(claim.place?.text == "Varn")
    }

    @Test("of a passive, who follows “by” did it")
    func passive() throws {
        let claim = try #require(
            try Self.claims("Two mills at Lake Marn were attacked by the Reed Front on Monday.").first)
        #expect(claim.actor?.name == "Reed Front")
    }

    @Test("what somebody says is his claim, not the outlet's")
    func voice() throws {
        let claims = try Self.claims("The Orvian army said nine soldiers were killed at Lake Marn on Monday.")
        let claim = try #require(claims.first { $0.kind == .incident })
        guard case .attributed(let party) = claim.voice else {
            Issue.record("The claim is the army's.")
            return
        }
        #expect(party.side == "Orvia")
        #expect(claim.quote != nil)
    }

    @Test(
        "what is denied, feared, planned or supposed did not happen",
        arguments: [
            "No people were killed at Lake Marn on Monday.",
            "The Orvian army did not attack Port Sela on Monday.",
            "The guards met on Monday to prevent attacks in Port Sela.",
            "The Reed Front could attack Port Sela on Friday.",
            "If twelve people were killed at Lake Marn on Monday, nobody has said so.",
            "The museum of attack helicopters in Varn is open.",
        ])
    func notDone(text: String) throws {
        #expect(try Self.claims(text).filter { $0.kind == .incident } == [])
    }

    // MARK: Positions

    @Test(
        "positions are told apart",
        arguments: [
            ("Tessaly urged Orvia to withdraw its guns from Lake Marn.", Claim.Kind.demand),
            ("“Orvia must hand over the mill,” the Tessalian government said.", .demand),
            ("The Orvian government said it was ready to release the fishermen.", .commitment),
            ("Orvia pledged to reopen the crossing at Dunmore Bridge.", .commitment),
            ("The Orvian government said it would not negotiate with the Reed Front.", .refusal),
            ("Orvia refused to open the sluices.", .refusal),
            ("The Tessalian government denied that its guns had fired.", .denial),
            ("Tessaly said its army had not crossed the lake.", .denial),
            ("Orvia accused Tessaly of sheltering the Reed Front.", .accusation),
            ("The Orvian government said Tessaly failed to disarm the Reed Front.", .accusation),
            ("“If one shell falls on Sela, the truce is over,” the Orvian army said.", .condition),
            ("The Orvian army threatened to close the bridge.", .threat),
            ("Orvia and Tessaly agreed on a truce in Varn on Monday.", .agreement),
        ])
    func positions(text: String, kind: Claim.Kind) throws {
        let claims = try Self.claims(text)
        let claim = try #require(claims.first { $0.kind == kind }, "\(claims.map(\.kind))")
        #expect(claim.proposal == (kind == .agreement ? .report : .position))
        #expect(!claims.contains { $0.kind == .incident })
    }

    @Test("a demand has who demands and of whom")
    func demand() throws {
        let claim = try #require(try Self.claims("Tessaly urged Orvia to withdraw its guns.").first)
        #expect(claim.actor?.side == "Tessaly" && claim.target?.side == "Orvia")
        #expect(claim.act == .withdrawal)
    }

    @Test("of an accusation, the actor is the accused and the voice the accuser")
    func accusation() throws {
        let claim = try #require(
            try Self.claims("Orvia accused Tessaly of sheltering the Reed Front.").first { $0.kind == .accusation })
        #expect(claim.actor?.side == "Tessaly")
        guard case .attributed(let accuser) = claim.voice else {
            Issue.record("The accusation is Orvia's.")
            return
        }
        #expect(accuser.side == "Orvia")
    }

    @Test("a promise with a condition says so")
    func conditional() throws {
        let claim = try #require(
            try Self.claims("Orvia said it was willing to receive the fishermen provided they come by day.")
                .first { $0.kind == .commitment })
        #expect(claim.isConditional)
        #expect(try Self.claims("Orvia said it was willing to receive the fishermen.").first?.isConditional == false)
    }

    @Test("a text without claims has none", arguments: ["The lake is deep and cold.", "Prices rose in Varn on Monday.", "\u{200F}"])
    func none(text: String) throws {
        #expect(try Self.claims("It was warm.\n\n" + text) == [])
    }

    @Test("hostile text ends soon")
    func hostile() throws {
        for word in ["killed ", "12 ", "Varn ", "must ", "in ", "at least 12 people were killed and "] {
            _ = try Self.claims(String(repeating: word, count: 20_000) + ".")
        }
    }
}
