import Foundation
import Mechanism
import Registry
import Testing
@testable import Website

@Suite("The API's description")
struct DescriptionTests {
    static func description(_ sample: SampleRecord) async throws -> [String: Any] {
        let answer = try await sample.get("/api/v1/openapi.json")
        #expect(answer.status == 200 && answer.headers["content-type"] == "application/json")
        return try #require(try JSONSerialization.jsonObject(with: Data(answer.bytes)) as? [String: Any])
    }

    @Test("every path that it has is served, and every answer has just the fields that it names")
    func paths() async throws {
        let sample = try await SampleRecord()
        let description = try await Self.description(sample)
        let paths = try #require(description["paths"] as? [String: [String: [String: Any]]])
        #expect(paths.count > 15)
        let schemas = try #require((description["components"] as? [String: Any])?["schemas"] as? [String: Any])
        let incident = "\(sample.number("incident"))"
        var dossiers = 0
        for (path, methods) in paths.sorted(by: { $0.key < $1.key }) {
            guard let get = methods["get"] else { continue }
            var name = "calm-aland"
            if path.hasSuffix("/{name}"), !path.contains("commitments") {
                let list = try await sample.get(path.replacing("/{name}", with: "")).value("groups") as? [[String: Any]]
                guard let first = (list?.first?["dossiers"] as? [[String: Any]])?.first?["name"] as? String else { continue }
                name = first
                dossiers += 1
            }
            let address = path.replacing("{name}", with: name).replacing("{place}", with: incident)
                .replacing("{act}", with: sample.ids["incident"]?.hex ?? "")
                .replacing("{participant}", with: "eyes").replacing("{desk}", with: "lead")
                .replacing("{number}", with: path.contains("editions") || path.contains("versions") ? "1" : incident)
            let answer = try await sample.get(address)
            #expect(answer.status == 200, "\(address)")
            let content = ((get["responses"] as? [String: Any])?["200"] as? [String: Any])?["content"] as? [String: [String: Any]]
            guard let schema = content?["application/json"]?["schema"] as? [String: Any] else { continue }
            let problems = Self.problems(try JSONSerialization.jsonObject(with: Data(answer.bytes)), schema, schemas, address)
            #expect(problems.isEmpty, "\(problems.prefix(3))")
        }
        #expect(dossiers >= 4)
    }

    @Test("an answer with a field too many, one too few or one of another kind does not fit it")
    func fires() {
        let schemas: [String: Any] = ["A": ["type": "object", "properties": ["a": ["type": "string"]], "required": ["a"]]]
        let schema = ["$ref": "#/components/schemas/A"]
        #expect(Self.problems(["a": "x"], schema, schemas, "whole").isEmpty)
        #expect(Self.problems([String: Any](), schema, schemas, "too few").count == 1)
        #expect(Self.problems(["a": "x", "b": "y"], schema, schemas, "too many").count == 1)
        #expect(Self.problems(["a": 1], schema, schemas, "another kind").count == 1)
    }

    /// Where a value lacks a field that its schema demands, has one that it does not name, or has one of another kind.
    static func problems(_ value: Any, _ schema: [String: Any], _ schemas: [String: Any], _ place: String) -> [String] {
        if let reference = schema["$ref"] as? String, let name = reference.split(separator: "/").last, let target = schemas[String(name)] as? [String: Any] {
            return problems(value, target, schemas, place)
        }
        switch schema["type"] as? String {
        case "object":
            guard let object = value as? [String: Any] else { return ["\(place) must be an object"] }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(place) must have \($0)" }
            return missing + object.flatMap { name, part in
                properties[name].map { problems(part, $0, schemas, "\(place).\(name)") } ?? ["\(place) must not have \(name)"]
            }
        case "array":
            guard let list = value as? [Any] else { return ["\(place) must be a list"] }
            return list.enumerated().flatMap { problems($1, schema["items"] as? [String: Any] ?? [:], schemas, "\(place).\($0)") }
        case "string":
            guard let text = value as? String else { return ["\(place) must be a text"] }
            let words = schema["enum"] as? [String]
            return words?.contains(text) == false ? ["\(place) must not say \(text)"] : []
        case "integer", "number", "boolean":
            return value is NSNumber ? [] : ["\(place) must be a number or a truth"]
        default:
            return ["\(place) must have a schema of a kind that this test knows"]
        }
    }

    @Test("a stretch of acts is asked for by place and number, and nothing else is understood")
    func stretches() async throws {
        let sample = try await SampleRecord()
        #expect(try await (sample.get("/api/v1/acts?from=2&limit=3").value("acts") as? [Any])?.count == 3)
        #expect(try await (sample.get("/api/v1/acts?from=100000").value("acts") as? [Any])?.isEmpty == true)
        for query in ["from=x", "from=-1", "limit=0", "limit=201", "limit=1e3", "from=99999999999999999999"] {
            let answer = try await sample.get("/api/v1/acts?\(query)")
            #expect(answer.status == 400, "\(query)")
        }
    }

    @Test("an act's texts are given with the salts that their commitments are made with")
    func texts() async throws {
        let sample = try await SampleRecord()
        let index = sample.number("report-a")
        let reading = try await sample.reading()
        let recorded = try sample.site.recorded("\(index)", reading)
        let given = reading.actTexts(recorded, try sample.site.texts([recorded.citation], reading))
        #expect(given.texts.map(\.slot) == recorded.opened.act.payload.texts.map(\.slot.name))
        #expect(given.texts.count == 3)
        #expect(try await sample.get("/api/v1/acts/\(index)/texts").text.contains("Shells came from across the line."))
    }

    @Test("texts are given for a stretch of acts, to each reader those of the acts that it may see")
    func textStretches() async throws {
        let sample = try await SampleRecord()
        let size = try await sample.snapshot().size
        func texts(from: UInt64, token: String? = nil) async throws -> (places: [Int], next: Int) {
            let answer = try await sample.get("/api/v1/texts?from=\(from)&limit=256", token: token)
            let acts = try #require(try answer.value("acts") as? [[String: Any]])
            return (acts.compactMap { $0["index"] as? Int }, try #require(try answer.value("next") as? Int))
        }
        let everyone = try await texts(from: 0), participant = try await texts(from: 0, token: sample.token(for: "aland/liaison"))
        #expect(everyone.next == Int(size) && participant.next == Int(size))
        #expect(Set(everyone.places).isStrictSubset(of: participant.places))
        #expect(try await texts(from: size + 5).places.isEmpty)
        for query in ["limit=0", "limit=257", "from=x"] {
            #expect(try await sample.get("/api/v1/texts?\(query)").status == 400, "\(query)")
        }
    }

    @Test("what became of an act is told by its id, to those who may see the act")
    func outcomes() async throws {
        let sample = try await SampleRecord()
        let id = try #require(sample.ids["report-a"]?.hex)
        let answer = try await sample.get("/api/v1/outcomes/\(id)")
        #expect(try answer.value("outcome") as? String == "recorded")
        #expect(try answer.value("index") as? Int == Int(sample.number("report-a")))
        let hidden = try #require(sample.ids["hidden-incident"]?.hex)
        #expect(try await sample.get("/api/v1/outcomes/\(hidden)").status == 403)
        #expect(try await sample.get("/api/v1/outcomes/\(String(repeating: "0", count: 64))").status == 404)
        #expect(try await sample.get("/api/v1/outcomes/x").status == 404)
    }
}
