import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging

/// Serves what a router answers, until the process is asked to end: for the registry's site and for a witness's alike.
struct WebServer {
    let router: Router<BasicRequestContext>
    let address: String
    /// 0 for any free one.
    let port: Int
    let tls: TLSFiles?
    let logger: Logger

    /// Serves until the process is asked to end (SIGINT or SIGTERM), then lets answers under way finish.
    /// - Parameter onReady: is told the port once the site can be reached.
    /// - Throws: `cannotListen` when the address is taken or not this machine's, or the TLS files cannot be used.
    func run(onReady: @escaping @Sendable (_ port: Int) async -> Void) async throws {
        let ready = Ready()
        let application = try application { port in
            await ready.come()
            await onReady(port)
        }
        do {
            try await application.runService()
        } catch {
            guard await !ready.hasCome else { throw error }
            throw WebsiteError(.cannotListen, "\(address):\(port) must be a free address of this machine; it could not be listened on.")
        }
    }

    func application(
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws(WebsiteError) -> Application<RouterResponder<BasicRequestContext>> {
        let asked = port
        return Application(
            router: router, server: try Self.server(tls),
            configuration: ApplicationConfiguration(address: .hostname(address, port: port)),
            onServerRunning: { await onReady($0.localAddress?.port ?? asked) }, logger: logger)
    }

    private static func server(_ tls: TLSFiles?) throws(WebsiteError) -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(configuration: .init(additionalChannelHandlers: [Patience()]))
        guard let tls else { return http }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate)
            let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            return try .tls(http, tlsConfiguration: configuration)
        } catch {
            throw WebsiteError(.cannotListen, "The TLS files must be a certificate chain and its private key, in PEM.")
        }
    }
}

/// A certificate chain and its private key, as PEM files.
public struct TLSFiles: Hashable, Sendable {
    /// The path of the chain, the site's own certificate first.
    public var certificate: String
    public var key: String

    public init(certificate: String, key: String) {
        (self.certificate, self.key) = (certificate, key)
    }
}

/// Whether the site has been reachable: what fails before that is its address.
private actor Ready {
    private(set) var hasCome = false
    func come() { hasCome = true }
}
