import Foundation
import Mechanism

/// One thing that accounts of an event can be compared by.
enum Fact: Hashable, Sendable {
    case type, time, area, position, weapon, direction, alleged
    case killed(Identifier)
    case injured(Identifier)
}

/// What one account says of one fact.
enum FactValue: Hashable, Sendable {
    case type(Identifier)
    case time(When)
    case area(Identifier)
    /// In 1/100,000 of a degree, and how exactly (1 exact to 7 international).
    case position(latitude: Int64, longitude: Int64, precision: Int64)
    case weapon(Weapon)
    /// Degrees from north.
    case direction(Int64)
    case alleged([Identifier])
    case people(Casualties.Count)

    /// Whether two accounts can both be right, each within the precision that it claims.
    func agrees(with other: FactValue) -> Bool {
        switch (self, other) {
        case (.time(let a), .time(let b)):
            a.from.milliseconds - a.slack <= b.to.milliseconds + b.slack && b.from.milliseconds - b.slack <= a.to.milliseconds + a.slack
        case (.position(let latitude, let longitude, let precision), .position(let latitude2, let longitude2, let precision2)):
            Self.kilometres(latitude, longitude, latitude2, longitude2) <= Self.radius(precision) + Self.radius(precision2)
        case (.direction(let a), .direction(let b)):
            Self.angle(a, b) <= 45
        case (.alleged(let a), .alleged(let b)):
            Set(a) == Set(b)
        case (.people(let a), .people(let b)):
            (a.low...a.high).contains(b.best) && (b.low...b.high).contains(a.best)
        default:
            self == other
        }
    }

    /// The smaller angle between two bearings.
    private static func angle(_ a: Int64, _ b: Int64) -> Int64 {
        let difference = abs(a - b) % 360
        return min(difference, 360 - difference)
    }

    /// How far from the given point an event may lie, in kilometres, at each precision.
    private static func radius(_ precision: Int64) -> Double {
        switch precision {
        case 1: 1
        case 2: 25
        case 3: 50
        case 4: 150
        default: .infinity
        }
    }

    /// The distance on a plane that touches the earth between the two points: good enough at the scale of a border.
    private static func kilometres(_ latitude: Int64, _ longitude: Int64, _ latitude2: Int64, _ longitude2: Int64) -> Double {
        let middle = Double(latitude + latitude2) / 200_000 * .pi / 180
        let north = Double(latitude - latitude2) / 100_000 * 111.2
        let east = Double(longitude - longitude2) / 100_000 * 111.2 * cos(middle)
        return (north * north + east * east).squareRoot()
    }
}

extension When {
    /// By how much the ends may be off, in milliseconds: half of the unit to which they are known.
    fileprivate var slack: Int64 {
        let hours: Int64 =
            switch precision {
            case .hour: 1
            case .day: 24
            case .week: 7 * 24
            case .month: 30 * 24
            }
        return hours * 1_800_000
    }
}

extension Facts {
    /// What an account says, fact by fact; what it does not say is left out.
    var said: [Fact: FactValue] {
        var said: [Fact: FactValue] = [.type: .type(type), .time: .time(when)]
        said[.area] = place.area.map { .area($0) }
        if let latitude = place.latitude, let longitude = place.longitude {
            said[.position] = .position(latitude: latitude, longitude: longitude, precision: place.precision)
        }
        said[.weapon] = weapon.map { .weapon($0) }
        said[.direction] = direction.map { .direction($0) }
        if !alleged.isEmpty { said[.alleged] = .alleged(alleged) }
        for casualties in casualties {
            said[.killed(casualties.side)] = .people(casualties.killed)
            said[.injured(casualties.side)] = .people(casualties.injured)
        }
        return said
    }
}
