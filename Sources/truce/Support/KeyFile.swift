import Mechanism
import Registry
import TransparencyLog

/// An officer's key on disk: a C2SP signer key, readable by its owner alone. Beside it stands where its chain of acts is.
struct KeyFile {
    let path: String
    let key: OfficerKey

    init(_ path: String) throws {
        self.path = path
        let text = try Files.text(path).filter { !$0.isWhitespace }
        do {
            key = try OfficerKey(text)
        } catch {
            throw Complaint("\(path) must be an officer's key, as “truce keys new” makes it: \(error)")
        }
    }

    /// Makes a new key for a desk.
    static func make(_ name: String, at path: String) throws -> KeyFile {
        guard !Files.exists(path) else {
            throw Complaint("\(path) exists already; a key is never overwritten.", ending: .misuse)
        }
        let key: OfficerKey
        do {
            key = try OfficerKey(try SignerKey.generate(name: name, seed: Random.bytes(32)))
        } catch {
            throw Complaint("\(error)", ending: .misuse)
        }
        try Files.write(Array((key.secretText + "\n").utf8), to: path, secret: true)
        return try KeyFile(path)
    }

    /// The mechanism and the key's last act, kept so that acts can be signed one after the other with no connection.
    struct Chain: Record {
        var mechanism = Link()
        var previous = Link()
        var rules = Rules.latest
        init() {}
        init(mechanism: ActID?, previous: ActID?, rules: Int64) {
            (self.mechanism, self.previous, self.rules) = (Link(mechanism), Link(previous), rules)
        }
        mutating func visit(_ field: inout some Fields) {
            field("mechanism", &mechanism, "The id of the mechanism's first act.")
            field("previous", &previous, "The id of the key's last signed act.")
            field("rules", &rules, "The version of the rules that the record is under.")
        }

        /// An act signed at the end of the chain, and the chain that then ends with it; `nil` where it is not known which mechanism it belongs to.
        func signed(_ draft: ActDraft, by key: OfficerKey) throws -> (submission: Submission, id: ActID, next: Chain)? {
            guard let mechanism = mechanism.act else { return nil }
            let submission = try draft.signed(mechanism: mechanism, previous: previous.act, rules: rules, by: key)
            let id = try OpenedAct(submission.envelope).act.id
            return (submission, id, Chain(mechanism: mechanism, previous: id, rules: rules))
        }
    }

    private var chainPath: String { path + ".chain" }

    var chain: Chain? {
        get throws {
            guard Files.exists(chainPath) else { return nil }
            let bytes = try Files.read(chainPath)
            do throws(Malformed) {
                return try Chain(strict: bytes)
            } catch {
                throw Complaint("\(chainPath) must be what “truce act” wrote there: \(error).")
            }
        }
    }

    func remember(_ chain: Chain) throws { try Files.write(chain.canonical, to: chainPath) }
}
