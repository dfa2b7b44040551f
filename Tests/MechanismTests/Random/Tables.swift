@testable import Mechanism

/// A table of the state, whatever its rows are.
protocol AnyTable {
    var name: String { get }
    var ids: [Hash] { get }
    /// Each row in canonical JSON, in order.
    var canonical: [[UInt8]] { get }
}

extension Table: AnyTable {
    var name: String { "\(Element.table)" }
    var ids: [Hash] { rows.map(\.id) }
    var canonical: [[UInt8]] { rows.map(\.canonical) }
}

extension State {
    /// Every table that the state holds, found by looking at what it consists of: none can be forgotten.
    var tables: [any AnyTable] { Mirror(reflecting: self).children.compactMap { $0.value as? any AnyTable } }
}
