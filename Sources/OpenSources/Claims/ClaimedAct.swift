/// What is said to have been done, in a small vocabulary.
///
/// Codes are those of CAMEO (Schrodt, "CAMEO: Conflict and Mediation Event Observations Event and Actor
/// Codebook", version 1.1b3, 2012); sub-event types those of ACLED ("Codebook", 2024).
public enum ClaimedAct: String, CaseIterable, Sendable {
    // Events
    case fight
    case armedClash = "armed clash"
    case shelling
    case airStrike = "air or drone strike"
    case bombing
    case suicideBombing = "suicide bombing"
    case attack
    case killing
    case abduction
    case arrest
    case destruction
    case seizure
    case incursion
    case displacement
    case closure
    case violation
    // Dealings
    case truce
    case agreement
    case withdrawal
    case release
    case handover
    case returning = "return"
    case reopening
    case aid
    case talks
    // Words
    case cooperation
    case condemnation
    case retaliation
    case support
    case statement

    /// The CAMEO code.
    public var cameo: String {
        switch self {
        case .fight: "190"
        case .armedClash: "193"
        case .shelling: "194"
        case .airStrike: "195"
        case .bombing: "183"
        case .suicideBombing: "1831"
        case .attack: "180"
        case .killing: "186"
        case .abduction: "181"
        case .arrest: "173"
        case .destruction: "171"
        case .seizure: "192"
        case .incursion: "190"
        case .displacement: "201"
        case .closure: "1623"
        case .violation: "196"
        case .truce: "0871"
        case .agreement: "057"
        case .withdrawal: "0874"
        case .release: "0841"
        case .handover: "084"
        case .returning: "0842"
        case .reopening: "085"
        case .aid: "070"
        case .talks: "046"
        case .cooperation: "030"
        case .condemnation: "111"
        case .retaliation: "138"
        case .support: "064"
        case .statement: "010"
        }
    }

    /// The ACLED sub-event type; nil where it has none.
    public var acled: String? {
        switch self {
        case .fight, .armedClash, .incursion: "Armed clash"
        case .shelling: "Shelling/artillery/missile attack"
        case .airStrike: "Air/drone strike"
        case .bombing: "Remote explosive/landmine/IED"
        case .suicideBombing: "Suicide bomb"
        case .attack, .killing: "Attack"
        case .abduction: "Abduction/forced disappearance"
        case .arrest: "Arrests"
        case .destruction: "Looting/property destruction"
        case .seizure: "Non-state actor overtakes territory"
        case .truce, .agreement: "Agreement"
        case .withdrawal: "Non-violent transfer of territory"
        case .displacement, .closure, .violation, .release, .handover, .returning, .reopening, .aid, .talks,
            .cooperation, .condemnation, .retaliation, .support, .statement:
            nil
        }
    }
}
