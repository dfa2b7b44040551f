public import Mechanism

/// Who is reading.
public enum Reader: Hashable, Sendable {
    case anyone
    /// An officer of a participant, who has proved it by a signed challenge.
    case participant(Identifier)
}

/// Who may see what: the one place that decides it, for pages, API, exports, counts and searches alike.
public enum Visibility {
    /// Whether `reader` may see an act made for `audience`, its texts, and what it brought about.
    ///
    /// Denies by default: whatever is not named here is not shown.
    public static func allows(_ audience: Audience, to reader: Reader) -> Bool {
        switch (audience, reader) {
        case (.everyone, _): true
        case (.participants, .participant): true
        case (.participants, .anyone): false
        }
    }

    /// Whether `reader` may see an act of the record, its texts, and what it brought about: it may have been released since it was made.
    public static func allows(_ citation: Citation, of state: State, to reader: Reader) -> Bool {
        allows(state.audience(of: citation), to: reader)
    }

    /// Whether `reader` may have the record's entries whole: participants may, both parties always the same ones.
    public static func allowsEntries(to reader: Reader) -> Bool {
        switch reader {
        case .participant: true
        case .anyone: false
        }
    }
}
