import Testing

@testable import Mechanism

@Suite("Examples of what acts say")
struct ExampleTests {
    @Test("The example of each kind is read strictly, without a problem, and says something in every field")
    func strict() throws {
        for type in ActKinds.all { try check(type) }
    }

    private func check<Body: ActBody>(_ type: Body.Type) throws {
        let bytes = Body.example.canonical
        #expect(try Body(strict: bytes).canonical == bytes, "\(type.kind.name)")
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("\"\"") && !text.contains("[]"), "\(type.kind.name): \(text)")
        // A matter is one of several things, and says nothing of the others.
        #expect(!text.contains("null") || text.contains("\"about\":{"), "\(type.kind.name): \(text)")
    }
}
