/// Countries by their names, their people's names and their capitals, which reports use for their
/// governments.
struct Countries {
    struct Country {
        let name: String
        let demonyms: [String]
        let capitals: [String]
        /// Other names that reports use for its government.
        let metonyms: [String]
    }

    static let standard = Countries(table)

    let all: [Country]
    private let places: Set<String>
    private let sides: [String: String]

    init(_ table: String) {
        all = table.split(separator: "\n").map { line in
            let columns = line.split(separator: "|", omittingEmptySubsequences: false).map { column in
                column.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter {
                    !$0.isEmpty
                }
            }
            func column(_ index: Int) -> [String] { index < columns.count ? columns[index] : [] }
            return Country(
                name: column(0).first ?? "", demonyms: column(1), capitals: column(2), metonyms: column(3))
        }
        places = Set(all.flatMap { [$0.name] + $0.capitals }.map { $0.lowercased() })
        var sides: [String: String] = [:]
        for country in all {
            for word in [country.name] + country.demonyms + country.capitals + country.metonyms {
                sides[word.lowercased()] = country.name
            }
        }
        self.sides = sides
    }

    func isPlace(_ name: String) -> Bool { places.contains(name.lowercased()) }

    /// The country that a lower-case word names, by any of its names.
    func side(of word: String) -> String? { sides[word] }

    /// name | demonyms | capitals | other words for the government
    private static let table = """
        Afghanistan | Afghan, Afghans | Kabul |
        Armenia | Armenian, Armenians | Yerevan |
        Azerbaijan | Azerbaijani, Azerbaijanis | Baku |
        Australia | Australian, Australians | Canberra |
        Bangladesh | Bangladeshi | Dhaka |
        Belarus | Belarusian | Minsk |
        Brazil | Brazilian | Brasilia |
        Burundi | Burundian | Gitega |
        Cambodia | Cambodian, Cambodians | Phnom Penh |
        Canada | Canadian, Canadians | Ottawa |
        China | Chinese | Beijing |
        Colombia | Colombian, Colombians | Bogotá, Bogota |
        Cyprus | Cypriot | Nicosia |
        Democratic Republic of the Congo | Congolese | Kinshasa | DRC, DR Congo, Congo
        Egypt | Egyptian, Egyptians | Cairo |
        Eritrea | Eritrean, Eritreans | Asmara |
        Ethiopia | Ethiopian, Ethiopians | Addis Ababa |
        France | French | Paris | Elysee
        Georgia | Georgian, Georgians | Tbilisi |
        Germany | German, Germans | Berlin |
        Greece | Greek, Greeks | Athens |
        India | Indian, Indians | New Delhi, Delhi |
        Indonesia | Indonesian | Jakarta |
        Iran | Iranian, Iranians | Tehran |
        Iraq | Iraqi, Iraqis | Baghdad |
        Israel | Israeli, Israelis | |
        Italy | Italian, Italians | Rome |
        Japan | Japanese | Tokyo |
        Jordan | Jordanian | Amman |
        Kenya | Kenyan | Nairobi |
        Kosovo | Kosovar | Pristina |
        Lebanon | Lebanese | Beirut |
        Libya | Libyan, Libyans | Tripoli |
        Malaysia | Malaysian | Kuala Lumpur |
        Mali | Malian | Bamako |
        Moldova | Moldovan | Chisinau |
        Myanmar | Burmese | Naypyidaw |
        Nepal | Nepali, Nepalese | Kathmandu |
        Nigeria | Nigerian | Abuja |
        North Korea | North Korean | Pyongyang | DPRK
        Norway | Norwegian | Oslo |
        Oman | Omani | Muscat |
        Pakistan | Pakistani, Pakistanis | Islamabad |
        Palestine | Palestinian, Palestinians | Ramallah | Palestinian Authority
        Philippines | Philippine, Filipino | Manila |
        Poland | Polish | Warsaw |
        Qatar | Qatari, Qataris | Doha |
        Russia | Russian, Russians | Moscow | Kremlin
        Rwanda | Rwandan, Rwandans | Kigali |
        Saudi Arabia | Saudi, Saudis | Riyadh |
        Serbia | Serbian, Serbs | Belgrade |
        Somalia | Somali, Somalis | Mogadishu |
        South Africa | South African | Pretoria |
        South Korea | South Korean | Seoul |
        South Sudan | South Sudanese | Juba |
        Spain | Spanish | Madrid |
        Sri Lanka | Sri Lankan | Colombo |
        Sudan | Sudanese | Khartoum |
        Sweden | Swedish | Stockholm |
        Switzerland | Swiss | Bern |
        Syria | Syrian, Syrians | Damascus |
        Tajikistan | Tajik | Dushanbe |
        Thailand | Thai | Bangkok |
        Türkiye | Turkish, Turks | Ankara | Turkey, Turkiye
        Uganda | Ugandan | Kampala |
        Ukraine | Ukrainian, Ukrainians | Kyiv, Kiev |
        United Arab Emirates | Emirati | Abu Dhabi | UAE
        United Kingdom | British, Britons | London | Britain, UK, U.K, Downing Street
        United States | American, Americans | Washington | US, U.S, USA, White House, Pentagon, State Department
        Uzbekistan | Uzbek | Tashkent |
        Venezuela | Venezuelan | Caracas |
        Vietnam | Vietnamese | Hanoi |
        Yemen | Yemeni, Yemenis | Sanaa, Aden |
        """
}
