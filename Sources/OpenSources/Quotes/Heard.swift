extension QuoteReader {
    var heard: Heard {
        Heard(found: direct.compactMap { $0 } + indirect, passages: passages, confidants: confidants)
    }
}

/// Whom an article lets speak, before it is made public.
struct Heard {
    /// Quotations and reported sentences, in any order.
    let found: [QuoteReader.Found]
    let passages: [Passage]
    /// Outlets to which sources without a name spoke, in order.
    let confidants: [String]

    /// All quotes in order of the text; passages know theirs by index.
    func quotes(in layout: Layout, _ slices: TextSlices) -> [Quote] {
        found.sorted { $0.span < $1.span }.map { found in
            Quote(
                span: found.span, kind: found.kind, cue: found.cue,
                speaker: found.speaker,
                isStandingPosition: found.isStanding, isAttitude: found.isAttitude,
                source: layout.source?.bytes(of: found.span),
                slice: slices[found.span])
        }
    }
}
