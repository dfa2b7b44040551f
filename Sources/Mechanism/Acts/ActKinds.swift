/// Every kind of act that these rules have: one line each.
public enum ActKinds {
    public static let all: [any ActBody.Type] = [
        Establish.self, Succeed.self, ReplaceRegistration.self, ChangeRules.self,
        Assent.self, Retract.self, Accredit.self, WithdrawOfficer.self, ReplaceHead.self, Repudiate.self,
        LayAgreement.self, AdoptAgreement.self, AmendAgreement.self,
        ExtendTruce.self, SuspendTruce.self, ResumeTruce.self, EndTruce.self,
        ReportProgress.self, AssessCommitment.self, ContestAssessment.self,

        FileReport.self, CorrectReport.self, WithdrawReport.self,
        OpenIncident.self, GatherReport.self, TriageIncident.self, MergeIncidents.self, SplitIncident.self,
        DepositEvidence.self, TransferEvidence.self, ReceiveEvidence.self, RecallEvidence.self, ExamineEvidence.self, DeriveEvidence.self,
        ReleaseEvidence.self, DisposeOfEvidence.self,

        TaskVerification.self, RequestAccess.self, AnswerAccess.self, Observe.self, RecordInterview.self, ReportVerification.self,
        RecordRestriction.self,

        ProposeFinding.self, ReplyToFinding.self, ConcurWithFinding.self, DissentFromFinding.self, DetermineFinding.self,
        AcknowledgeFinding.self, PublishFinding.self, DecideConsequence.self,
        RecommendRemedy.self, UndertakeRemedy.self, RefuseRemedy.self, ReportRemedy.self, AcceptRemedy.self, ReturnRemedy.self, CloseRemedy.self,

        ReportCrossing.self,
        ProposeHandover.self, AcceptHandover.self, DeclineHandover.self, WithdrawHandover.self, CheckHandover.self, ReceivePersons.self,
        ReportMismatch.self, AgreeToMismatch.self, CompleteHandover.self, LabelPerson.self, DetermineStatus.self, RecordConsent.self,

        ConveneMeeting.self, CancelMeeting.self, MinuteMeeting.self, ApproveMinutes.self, DissentFromMinutes.self,
        TableProposal.self, AnswerProposal.self, WithdrawProposal.self, StatePosition.self,
        RequestAssurance.self, AnswerAssurance.self, WithdrawAssurance.self,
        AssignAction.self, AcceptAction.self, CompleteAction.self, ConfirmAction.self, ReturnAction.self, DropAction.self,
        RaiseEscalation.self, ResolveEscalation.self,

        CallLiaison.self, AcknowledgeCall.self, ResolveCall.self,
        GiveNotice.self, ObjectToNotice.self, WithdrawNotice.self,

        RecordPublication.self, CorrectPublication.self, RecordStatement.self, CarryStatement.self, RecordAlteration.self,
        ProposeClaim.self, AcceptClaim.self, DeclineClaim.self,

        ReportCoverage.self, CutEdition.self, PublishEdition.self, CorrectEdition.self,

        ReleaseAct.self, RedactText.self, ReportErased.self,
    ]

    private static let byName: [Identifier: any ActBody.Type] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.kind.name, $0) })

    /// What acts are about: the subjects that an officer may be accredited for.
    static let subjects = Set(all.map { $0.kind.subject })

    public static func type(named name: Identifier) -> (any ActBody.Type)? { byName[name] }
}
