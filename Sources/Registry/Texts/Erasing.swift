public import Mechanism

/// The way of a redaction into the stores: the acts say that a text is to go, and whoever keeps a record erases it.
extension RecordStorage {
    /// The texts that are kept still though enough participants have asked that they be erased: their commitments, by their acts' places.
    /// - Parameter redactions: the ids of the redactions to look at; every one when `nil`.
    public func textsToErase(_ redactions: [Hash]? = nil, under state: State) throws -> [UInt64: [Hash]] {
        let rows = redactions?.compactMap { state.redactions[$0] } ?? Array(state.redactions.rows)
        var texts: [UInt64: [Hash]] = [:]
        // One alone can ask for nothing that counts.
        for row in rows where row.asked.count > 1 {
            guard let place = try index(of: row.act), let entry = try entries(place..<place + 1).first else { continue }
            let author = try OpenedAct(Entry(strict: entry).envelope).act.payload.participant
            guard state.isRedacted(row.text, in: row.act, by: author),
                try self.texts(place..<place + 1)[place]?.contains(where: { $0.reference.commitment == row.text }) == true
            else { continue }
            texts[place, default: []].append(row.text)
        }
        return texts
    }

    /// Erases what is to be erased. A crash before leaves it to the next start, where this is done again for every redaction.
    package func eraseRedacted(_ redactions: [Hash]? = nil, under state: State) async throws {
        let texts = try textsToErase(redactions, under: state)
        if !texts.isEmpty { try await erase(texts) }
    }
}
