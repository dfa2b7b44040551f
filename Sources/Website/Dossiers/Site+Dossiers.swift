import Hummingbird
import Mechanism
import Registry

/// The pages and answers on the subjects that have dossiers: a list of each, and each by its name.
extension Site {
    func addDossiers(to router: Router<BasicRequestContext>) {
        func add<Element: Dossierable>(_ type: Element.Type) {
            page("/\(type.path)", "dossiers", router) { site, reading, _ in (type.title, try site.dossiers(type, reading)) }
            page("/\(type.path)/:name", "dossier", router) { site, reading, asked in
                let dossier = try site.dossier(type, asked.place("name"), reading)
                return (dossier.heading, dossier)
            }
            answer("\(type.path)", router) { site, reading, _ in try site.dossiers(type, reading) }
            answer("\(type.path)/:name", router) { site, reading, asked in try site.dossier(type, asked.place("name"), reading) }
        }
        for type in Dossiers.all { add(type) }
    }

    func dossiers<Element: Dossierable>(_ type: Element.Type, _ reading: Reading) throws -> DossierList {
        reading.dossiers(type, type.lead == nil ? .none : try texts(reading.rows(type).map(\.began), reading))
    }

    /// - Throws: `notFound` where there is none of that name that the reader may see.
    func dossier<Element: Dossierable>(_ type: Element.Type, _ name: String?, _ reading: Reading) throws -> Dossier {
        guard let row = type.table(reading.state).rows.first(where: { $0.name == name })?.seen(by: reading) else {
            throw WebsiteError(.notFound, "The record has nothing of that name among “\(type.title)”.")
        }
        let citations = row.citations(reading)
        var acts: [Int64: RecordedAct] = [:]
        for citation in citations { acts[citation.index] = try recorded(String(citation.index), reading) }
        return reading.dossier(row, acts, try texts(citations, reading))
    }
}
