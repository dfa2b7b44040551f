import Mechanism
import Registry
import TransparencyLog

/// Who has proved to be an officer, and for how long.
///
/// A challenge's nonce is made from its end and a secret of this process, so that asking for challenges costs no
/// memory; no two challenges have the same end. A nonce that served is remembered until its end: it serves once. Tokens are kept
/// by their hash. All of it is in memory: after a restart every reader proves itself again.
actor Sessions {
    struct Session: Hashable, Sendable {
        let token: String
        let expires: Moment
    }

    private struct Open {
        let key: Key
        let participant: Identifier
        let expires: Moment
    }

    private let host: String
    private let now: @Sendable () -> Moment
    private let secret: [UInt8]
    private var lastEnd = Moment()
    private var served: Set<Moment> = []
    private var open: [Hash: Open] = [:]

    static let challengeLife: Int64 = 5 * 60_000
    static let sessionLife: Int64 = 60 * 60_000
    /// How many sessions there may be at once; the one that ends first makes room.
    static let mostSessions = 10_000

    /// - Parameter now: the machine's clock, also in a rehearsal: a session's end is no part of the play.
    init(host: String, now: @escaping @Sendable () -> Moment) {
        self.host = host
        self.now = now
        secret = Self.random(32)
    }

    func challenge(origin: String) -> Challenge {
        lastEnd = Moment(milliseconds: max(now().milliseconds + Self.challengeLife, lastEnd.milliseconds + 1))
        return Challenge(origin: origin, host: host, nonce: nonce(ending: lastEnd), expires: lastEnd)
    }

    /// Opens a session for the officer who signed a challenge of this host's.
    func begin(_ answer: SessionAnswer, state: State, origin: String) -> Result<Session, WebsiteError> {
        let now = now()
        // The signature is checked whatever the nonce is worth, so that the time taken tells nothing.
        let challenge = Challenge(origin: origin, host: host, nonce: answer.nonce, expires: answer.expires)
        let reader = challenge.reader(
            participant: answer.participant, desk: answer.desk, signature: answer.signature.bytes, state: state, now: now)
        served = served.filter { $0 >= now }
        guard answer.nonce == nonce(ending: answer.expires), now <= answer.expires, !served.contains(answer.expires) else {
            return .failure(WebsiteError(.unproved, "The challenge must be a fresh one of this host's, signed once and before its end."))
        }
        guard case .participant(let participant) = reader, let officer = Self.officer(answer, state) else {
            return .failure(WebsiteError(.forbidden, "The challenge must be signed by the accredited key of that desk."))
        }
        served.insert(answer.expires)
        let token = Hex.encode(Self.random(32))
        let expires = Moment(milliseconds: now.milliseconds + Self.sessionLife)
        open = open.filter { $0.value.expires >= now }
        if open.count >= Self.mostSessions, let first = open.min(by: { $0.value.expires < $1.value.expires }) {
            open[first.key] = nil
        }
        open[Self.hash(token)] = Open(key: officer.key, participant: participant, expires: expires)
        return .success(Session(token: token, expires: expires))
    }

    /// Who reads with this token; `nil` when it opens nothing, has ended, or its officer's key was withdrawn since.
    func reader(token: String, state: State) -> Reader? {
        guard let session = open[Self.hash(token)], now() <= session.expires,
            state.officers.rows.contains(where: { $0.key == session.key && $0.withdrawn == nil })
        else { return nil }
        return .participant(session.participant)
    }

    private static func officer(_ answer: SessionAnswer, _ state: State) -> Officer? {
        state.officers.rows.last { $0.participant == answer.participant && $0.desk == answer.desk }
    }

    private func nonce(ending: Moment) -> String {
        let end = withUnsafeBytes(of: ending.milliseconds.bigEndian) { Array($0) }
        return Hex.encode(Hash.sha256(of: Array("truce/nonce/v1".utf8) + [0], secret, end).bytes.prefix(16))
    }

    private static func hash(_ token: String) -> Hash { Hash.sha256(of: Array(token.utf8)) }

    private static func random(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

/// An officer's answer to a challenge.
struct SessionAnswer: Record {
    var participant = Identifier()
    var desk = Identifier()
    var nonce = ""
    var expires = Moment()
    var signature = Base64Bytes()

    mutating func visit(_ field: inout some Fields) {
        field("participant", &participant, "For whom the officer acts.")
        field("desk", &desk, "The officer's desk.")
        field("nonce", &nonce, "The challenge's nonce.")
        field("expires", &expires, "The challenge's end, in milliseconds since 1970 UTC.")
        field("signature", &signature, "The Ed25519 signature over the challenge's message.")
    }
}

struct ChallengeView: Encodable, Sendable {
    let origin: String
    let host: String
    let nonce: String
    /// In milliseconds since 1970 UTC, as it is signed.
    let expires: Int64

    init(_ challenge: Challenge) {
        (origin, host, nonce, expires) = (challenge.origin, challenge.host, challenge.nonce, challenge.expires.milliseconds)
    }
}

struct SessionView: Encodable, Sendable {
    let token: String
    /// In milliseconds since 1970 UTC.
    let expires: Int64
}
