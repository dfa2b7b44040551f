extension ArticleFinder {
    /// What speaks for or against a block. Shares are of 1; lengths are natural logarithms of scalars.
    enum Signal: String, CaseIterable {
        case length, unlinked, isLong, linkShare, isProse, commas, endsSentence, endsWithStop
        case hasCopyrightSign
        case isDivision, isParagraph, isItem, isCell, isHeading, isMainHeading
        case inArticleText, outsideArticleText, outsideArticle, outsideMain
        case onlyAgainst, articleTextInside, countAgainst
        case inNavigation, inRelated, inControl, inComment, inAdvertisement, inFooter, inSide
        case inParticulars, inCaption, inNotice, inForm, inTable, inContent
        case nearNavigation, nearRelated, nearControl, nearComment, nearAdvertisement, nearFooter, nearSide
        case nearParticulars, nearCaption, nearNotice, nearForm, nearTable, nearContent, nearArticleText
        case inCentre, ownShare, parentShare, grandparentShare, parentLinks, grandparentLinks
        case place, isBeforeTitle, isTitle, isAfterProse, farAfterProse, farBeforeProse
        case linksBefore, linksAfter, linksTwoBefore, linksTwoAfter
        case lengthBefore, lengthAfter, proseBefore, proseAfter
        case siblingBefore, siblingAfter, siblingTwoBefore, siblingTwoAfter
    }

    func value(_ signal: Signal, of index: Int) -> Double {
        let block = blocks[index]
        let (own, parent, grandparent) = holders[index]
        let element = elements[own]
        func flag(_ isSo: Bool) -> Double { isSo ? 1 : 0 }
        func isIn(_ hint: Hints) -> Double { flag(element.allHints.contains(hint)) }
        func isNear(_ hint: Hints) -> Double { flag(element.nearHints.contains(hint)) }
        func neighbour(_ step: Int) -> Int? {
            blocks.indices.contains(index + step) ? index + step : nil
        }
        func links(_ step: Int) -> Double { neighbour(step).map { blocks[$0].linkShare } ?? 0.5 }
        func sibling(_ step: Int) -> Double { flag(neighbour(step).map { holders[$0].parent } == parent) }
        func length(_ step: Int) -> Double { neighbour(step).map { Self.log(blocks[$0].unlinked) } ?? 0 }
        switch signal {
        case .length: return Self.log(block.length)
        case .unlinked: return Self.log(block.unlinked)
        case .isLong: return flag(block.length > 150)
        case .linkShare: return block.linkShare
        case .isProse: return flag(block.isProse)
        case .commas: return Double(min(4, block.commas))
        case .endsSentence: return flag(block.endsSentence)
        case .endsWithStop: return flag(block.endsWithStop)
        case .hasCopyrightSign: return flag(block.hasCopyrightSign)
        case .isDivision: return flag(element.name.kind == .division)
        case .isParagraph: return flag(element.name.kind == .paragraph)
        case .isItem: return flag(element.name.kind == .item)
        case .isCell: return flag(element.name.kind == .cell)
        case .isHeading: return flag(block.block.headingLevel ?? 1 > 1)
        case .isMainHeading: return flag(block.block.headingLevel == 1)
        case .inArticleText: return flag(element.articleText != nil)
        case .outsideArticleText: return flag(present.contains(.articleText) && element.articleText == nil)
        case .outsideArticle: return flag(present.contains(.article)) * (1 - isIn(.article))
        case .outsideMain: return flag(present.contains(.main)) * (1 - isIn(.main))
        case .onlyAgainst: return flag(element.against != nil && element.articleText == nil)
        case .articleTextInside: return flag(element.articleText ?? -1 > element.against ?? Int.max)
        case .countAgainst:
            return Double(element.allHints.intersection(.against).rawValue.nonzeroBitCount)
        case .inNavigation: return isIn(.navigation)
        case .inRelated: return isIn(.related)
        case .inControl: return isIn(.control)
        case .inComment: return isIn(.comment)
        case .inAdvertisement: return isIn(.advertisement)
        case .inFooter: return isIn(.footer)
        case .inSide: return isIn(.side)
        case .inParticulars: return isIn(.particulars)
        case .inCaption: return isIn(.caption)
        case .inNotice: return isIn(.notice)
        case .inForm: return isIn(.form)
        case .inTable: return isIn(.table)
        case .inContent: return isIn(.content)
        case .nearNavigation: return isNear(.navigation)
        case .nearRelated: return isNear(.related)
        case .nearControl: return isNear(.control)
        case .nearComment: return isNear(.comment)
        case .nearAdvertisement: return isNear(.advertisement)
        case .nearFooter: return isNear(.footer)
        case .nearSide: return isNear(.side)
        case .nearParticulars: return isNear(.particulars)
        case .nearCaption: return isNear(.caption)
        case .nearNotice: return isNear(.notice)
        case .nearForm: return isNear(.form)
        case .nearTable: return isNear(.table)
        case .nearContent: return isNear(.content)
        case .nearArticleText: return isNear(.articleText)
        case .inCentre: return flag(centre.contains(own))
        case .ownShare: return Double(element.prose) / prose
        case .parentShare: return Double(elements[parent].prose) / prose
        case .grandparentShare: return Double(elements[grandparent].prose) / prose
        case .parentLinks: return elements[parent].linkShare
        case .grandparentLinks: return elements[grandparent].linkShare
        case .place: return Double(block.block.span.start) / total
        case .isBeforeTitle: return flag(title.map { index < $0 } ?? false)
        case .isTitle: return flag(title == index)
        case .isAfterProse: return flag(index > lastProse)
        case .farAfterProse: return Self.log(max(0, index - lastProse))
        case .farBeforeProse: return Self.log(max(0, firstProse - index))
        case .linksBefore: return links(-1)
        case .linksAfter: return links(1)
        case .linksTwoBefore: return links(-2)
        case .linksTwoAfter: return links(2)
        case .lengthBefore: return length(-1)
        case .lengthAfter: return length(1)
        case .proseBefore: return flag(neighbour(-1).map { blocks[$0].isProse } ?? false)
        case .proseAfter: return flag(neighbour(1).map { blocks[$0].isProse } ?? false)
        case .siblingBefore: return sibling(-1)
        case .siblingAfter: return sibling(1)
        case .siblingTwoBefore: return sibling(-2)
        case .siblingTwoAfter: return sibling(2)
        }
    }

    /// ln(1 + count).
    private static func log(_ count: Int) -> Double { logarithms[min(count, logarithms.count - 1)] }

    private static let logarithms: [Double] = {
        var values = [0.0]
        for count in 1...5000 {
            // ln(n + 1) - ln n = 2 artanh(1 / (2n + 1)), by the first terms of its series.
            let step = 1 / Double(2 * count + 1)
            let square = step * step
            let terms = 1 + square * (1.0 / 3 + square * (1.0 / 5 + square * (1.0 / 7 + square / 9)))
            values.append(values[count - 1] + 2 * step * terms)
        }
        return values
    }()
}
