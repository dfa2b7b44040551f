import Mechanism

/// The subjects that have dossiers, and how many there are of each.
struct ProceedingsView: Encodable, Sendable {
    struct Subject: Encodable, Sendable {
        let title: String
        let meaning: String
        let path: String
        /// How many there are, and of how many something is still to be done.
        let count: Int
        let open: Int
    }
    let subjects: [Subject]
}

extension Reading {
    var proceedingsView: ProceedingsView {
        func subject<Element: Dossierable>(_ type: Element.Type) -> ProceedingsView.Subject {
            let rows = rows(type)
            return .init(title: type.title, meaning: type.meaning, path: "/\(type.path)", count: rows.count, open: rows.count { $0.isOpen(self) })
        }
        return ProceedingsView(subjects: Dossiers.all.map { subject($0) })
    }
}
