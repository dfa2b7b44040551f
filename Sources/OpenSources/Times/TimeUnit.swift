/// A unit of the calendar or clock.
enum TimeUnit: String, CaseIterable {
    case minute, hour, day, weekend, week, month, quarter, half, season, year, decade, century

    /// What a duration of so many of them is written as; nil for a number that is not told.
    func duration(_ count: Int?) -> String {
        let number = count.map { String($0) } ?? "X"
        return switch self {
        case .minute: "PT\(number)M"
        case .hour: "PT\(number)H"
        case .day: "P\(number)D"
        case .weekend: "P\(number)WE"
        case .week: "P\(number)W"
        case .month: "P\(number)M"
        case .quarter: "P\(number)Q"
        case .half: "P\(count.map { String($0 * 6) } ?? "X")M"
        case .season: "P\(count.map { String($0 * 3) } ?? "X")M"
        case .year: "P\(number)Y"
        case .decade: "P\(number)DE"
        case .century: "P\(number)CE"
        }
    }
}
