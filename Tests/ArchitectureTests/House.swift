/// The rooms of the house and the arrows between them, as the design has them: what a room may import, and nothing else.
struct House {
    /// What each room may import of ours.
    static let arrows: [String: Set<String>] = [
        "TransparencyLog": [],
        "Mechanism": [],
        "Sealing": [],
        "CHTML": [],
        "OpenSources": ["CHTML"],
        "Registry": ["TransparencyLog", "Mechanism", "Sealing"],
        "Witness": ["TransparencyLog"],
        "Following": ["Registry", "TransparencyLog", "Mechanism"],
        // The modules whose ports it serves, and their types.
        "SQLiteStorage": ["Registry", "Witness", "Following", "TransparencyLog", "Mechanism"],
        // Outgoing connections. (“Network” is the name of a system library elsewhere, which packages look for.)
        "Outgoing": ["Witness", "Following", "Registry", "TransparencyLog", "Mechanism", "OpenSources"],
        "Website": ["Registry", "Mechanism", "TransparencyLog", "Sealing", "OpenSources", "Witness", "Following"],
        // The program puts all of them together.
        "truce": [
            "TransparencyLog", "Mechanism", "Sealing", "OpenSources", "Registry", "Witness", "Following", "SQLiteStorage", "Outgoing", "Website",
        ],
    ]

    /// What a room that is held to little may import of others': a pure one has no way to a disk, a network or a clock, and the
    /// rules have none to a locale, a calendar or floating point either. Rooms that are not named here are held to ``tools`` alone.
    static let pure: [String: Set<String>] = [
        "TransparencyLog": ["Crypto"],
        "Mechanism": ["Crypto"],
        "Sealing": ["Crypto"],
        "OpenSources": ["Crypto", "Foundation", "HeapModule"],
        "Witness": ["Crypto"],
        "Registry": ["Crypto", "Glibc", "Darwin", "Synchronization"],
        "Following": ["Crypto", "Glibc", "Darwin", "Synchronization"],
    ]

    /// Tools that have one room each: elsewhere, that room's own types stand before them.
    static let tools: [String: Set<String>] = [
        "AsyncHTTPClient": ["Outgoing", "truce"],
        "GRDB": ["SQLiteStorage"],
        "GRDBSQLite": ["SQLiteStorage"],
        "Hummingbird": ["Website"],
        "HummingbirdCore": ["Website"],
        "HummingbirdTLS": ["Website"],
        "Mustache": ["Website"],
        "ArgumentParser": ["truce"],
        "Yams": ["truce"],
    ]

    /// Why `room` may not import `module`, in one sentence; `nil` when it may.
    static func objection(to module: String, in room: String) -> String? {
        guard let ours = arrows[room] else { return "\(room) must have its place among the arrows." }
        if arrows[module] != nil {
            return module == room || ours.contains(module) ? nil : "\(room) must not import \(module): it may import \(list(ours))."
        }
        if let rooms = tools[module], !rooms.contains(room) { return "\(room) must not import \(module), which belongs to \(list(rooms))." }
        if let others = pure[room], !others.contains(module) { return "\(room) must not import \(module): it may import \(list(others))." }
        return nil
    }

    private static func list(_ names: Set<String>) -> String {
        names.isEmpty ? "none of ours" : names.sorted().joined(separator: ", ")
    }
}
