import Mechanism

/// A small agreement with a few of everything that acts refer to.
func benchmarkAgreement() -> Agreement {
    var agreement = Agreement()
    agreement.title = "A truce to measure by"
    agreement.languages = [name("en")]
    agreement.participants = Stage.participants.map { known in
        var member = Agreement.Member()
        (member.id, member.name, member.role) = (name(known.id), known.id, known.role)
        return member
    }
    var instrument = Agreement.Instrument()
    (instrument.id, instrument.title) = (name("truce"), "The truce")
    agreement.instruments = [instrument]
    agreement.articles = (1...12).map { number in
        var article = Agreement.Article()
        (article.id, article.instrument) = (name("article-\(number)"), instrument.id)
        (article.title, article.text) = ("Article \(number)", "What the parties agreed under number \(number).")
        return article
    }
    agreement.definitions = ["shelling", "incursion", "flight", "obstruction"].map { id in
        var definition = Agreement.Definition()
        (definition.id, definition.title, definition.text, definition.article) = (name(id), id, id, name("article-1"))
        return definition
    }
    agreement.areas = (1...12).map { number in
        var area = Agreement.Area()
        (area.id, area.name) = (name("area-\(number)"), "Area \(number)")
        return area
    }
    agreement.crossings = ["bridge", "pass"].map { id in
        var crossing = Agreement.Crossing()
        (crossing.id, crossing.name) = (name(id), id)
        return crossing
    }
    agreement.commitments = (1...24).map { number in
        var commitment = Agreement.Commitment()
        (commitment.id, commitment.article) = (name("commitment-\(number)"), name("article-\(number % 12 + 1)"))
        commitment.obligor = name(number.isMultiple(of: 2) ? "north" : "south")
        return commitment
    }
    agreement.determination.members = [name("lake"), name("hill")]
    agreement.clocks.assent = 24
    agreement.clocks.triage = 24
    agreement.clocks.tasking = 24
    agreement.clocks.teamReport = 24
    agreement.clocks.reply = 72
    agreement.clocks.determination = 24
    (agreement.clocks.publication, agreement.clocks.custody, agreement.clocks.access, agreement.clocks.remedy) = (24, 48, 24, 168)
    (agreement.clocks.handover, agreement.clocks.liaison, agreement.clocks.answer, agreement.clocks.minutes) = (48, 1, 72, 48)
    agreement.clocks.witnesses = 24
    agreement.succession = [name("north"), name("south")]
    agreement.intake.narrative = 20
    agreement.intake.placePrecision = 5
    agreement.grading = Grade.allCases.map { grade in
        var meaning = Agreement.GradeMeaning()
        meaning.grade = grade
        return meaning
    }
    return agreement
}
