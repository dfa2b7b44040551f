import Hummingbird
import Mechanism
import Registry
import TransparencyLog

/// The record for anyone's tools: checkpoint, tiles and proofs (C2SP tlog-tiles, tlog-proof).
extension Site {
    func addTiles(to router: Router<BasicRequestContext>) {
        router.get("/checkpoint") { _, _ in
            Response.text(try await snapshot().note.bytes, cache: "max-age=2")
        }
        router.get("/checkpoint/cosigned") { _, _ in
            guard let note = try await snapshot().cosigned else {
                throw WebsiteError(.notFound, "No checkpoint of this record has the cosignatures of the witnesses' quorum yet.")
            }
            return Response.text(note.bytes, cache: "max-age=2")
        }
        router.get("/tile/**") { request, _ in
            guard let path = TilePath(String(request.uri.path.dropFirst())) else {
                throw WebsiteError(.notFound, "A tile's address must be tile/<level>/<index>, as C2SP tlog-tiles says.")
            }
            switch path.kind {
            case .hashes(let level): return try await hashTile(path, level)
            case .entries: return try await entryBundle(path, for: try await reader(request))
            }
        }
        router.get("/proofs/:place") { request, context in
            let reader = try await reader(request)
            let snapshot = try await snapshot()
            let recorded = try recorded(
                context.parameters.get("place"), Reading(snapshot: snapshot, reader: reader, now: now()))
            let receipt = try snapshot.receipt(
                index: UInt64(recorded.citation.index), act: recorded.citation.act, entry: recorded.bytes)
            var response = Response.text(receipt.bytes, cache: reader == .anyone ? "no-cache" : "private, no-store")
            response.headers[.contentDisposition] = "attachment; filename=\"act-\(receipt.index).tlog-proof\""
            return response
        }
    }

    /// A tile at any width that it ever had: what is narrower is the beginning of what is stored.
    private func hashTile(_ path: TilePath, _ level: Int) async throws -> Response {
        let size = try await snapshot().size
        guard path.width <= Tiles.width(level: level, size: size, index: path.index) else { throw Self.noTile(size) }
        guard let stored = try storage.tile(level: level, index: path.index), stored.count >= path.width * Digest.byteCount else {
            throw WebsiteError(.broken, "The tile is not in the store.")
        }
        return Self.tile(Array(stored.prefix(path.width * Digest.byteCount)), shared: true)
    }

    private func entryBundle(_ path: TilePath, for reader: Reader) async throws -> Response {
        guard Visibility.allowsEntries(to: reader) else {
            throw WebsiteError(.forbidden, "Entry bundles are for participants: open a session with a signed challenge.")
        }
        let size = try await snapshot().size
        guard path.width <= Tiles.width(level: 0, size: size, index: path.index) else { throw Self.noTile(size) }
        let first = path.index * UInt64(Tiles.fullWidth)
        return Self.tile(try EntryBundle.encode(storage.entries(first..<first + UInt64(path.width))), shared: false)
    }

    private static func noTile(_ size: UInt64) -> WebsiteError {
        WebsiteError(.notFound, "A record of size \(size) has no such tile.")
    }

    private static func tile(_ bytes: [UInt8], shared: Bool) -> Response {
        Response(
            .ok, "application/octet-stream", bytes, cache: "\(shared ? "public" : "private"), max-age=31536000, immutable")
    }
}
