public import Mechanism
public import Registry

/// The overview, the incidents, what is due and how each proceeding stands, on one page that needs nothing else: for printing,
/// mailing, keeping.
public struct PrintedReport: Sendable {
    private struct Content: Encodable, Sendable {
        let overview: OverviewView
        let incidents: IncidentList
        let due: DueView
        /// Of the subjects of which there is something.
        let proceedings: [DossierList]
    }

    private let reading: Reading
    private let storage: any RecordStorage

    /// - Parameters:
    ///   - reader: who will read it: it shows what that reader may see.
    ///   - now: the instant for which deadlines and days are counted.
    public init(snapshot: Snapshot, storage: any RecordStorage, reader: Reader, now: Moment) {
        reading = Reading(snapshot: snapshot, reader: reader, now: now)
        self.storage = storage
    }

    private func content() throws -> Content {
        let incidents = reading.incidents.map(\.opened)
        let texts = try Texts(of: reading.overviewCitations + incidents, for: reading, from: storage)
        let hidden = try Register.hidden(from: reading.reader, in: reading.snapshot, storage)
        return Content(
            overview: reading.overviewView(actsForParticipants: hidden, texts), incidents: reading.incidentList(texts), due: reading.dueView,
            proceedings: Dossiers.all.map { reading.dossiers($0) }.filter { !$0.groups.isEmpty })
    }

    /// - Throws: what the store throws; `broken` when the site's own files cannot be read.
    public func html() throws -> String {
        let page = Page(
            template: "printed", title: reading.title, path: "", linked: false, reading: reading, content: try content())
        return try Templates().render(page, in: "printed")
    }

    /// The same content as the API's `overview`, `incidents`, `due` and its lists of proceedings.
    public func json() throws -> String {
        String(decoding: try JSON.encode(Answer(try content(), reading)), as: UTF8.self)
    }
}
