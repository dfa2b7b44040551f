extension Layout {
    /// Whether the file is an HTML page: by its first tag, or by its name and any tag.
    static func isHTML(file: String, bytes: [UInt8]) -> Bool {
        let opening = Scalars(String(decoding: bytes.prefix(2048), as: UTF8.self)).drop(while: \.isBlank)
        return opening.map { $0.isASCII ? UInt8($0.value) : 0 }.withUnsafeBufferPointer { head in
            guard head.index(of: UInt8(ascii: "<"), from: 0) != nil else { return false }
            let isNamed = [".html", ".htm", ".xhtml"].contains { file.lowercased().hasSuffix($0) }
            if isNamed || head.end(of: "<!doctype html", from: 0) != nil || head.end(of: "<html", from: 0) != nil { return true }
            return head.first == UInt8(ascii: "<")
                && ["<head", "<body", "<article", "<div", "<p>", "<meta", "<main", "<section", "<h1"].contains {
                    head.end(of: $0, from: 0) != nil
                }
        }
    }

    /// An HTML page, read by libxml2's event parser. Of its tree only what tells the article apart is
    /// kept.
    ///
    /// Byte offsets: libxml2 tells how many bytes it has consumed at each event; the bytes of a run of
    /// characters are those just before, compared with the file to be sure; those of a character
    /// reference reach back to its `&`.
    init(html bytes: [UInt8], file: String) throws(UnreadablePublication) {
        let scan = PageScan(bytes)
        guard !scan.hasTooManyAttributes else {
            throw UnreadablePublication(
                code: .tooDeep, file: file,
                reason:
                    "has a tag with more than \(PageScan.attributeLimit) attributes; save the article alone")
        }
        var reader = PageReader(PageBytes(bytes, without: scan.cuts), facts: scan.facts)
        reader.parse()
        guard !reader.isTooDeep else {
            throw UnreadablePublication(
                code: .tooDeep, file: file,
                reason: "nests more than \(PageScan.depthLimit) tags; save the article alone")
        }
        self = reader.layout()
        guard !blocks.isEmpty else {
            throw UnreadablePublication(
                code: .noText, file: file, reason: "is a page without text; save the page after it has loaded"
            )
        }
    }
}
