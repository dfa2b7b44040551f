import Mechanism

/// Where something happened, with its precision.
struct PlaceView: Encodable, Hashable, Sendable {
    let area: Named?
    /// In degrees, north positive.
    let latitude: Double?
    /// In degrees, east positive.
    let longitude: Double?
    /// 1 exact to 7 international (UCDP GED codebook).
    let precision: Int64
    let words: String
}

extension Reading {
    func place(_ place: Place) -> PlaceView {
        let area = place.area.map { self.area($0) }
        var parts: [String] = []
        if let area { parts.append(area.name) }
        if let latitude = place.latitude, let longitude = place.longitude { parts.append(Degrees.words(latitude, longitude)) }
        return PlaceView(
            area: area, latitude: place.latitude.map { Double($0) / 100_000 }, longitude: place.longitude.map { Double($0) / 100_000 },
            precision: place.precision, words: "\(parts.joined(separator: ", ")) (\(Degrees.precision(place.precision)))")
    }
}

/// Coordinates in words.
enum Degrees {
    /// - Parameters: in 1/100,000 of a degree.
    static func words(_ latitude: Int64, _ longitude: Int64) -> String {
        "\(words(latitude)) \(latitude < 0 ? "S" : "N"), \(words(longitude)) \(longitude < 0 ? "W" : "E")"
    }

    private static func words(_ value: Int64) -> String {
        let fraction = String(value.magnitude % 100_000)
        return "\(value.magnitude / 100_000).\(String(repeating: "0", count: 5 - fraction.count))\(fraction)°"
    }

    static func precision(_ precision: Int64) -> String {
        switch precision {
        case 1: "exact"
        case 2: "within about 25 km"
        case 3: "known to the district"
        case 4: "known to the province"
        case 5: "a line or a part of a region"
        case 6: "known to the country"
        default: "international"
        }
    }

    private static let points = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]

    /// A bearing in degrees from north, with the point of the compass that it is nearest to.
    static func bearing(_ degrees: Int64) -> String {
        "\(degrees)° (\(points[Int((degrees * 2 + 45) / 90) % 8]))"
    }
}
