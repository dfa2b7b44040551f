import Registry
import TransparencyLog

/// A folder of tiles, as “truce export” writes it.
struct TileFolder: RecordSource {
    let path: String

    /// The file with the latest checkpoint that the witnesses cosigned.
    static let cosignedName = "checkpoint.cosigned"

    func checkpoint() throws -> [UInt8] { try Files.read(path + "/checkpoint") }
    func cosigned() throws -> [UInt8]? {
        let cosigned = path + "/" + Self.cosignedName
        return Files.exists(cosigned) ? try Files.read(cosigned) : nil
    }
    func tile(_ tile: TilePath) throws -> [UInt8] { try Files.read("\(path)/\(tile)") }
}
