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

    @Test("the day of saying is not the day of doing, nor is one told aside")
    func sayingAndDoing() throws {
        for text in [
            "The Orvian army said on Monday that nine soldiers had been killed at Lake Marn.",
            "Nine soldiers were killed at Lake Marn, the Orvian army said on Monday.",
            "Nine soldiers were killed at Lake Marn, where Orvia built a mill in October.",
        ] {
            let claim = try #require(try Self.claims(text).first { $0.kind == .incident })
            #expect(claim.time == nil && claim.place?.place.id == "p1")
        }
        let opening = try Self.claims("On Monday, the Orvian army said, nine soldiers were killed at Lake Marn.")
        #expect(opening.first?.days?.lowerBound == Day(iso: "2025-11-10"))
    }

    @Test("a body is known by its noun, and a person by the last word of a speaker's name")
    func bodies() throws {
        let claims = try Self.claims(
            "The northern border guards shelled Port Sela on Monday. Ana Holt said the mill had burned. Holt demanded an answer.")
        #expect(claims.first?.actor?.name == "northern border guards")
        #expect(claims.first { $0.kind == .demand }?.actor?.name == "Ana Holt")
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
            // Questions, history, rules, remarks of everybody and nobody.
            "Was Port Sela attacked on Monday?",
            "In 1988 nine soldiers were killed at Lake Marn.",
            "Wars are fought with cheap guns.",
            "Under the truce, detained persons must be listed.",
            "Guns killed more men than the fever.",
            "The Commission on Detained Persons met in Varn on Monday.",
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
            ("Orvia and Tessaly signed a written accord in Varn on Monday.", .agreement),
            ("Tessaly asked the Reed Front to open the sluices.", .demand),
            ("“Both sides should open the sluices,” the Orvian government said.", .demand),
            ("The Orvian government said the first boats would be released on Friday.", .commitment),
            ("“We do not accept guests with guns,” the Orvian government said.", .refusal),
            ("The Tessalian government said there would be no talks.", .refusal),
            ("The Tessalian government said that none of its men had carried weapons.", .denial),
            ("No order had been given, the Tessalian government said.", .denial),
            ("Tessaly said it had nothing to do with the fire.", .denial),
            ("Orvia held the Reed Front responsible.", .accusation),
            ("The Orvian government said there would be no talks unless the guards left.", .condition),
            ("The Orvian army said it would strike again.", .threat),
        ])
    func positions(text: String, kind: Claim.Kind) throws {
        let claims = try Self.claims(text)
        let claim = try #require(claims.first { $0.kind == kind }, "\(claims.map(\.kind))")
        #expect(claim.proposal == (kind == .agreement ? .report : .position))
        #expect(!claims.contains { $0.kind == .incident })
    }

    @Test(
        "opinions, asides, duties of everybody and the promises of others are no positions",
        arguments: [
            "“A mill should not stand idle,” the Orvian government said.",
            "“You must laugh if you can,” the Orvian government said.",
            "“They promised us bread,” the Orvian government said.",
            "“I must get up at three,” the Orvian government said.",
            "The lake rose, as Orvia promised in spring.",
            "The guards, who asked not to be named, slept.",
            "Orvia was accused before.",
            "Should Orvia open the sluices?",
            "“They did not agree on the flag,” the Orvian government said.",
        ])
    func noPositions(text: String) throws {
        #expect(try Self.claims(text) == [])
    }

    @Test("a pronoun that speaks on is whoever spoke before")
    func pronoun() throws {
        let claims = try Self.claims("The Orvian government said the sluices were old. It demanded new ones.")
        let claim = try #require(claims.first { $0.kind == .demand })
        #expect(claim.actor?.side == "Orvia")
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

    @Test("a language whose file has words of claims is read, and one without is not")
    func languageOfData() throws {
        let language = Language(
            "xx",
            Array(
                """
                [times.words]
                number 3 | tri
                [claims.acts]
                attack | grolla |
                [claims.harms]
                killed | morda, fell i slag
                [claims.people]
                folka
                [claims.negators]
                nix
                """.utf8))
        func claims(_ text: String) throws -> [Claim] {
            let publication = try Samples.read(text + "\n")
            return ClaimReader(publication, words: ClaimWords(language), gazetteer: Self.gazetteer, aliases: Self.aliases).claims()
        }
        let claim = try #require(try claims("Grolla o Varn: tri folka fell i slag.").first)
        #expect(claim.kind == .incident && claim.casualties.map(\.best) == [3])
        #expect(try claims("Grolla o Varn: tri folka nix morda.") == [])
        #expect(ClaimWords.of("tr") == nil && ClaimWords.of("en") != nil)
    }

    @Test("hostile text ends soon")
    func hostile() throws {
        for word in ["killed ", "12 ", "Varn ", "must ", "in ", "at least 12 people were killed and ", "asked a ", "not ", "if he would not ", "the army ",
            "killed, as ", "said on Monday that "] {
            _ = try Self.claims(String(repeating: word, count: 20_000) + ".")
        }
    }
}
