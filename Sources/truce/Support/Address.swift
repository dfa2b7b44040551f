/// Where to listen: a host and a port.
struct Address {
    var host: String
    var port: Int

    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (1...65_535).contains(port), colon != text.startIndex
        else { throw Complaint("“--listen” must be host:port, such as 127.0.0.1:8080.", ending: .misuse) }
        host = String(text[..<colon]).trimmingCharacters(in: ["[", "]"])
        self.port = port
    }

    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// The same, where plain http may be spoken.
    func onThisMachine() throws -> Address {
        guard isLoopback else {
            throw Complaint("Plain http is for this machine alone: listen on 127.0.0.1, or give “--tls-cert” and “--tls-key”.", ending: .misuse)
        }
        return self
    }
}

extension String {
    fileprivate func trimmingCharacters(in set: Set<Character>) -> String {
        String(drop { set.contains($0) }.reversed().drop { set.contains($0) }.reversed())
    }
}
