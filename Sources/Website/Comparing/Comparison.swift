import Mechanism

/// Rival accounts of one event, fact by fact.
///
/// A fact is *agreed* where accounts of two participants or more tell of it and all of them can be right, *disputed* where two
/// participants' accounts cannot both be right, and *told by one side only* where the accounts of one participant alone tell of it,
/// however many they are. A withdrawn account is shown and does not count. The comparison judges no account.
struct Comparison: Hashable, Sendable {
    /// One account: who tells it and what it says.
    struct Account: Hashable, Sendable {
        var participant: Identifier
        var facts: Facts
        var withdrawn = false
    }

    enum Mark: String, Hashable, Sendable {
        case agreed, disputed
        case oneSide = "told-by-one-side"
        /// Only a withdrawn account tells of it.
        case withdrawn
    }

    struct Row: Hashable, Sendable {
        let fact: Fact
        let mark: Mark
        /// The participants whose standing accounts tell of it, in the accounts' order.
        let tellers: [Identifier]
        /// What each account says, in the accounts' order; `nil` where it does not say.
        let values: [FactValue?]
    }

    let rows: [Row]

    /// - Parameter sides: the sides that casualties are given for, in the order to show them.
    init(of accounts: [Account], sides: [Identifier]) {
        let said = accounts.map(\.facts.said)
        let facts: [Fact] = [.type, .time, .area, .position, .weapon, .direction, .alleged]
            + sides.flatMap { [.killed($0), .injured($0)] }
        rows = facts.compactMap { fact in
            let values = said.map { $0[fact] }
            guard values.contains(where: { $0 != nil }) else { return nil }
            let standing = zip(accounts, values).compactMap { account, value in
                account.withdrawn ? nil : value.map { (account.participant, $0) }
            }
            var tellers: [Identifier] = []
            for (participant, _) in standing where !tellers.contains(participant) { tellers.append(participant) }
            return Row(fact: fact, mark: Self.mark(standing, tellers), tellers: tellers, values: values)
        }
    }

    private static func mark(_ standing: [(Identifier, FactValue)], _ tellers: [Identifier]) -> Mark {
        guard tellers.count > 1 else { return tellers.isEmpty ? .withdrawn : .oneSide }
        for (index, (participant, value)) in standing.enumerated() {
            for (other, otherValue) in standing[..<index] where other != participant && !value.agrees(with: otherValue) {
                return .disputed
            }
        }
        return .agreed
    }
}
