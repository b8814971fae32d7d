namespace Recapito.Core;

/// <summary>How a cause stands after a check.</summary>
internal enum Standing
{
    /// <summary>A named fact speaks against it.</summary>
    Excluded,

    /// <summary>Nothing speaks for or against it.</summary>
    Open,

    /// <summary>Evidence speaks for it.</summary>
    Supported,

    /// <summary>An observation shows it directly.</summary>
    Confirmed,
}

/// <summary>What a check found.</summary>
/// <param name="Standing">How the cause stands.</param>
/// <param name="Seen">The observations that it rests on, the strongest first.</param>
internal sealed record Assessment(Standing Standing, IReadOnlyList<Observation> Seen)
{
    /// <summary>For an excluded cause: id of the fact.</summary>
    public string? Fact { get; init; }

    /// <summary>For a supported cause: how directly, 1 (the DNS fits the report) to 3 (reproduced); orders the candidates.</summary>
    public int Weight { get; init; }

    /// <summary>What is missing for a proof: ids of words under "why.".</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Who must act in this case, where it is another than the cause's first party; else null.</summary>
    public Party? Party { get; init; }

    /// <summary>Values for the words.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public static readonly Assessment Open = new(Standing.Open, []);

    public static Assessment ExcludedBy(string fact, params IEnumerable<Observation> seen) => new(Standing.Excluded, [.. seen]) { Fact = fact };
}

/// <summary>A check: one cause, one pure function.</summary>
/// <param name="Cause">Id of the cause that it judges.</param>
/// <param name="Assess">Judges one case.</param>
internal sealed record Check(string Cause, Func<Case, Assessment> Assess);

/// <summary>Every check. A cause without one stands until a fact of the catalogue excludes it.</summary>
internal static class Checks
{
    public static readonly IReadOnlyList<Check> All =
    [
        MxHostDoesNotAcceptDomain.Check,
        MxHostUnreachable.Check,
        SurplusMx.Check,
        MxTokenUnknown.Check,
        MxTargetHasNoAddress.Check,
        MxTargetIsAddress.Check,
        MxTargetNotPublic.Check,
        MxIsAlias.Check,
        NullMx.Check,
        NullMxMixed.Check,
        NoMxAddressRecordUsed.Check,
        DomainDoesNotExist.Check,
        DelegationBroken.Check,
        DnssecBroken.Check,
        MxBehindMailboxes.Check,
        RecipientNotInEdgeDirectory.Check,
        DomainInNoTenant.Check,
        DomainJustAdded.Check,
        DomainUnverified.Check,
        DomainWithoutMailService.Check,
        SubdomainNotAccepted.Check,
        RecipientDoesNotExist.Check,
        EdgeDirectoryStale.Check,
        CloudPublicFolder.Check,
        DynamicDistributionGroup.Check,
        OnpremRecipientNotSynced.Check,
        OnpremPublicFolderNotSynced.Check,
        InboundConnectorMissing.Check,
        InboundConnectorDisabled.Check,
        InboundConnectorCertificateMismatch.Check,
        InboundConnectorAddressMismatch.Check,
        PartnerConnectorRestriction.Check,
        DirectSendRefused.Check,
        SendConnectorSmartHostWrong.Check,
        SendersTenantOwnsDomain.Check,
        SmartHostUnreachable.Check,
        StartTlsNotOffered.Check,
        TlsNameMismatch.Check,
        TlsCertificateInvalid.Check,
        ServiceIncident.Check,
        TransientRefusal.Check,
        OtherSystemsRefusal.Check,
        SenderAddressBlocked.Check,
        SenderNotAuthenticated.Check,
        RelayThroughWrongHost.Check,
        WrongRegion.Check,
        CentralizedTransportScope.Check,
        AuthoritativeWithRecipientsElsewhere.Check,
        MxAheadOfMailboxes.Check,
        DomainInForgottenTenant.Check,
        SendersNetworkBlocksSmtp.Check,
        MailLoop.Check,
        InternalRelayWithoutConnector.Check,
        OutboundConnectorRoutesByMx.Check,
        DnsChangeInFlight.Check,
        SplitHorizon.Check,
    ];
}
