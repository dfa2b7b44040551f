import Foundation

/// The text of a PDF, as poppler's `pdftotext` prints it: UTF-8, with a form feed after each page.
///
/// A PDF may be made to exhaust its reader. So that runs as a process of its own, without a shell, with limits of
/// processor time, memory and output that the system enforces, and is ended when its time is over.
enum PDFText {
    struct Limits {
        /// By the clock.
        var seconds = 20
        var memory = 1 << 30
        /// Of what it prints.
        var bytes = 8 << 20

        static let standard = Limits()
    }

    /// Why there is no text. One sentence that says what would be right.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What is in a file, if its bytes are those of a PDF.
    static func extract(_ path: String, ifIn bytes: [UInt8]) throws -> [UInt8]? {
        bytes.starts(with: Array("%PDF-".utf8)) ? try extract(path) : nil
    }

    /// - Parameters:
    ///   - path: The PDF.
    ///   - program: Looked for along `PATH`.
    static func extract(_ path: String, program: String = "pdftotext", limits: Limits = .standard) throws -> [UInt8] {
        guard let limiter = find("prlimit"), let reader = find(program) else {
            throw Failure(description: "\(path) is a PDF, and \(program) must be there to read it: install poppler-utils.")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: limiter)
        // A file name that begins with a dash must not be taken for an option.
        let file = path.hasPrefix("-") ? "./" + path : path
        process.arguments = [
            "--cpu=\(limits.seconds)", "--as=\(limits.memory)", "--fsize=0", "--core=0", "--", reader, "-q", "-enc", "UTF-8",
            file, "-",
        ]
        process.environment = ["LC_ALL": "C.UTF-8"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch {
            throw Failure(description: "\(program) must be a program that can be run: install poppler-utils.")
        }
        let (text, ending) = collect(output.fileHandleForReading.fileDescriptor, limits)
        if ending != .whole { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        switch ending {
        case .late: throw Failure(description: "\(path) must be a PDF that is read within \(limits.seconds) seconds; save the article alone.")
        case .long: throw Failure(description: "\(path) must hold at most \(limits.bytes >> 20) MiB of text; save the article alone.")
        case .whole: break
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Failure(description: "\(path) must be a PDF that \(program) can read, without a password; save its text or print it anew.")
        }
        guard text.contains(where: { $0 > 0x20 }) else {
            throw Failure(description: "\(path) is a PDF without text; pictures of pages must be read by a person or a text recogniser first.")
        }
        return text
    }

    private enum Ending { case whole, late, long }

    /// What can be read before the time is over or the limit is passed.
    private static func collect(_ descriptor: Int32, _ limits: Limits) -> ([UInt8], Ending) {
        let deadline = ContinuousClock.now + .seconds(limits.seconds)
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else { return (text, .late) }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(left.components.seconds * 1000 + 999)) > 0 else { continue }
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return (text, .whole) }
            text += buffer[..<count]
            guard text.count <= limits.bytes else { return (text, .long) }
        }
    }

    private static func find(_ program: String) -> String? {
        if program.contains("/") { return FileManager.default.isExecutableFile(atPath: program) ? program : nil }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile)
    }
}
