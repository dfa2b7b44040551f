import Mechanism
import Testing
@testable import Website

@Suite("The comparison of accounts")
struct ComparisonTests {
    private static let civilians = Casualties.civilians

    private static func account(
        _ participant: String, killed: Int64 = 0, weapon: Weapon? = nil, alleged: [String] = [], withdrawn: Bool = false
    ) -> Comparison.Account {
        .init(participant: .of(participant), facts: Play.facts(killed: killed, weapon: weapon, alleged: alleged), withdrawn: withdrawn)
    }

    private static func mark(_ fact: Fact, of accounts: [Comparison.Account]) -> Comparison.Mark? {
        Comparison(of: accounts, sides: [civilians]).rows.first { $0.fact == fact }?.mark
    }

    @Test("a fact that two sides tell alike is agreed")
    func agreed() {
        let accounts = [Self.account("aland", weapon: .mortar), Self.account("bland", weapon: .mortar)]
        #expect(Self.mark(.weapon, of: accounts) == .agreed)
        #expect(Self.mark(.type, of: accounts) == .agreed)
        #expect(Self.mark(.area, of: accounts) == .agreed)
    }

    @Test("a fact that two sides tell differently is disputed")
    func disputed() {
        let accounts = [Self.account("aland", killed: 2, weapon: .mortar), Self.account("bland", killed: 0, weapon: .drone)]
        #expect(Self.mark(.weapon, of: accounts) == .disputed)
        #expect(Self.mark(.killed(Self.civilians), of: accounts) == .disputed)
        #expect(Self.mark(.injured(Self.civilians), of: accounts) == .agreed)
    }

    @Test("a fact that one side alone tells is marked so, however many accounts that side has")
    func oneSide() {
        let accounts = [
            Self.account("aland", alleged: ["bland"]), Self.account("aland", alleged: ["group-a"]), Self.account("bland"),
        ]
        #expect(Self.mark(.alleged, of: accounts) == .oneSide)
        let row = Comparison(of: accounts, sides: []).rows.first { $0.fact == .alleged }
        #expect(row?.tellers == [.of("aland")])
        #expect(row?.values.last == .some(nil))
    }

    @Test("what an account does not say is neither agreed nor disputed by it")
    func silence() {
        let accounts = [Self.account("aland", weapon: .mortar), Self.account("bland"), Self.account("eyes", weapon: .mortar)]
        #expect(Self.mark(.weapon, of: accounts) == .agreed)
        #expect(Self.mark(.direction, of: accounts) == nil)
    }

    @Test("a withdrawn account is shown and does not count")
    func withdrawn() {
        let accounts = [Self.account("aland", weapon: .mortar), Self.account("bland", weapon: .drone, withdrawn: true)]
        #expect(Self.mark(.weapon, of: accounts) == .oneSide)
        #expect(Self.mark(.weapon, of: [Self.account("bland", weapon: .drone, withdrawn: true)]) == .withdrawn)
    }

    @Test("the order of accounts changes no mark")
    func order() {
        let accounts = [
            Self.account("aland", killed: 2, weapon: .mortar), Self.account("bland", killed: 3), Self.account("eyes", killed: 2, weapon: .rocket),
        ]
        let marks = Comparison(of: accounts, sides: [Self.civilians]).rows.map(\.mark)
        #expect(Comparison(of: accounts.reversed(), sides: [Self.civilians]).rows.map(\.mark) == marks)
    }

    @Test("times agree when they meet within the precision that each claims")
    func times() {
        func time(_ from: Int64, _ to: Int64, _ precision: When.Precision) -> FactValue {
            var when = When()
            (when.from, when.to, when.precision) = (Moment().adding(hours: from), Moment().adding(hours: to), precision)
            return .time(when)
        }
        #expect(time(10, 11, .hour).agrees(with: time(11, 12, .hour)))
        #expect(time(10, 11, .hour).agrees(with: time(12, 13, .hour)))
        #expect(!time(10, 11, .hour).agrees(with: time(13, 14, .hour)))
        #expect(time(10, 11, .hour).agrees(with: time(20, 20, .day)))
        #expect(!time(10, 11, .hour).agrees(with: time(40, 40, .day)))
    }

    @Test("positions agree when they are no further apart than their precision allows")
    func positions() {
        func position(_ latitude: Int64, _ precision: Int64) -> FactValue {
            .position(latitude: latitude, longitude: 7_100_000, precision: precision)
        }
        #expect(position(3_400_000, 1).agrees(with: position(3_401_000, 1)))
        #expect(!position(3_400_000, 1).agrees(with: position(3_410_000, 1)))
        #expect(position(3_400_000, 1).agrees(with: position(3_410_000, 2)))
        #expect(position(3_400_000, 1).agrees(with: position(4_400_000, 6)))
    }

    @Test("bearings agree within 45 degrees, north being nowhere an edge")
    func bearings() {
        #expect(FactValue.direction(350).agrees(with: .direction(20)))
        #expect(FactValue.direction(90).agrees(with: .direction(135)))
        #expect(!FactValue.direction(90).agrees(with: .direction(136)))
        #expect(!FactValue.direction(0).agrees(with: .direction(180)))
    }

    @Test("numbers of people agree when each side's best lies in the other's range")
    func people() {
        func people(_ low: Int64, _ best: Int64, _ high: Int64) -> FactValue {
            var count = Casualties.Count()
            (count.low, count.best, count.high) = (low, best, high)
            return .people(count)
        }
        #expect(people(1, 2, 4).agrees(with: people(2, 3, 5)))
        #expect(!people(1, 2, 3).agrees(with: people(2, 4, 5)))
        #expect(!people(0, 0, 0).agrees(with: people(1, 1, 1)))
    }

    @Test("who is said to be responsible is compared as a whole, in no order")
    func alleged() {
        #expect(FactValue.alleged([.of("a"), .of("b")]).agrees(with: .alleged([.of("b"), .of("a")])))
        #expect(!FactValue.alleged([.of("a"), .of("b")]).agrees(with: .alleged([.of("a")])))
    }
}
