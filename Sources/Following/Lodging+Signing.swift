import Mechanism
import Registry

extension Lodging {
    /// Signs that an act was lodged.
    init(of act: ActID, in mechanism: ActID, at time: Moment, by key: OfficerKey) throws {
        self.init()
        (participant, desk, self.time) = (key.participant, key.desk, time)
        signature = Base64Bytes(try key.sign(Self.message(mechanism: mechanism, act: act, time: time)))
    }
}

// Until the rules have them.
extension State {
    var lodgingHours: Int64? { 24 }
}
extension Lodging {
    func isSigned(over act: Act, in state: State) -> Bool { true }
}
