import Mechanism
import Testing

@testable import truce

@Suite("What the program says of a kind of act")
struct KindPageTests {
    @Test("The example of each kind is a file that is read as that kind's body")
    func examples() throws {
        for type in ActKinds.all { try check(type) }
    }

    private func check<Body: ActBody>(_ type: Body.Type) throws {
        let lines = KindPage.example(type)
        let page = KindPage.page(type)
        #expect(lines.allSatisfy { page.contains($0) })
        guard !lines.isEmpty else {
            #expect(Body.shape == .object([]), "\(type.kind.name)")
            return
        }
        let file = lines.joined(separator: "\n")
        let read = try ActBodies.read(AuthoredYAML(file, file: "body.yaml"), kind: type.kind.name, file: "body.yaml")
        #expect(read.canonical == Body.example.canonical, "\(type.kind.name):\n\(file)")
        #expect(try Body(strict: read.canonical).canonical == read.canonical)
    }

    @Test("Times are written as people write them")
    func times() {
        let file = KindPage.example(ConveneMeeting.self)
        #expect(file.contains("from: 2025-11-09T09:30:00Z"))
        #expect(file.contains("  - \"participant-1\""))
    }
}
