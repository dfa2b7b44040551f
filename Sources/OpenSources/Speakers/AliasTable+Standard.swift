extension AliasTable {
    /// Governments of all countries in `Countries`, and speakers often heard in reports on truces.
    /// Names are descriptions, and aliases are words that reports use: neither judges anyone.
    public static let standard = AliasTable(governments + speakers)

    private static let governments: [KnownActor] = Countries.standard.all.filter { $0.name != "Afghanistan" }
        .map { country in
            let organs = ["government", "side", "delegation", "authorities", "leadership", "administration"]
            let names = [country.name] + country.metonyms + country.demonyms
            return KnownActor(
                name: "Government of \(country.name)", kind: .government, side: country.name,
                aliases: [country.name] + country.capitals + country.metonyms
                    + names.flatMap { name in organs.map { "\(name) \($0)" } })
        }

    private static let speakers: [KnownActor] = [
        // Pakistan
        organisation(
            "Foreign Office of Pakistan", "Pakistan",
            [
                "Foreign Office", "FO", "MoFA", "Foreign Ministry", "Ministry of Foreign Affairs",
                "Pakistan Foreign Office", "Pakistani Foreign Office",
                "Pakistan Foreign Ministry", "Pakistani Foreign Ministry",
                "Pakistan Ministry of Foreign Affairs", "Tahir Hussain Andrabi", "Tahir Andrabi",
                "Andrabi", "Shafqat Ali Khan",
            ], context: ["Pakistan", "Islamabad", "Pakistani"]),
        organisation(
            "Inter-Services Public Relations of Pakistan", "Pakistan",
            [
                "Inter-Services Public Relations", "ISPR", "Pakistan military", "Pakistani military",
                "Pakistan army", "Pakistani army", "Pakistan armed forces",
            ]),
        person(
            "Ahmed Sharif Chaudhry", "Pakistan",
            [
                "Ahmed Sharif", "DG ISPR", "Director General ISPR",
                "Director General Inter-Services Public Relations", "Sharif Chaudhry", "ISPR chief",
            ]),
        person("Khawaja Asif", "Pakistan", ["Khawaja Muhammad Asif", "Khwaja Asif"]),
        person("Attaullah Tarar", "Pakistan", ["Atta Tarar", "Ataullah Tarar", "Atta Ullah Tarar"]),
        person("Ishaq Dar", "Pakistan", ["Muhammad Ishaq Dar"]),
        person("Shehbaz Sharif", "Pakistan", ["Shahbaz Sharif"]),
        person("Asim Munir", "Pakistan", ["Syed Asim Munir"]),
        // Afghanistan
        KnownActor(
            name: "Authorities in Kabul", kind: .government, side: "Afghanistan",
            aliases: [
                "Afghanistan", "Kabul", "Taliban", "Afghan Taliban", "Taliban government", "Taliban regime",
                "Taliban administration", "Taliban authorities",
                "Taliban delegation", "Taliban side", "Taliban representatives", "Taliban negotiators",
                "Afghan government", "Afghan regime", "Afghan authorities",
                "Afghan side", "Afghan delegation", "Afghan negotiators", "Afghan Taliban government",
                "Afghan Taliban regime", "Afghan Taliban delegation",
                "Islamic Emirate", "Islamic Emirate of Afghanistan",
            ]),
        organisation(
            "Spokesman of the authorities in Kabul", "Afghanistan",
            [
                "Zabihullah Mujahid", "Mujahid", "Hamdullah Fitrat", "Taliban spokesman",
                "Taliban spokesperson", "Islamic Emirate spokesman",
            ]),
        person("Amir Khan Muttaqi", "Afghanistan", ["Muttaqi"]),
        person(
            "Mohammad Yaqoob Mujahid", "Afghanistan", ["Mullah Yaqoob", "Mullah Yaqub", "Yaqoob Mujahid"]),
        organisation(
            "Tehreek-e-Taliban Pakistan", nil, ["TTP", "Tehrik-i-Taliban Pakistan", "Pakistani Taliban"]),
        // Elsewhere
        organisation(
            "Foreign Office of the United Kingdom", "United Kingdom", ["Foreign Office", "FCDO"],
            context: ["UK", "British", "Britain", "London"]),
        organisation(
            "Ministry of Foreign Affairs of India", "India", ["Ministry of External Affairs", "MEA"]),
        organisation("Ministry of Foreign Affairs of Türkiye", "Türkiye", ["Turkish Foreign Ministry"]),
        organisation(
            "Ministry of Foreign Affairs of Qatar", "Qatar",
            ["Qatari Foreign Ministry", "Qatar's Foreign Ministry", "Majed al-Ansari"]),
        organisation(
            "Ministry of Foreign Affairs of Russia", "Russia",
            ["Russian Foreign Ministry", "Maria Zakharova", "Zakharova"]),
        organisation("Ministry of Foreign Affairs of Ukraine", "Ukraine", ["Ukrainian Foreign Ministry"]),
        organisation(
            "Armed forces of Israel", "Israel",
            ["Israel Defense Forces", "Israeli army", "Israeli military", "IDF"]),
        organisation("Hamas", "Hamas", []),
        organisation("Hezbollah", "Hezbollah", ["Hizbullah", "Hizballah"]),
        organisation("Houthis", "Ansar Allah", ["Ansar Allah", "Houthi", "Ansarullah"]),
        organisation("United Nations", nil, ["UN", "U.N", "United Nations"]),
        organisation("United Nations Assistance Mission in Afghanistan", nil, ["UNAMA"]),
        organisation("European Union", nil, ["EU", "European Commission", "Brussels"]),
        organisation("African Union", nil, ["AU"]),
        organisation("International Committee of the Red Cross", nil, ["ICRC", "Red Cross"]),
    ]

    private static func person(_ name: String, _ side: String?, _ aliases: [String]) -> KnownActor {
        KnownActor(name: name, kind: .person, side: side, aliases: aliases)
    }

    private static func organisation(
        _ name: String, _ side: String?, _ aliases: [String], context: [String] = []
    ) -> KnownActor {
        KnownActor(name: name, kind: .organisation, side: side, aliases: aliases, context: context)
    }
}
