public import Mechanism
public import TransparencyLog

/// The mechanism's trust anchor, which each participant publishes for itself: origin, registry's key, witnesses, and the
/// hash of the first entry. Whoever holds it cannot be shown an invented record.
public struct Card: Hashable, Sendable {
    public let origin: String
    public let registry: VerifierKey
    /// SHA-256 of the first entry's bytes.
    public let first: Hash
    /// The witness policy (C2SP tlog-policy), as the first entry has it.
    public let witnesses: String

    public init(firstEntry bytes: [UInt8]) throws {
        let opened = try OpenedAct(Entry(strict: bytes).envelope)
        guard let establish = opened.act.body as? Establish else {
            throw RegistryError(.malformed, "A record begins with mechanism.establish.")
        }
        origin = establish.origin
        registry = try VerifierKey(establish.registry)
        first = Hash.sha256(of: bytes)
        witnesses = establish.witnesses
    }

    /// The card of a record as it stands, after every replacement of its registry and its witnesses.
    /// - Parameter first: SHA-256 of the first entry's bytes.
    public init(first: Hash, registration: Registration) throws {
        (origin, self.first, witnesses) = (registration.origin, first, registration.witnesses)
        registry = try VerifierKey(registration.registry)
    }

    private static let heading = "truce/card/v1"

    public init(_ text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func value(_ index: Int, _ name: String) throws(RegistryError) -> String {
            guard lines.indices.contains(index), lines[index].hasPrefix("\(name) ") else {
                throw RegistryError(.malformed, "A card must have “\(name) …” on line \(index + 1).")
            }
            return String(lines[index].dropFirst(name.utf8.count + 1))
        }
        guard lines.first == Substring(Self.heading) else {
            throw RegistryError(.malformed, "A card must begin with “\(Self.heading)”.")
        }
        origin = try value(1, "origin")
        registry = try VerifierKey(value(2, "registry"))
        guard let first = Hash(hex: try value(3, "first")) else {
            throw RegistryError(.malformed, "A card must name the first entry by 64 hexadecimal digits.")
        }
        guard lines.count > 5, lines[4] == "witnesses" else {
            throw RegistryError(.malformed, "A card must have “witnesses” on line 5, and the policy below it.")
        }
        self.first = first
        witnesses = lines[5...].joined(separator: "\n")
    }

    public var text: String {
        "\(Self.heading)\norigin \(origin)\nregistry \(registry)\nfirst \(first.hex)\nwitnesses\n\(witnesses)"
    }

    /// The first 128 bits of the card's SHA-256 as eight words that can be read aloud (proquints, arXiv:0901.4016).
    public var fingerprint: String {
        let hash = Hash.sha256(of: Array(text.utf8)).bytes
        let consonants = Array("bdfghjklmnprstvz")
        let vowels = Array("aiou")
        return stride(from: 0, to: 16, by: 2).map { at in
            let bits = Int(hash[at]) << 8 | Int(hash[at + 1])
            return String([
                consonants[bits >> 12 & 15], vowels[bits >> 10 & 3], consonants[bits >> 6 & 15],
                vowels[bits >> 4 & 3], consonants[bits & 15],
            ])
        }.joined(separator: "-")
    }
}
