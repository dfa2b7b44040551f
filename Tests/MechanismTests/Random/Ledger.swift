@testable import Mechanism

/// The admitted acts of a record, and what must hold of them whatever the rules are made of. It reads acts alone and asks no rule: who
/// holds which desk, what was cited, who replied and when, it keeps for itself.
struct Ledger {
    struct Entry {
        var index: Int64
        var key: Key
        var participant: Identifier
        var desk: Identifier
        var received: Moment
        var lodged: Moment
        var body: any ActBody
    }

    /// Who holds a desk.
    private struct Holder {
        var key: Key
        var functions: [Identifier]
        var isRecovery = false
        var isActive = true
        var last = Link()
    }

    private(set) var entries: [ActID: Entry] = [:]
    private(set) var order: [ActID] = []
    private var roles: [Identifier: Role] = [:]
    private var successors: [Identifier] = []
    private var recoveries: [Identifier: Int64] = [:]
    private var asked: [Identifier: [Key: [Identifier]]] = [:]
    private var holders: [Author.Signer: Holder] = [:]
    /// From when on what a repudiated key signed is contested.
    private var contested: [Key: Moment] = [:]
    private var agreement: Agreement?
    /// Of each finding, the place in the record after which positions count, and the act that determined it.
    private var counting: [ActID: (from: Int64, determined: ActID?)] = [:]
    /// The ends of findings' reply windows, by the agreement at the proposal.
    private var windows: [ActID: Moment] = [:]
    private var incidents = IncidentLedger()
    private var custody = CustodyLedger()
    private var publications = PublicationLedger()

    private var parties: [Identifier] { roles.filter { $0.value == .party }.map(\.key) }

    // MARK: An act is admitted

    /// - Parameter after: the state with the act, of which only the agreement in force is read.
    /// - Returns: what should not have been admitted, and why.
    mutating func enter(_ id: ActID, _ step: Step, _ payload: Payload, after: State) -> [String] {
        let signer = Author.Signer(participant: payload.participant, desk: payload.desk)
        var lodged = step.received
        for lodging in step.lodgings where agreement?.lodging.contains(lodging.participant) == true { lodged = min(lodged, lodging.time) }
        var problems: [String] = []
        if roles.isEmpty {
            if !(payload.body.value is Establish) { problems.append("first: the record begins with \(payload.kind)") }
        } else {
            problems += authority(payload, signer)
        }
        let entry = Entry(
            index: Int64(order.count), key: holders[signer]?.key ?? Key(), participant: signer.participant, desk: signer.desk,
            received: step.received, lodged: lodged, body: payload.body.value)
        problems += words(payload)
        problems += check(entry)
        let earlier = self
        problems += custody.enter(id, entry, after) { earlier.isContested(earlier.entries[$0]) }
        entries[id] = entry
        order.append(id)
        problems += incidents.enter(id, entry, after)
        holders[signer]?.last = Link(id)
        keep(id, entry)
        agreement = after.agreement
        let now = self
        problems += publications.enter(id, entry, after) { now.isContested(now.entries[$0]) }
        return problems.map { "\(step.kind) was admitted: \($0)" }
    }

    // MARK: Authority

    private func authority(_ payload: Payload, _ signer: Author.Signer) -> [String] {
        guard let line = Authority.lines[payload.kind.name] else { return ["authority: Authority.swift does not say who may sign it"] }
        guard let holder = holders[signer], holder.isActive else { return ["officer: nobody holds \(signer.participant)/\(signer.desk)"] }
        var problems: [String] = []
        if holder.last != payload.previous { problems.append("chain: it names \(payload.previous) as its key's last act, not \(holder.last)") }
        if !line.roles.contains(roles[signer.participant] ?? .observer) || roles[signer.participant] == nil {
            problems.append("authority: “\(signer.participant)” may not sign it")
        }
        let isHead = signer.desk == Officer.headDesk
        let subject = payload.kind.name.prefix { $0 != "." }
        switch line.hands {
        case .officer: if !isHead, !holder.functions.contains(where: { $0.name == subject }) { problems.append("function: the desk has no function for it") }
        case .recovery: if !isHead, !holder.isRecovery { problems.append("head: neither a head nor a recovery key signs it") }
        case .head, .heads, .joint: if !isHead { problems.append("head: no head signs it") }
        }
        return problems
    }

    /// Who holds which desk from here on.
    private mutating func keep(_ id: ActID, _ entry: Entry) {
        let head = Author.Signer(participant: entry.participant, desk: Officer.headDesk)
        switch entry.body {
        case let body as Establish:
            for participant in body.participants {
                roles[participant.id] = participant.role
                recoveries[participant.id] = participant.recovery.needed
                holders[.init(participant: participant.id, desk: Officer.headDesk)] = Holder(key: participant.head, functions: [], last: Link(id))
                for (number, key) in participant.recovery.keys.enumerated() {
                    holders[.init(participant: participant.id, desk: World.id("recovery-\(number + 1)"))] = Holder(key: key, functions: [], isRecovery: true)
                }
            }
        case is Succeed:
            for participant in agreement?.succession ?? Array(roles.keys) { holders[.init(participant: participant, desk: Officer.headDesk)]?.last = Link(id) }
        case let body as Accredit:
            holders[.init(participant: entry.participant, desk: body.desk)] = Holder(key: body.key, functions: body.functions)
        case let body as WithdrawOfficer:
            for (signer, holder) in holders where holder.key == body.key {
                for other in holders.keys where other.participant == signer.participant && (other == signer || other.desk.name.hasPrefix("\(signer.desk).")) {
                    holders[other]?.isActive = false
                }
            }
        case let body as ReplaceHead:
            var asking = asked[entry.participant]?[body.key] ?? []
            asking.append(entry.desk)
            asked[entry.participant, default: [:]][body.key] = asking
            if entry.desk == Officer.headDesk || asking.count >= recoveries[entry.participant] ?? 0 {
                holders[head] = Holder(key: body.key, functions: [])
                asked[entry.participant]?[body.key] = nil
            }
        case let body as Repudiate:
            contested[body.key] = body.since
            for (signer, holder) in holders where holder.key == body.key { holders[signer]?.isActive = false }
        case is ProposeFinding:
            counting[id] = (entry.index, nil)
            windows[id] = entry.received.adding(hours: agreement?.clocks.reply ?? 0)
        case let body as DetermineFinding: counting[body.finding]?.determined = id
        case let body as ReplyToFinding where counting[body.finding]?.determined != nil: counting[body.finding] = (entry.index, nil)
        default: break
        }
    }

    private func isContested(_ entry: Entry?) -> Bool {
        guard let entry, let since = contested[entry.key] else { return false }
        return entry.received >= since
    }

    // MARK: No words about people

    /// Kinds whose payloads carry texts: the agreement's, and the registry's names and policies.
    private static let wordy: Set<String> = ["mechanism.establish", "mechanism.succeed", "registry.replace", "agreement.lay"]

    /// A payload carries identifiers, hashes, numbers and times: nothing that somebody could have written in their own words.
    private func words(_ payload: Payload) -> [String] {
        guard !Self.wordy.contains(payload.kind.name) else { return [] }
        var found = Strings()
        var body = payload.body.value
        found.gather(&body)
        var problems = found.texts.map { "words: the payload carries the text “\($0)”" }
        // Of a person in a handover nothing stands there but a commitment, and the agreement's own words.
        if payload.kind.name.hasPrefix("handover."), let agreement {
            let known = Set(roles.keys).union(agreement.crossings.map(\.id) + agreement.persons.map(\.id))
            problems += found.names.filter { !known.contains($0) }.map { "words: the payload carries “\($0)”, which the agreement does not name" }
        }
        return problems
    }

    // MARK: Findings

    private func check(_ entry: Entry) -> [String] {
        switch entry.body {
        case let body as ProposeFinding: evidence(body)
        case let body as DetermineFinding: determination(body.finding, entry)
        case let body as ConcurWithFinding: heard(body.finding, entry)
        case let body as DissentFromFinding: heard(body.finding, entry)
        case let body as ReplyToFinding: inTime(body.finding, entry)
        case let body as PublishFinding: informed(body.finding, entry) + determiner(entry)
        case is DecideConsequence: determiner(entry)
        default: []
        }
    }

    private func evidence(_ body: ProposeFinding) -> [String] {
        guard !body.evidence.isEmpty else { return ["evidence: it cites none"] }
        func hasReported(_ verification: ActID?) -> Bool {
            guard let verification, let task = entries[verification]?.body as? TaskVerification, task.incident == body.incident else { return false }
            return order.contains { (entries[$0]?.body as? ReportVerification)?.verification == verification }
        }
        return body.evidence.filter { cited in
            switch entries[cited]?.body {
            case is DepositEvidence, is DeriveEvidence: !incidents.holds(body.incident, cited)
            case let observation as Observe: !hasReported(observation.verification)
            case let interview as RecordInterview: !hasReported(interview.verification)
            case let restriction as RecordRestriction: !hasReported(restriction.verification)
            default: true
            }
        }.map { "evidence: \($0.hex) is no evidence of its incident" }
    }

    /// The parties know of a determination before the public does.
    private func informed(_ finding: ActID, _ entry: Entry) -> [String] {
        guard let determined = counting[finding]?.determined.flatMap({ entries[$0] }), let agreement else { return ["undetermined: the finding is not determined"] }
        let informed = voices({ ($0 as? AcknowledgeFinding)?.finding == finding }, after: determined.index)
        guard informed.isSuperset(of: parties) || entry.received > determined.received.adding(hours: agreement.clocks.publication) else {
            return ["publication: not every party is informed"]
        }
        return []
    }

    /// Who has said something to a finding that counts.
    private func voices(_ says: (any ActBody) -> Bool, after: Int64 = -1) -> Set<Identifier> {
        Set(order.compactMap { entries[$0] }.filter { $0.index > after && says($0.body) && !isContested($0) }.map(\.participant))
    }

    private func heard(_ finding: ActID, _ entry: Entry) -> [String] {
        guard let end = windows[finding] else { return ["finding: there is none of that id"] }
        let replied = voices { ($0 as? ReplyToFinding)?.finding == finding }
        guard entry.received > end || replied.isSuperset(of: parties) else { return ["reply window: it is open, and not every party has replied"] }
        return determiner(entry) + (counting[finding]?.determined != nil ? ["determined: the finding is determined already"] : [])
    }

    private func determiner(_ entry: Entry) -> [String] {
        agreement?.determination.members.contains(entry.participant) == true ? [] : ["determiner: “\(entry.participant)” is none"]
    }

    private func inTime(_ finding: ActID, _ entry: Entry) -> [String] {
        guard let end = windows[finding] else { return ["finding: there is none of that id"] }
        return entry.lodged > end ? ["reply window: it ended before the reply"] : []
    }

    private func determination(_ finding: ActID, _ entry: Entry) -> [String] {
        var problems = heard(finding, entry)
        let concurring = voices({ ($0 as? ConcurWithFinding)?.finding == finding }, after: counting[finding]?.from ?? 0)
        let members = agreement?.determination.members ?? []
        let needed: Int =
            switch agreement?.determination.rule {
            case .all: members.count
            case .any: 1
            default: Int(agreement?.determination.needed ?? 0)
            }
        if concurring.intersection(members).count < needed { problems.append("quorum: \(concurring.count) of \(needed) concur") }
        let proposal = entries[finding]
        let rests = ([finding] + ((proposal?.body as? ProposeFinding)?.evidence ?? [])).compactMap { entries[$0] }
        if rests.contains(where: isContested) { problems.append("contested: it rests on an act of a stolen key") }
        return problems
    }
}

/// Goes through a body and gathers the texts that are in people's own words: every `String` there is.
struct Strings: Fields {
    private(set) var texts: [String] = []
    /// And the names that rules compare.
    private(set) var names: [Identifier] = []

    mutating func gather(_ body: inout any ActBody) { visit(body) }

    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) { gather(value) }

    private mutating func visit<Whole: Record>(_ record: Whole) {
        var record = record
        record.visit(&self)
    }

    private mutating func gather(_ value: any Wire) {
        switch value {
        case let text as String: texts.append(text)
        case let name as Identifier: names.append(name)
        case let list as any Several: for element in list.elements { gather(element) }
        case let record as any Record: visit(record)
        default: break
        }
    }
}

/// A list, or a value that may be absent.
private protocol Several {
    var elements: [any Wire] { get }
}

extension Array: Several where Element: Wire {
    fileprivate var elements: [any Wire] { self }
}

extension Optional: Several where Wrapped: Wire {
    fileprivate var elements: [any Wire] { map { [$0] } ?? [] }
}
