extension State {
    /// The notices that an incident may have to do with, in the order in which they were given: at a time that overlaps with the
    /// incident's, as exactly as that is known, and in the same area or near it. Shown beside the incident and never a judgement:
    /// whether what was notified is what happened, people decide.
    ///
    /// A notice that its party withdrew, or that a repudiated key signed, announces nothing.
    public func notices(matching incident: Incident) -> [Notice] {
        notices.rows.filter { notice in
            withdrawal(of: notice) == nil && !isContested(notice.given) && notice.overlaps(incident.when)
                && notice.places.contains { $0.isNear(incident.place) }
        }
    }
}

extension Notice {
    func overlaps(_ when: When) -> Bool {
        from <= when.to.adding(hours: when.precision.slack) && to >= when.from.adding(hours: -when.precision.slack)
    }
}

extension When.Precision {
    /// Hours by which a time may be off on either side.
    var slack: Int64 {
        switch self {
        case .hour: 1
        case .day: 24
        case .week: 7 * 24
        case .month: 31 * 24
        }
    }
}

extension Place {
    /// How far apart places with coordinates may lie to be near: 25 km, the reach of precision 2 in the UCDP GED codebook.
    static let nearby: Int64 = 25_000

    /// Whether two places name the same area or crossing, or lie within ``nearby`` metres of each other.
    func isNear(_ other: Place) -> Bool {
        if let area, area == other.area { return true }
        guard let latitude, let longitude, let north = other.latitude, let east = other.longitude else { return false }
        return Self.areNear((latitude, longitude), (north, east), metres: Self.nearby)
    }

    /// Whether two points in 1/100,000 of a degree lie within so many metres of each other, in integers alone: the same on every machine.
    ///
    /// A degree of latitude is taken as 111,195 m (a sphere of 6,371 km). That of longitude shrinks with the cosine of the middle latitude,
    /// by Bhaskara's formula, cos x ≈ (32,400 − 4 x²) / (32,400 + x²) in degrees: 0.0017 off at most.
    static func areNear(_ first: (latitude: Int64, longitude: Int64), _ second: (latitude: Int64, longitude: Int64), metres: Int64) -> Bool {
        let north = first.latitude - second.latitude
        let apart = abs(first.longitude - second.longitude)
        // The shorter way around the earth.
        let turned = min(apart, 36_000_000 - apart)
        // In 1/1,000 of a degree, so that no product leaves 64 bits.
        let middle = (first.latitude + second.latitude) / 2 / 100
        let square = middle * middle
        let whole: Int64 = 32_400_000_000
        let east = turned * (whole - 4 * square) / (whole + square)
        let reach = metres * 100_000 / 111_195
        return north * north + east * east <= reach * reach
    }
}
