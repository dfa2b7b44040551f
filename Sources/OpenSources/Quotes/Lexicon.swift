/// Small words and nouns by which a sentence's frame is read.
enum Lexicon {
    /// Words that end a noun phrase on its left: conjunctions, relatives, subordinators.
    static let breaks: Set<String> = words(
        """
        that because while as when whenever after before since if though although where which what
        whether than but or yet so who whom however unless until despite amid during nor why how
        once without against toward towards upon per via then meanwhile later also not only whereas
        except including not is are was were be been being has have had do does did will would can
        could may might must shall should
        """)

    static let prepositions: Set<String> = words(
        """
        of for from in at with on by to near inside outside under over between within across around
        behind into along about among
        """)

    static let determiners: Set<String> = words(
        """
        the a an this that these those his her its their our my your another some many several few
        one two three four five both all other each no any most
        """)

    /// What may stand between a subject and its verb.
    static let betweenSubjectAndVerb: Set<String> = words(
        """
        has have had is are was were also further later then again reportedly repeatedly once often
        always never since long just earlier still even now thus therefore meanwhile both all
        himself herself itself too previously already even yesterday today recently instead to did
        does do went goes on would will
        """)

    /// Nouns that name somebody who speaks, or a text that does.
    static let speakers: Set<String> = persons.union(organisations).union(documents)

    static let persons: Set<String> = words(
        """
        spokesperson spokespersons spokesman spokesmen spokeswoman spokespeople official officials
        officer officers minister ministers president premier chancellor secretary ambassador
        ambassadors envoy envoys diplomat diplomats general commander commanders chief chiefs leader
        leaders head director governor mayor lawmaker lawmakers senator senators mp mps congressman
        congresswoman representative representatives adviser advisers advisor advisors aide aides
        analyst analysts expert experts observer observers source sources witness witnesses resident
        residents villager villagers mediator mediators negotiator negotiators lawyer lawyers
        attorney activist activists reporter reporters journalist journalists judge doctor doctors
        medic medics soldier soldiers fighter fighters member members delegate delegates professor
        author scholar economist coordinator chairman chairwoman chair chairperson deputy
        vice-president prosecutor prosecutors investigator investigators monitor monitors critic
        critics supporter supporters candidate nominee economist economists strategist strategists
        pollster executive owner manager editor king prince sheikh emir pope bishop mother father
        son daughter wife husband brother sister man woman veteran speaker correspondent insider
        insiders rebels militants insurgents protesters protestors troops gunmen students parents
        farmers voters refugees survivors neighbours neighbors driver farmer teacher teachers
        student parent neighbour neighbor shepherd shepherds guard nurse nurses worker trader
        merchant merchants priest imam cleric clerics elder elders survivor refugee protester
        protestor rebel militant pilot historian researcher researchers scientist scientists
        columnist voter user users engineer engineers guide founder relatives family families
        traders drivers workers people others consul attache attaché colonel captain brigadier major
        lieutenant admiral sergeant marshal
        """)

    static let organisations: Set<String> = words(
        """
        ministry government authorities army military police navy force forces command office
        delegation council committee commission mission agency agencies union court group movement
        party parties side sides coalition alliance embassy bureau department administration regime
        media newspaper outlet broadcaster channel campaign team company organisation organization
        organisations organizations parliament cabinet leadership institute assembly senate congress
        chamber federation front brigade battalion guard guards corps militia bank centre center
        league foundation network service kremlin house secretariat presidency camp establishment
        cabinet board panel body
        """)

    static let documents: Set<String> = words(
        """
        statement statements document documents communique communiqué declaration release letter
        post tweet message text report reports lines memo readout resolution filing complaint
        transcript indictment note article dispatch email bulletin editorial poll survey study
        """)

    /// Nouns for persons and bodies by what they do.
    static let offices: Set<String> = persons.union(organisations)

    /// Ranks and forms of address that stand before a name.
    static let titles: Set<String> = words(
        """
        mr mrs ms dr prof lt gen col maj brig capt sgt cpl adm sen rep gov sir lord lady dame
        general lieutenant colonel major brigadier captain admiral marshal president minister
        premier chancellor secretary secretary-general ambassador envoy director governor mayor
        senator congressman congresswoman spokesman spokeswoman spokesperson chief king prince
        sheikh emir mullah maulvi mufti haji ayatollah pope judge justice deputy vice prime foreign
        defence defense interior information finance broadcasting affairs home security planning
        commerce trade education health energy law external internal public relations inter-services
        national special acting former caretaker head commander chairman chairwoman professor retd
        retired senior assistant under-secretary-general high commissioner representative state
        attorney press
        """)

    /// Adjectives that belong to a speaker's description although they start in lower case.
    static let describing: Set<String> = words(
        """
        senior top former unnamed anonymous military security diplomatic local official government
        police state foreign defence defense interior chief deputy acting regional western
        intelligence army prime other independent international political high-ranking high-level
        unidentified humanitarian rights opposition presidential federal provincial national
        """)

    /// An adverb by its ending.
    static func isAdverb(_ token: Token) -> Bool {
        token.isWord && !token.isCapitalised && token.lower.hasSuffix("ly") && token.lower.utf8.count > 4
            && !speakers.contains(token.lower)
            && !["family", "ally", "reply", "supply", "rally"].contains(token.lower)
    }

    static let pronouns: Set<String> = words("he she it they i we")

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
