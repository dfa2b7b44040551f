extension Layout {
    /// Whether the file is an HTML page: by its first tag, or by its name and any tag.
    static func isHTML(file: String, scalars: Scalars) -> Bool {
        let opening = scalars.prefix(2048).drop(while: \.isBlank)
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

    /// An HTML page, read by libxml2's event parser. No tree is built, so that memory grows with the
    /// text alone.
    ///
    /// Byte offsets: libxml2 tells how many bytes it has consumed at each event; the bytes of a run of
    /// characters are those just before, compared with the file to be sure; those of a character
    /// reference reach back to its `&`.
    init(html bytes: [UInt8], file: String) throws(UnreadablePublication) {
        guard !PageBytes.tooManyAttributes(bytes) else {
            throw UnreadablePublication(
                code: .tooDeep, file: file,
                reason:
                    "has a tag with more than \(PageBytes.attributeLimit) attributes; save the article alone")
        }
        let reader = PageReader(bytes: PageBytes.withoutNoscript(bytes))
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
