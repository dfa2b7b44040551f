/// An element of a page that holds blocks of text, beside its parent's index: the elements of a page in
/// the order of their start tags are its tree.
struct PageElement {
    /// Nil for the outermost.
    let parent: Int?
    let depth: Int
    let name: TagName
    let hints: Hints
    /// The hints of the element, its parent and its parent's parent.
    let nearHints: Hints
    /// The hints of the element and all around it.
    let allHints: Hints
    /// How deep the nearest element stands whose hints speak against an article's text, and the nearest
    /// that is called one; nil where none does.
    let against: Int?
    let articleText: Int?

    // Of all text inside, in scalars.
    var length = 0
    var linked = 0
    /// The text of blocks that read like prose, and how many they are.
    var prose = 0
    var proseBlocks = 0

    init(_ name: TagName, hints: Hints, in parent: (index: Int, element: PageElement)?) {
        self.name = name
        self.hints = hints
        self.parent = parent?.index
        depth = parent.map { $0.element.depth + 1 } ?? 0
        nearHints = hints.union(parent?.element.hints ?? []).union(parent?.element.parentHints ?? [])
        parentHints = parent?.element.hints ?? []
        allHints = hints.union(parent?.element.allHints ?? [])
        against = hints.isDisjoint(with: .against) ? parent?.element.against : depth
        articleText = hints.contains(.articleText) ? depth : parent?.element.articleText
    }

    private let parentHints: Hints

    var linkShare: Double { Double(linked) / Double(max(1, length)) }
}
