public import Foundation

/// An address that may be asked: https anywhere, plain http on this machine alone.
public struct OutgoingAddress: Hashable, Sendable, CustomStringConvertible {
    public let url: URL

    /// - Throws: `notAllowed` for anything else, and for an address that carries a name and a password.
    public init(_ text: String) throws(OutgoingError) {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), let host = url.host, !host.isEmpty,
            scheme == "https" || scheme == "http", url.user == nil, url.password == nil
        else {
            throw OutgoingError(.notAllowed, "“\(text)” must be an address such as https://witness.example.")
        }
        guard scheme == "https" || Self.isLoopback(host) else {
            throw OutgoingError(.notAllowed, "“\(text)” must begin with https: plain http is for this machine alone.")
        }
        self.url = url
    }

    public var description: String { url.absoluteString }

    /// Whether a host is this machine: `localhost`, 127.0.0.0/8 written as four numbers, or ::1.
    static func isLoopback(_ host: String) -> Bool {
        let host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")).lowercased()
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && numbers.allSatisfy { $0 != nil }
    }
}
