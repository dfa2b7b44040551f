public import Mechanism
public import Registry
public import TransparencyLog

/// Other copies of the record, at addresses that whoever runs this one has named: what each shows, and whether that is the same record.
public actor Neighbours {
    /// Where a checkpoint can be asked for.
    public struct Neighbour: Sendable {
        /// The address, as it was given.
        public let name: String
        let source: any RecordSource

        public init(name: String, source: any RecordSource) { (self.name, self.source) = (name, source) }
    }

    /// What a neighbour showed.
    public struct Answer: Sendable {
        public let name: String
        /// When it was asked.
        public let asked: Moment
        /// A checkpoint's bytes; `nil` when there was no answer.
        public let bytes: [UInt8]?
    }

    private let neighbours: [Neighbour]
    private let clock: Clock
    private var answers: [Answer] = []
    private var asking: Task<[Answer], Never>?

    /// For how long an answer is good, in milliseconds: however often a page is read, nobody is asked more often.
    static let freshness: Int64 = 5_000

    public init(_ neighbours: [Neighbour], clock: Clock = .machine) {
        (self.neighbours, self.clock) = (neighbours, clock)
    }

    /// What each of them shows, asked all at once.
    public func look() async -> [Answer] {
        if let asking { return await asking.value }
        if let asked = answers.map(\.asked).min(), clock.now().milliseconds - asked.milliseconds < Self.freshness { return answers }
        let task = Task {
            let fresh = await ask()
            answers = fresh
            asking = nil
            return fresh
        }
        asking = task
        return await task.value
    }

    private func ask() async -> [Answer] {
        let (clock, neighbours) = (clock, neighbours)
        let answers = await withTaskGroup(of: (Int, Answer).self) { group in
            for (place, neighbour) in neighbours.enumerated() {
                group.addTask { (place, Answer(name: neighbour.name, asked: clock.now(), bytes: try? await neighbour.source.checkpoint())) }
            }
            var answers: [(Int, Answer)] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
        return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// Whether another copy shows the same record as this one.
public struct CopyComparison: Sendable {
    public enum Verdict: String, Sendable {
        /// The same size and root.
        case agrees
        /// An earlier size of the same record.
        case behind
        /// A larger size, which this copy cannot compare until it has grown.
        case ahead
        /// Another record under the same name.
        case differs
        /// No answer.
        case silent
        /// No checkpoint of this record.
        case strange
    }

    public let verdict: Verdict
    public let checkpoint: Checkpoint?

    /// - Parameter bytes: a checkpoint as the other copy shows it.
    public init(_ bytes: [UInt8]?, with snapshot: Snapshot) {
        guard let bytes else {
            (verdict, checkpoint) = (.silent, nil)
            return
        }
        guard let card = snapshot.card, let note = try? Note(bytes), case .verified = note.verify(by: [card.registry]),
            let shown = try? Checkpoint(note), shown.origin.utf8.elementsEqual(card.origin.utf8)
        else {
            (verdict, checkpoint) = (.strange, nil)
            return
        }
        checkpoint = shown
        if shown.size > snapshot.size {
            verdict = .ahead
        } else if snapshot.root(at: shown.size) != shown.root {
            verdict = .differs
        } else {
            verdict = shown.size == snapshot.size ? .agrees : .behind
        }
    }
}
