import Mechanism

/// The subjects that have dossiers, in the order in which pages name them: one line each.
enum Dossiers {
    static let all: [any Dossierable.Type] = [
        Exhibit.self, Restriction.self, AccessRequest.self,
        Publication.self, Claim.self,
        Remedy.self, Consequence.self,
        Handover.self,
        Notice.self, LiaisonCall.self,
        Meeting.self, Proposal.self, Position.self, Assurance.self, ActionItem.self, Escalation.self,
    ]
}
