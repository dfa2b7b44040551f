import ArgumentParser
import Website

/// Where a site listens, and under what certificate: the same for every command that serves one.
struct Listening: ParsableArguments {
    @Option(name: .long, help: "Where to listen, as host:port.") var listen = "127.0.0.1:8080"
    @OptionGroup var certificates: Certificates

    /// - Throws: why one must not listen there so.
    func place() throws -> (Address, TLSFiles?) { try certificates.place(listen) }
}

/// Under what certificate a site is served.
struct Certificates: ParsableArguments {
    @Option(name: .customLong("tls-cert"), help: "The certificate chain, in PEM.") var certificate: String?
    @Option(name: .customLong("tls-key"), help: "The certificate's private key, in PEM.") var privateKey: String?

    /// - Throws: why one must not listen there so.
    func place(_ listen: String) throws -> (Address, TLSFiles?) {
        let address = try Address(listen)
        let tls = try tls()
        return (tls == nil ? try address.onThisMachine() : address, tls)
    }

    private func tls() throws -> TLSFiles? {
        switch (certificate, privateKey) {
        case (nil, nil): nil
        case (let certificate?, let key?): TLSFiles(certificate: certificate, key: key)
        default: throw Complaint("TLS needs both “--tls-cert” and “--tls-key”.", ending: .misuse)
        }
    }
}
