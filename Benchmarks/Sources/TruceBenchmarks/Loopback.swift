#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A connection to this machine that stays open and posts one body after the other (HTTP/1.1): the least that a client can
/// be, so that it takes little from the server that is measured.
final class Loopback {
    private let connection: Int32
    private let port: UInt16
    private var buffer: [UInt8] = []

    init(port: UInt16) throws {
        self.port = port
        connection = try Self.open()
        var address = Self.address(port)
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else {
            close(connection)
            throw Failure("127.0.0.1:\(port) could not be reached.")
        }
        var on: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(connection) }

    /// Posts a body.
    /// - Returns: the answer's status.
    func post(_ path: String, _ body: [UInt8]) throws -> Int {
        let head = "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n"
        try send(Array(head.utf8) + body)
        return try answer()
    }

    private func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure("The connection to the registry broke.") }
            sent += count
        }
    }

    /// Reads one answer whole, by its content length.
    private func answer() throws -> Int {
        var end = headEnd()
        while end == nil {
            try receive()
            end = headEnd()
        }
        let head = String(decoding: buffer[..<(end ?? 0)], as: UTF8.self).split(separator: "\r\n")
        guard let status = head.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }),
            let length = head.first(where: { $0.lowercased().hasPrefix("content-length:") })?.split(separator: ":").last
                .flatMap({ Int($0.drop { $0 == " " }) })
        else { throw Failure("The registry must answer with a status and a length.") }
        let whole = (end ?? 0) + 4 + length
        while buffer.count < whole { try receive() }
        buffer.removeFirst(whole)
        return status
    }

    private func headEnd() -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (0...buffer.count - 4).first { buffer[$0] == 13 && buffer[$0 + 1] == 10 && buffer[$0 + 2] == 13 && buffer[$0 + 3] == 10 }
    }

    private func receive() throws {
        var part = [UInt8](repeating: 0, count: 16_384)
        let count = part.withUnsafeMutableBytes { read(connection, $0.baseAddress, $0.count) }
        guard count > 0 else { throw Failure("The connection to the registry broke.") }
        buffer += part[..<count]
    }

    // MARK: Sockets

    /// A port that is free now.
    static func freePort() throws -> UInt16 {
        let descriptor = try open()
        defer { close(descriptor) }
        var address = address(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0 }
        }
        guard bound else { throw Failure("This machine must have a free port.") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func open() throws -> Int32 {
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw Failure("A socket could not be opened.") }
        return descriptor
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
