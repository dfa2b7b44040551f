/// Finds the blocks of a page that are its article. Each block is judged alone, by signals of its text,
/// its place in the page's tree, the blocks around it, and what elements are called.
struct ArticleFinder {
    let blocks: [PageBlock]
    let elements: [PageElement]
    /// Of each block, its innermost element and the two around it.
    let holders: [(own: Int, parent: Int, grandparent: Int)]
    /// The element around which most prose stands, and where its descendants end.
    let centre: Range<Int>
    /// The first and the last block of prose in the centre.
    let firstProse: Int
    let lastProse: Int
    /// The block that is the page's title.
    let title: Int?
    let prose: Double
    let total: Double
    /// Hints that some element of the page carries.
    let present: Hints

    init(scalars: Scalars, blocks: [PageBlock], elements: [PageElement], title: String?) {
        var elements = elements
        var weights = [Double](repeating: 0, count: elements.count)
        for block in blocks {
            guard let own = block.element else { continue }
            elements[own].length += block.length
            elements[own].linked += block.block.linked
            guard block.isProse else { continue }
            elements[own].prose += block.unlinked
            elements[own].proseBlocks += 1
            let weight = min(Double(block.unlinked) / 100, 6) + 1 + Double(min(block.commas, 6))
            // The element that holds a paragraph is weighed, and not the paragraph.
            var next: Int? = Self.isParagraph(elements[own].name.kind) ? elements[own].parent : own
            for distance in 1...6 {
                guard let index = next else { break }
                weights[index] += weight / Double(distance)
                next = elements[index].parent
            }
        }
        for index in elements.indices.reversed() {
            guard let parent = elements[index].parent else { continue }
            elements[parent].length += elements[index].length
            elements[parent].linked += elements[index].linked
            elements[parent].prose += elements[index].prose
            elements[parent].proseBlocks += elements[index].proseBlocks
        }
        self.blocks = blocks
        self.elements = elements
        holders = blocks.map { block in
            let own = block.element ?? 0
            let parent = elements.indices.contains(own) ? elements[own].parent ?? own : own
            return (own, parent, elements.indices.contains(parent) ? elements[parent].parent ?? parent : parent)
        }
        centre = Self.centre(elements, weights)
        let inside = blocks.indices.filter { [centre] index in
            blocks[index].isProse && centre.contains(blocks[index].element ?? -1)
        }
        firstProse = inside.first ?? blocks.count
        lastProse = inside.last ?? -1
        prose = Double(max(1, elements.first?.prose ?? 0))
        total = Double(max(1, scalars.count))
        present = elements.reduce(into: []) { $0.formUnion($1.hints) }
        self.title = Self.title(title, blocks, scalars, before: firstProse)
    }

    private static func isParagraph(_ kind: TagName.Kind) -> Bool {
        kind == .paragraph || kind == .item || kind == .heading || kind == .cell
    }

    private static func centre(_ elements: [PageElement], _ weights: [Double]) -> Range<Int> {
        var best: (index: Int, weight: Double)?
        for index in elements.indices where weights[index] > 0 {
            let element = elements[index]
            var weight = weights[index] * (1 - element.linkShare)
            if !element.hints.isDisjoint(with: [.comment, .footer, .side]),
                element.hints.isDisjoint(with: [.content, .articleText])
            {
                weight *= 0.3
            }
            if weight > best?.weight ?? 0 { best = (index, weight) }
        }
        guard let best else { return 0..<0 }
        let end = elements[(best.index + 1)...].firstIndex { $0.depth <= elements[best.index].depth }
        return best.index..<(end ?? elements.count)
    }

    /// A main heading whose words are those of the page's title; else a heading before the text of which
    /// that holds; else the first main heading.
    private static func title(
        _ title: String?, _ blocks: [PageBlock], _ scalars: Scalars, before firstProse: Int
    ) -> Int? {
        func words(_ text: String) -> Set<Substring> {
            Set(text.lowercased().split { !$0.isLetter && !$0.isNumber })
        }
        let wanted = words(title ?? "")
        func isSame(_ index: Int) -> Bool {
            guard !wanted.isEmpty, blocks[index].length <= 300 else { return false }
            let found = words(scalars.string(blocks[index].block.span))
            return found.count >= 2 && found.isSubset(of: wanted)
        }
        let main = blocks.indices.filter { blocks[$0].block.headingLevel == 1 }
        if let same = main.first(where: isSame) { return same }
        let minor = blocks.indices.prefix(firstProse).first {
            [2, 3].contains(blocks[$0].block.headingLevel) && isSame($0)
        }
        return minor ?? main.first
    }

    /// The index of the title, or else of the first prose.
    var beginning: Int? { title ?? (lastProse >= 0 ? firstProse : nil) }

    // MARK: Verdict

    /// The blocks, those marked that are not the article's.
    var marked: [Block] {
        blocks.indices.map { index in
            var block = blocks[index].block
            if block.markedAs == nil, index != title, !isArticle(index) { block.markedAs = kind(of: index) }
            return block
        }
    }

    /// On a page without prose, signals that look for it say nothing: all that is not called anything
    /// else, and is no list of links, is taken for the article.
    private func isArticle(_ index: Int) -> Bool {
        guard lastProse >= 0 else {
            return blocks[index].linkShare < 0.6
                && hints(of: index)?.allHints.isDisjoint(with: .against) ?? true
        }
        return Self.weights.reduce(Self.bias) { $0 + $1.weight * value($1.signal, of: index) } > 0
    }

    private func hints(of index: Int) -> PageElement? {
        elements.indices.contains(holders[index].own) ? elements[holders[index].own] : nil
    }

    private func kind(of index: Int) -> Boilerplate.Kind {
        let element = hints(of: index)
        if let kind = element?.nearHints.boilerplate { return kind }
        if blocks[index].linkShare >= 0.6 { return .relatedLink }
        return element?.allHints.boilerplate ?? .outsideArticle
    }

    /// How much each signal counts: a logistic regression, fitted on passages of web pages in several
    /// languages that people had marked as the article's or not. What it left near nothing is not listed.
    private static let weights: [(signal: Signal, weight: Double)] = [
        (.length, 0.29), (.unlinked, 0.14), (.isLong, 0.13), (.linkShare, -2.88), (.isProse, 0.4),
        (.endsSentence, 0.37), (.endsWithStop, 0.32), (.hasCopyrightSign, -3.12), (.isDivision, -0.79),
        (.isParagraph, 0.33), (.isItem, 1.4), (.isCell, 2.61), (.isMainHeading, -0.96),
        (.outsideArticleText, -0.74), (.outsideArticle, -0.63), (.onlyAgainst, -0.18),
        (.articleTextInside, 0.46), (.countAgainst, -0.05), (.inNotice, -0.42), (.nearControl, -0.65),
        (.nearComment, -0.98), (.nearAdvertisement, -0.96), (.nearFooter, -1.55), (.nearParticulars, -0.42),
        (.nearCaption, -0.97), (.nearNotice, -0.61), (.nearForm, -2.93), (.nearContent, 0.36),
        (.nearArticleText, 0.27), (.inCentre, 0.17), (.ownShare, 1.27), (.parentShare, 0.58),
        (.grandparentShare, 0.2), (.grandparentLinks, -1.28), (.place, -2.14), (.isBeforeTitle, -2.09),
        (.isAfterProse, -1.12), (.linksBefore, -0.66), (.linksAfter, -0.5), (.linksTwoBefore, -0.52),
        (.linksTwoAfter, -0.42), (.siblingBefore, 0.66), (.siblingAfter, 0.08), (.siblingTwoBefore, 0.08),
        (.siblingTwoAfter, 0.27),
    ]
    private static let bias = -1.04
}
