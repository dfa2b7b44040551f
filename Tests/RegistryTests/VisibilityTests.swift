import Mechanism
import Registry
import Testing

@Suite("Who may see what")
struct VisibilityTests {
    @Test("What is for participants is for participants alone, and what is public for everyone")
    func table() throws {
        // Every audience with every reader: a new audience must get its row here.
        let table: [(Audience, anyone: Bool, participant: Bool)] = [(.everyone, true, true), (.participants, false, true)]
        #expect(table.map(\.0) == Audience.allCases)
        for (audience, anyone, participant) in table {
            var citation = Citation()
            citation.audience = audience
            #expect(Visibility.allows(audience, to: .anyone) == anyone)
            #expect(Visibility.allows(citation, of: State(), to: .anyone) == anyone)
            for (name, _) in Cast.participants {
                #expect(Visibility.allows(audience, to: .participant(try Cast.id(name))) == participant)
                #expect(Visibility.allows(citation, of: State(), to: .participant(try Cast.id(name))) == participant)
            }
        }
    }

    @Test("Whole entries are for participants, all of them alike")
    func entries() throws {
        #expect(!Visibility.allowsEntries(to: .anyone))
        for (name, _) in Cast.participants { #expect(Visibility.allowsEntries(to: .participant(try Cast.id(name)))) }
    }

    @Test("What nobody has set an audience for is for participants")
    func unset() {
        #expect(Audience() == .participants)
        #expect(Citation().audience == .participants)
        #expect(Payload().audience == .participants)
    }
}
