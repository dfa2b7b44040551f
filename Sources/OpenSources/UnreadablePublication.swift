/// Why a file could not be read as a publication. The message is one sentence that says what would be right.
public struct UnreadablePublication: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable {
        case empty, tooLarge, notText, notUTF8, tooDeep, noText
    }

    public let code: Code
    public let file: String
    public let message: String

    init(code: Code, file: String, reason: String) {
        self.code = code
        self.file = file
        message = "\(file) \(reason)."
    }

    public var description: String { message }
}
