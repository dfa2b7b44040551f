/// A file of words: sections of words, phrases or rows.
///
///     # A comment takes a line of its own.
///     [cues.speech]
///     say tell state
///     [outlets.endings]
///     news service, press service
///     [countries]
///     Pakistan | Pakistan | Pakistani, Pakistanis | Islamabad
///
/// A line that begins with a blank continues the one before. Blanks around words, commas and bars
/// count for nothing; a phrase in straight double quotation marks keeps those at its ends.
struct WordFile: Sendable {
    /// What is wrong with a line, in words.
    struct Fault: Hashable, Sendable, CustomStringConvertible {
        let line: Int
        let reason: String

        var description: String { "line \(line) \(reason)" }
    }

    /// Of each section the rows, of each row the columns, of each column the phrases.
    private var sections: [WordSection: [[[String]]]] = [:]
    /// Empty for every file that belongs to the program: a test sees to it.
    private(set) var faults: [Fault] = []

    init(_ bytes: [UInt8]) {
        var section: WordSection?
        var isSkipping = false
        for (number, line) in Self.lines(bytes) {
            func fault(_ reason: String) { faults.append(Fault(line: number, reason: reason)) }
            if let name = Self.sectionName(line) {
                section = WordSection(rawValue: name)
                isSkipping = section == nil
                if let section {
                    if sections[section] != nil { fault("begins the section [\(name)] again") }
                    sections[section, default: []] += []
                } else {
                    fault("begins the section [\(name)], which is none")
                }
                continue
            }
            guard let section else {
                if !isSkipping { fault("stands before the first section") }
                continue
            }
            let row = Self.row(line, section.shape)
            if case .rows(let columns) = section.shape {
                if !columns.contains(row.count) {
                    fault("has \(row.count) columns; [\(section.rawValue)] needs \(columns)")
                } else if row[0].isEmpty {
                    fault("has nothing in its first column")
                }
            }
            if row.contains(where: { $0.contains("") }) { fault("has a comma without a phrase") }
            sections[section, default: []].append(row)
        }
    }

    /// The words of several files together.
    init(_ files: [WordFile]) {
        for file in files { sections.merge(file.sections) { $0 + $1 } }
    }

    // MARK: Looking up

    func rows(_ section: WordSection) -> [[[String]]] { sections[section] ?? [] }

    /// In the file's order, folded to be compared.
    func phrases(_ section: WordSection) -> [String] {
        rows(section).flatMap { $0.flatMap { $0.map { Folding.letters($0) } } }
    }

    func words(_ section: WordSection) -> Set<String> { Set(phrases(section)) }

    subscript(section: WordSection) -> Set<String> { words(section) }

    /// Of rows with two columns: the first column for each phrase of the second.
    func keys(_ section: WordSection) -> [String: String] {
        var keys: [String: String] = [:]
        for row in rows(section) where row.count > 1 {
            for phrase in row[1] { keys[Folding.letters(phrase)] = row[0].first }
        }
        return keys
    }

    // MARK: Reading

    /// Lines that say something, each with those that continue it, and their numbers.
    private static func lines(_ bytes: [UInt8]) -> [(number: Int, line: ArraySlice<UInt8>)] {
        var lines: [(number: Int, line: ArraySlice<UInt8>)] = []
        let all = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, raw) in all.enumerated() {
            let line = trimmed(raw)
            guard let first = line.first, first != UInt8(ascii: "#") else { continue }
            if raw.first == UInt8(ascii: " "), let last = lines.last, sectionName(last.line) == nil {
                lines.removeLast()
                lines.append((last.number, ArraySlice(last.line + [UInt8(ascii: " ")] + line)))
            } else {
                lines.append((index + 1, line))
            }
        }
        return lines
    }

    private static func sectionName(_ line: ArraySlice<UInt8>) -> String? {
        guard line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]"), !line.contains(0x20) else {
            return nil
        }
        return text(line.dropFirst().dropLast())
    }

    private static func row(_ line: ArraySlice<UInt8>, _ shape: WordSection.Shape) -> [[String]] {
        func phrases(_ part: ArraySlice<UInt8>) -> [String] {
            guard !trimmed(part).isEmpty else { return [] }
            // A comma at the end stands before the line that continues.
            var parts = part.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            if let last = parts.last, trimmed(last).isEmpty { parts.removeLast() }
            return parts.map { unquoted(trimmed($0)) }
        }
        switch shape {
        case .words: return [line.split(separator: UInt8(ascii: " ")).map(text)]
        case .phrases: return [phrases(line)]
        case .rows:
            return line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map(phrases)
        }
    }

    private static func unquoted(_ phrase: ArraySlice<UInt8>) -> String {
        let mark = UInt8(ascii: "\"")
        guard phrase.count > 2, phrase.first == mark, phrase.last == mark else { return text(phrase) }
        return text(phrase.dropFirst().dropLast())
    }

    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var line = line
        while let last = line.last, last <= 0x20 { line.removeLast() }
        return line.drop { $0 <= 0x20 }
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }
}
