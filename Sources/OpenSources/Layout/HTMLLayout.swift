extension Layout {
    /// Whether the file is an HTML page: by its first tag, or by its name and any tag.
    static func isHTML(file: String, bytes: [UInt8]) -> Bool {
        let opening = Scalars(String(decoding: bytes.prefix(2048), as: UTF8.self)).drop(while: \.isBlank)
        guard opening.contains("<") else { return false }
        let head = Scalars(opening).string.lowercased()
        let named = [".html", ".htm", ".xhtml"].contains { file.lowercased().hasSuffix($0) }
        if named || head.contains("<!doctype html") || head.contains("<html") { return true }
        guard head.hasPrefix("<") else { return false }
        return [
            "<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>", "<meta", "<main",
            "<section", "<h1",
        ]
        .contains { head.contains($0) }
    }

    /// An HTML page, read by libxml2's event parser. Of its tree only what tells the article apart is
    /// kept.
    ///
    /// Byte offsets: libxml2 tells how many bytes it has consumed at each event; the bytes of a run of
    /// characters are those just before, compared with the file to be sure; those of a character
    /// reference reach back to its `&`.
    init(html bytes: [UInt8], file: String) throws(UnreadablePublication) {
        let page = PageBytes(bytes)
        guard !page.hasTooManyAttributes else {
            throw UnreadablePublication(
                code: .tooDeep, file: file,
                reason:
                    "has a tag with more than \(PageBytes.attributeLimit) attributes; save the article alone")
        }
        let reader = PageReader(bytes: bytes, page: page)
        reader.parse()
        guard !reader.isTooDeep else {
            throw UnreadablePublication(
                code: .tooDeep, file: file,
                reason: "nests more than \(PageBytes.depthLimit) tags; save the article alone")
        }
        self = reader.layout()
        guard !blocks.isEmpty else {
            throw UnreadablePublication(
                code: .noText, file: file, reason: "is a page without text; save the page after it has loaded"
            )
        }
    }
}
