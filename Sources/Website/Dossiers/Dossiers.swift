import Mechanism

/// The subjects that have dossiers, in the order in which pages name them: one line each.
enum Dossiers {
    static let all: [any Dossierable.Type] = []
}
