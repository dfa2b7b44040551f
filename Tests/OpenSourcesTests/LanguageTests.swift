import Testing

@testable import OpenSources

@Suite struct WordFileTests {
    private func file(_ text: String) -> WordFile { WordFile(Array(text.utf8)) }

    @Test(
        "the program's own files of words are well-formed",
        arguments: Language.all.map { ($0.identifier, $0.words) } + [("actors", Language.actors), ("dates", Language.dates)])
    func filesAreWellFormed(name: String, words: WordFile) {
        #expect(words.faults == [], "\(name)")
    }

    @Test("words, phrases and rows are read as they are laid out")
    func shapes() {
        let words = file(
            """
            # A comment.
            [cues.weak]
            hope  fear
              guess
            [outlets.endings]
            news service,
              press service, "of "

            [countries]
            Orvia | Orvia | Orvian, Orvians | Port Sela |
            Tessaly | Tessaly
            """)
        #expect(words.faults == [])
        #expect(words.phrases(.weak) == ["hope", "fear", "guess"])
        #expect(words.phrases(.outletEndings) == ["news service", "press service", "of "])
        #expect(words.rows(.countries)[0] == [["Orvia"], ["Orvia"], ["Orvian", "Orvians"], ["Port Sela"], []])
        #expect(words.rows(.countries)[1] == [["Tessaly"], ["Tessaly"]])
        #expect(words.words(.stance).isEmpty)
    }

    @Test(
        "what is wrong with a file is said with its line",
        arguments: [
            ("hope", "line 1 stands before the first section"),
            ("[cues.loud]\nshout\nyell", "line 1 begins the section [cues.loud], which is none"),
            ("[channels]\npost\n[channels]\ntweet", "line 3 begins the section [channels] again"),
            ("[dates.months]\n1 | january\n2", "line 3 has 1 columns; [dates.months] needs 2...2"),
            ("[dates.months]\n | january", "line 2 has nothing in its first column"),
            ("[outlets.endings]\nnews service,, wire", "line 2 has a comma without a phrase"),
        ])
    func faults(text: String, fault: String) {
        #expect(file(text).faults.map(\.description) == [fault])
    }

    @Test("every kind, number, trait and speaker that a file names is one that the program knows", arguments: Language.all)
    func namesAreKnown(language: Language) {
        let words = language.words
        for row in words.rows(.lines) + words.rows(.linePrefixes) {
            #expect(Boilerplate.Kind(rawValue: row[0][0]) != nil, "\(row[0])")
        }
        #expect(Set(words.keys(.months).values) == Set((1...12).map(String.init)))
        #expect(Set(words.keys(.weekdays).values) == Set(Weekday.allCases.map(\.rawValue)))
        #expect(words.words(.traits).isSubset(of: Language.Traits.names))
        let actors = Set(Language.actors.rows(.actors).map { $0[0][0] })
        for row in words.rows(.aliases) { #expect(actors.contains(row[0][0]), "\(row[0])") }
        for row in words.rows(.meanings) {
            #expect(row.allSatisfy { $0.allSatisfy { !$0.contains(" ") } }, "single words are compared: \(row)")
        }
    }

    @Test("every actor is of a known kind")
    func actors() {
        for row in Language.actors.rows(.actors) { #expect(KnownActor.Kind(rawValue: row[1][0]) != nil, "\(row)") }
    }

    @Test("other languages name no country that English does not")
    func countries() {
        let known = Set(Language.english.countries.all.map(\.name))
        for language in Language.all {
            for country in language.countries.all { #expect(known.contains(country.name), "\(country.name)") }
        }
    }
}

@Suite("Letters and digits as they are compared") struct FoldingTests {
    @Test(
        "forms of one word are one",
        arguments: [
            ("İSTANBUL", "istanbul"), ("KASIM", "kasım"), ("Kasım", "KASIM"), ("پاکستاني", "پاکستانی"),
            ("كابل", "کابل"), ("بین\u{200C}الاقوامی", "بینالاقوامی"), ("\u{200F}دفتر", "دفتر"),
            ("مُذاکرات", "مذاکرات"), ("۲۰۲۶ء", "2026"), ("٢٠٢٦", "2026"), ("مؤقف", "موقف"),
        ])
    func same(a: String, b: String) { #expect(Folding.fold(a) == Folding.fold(b)) }

    @Test("words that differ stay apart", arguments: [("کم", "گم"), ("söz", "soz"), ("ad", "at")])
    func apart(a: String, b: String) { #expect(Folding.fold(a) != Folding.fold(b)) }

    @Test("endings of names are cut where the language sets them off, and the span keeps them")
    func apostrophes() {
        let text = Scalars("Pakistan’ın sözcüsü 9 Kasım'da konuştu")
        let span = TextSpan(start: 0, end: text.count)
        let turkish = Tokeniser(scalars: text, language: .turkish).tokens(in: span)
        #expect(turkish.map(\.lower) == ["pakistan", "sözcüsü", "9", "kasim", "konuştu"])
        #expect(text.string(turkish[0].span) == "Pakistan’ın")
        let english = Tokeniser(scalars: Scalars("the o'clock rule")).tokens(in: TextSpan(start: 0, end: 16))
        #expect(english.map(\.lower) == ["the", "o'clock", "rule"])
    }
}

@Suite("Publications in Urdu and Turkish") struct LanguageTests {
    private func read(_ text: String, as name: String = "a.txt") throws -> Publication {
        try OpenSources.read(file: name, bytes: Array(text.utf8))
    }

    private static let urdu = [
        LanguageSamples.urduTelling, LanguageSamples.urduRetelling, LanguageSamples.urduPage,
        LanguageSamples.urduEarlierRound, LanguageSamples.urduOtherSpeaker, LanguageSamples.urduOtherSpeakerRetold,
    ]
    private static let turkish = [
        LanguageSamples.turkishTelling, LanguageSamples.turkishRetelling, LanguageSamples.turkishPage,
        LanguageSamples.turkishEarlierRound, LanguageSamples.turkishOtherSpeaker,
        LanguageSamples.turkishOtherSpeakerRetold,
    ]

    // MARK: Language

    @Test("each text's language is told, with a reason", arguments: [("ur", urdu), ("tr", turkish), ("en", [LanguageSamples.englishTelling])])
    func language(identifier: String, texts: [String]) throws {
        for text in texts {
            let language = try read(text).language
            #expect(language.identifier == identifier, "\(text.prefix(40)): \(language.reason)")
            #expect(language.isRightToLeft == (identifier == "ur"))
            #expect(language.reason.contains("words tell \(identifier)"), "\(language.reason)")
        }
    }

    @Test("a language that is not known is said to be none, and its digits and marks are read")
    func unknown() throws {
        let publication = try read(LanguageSamples.german)
        #expect(publication.language.identifier == nil)
        #expect(publication.language.reason == "language not known")
        #expect(publication.published.day == Day(year: 2026, month: 3, day: 12))
        let quote = try #require(publication.quotes.first)
        #expect(quote.text == "Wir haben eine schriftliche Zusage verlangt")
        #expect(quote.speaker == nil)
    }

    @Test("the text overrules what the page says of its language")
    func falseClaim() throws {
        let page = LanguageSamples.turkishPage.replacing("lang=\"tr\"", with: "lang=\"en-US\"")
        let language = try read(page, as: "a.html").language
        #expect(language.identifier == "tr")
        #expect(language.reason.lowercased().hasSuffix("although the page says en-us"), "\(language.reason)")
    }

    @Test("a page of too few words is believed")
    func fewWords() throws {
        let page = "<html lang=\"tr-TR\"><body><h1>Sınır kapıları kapalı</h1><p>Ayrıntılar az sonra.</p></body></html>"
        #expect(try read(page, as: "a.html").language.identifier == "tr")
    }

    // MARK: Dates and lines

    @Test("days are read in the words and digits of the language")
    func days() throws {
        let expected = [
            (LanguageSamples.urduTelling, 12), (LanguageSamples.urduRetelling, 13), (LanguageSamples.urduPage, 12),
            (LanguageSamples.urduOtherSpeaker, 13), (LanguageSamples.urduOtherSpeakerRetold, 14),
            (LanguageSamples.turkishTelling, 13), (LanguageSamples.turkishRetelling, 13),
            (LanguageSamples.turkishPage, 12), (LanguageSamples.turkishOtherSpeaker, 13),
            (LanguageSamples.turkishOtherSpeakerRetold, 14),
        ]
        for (text, day) in expected {
            let published = try read(text).published
            #expect(published.day == Day(year: 2026, month: 3, day: day), "\(text.prefix(40)): \(published.reason)")
        }
        #expect(try read(LanguageSamples.urduEarlierRound).published.day == Day(year: 2026, month: 2, day: 26))
        #expect(try read(LanguageSamples.turkishEarlierRound).published.day == Day(year: 2026, month: 2, day: 27))
    }

    @Test("a masthead's Hijri day is no civil day, and does not hide the one beside it")
    func hijri() throws {
        let text = LanguageSamples.urduTelling.replacing(
            "جمعرات 12 مارچ 2026ء", with: "جمعرات 22 رمضان المبارک 1447ھ بمطابق 12 مارچ 2026ء")
        #expect(try read(text).published.day == Day(year: 2026, month: 3, day: 12))
        let alone = LanguageSamples.urduTelling.replacing("جمعرات 12 مارچ 2026ء", with: "جمعرات 22 رمضان المبارک 1447ھ")
        #expect(try read(alone).published.day == nil)
    }

    /// Of which rounds a publication's beginning speaks.
    private func rounds(_ publication: Publication) -> Set<Int> {
        let tokeniser = Tokeniser(scalars: Scalars(publication.text), language: publication.language.language)
        return Rounds.read(publication.paragraphs.prefix(5).map { tokeniser.tokens(in: $0.span) })
    }

    @Test("headlines, datelines and rounds are found")
    func heads() throws {
        let urdu = try read(LanguageSamples.urduTelling)
        #expect(urdu.headline == "دوحہ مذاکرات کا تیسرا دور کسی معاہدے کے بغیر ختم")
        #expect(urdu.dateline == "اسلام آباد")
        #expect(rounds(urdu) == [3])
        let page = try read(LanguageSamples.urduPage, as: "a.html")
        #expect(page.headline == "سرحدی گزرگاہیں بند رہیں گی، دفتر خارجہ")
        #expect(page.dateline == "اسلام آباد")
        let turkish = try read(LanguageSamples.turkishTelling)
        #expect(turkish.headline == "Doha görüşmelerinin üçüncü turu anlaşma olmadan sona erdi")
        #expect(turkish.dateline == "İSLAMABAD")
        #expect(rounds(turkish) == [3])
        let retelling = try read(LanguageSamples.turkishRetelling)
        #expect(retelling.headline == "Pakistan: Sınır kapıları kapalı kalacak")
        #expect(rounds(retelling) == [3])
        let outside = try read(LanguageSamples.turkishPage, as: "a.html").paragraphs.filter { $0.role == .boilerplate }
        #expect(outside.map(\.text) == ["Anasayfa Dünya", "Paylaş"])
    }

    // MARK: Speakers

    private func speakers(_ text: String) throws -> [String] {
        try read(text).quotes.map { "\($0.kind.rawValue): \($0.speaker?.name ?? "unknown")" }
    }

    private let office = "Foreign Office of Pakistan"

    @Test("Urdu: speakers before the verb, with “according to”, and by pronoun")
    func urduSpeakers() throws {
        #expect(
            try speakers(LanguageSamples.urduTelling) == [
                "indirect: \(office)", "direct: \(office)", "indirect: \(office)", "indirect: \(office)",
            ])
        #expect(
            try speakers(LanguageSamples.urduRetelling) == [
                "indirect: \(office)", "direct: \(office)", "indirect: \(office)", "indirect: \(office)",
            ])
        let quote = try #require(try read(LanguageSamples.urduTelling).quotes.first { $0.kind == .direct })
        #expect(quote.text == "ہم نے تحریری ضمانت مانگی تھی مگر دوسرے فریق نے کوئی وعدہ نہیں کیا۔")
        #expect(quote.speaker?.mention == "انہوں")
        #expect(quote.cue == "کہا")
        #expect(Set(try speakers(LanguageSamples.urduOtherSpeaker).map { $0.split(separator: ": ").last }) == ["Spokesman of the Government of Afghanistan"])
    }

    @Test("Turkish: speakers at the head of the sentence, after a participle, with “according to”, and left out")
    func turkishSpeakers() throws {
        #expect(
            try speakers(LanguageSamples.turkishTelling) == [
                "indirect: \(office)", "direct: \(office)", "indirect: \(office)", "indirect: \(office)",
            ])
        let retelling = try read(LanguageSamples.turkishRetelling)
        #expect(retelling.quotes.allSatisfy { $0.speaker?.name == office })
        let quotes = retelling.quotes.filter { $0.kind == .direct }
        #expect(quotes.map(\.text) == ["Yazılı garanti istedik", "Arabulucular aracılığıyla görüşmelere devam etmeye hazırız"])
        #expect(quotes.map(\.cue) == ["diyen", "diye konuştu"])
        #expect(quotes.map(\.speaker?.basis) == [.stated, .carried])
        #expect(Set(try speakers(LanguageSamples.turkishOtherSpeaker)) == ["direct: Khawaja Asif", "indirect: Khawaja Asif"])
    }

    @Test("what is reported reaches from the speaker or “that” to the verb or the end")
    func contents() throws {
        func indirect(_ text: String) throws -> [String] {
            try read(text).quotes.filter { $0.kind == .indirect }.map(\.text)
        }
        let urdu = try indirect(LanguageSamples.urduTelling)
        #expect(urdu.first == "کہ دوحہ میں مذاکرات کا تیسرا دور کسی معاہدے کے بغیر ختم ہو گیا ہے")
        #expect(urdu.last == "کہ پاکستان ثالثوں کے ذریعے مذاکرات جاری رکھنے کو تیار ہے")
        let turkish = try indirect(LanguageSamples.turkishTelling)
        #expect(turkish.first == "Doha'daki görüşmelerin üçüncü turunun anlaşma olmadan sona erdiğini")
        #expect(turkish.last == "Pakistan'ın arabulucular aracılığıyla görüşmelere devam etmeye hazır olduğunu")
        let retelling = try indirect(LanguageSamples.turkishRetelling)
        #expect(retelling.contains("sınırdaki iki kapı kapalı kalacak, 14 esir ise henüz geri dönmedi"), "\(retelling)")
    }

    @Test("somebody whom no table knows has the name that the text gives; a source stays unnamed")
    func namesOfTheText() throws {
        let urdu = try read(
            """
            مارن جھیل پر فائرنگ
            اورویا کے وزیر دفاع پاول ڈورن نے منگل کو کہا کہ جھیل کے کنارے دو گاؤں پر گولہ باری کی گئی۔
            ڈورن کا کہنا تھا کہ “ہم جواب نہیں دیں گے۔”
            سکیورٹی ذرائع کے مطابق گولہ باری میں تین گھر جل گئے اور کوئی شہری زخمی نہیں ہوا۔
            """)
        #expect(urdu.quotes.map(\.speaker?.name) == ["پاول ڈورن", "پاول ڈورن", "سکیورٹی ذرائع"])
        #expect(urdu.quotes.map(\.speaker?.isUnnamed) == [false, false, true])
        let turkish = try read(
            """
            Marn Gölü kıyısında topçu ateşi
            Orvia Savunma Bakanı Pavel Dorin, salı günü yaptığı açıklamada göl kıyısındaki iki köyün vurulduğunu söyledi.
            Dorin, “Karşılık vermeyeceğiz.” diye konuştu.
            Adını vermek istemeyen bir yetkiliye göre üç ev yandı ve hiçbir sivil yaralanmadı.
            """)
        #expect(turkish.quotes.prefix(2).map(\.speaker?.name) == ["Pavel Dorin", "Pavel Dorin"])
        #expect(turkish.quotes.last?.speaker?.isUnnamed == true)
    }

    // MARK: Statements

    private func groups(_ texts: [(name: String, text: String)]) throws -> [Set<String>] {
        let publications = try texts.map { try read($0.text, as: $0.name) }
        return Grouping.group(publications).map { Set($0.carriers.map(\.file)) }
    }

    @Test("retellings of one statement in one language are one, and its hard negatives stay apart")
    func groupsWithinALanguage() throws {
        for (texts, negatives) in [(Self.urdu, 4), (Self.turkish, 4)] {
            let groups = try groups(texts.enumerated().map { ("\($0)", $1) })
            #expect(groups.contains(["0", "1", "2"]), "\(groups)")
            #expect(groups.contains(["3"]), "\(groups)")
            #expect(groups.contains(["\(negatives)", "\(negatives + 1)"]), "\(groups)")
        }
    }

    @Test("one statement in three languages is one origin, and its hard negatives stay apart")
    func groupsAcrossLanguages() throws {
        let all = [
            ("ur-a", LanguageSamples.urduTelling), ("ur-b", LanguageSamples.urduRetelling),
            ("ur-earlier", LanguageSamples.urduEarlierRound), ("ur-other", LanguageSamples.urduOtherSpeaker),
            ("tr-a", LanguageSamples.turkishTelling), ("tr-b", LanguageSamples.turkishRetelling),
            ("tr-earlier", LanguageSamples.turkishEarlierRound), ("tr-other", LanguageSamples.turkishOtherSpeaker),
            ("en-a", LanguageSamples.englishTelling),
        ]
        let groups = try groups(all)
        #expect(groups.contains(["ur-a", "ur-b", "tr-a", "tr-b", "en-a"]), "\(groups)")
        #expect(groups.contains(["ur-earlier", "tr-earlier"]), "\(groups)")
        #expect(groups.contains(["ur-other"]) && groups.contains(["tr-other"]), "\(groups)")
    }

    // MARK: Directions

    @Test("a text of both directions keeps its offsets, and words between are not lost")
    func mixedDirections() throws {
        let publication = try read(LanguageSamples.mixed)
        #expect(publication.language.identifier == "ur")
        let scalars = Scalars(publication.text)
        for quote in publication.quotes { #expect(scalars.string(quote.span) == quote.text) }
        #expect(publication.quotes.first { $0.kind == .direct }?.text == "The talks in Doha are over")
        #expect(publication.quotes.allSatisfy { $0.speaker?.name == office })
    }

    @Test("joiners and direction marks stay in the text, and stand in nobody's way")
    func marks() throws {
        let publication = try read(LanguageSamples.urduRetelling)
        #expect(publication.text == LanguageSamples.urduRetelling)
        let page = try read("<html lang=\"ur\"><body><p>بین\u{200C}الاقوامی مبصرین نے کہا کہ صبر کیا جائے۔</p></body></html>", as: "a.html")
        #expect(page.text.contains("بین\u{200C}الاقوامی"))
    }

    // MARK: Bad input

    @Test("texts that are cut, doubled and strewn with marks are read without fault", arguments: [urdu, turkish])
    func mutations(texts: [String]) throws {
        var state: UInt64 = 0x5EED
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let marks = Scalars("\u{200F}\u{200C}\u{202E}“”‘’'\"۔،.:,(\n1۱")
        for round in 0..<240 {
            var text = Scalars(texts[round % texts.count])
            for _ in 0...next(12) {
                let place = next(text.count)
                switch next(3) {
                case 0: text.insert(marks[next(marks.count)], at: place)
                case 1: text.removeSubrange(place..<min(text.count - 1, place + next(40)) + 1)
                default: text.insert(contentsOf: text[place..<min(text.count, place + next(60))], at: next(text.count))
                }
                if text.count < 200 { break }
            }
            let publication = try read(text.string, as: "\(round).txt")
            let read = Scalars(publication.text)
            for quote in publication.quotes { #expect(read.string(quote.span) == quote.text, "round \(round)") }
        }
    }

    @Test("long runs of what attributes words take bounded work", arguments: ["dedi, ", "Bakan Ali Veli dedi. ", "نے کہا ", "ترجمان کے مطابق ", "“نے” ", "İ'ın "])
    func repetitions(part: String) throws {
        let start = part.unicodeScalars.contains { $0.isCaseless } ? LanguageSamples.urduTelling : LanguageSamples.turkishTelling
        let publication = try read(start + "\n" + String(repeating: part, count: 20_000))
        #expect(publication.language.identifier != nil || publication.language.reason.hasPrefix("language not known"))
    }
}
