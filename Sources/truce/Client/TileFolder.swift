import Registry
import TransparencyLog

/// A folder of tiles, as “truce export” writes it.
struct TileFolder: RecordSource {
    let path: String

    func checkpoint() throws -> [UInt8] { try Files.read(path + "/checkpoint") }
    func tile(_ tile: TilePath) throws -> [UInt8] { try Files.read("\(path)/\(tile)") }
}
