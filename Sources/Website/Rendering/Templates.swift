import Foundation
import Mustache
import Registry

/// The pages' templates and the files beside them, read once at the start.
struct Templates: Sendable {
    private let library: MustacheLibrary
    private let assets: [String: [UInt8]]

    /// - Throws: `broken` when a template or a file is missing or cannot be read.
    init() throws(WebsiteError) {
        MustacheContentTypes.register(StrictHTML(), named: StrictHTML.name)
        do {
            let style = try Self.files("Assets", ending: ".css")["style.css"] ?? []
            var library = MustacheLibrary()
            for (name, bytes) in try Self.files("Templates", ending: ".mustache") {
                // Each template says how it is escaped, since the library begins each with its own way. A file's last newline
                // is no part of it: what is put into a line must not end with a space.
                let text = String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self)
                try library.register(
                    "{{% CONTENT_TYPE: \(StrictHTML.name)}}\n\(text)", named: String(name.dropLast(".mustache".count)))
            }
            try library.register(String(decoding: style, as: UTF8.self), named: "style")
            self.library = library
            assets = try Self.files("Assets", ending: "")
        } catch {
            throw WebsiteError(.broken, "The site's templates could not be read; the program must be installed with its resources.")
        }
    }

    private static func files(_ folder: String, ending: String) throws -> [String: [UInt8]] {
        let directory = Bundle.module.bundleURL.appendingPathComponent(folder)
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where name.hasSuffix(ending) {
            files[name] = [UInt8](try Data(contentsOf: directory.appendingPathComponent(name)))
        }
        return files
    }

    /// The file of that name that pages may ask for.
    func asset(_ name: String) -> [UInt8]? { assets[name] }

    /// - Throws: `broken` when there is no such template.
    func render<Content>(_ page: Page<Content>, in frame: String = "layout") throws(WebsiteError) -> String {
        guard library.getTemplate(named: page.template) != nil, let html = library.render(page, withTemplate: frame) else {
            throw WebsiteError(.broken, "The page has no template.")
        }
        return html
    }
}

/// What a page's frame shows around its content.
struct Page<Content: Sendable>: Sendable {
    struct Entry: Sendable {
        let path: String
        let name: String
        let current: Bool
    }

    /// The name of the template that shows `content`.
    let template: String
    let title: String
    let mechanism: String
    let rehearsal: Bool
    /// What is to be said where the page is a follower's.
    var copy: CopyNotice?
    /// The size of the record that the page was made from.
    let checkpoint: UInt64
    let at: Instant
    let menu: [Entry]
    /// Whether the page stands among others that it can lead to.
    let linked: Bool
    let content: Content

    static func menu(for path: String) -> [Entry] {
        [
            ("/", "Overview"), ("/incidents", "Incidents"), ("/commitments", "Commitments"), ("/proceedings", "Proceedings"),
            ("/due", "Due"), ("/sources", "Sources"),
            ("/agreement", "Agreement"), ("/editions", "Editions"), ("/acts", "Acts"), ("/record", "Record"),
        ].map { Entry(path: $0, name: $1, current: $0 == "/" ? path == "/" : path == $0 || path.hasPrefix("\($0)/")) }
    }
}

extension Page {
    init(template: String, title: String, path: String, linked: Bool = true, copy: CopyNotice? = nil, reading: Reading, content: Content) {
        self.init(
            template: template, title: title, mechanism: reading.title, rehearsal: reading.rehearsal, copy: copy,
            checkpoint: reading.snapshot.size, at: Instant(reading.now), menu: Self.menu(for: path), linked: linked,
            content: content)
    }
}
