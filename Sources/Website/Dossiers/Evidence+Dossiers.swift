import Mechanism

extension Exhibit: Dossierable {
    static var path: String { "exhibits" }
    static var title: String { "Evidence" }
    static var meaning: String { "Exhibits, known by their hashes: who had each at any moment since its collection, what was found in it, and what was made from it." }
    static func table(_ state: State) -> Table<Exhibit> { state.exhibits }
    var began: Citation { deposited }

    func heading(_ reading: Reading) -> String {
        "\(Term(type).text)\(derivation == nil ? "" : ", a copy"), deposited by \(reading.participant(deposited.participant).name)"
    }
    func status(_ reading: Reading) -> Term {
        switch reading.counted(self).keeping {
        case .held: Term(word: "held", text: "In custody")
        case .underway: Term(word: "underway", text: "On its way")
        case .disposed(let disposal): Term(disposal)
        }
    }
    func isOpen(_ reading: Reading) -> Bool { status(reading).word == "underway" }

    /// The act that released it.
    func related(_ reading: Reading) -> [Citation] { reading.release(of: deposited).map { [$0] } ?? [] }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        let counted = reading.counted(self)
        let copies = reading.copies(of: self)
        let examined = counted.custody.filter { $0.kind == .examined }
        return [
            .init("SHA-256 of its content", content.hex), .init("Length", "\(size) bytes"),
            .init("Collected", "\(Instant(collected).words), by \(collector)"), reading.fact(onIncident: incident),
            reading.fact("Made from", Exhibit.self, derivation?.from).map { fact in
                .init(label: fact.label, values: fact.values.map { .init(text: "\($0.text) (\(derivation.map { Term($0.form).text.lowercased() } ?? "copy"))", path: $0.path) })
            },
            derivation.flatMap { $0.original == $0.from ? nil : reading.fact("Goes back to", Exhibit.self, $0.original) },
            .init(label: "Copies made from it", values: copies.map { copy in
                .init(text: "\(copy.derivation.map { Term($0.form).text } ?? ""): \(copy.heading(reading))", path: reading.path(of: copy))
            }),
            .init(label: "Custody", values: custodySpans(counted, reading), listed: true),
            .init(label: "Examined", values: examined.map { step in
                .init(text: "\(step.method.map { Term($0).text } ?? ""), \(Instant(step.at).words)", path: "/acts/\(step.act.index)")
            }),
            .init(label: "Cited by", values: citing(reading)),
        ].compactMap { $0 }
    }

    /// Each span of the chain: with whom, in what condition it came, from when and until when.
    private func custodySpans(_ counted: Exhibit, _ reading: Reading) -> [Dossier.Fact.Value] {
        let began: [Step?] = [nil] + counted.custody.filter { [.handedOver, .received, .recalled, .disposed].contains($0.kind) }
        return zip(counted.chain, began).map { span, step in
            let condition = step?.condition.map { ", come \(Term($0).text.lowercased())" } ?? ""
            let until = span.until.map { "until \(Instant($0).words)" } ?? "since then"
            return .init(
                text: "\(reading.words(span.keeping))\(condition): from \(Instant(span.from).words), \(until)", path: "/acts/\((step?.act ?? deposited).index)")
        }
    }

    private func citing(_ reading: Reading) -> [Dossier.Fact.Value] {
        guard let incident = reading.state.incidents[incident].map(reading.state.surviving).flatMap({ reading.incident($0.id) }) else { return [] }
        return incident.findings.compactMap(reading.finding).filter { $0.evidence.contains(id) }.map {
            .init(text: "The finding in the record at \($0.proposed.index)", path: "/incidents/\(incident.opened.index)#finding-\($0.proposed.index)")
        }
    }
}
