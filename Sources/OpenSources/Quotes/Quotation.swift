/// Words between quotation marks.
struct Quotation {
    /// What the marks enclose, without them. Where it runs over paragraphs, from the first opening mark
    /// to the last closing one.
    let content: TextSpan
    /// The stretch with its marks in each paragraph it runs through.
    let parts: [TextSpan]

    /// `<a title="…">` left over from a page.
    func isMarkup(in scalars: Scalars) -> Bool { scalars.scalar(at: parts[0].start - 1) == "=" }
}
