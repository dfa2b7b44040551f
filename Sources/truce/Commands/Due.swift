import ArgumentParser
import Mechanism
import Registry
import SQLiteStorage
import Website

struct Due: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lists what is due and overdue, by participant, with the rung of the escalation ladder.",
        discussion: """
            Reads the folder of a record, or a participant's own copy. “--at” asks as of another time: the acts received until then, and
            what they leave due. A rehearsal stands where its last act was received.

            EXAMPLES
              truce due record
              truce due copy --participant pakistan --at 2025-11-09T18:00:00Z
              truce due record --json
            """)

    @Argument(help: "The folder of a record, or of a copy of one.") var folder: String
    @Option(name: .long, help: "As of this time, such as 2025-11-09T14:30:00+05:00 (default: now).") var at: String?
    @Option(name: .long, help: "What this participant owes, and no other.") var participant: String?
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        let asked = try at.map { text in
            guard let time = LocalTime(Array(text.utf8)) else {
                throw Complaint("“--at” must be a time such as 2025-11-09T14:30:00+05:00.", ending: .misuse)
            }
            return time.moment
        }
        let storage = try RecordFolder(path: folder).open(.reading)
        let all = try storage.size()
        guard all > 0 else { throw Complaint("\(folder) has no record yet: its first act waits for signatures.") }
        let size = try asked.map { try Self.acts(until: $0, of: all, in: storage) } ?? all
        guard size > 0 else { throw Complaint("“--at” must not lie before the record's first act.", ending: .misuse) }
        var replay = Replay()
        let bar = ProgressBar("Replaying the record")
        try await replay.run(size: size, entries: { try storage.entries($0) }) { bar.show($0, of: size) }
        let state = replay.state
        let known = state.establishment?.participants.map(\.id) ?? []
        let only = try participant.map { name in
            guard let id = Identifier(name), known.contains(id) else {
                throw Complaint("“--participant” must name a participant: \(known.map(\.name).joined(separator: ", ")).", ending: .misuse)
            }
            return id
        }
        let list = DueList(state, at: asked ?? Now.of(state), only: only)
        print(json ? try Output.json(list) : list.words)
    }

    /// How many of a record's acts were received until a time: they stand in the order of their receipt.
    private static func acts(until time: Moment, of size: UInt64, in storage: SQLiteRecord) throws -> UInt64 {
        var (low, high) = (UInt64(0), size)
        while low < high {
            let middle = low + (high - low) / 2
            guard let bytes = try storage.entries(middle..<middle + 1).first else { break }
            if try Entry(strict: bytes).received <= time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What each participant owes at an instant, in the order in which it is due.
struct DueList: Encodable {
    struct Item: Encodable {
        /// The clock's name in the agreement, or `due`.
        var clock: String
        var table: String
        /// The row's id, in hexadecimal.
        var row: String
        var due: String
        /// Seconds until then; negative when it is overdue.
        var left: Int64
        var overdue: Bool
        /// The rung of the ladder that it has come to.
        var rung: String?
        /// The rungs that it was raised to.
        var raised: [String]
    }

    struct Owed: Encodable {
        var participant: String
        var items: [Item]
    }

    var at: String
    /// How many acts the answer rests on.
    var size: Int64
    /// In the order of establishment; whoever owes nothing is left out.
    var participants: [Owed]

    init(_ state: State, at now: Moment, only: Identifier?) {
        at = Output.utc(now)
        size = state.size
        let deadlines = state.deadlines(at: now).map { deadline in
            (owed: deadline.owed, item: Item(
                clock: deadline.clock, table: deadline.table, row: deadline.row.hex, due: Output.utc(deadline.until),
                left: (deadline.until.milliseconds - now.milliseconds) / 1_000, overdue: deadline.isOverdue(at: now),
                rung: state.rung(of: deadline, at: now)?.id.name, raised: Self.raised(deadline, state)))
        }
        participants = (state.establishment?.participants ?? []).filter { only == nil || $0.id == only }.compactMap { participant in
            let items = deadlines.filter { $0.owed.contains(participant.id) }.map(\.item)
            return items.isEmpty ? nil : Owed(participant: participant.id.name, items: items)
        }
    }

    private static func raised(_ deadline: Deadline, _ state: State) -> [String] {
        guard let table = Identifier(deadline.table), let clock = Identifier(deadline.clock) else { return [] }
        var overdue = Overdue()
        (overdue.table, overdue.row, overdue.clock) = (table, deadline.row, clock)
        return state.agreement?.ladder.filter { state.call(overdue, to: $0.id) != nil }.map(\.id.name) ?? []
    }

    /// A table for people.
    var words: String {
        guard !participants.isEmpty else { return "Nothing is due at \(at), by the first \(size) acts." }
        let rows = participants.map { owed in (owed.participant, owed.items.map(Self.cells)) }
        let heads = ["due (UTC)", "", "clock", "about", "ladder"]
        let widths = heads.indices.map { column in (rows.flatMap(\.1) + [heads]).map { $0[column].count }.max() ?? 0 }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
            return "  " + String(padded.reversed().drop { $0 == " " }.reversed())
        }
        return (["At \(at), by the first \(size) acts. A row's id in full: --json.", line(heads)] + rows.flatMap { [$0] + $1.map(line) }).joined(separator: "\n")
    }

    private static func cells(_ item: Item) -> [String] {
        let length = Moment.words(milliseconds: item.left * 1_000)
        let ladder = [item.rung.map { "come to \($0)" }, item.raised.isEmpty ? nil : "raised to \(item.raised.joined(separator: ", "))"]
        return [
            item.due, item.overdue ? "overdue by \(length)" : "in \(length)", item.clock,
            "\(item.table) \(item.row.prefix(12))", ladder.compactMap { $0 }.joined(separator: ", "),
        ]
    }
}
