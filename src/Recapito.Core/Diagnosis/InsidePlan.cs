namespace Recapito.Core;

/// <summary>What is asked of the organisations of recipient and sender from inside, by what the report says.</summary>
internal static class InsidePlan
{
    /// <summary>The questions that can be asked now.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="evidence">What is known.</param>
    public static IEnumerable<Request> Questions(Symptom symptom, EvidenceSet evidence)
    {
        yield return new AcceptedDomainRequest(symptom.Domain);
        yield return new RecipientRequest(symptom.Recipient);
        foreach (var request in OfMeaning(symptom, evidence).Concat(TracePlan.Questions(symptom, evidence)))
        {
            yield return request;
        }
    }

    private static IEnumerable<Request> OfMeaning(Symptom symptom, EvidenceSet evidence) => symptom.Meaning switch
    {
        Meanings.EdgeRecipientRejected => OfUnknownRecipient(symptom, evidence),
        Meanings.TenantAttribution or Meanings.RelayDenied when IsMicrosofts(symptom) => OfRelay(symptom),
        Meanings.PartnerConnector => [Online(symptom.Domain, ExchangeObjectKind.InboundConnector)],
        Meanings.DirectSendRefused => [Online(symptom.Domain, ExchangeObjectKind.OrganizationConfig), Online(symptom.Domain, ExchangeObjectKind.InboundConnector), Online(symptom.Domain, ExchangeObjectKind.AcceptedDomain)],
        Meanings.MailLoop => [Online(symptom.Domain, ExchangeObjectKind.OutboundConnector), Servers(symptom.Domain, ExchangeObjectKind.AcceptedDomain), Servers(symptom.Domain, ExchangeObjectKind.SendConnector),
            .. evidence.Find(new RecipientRequest(symptom.Recipient)) is Absent<DirectoryRecipient> ? [new RecipientRequest(symptom.Recipient, ExchangeSide.ExchangeServer)] : Array.Empty<Request>()],
        Meanings.RelayDenied when SenderDomain(symptom) is { } sender => [Servers(sender, ExchangeObjectKind.SendConnector)],
        Meanings.TlsFailure => [Online(symptom.Domain, ExchangeObjectKind.OutboundConnector)],
        Meanings.RecipientUnknown when SendersTenantOwnsDomain.IsSaidByExchangeOnline(symptom) => OfUnknownInTenant(symptom),
        Meanings.NoAnswer when !IsMicrosofts(symptom) => OfSilence(symptom),
        Meanings.Busy or Meanings.NoAnswer when IsMicrosofts(symptom) => [Online(symptom.Domain, ExchangeObjectKind.ServiceIssue)],
        Meanings.NoMailSubscription => [Online(symptom.Domain, ExchangeObjectKind.TenantDomain)],

        // Words that name nobody may be those of the edge, whatever they say.
        _ when symptom.IsWordsAlone => OfUnknownRecipient(symptom, evidence),
        _ => [],
    };

    /// <summary>Where the tenant does not have the address, whether the organisation's own servers do decides; if it has any.</summary>
    private static IEnumerable<Request> OfUnknownRecipient(Symptom symptom, EvidenceSet evidence)
    {
        if (evidence.Find(new AcceptedDomainRequest(symptom.Domain)) is not Present<AcceptedDomain> { Value.Domain: var held })
        {
            yield return Online(symptom.Domain, ExchangeObjectKind.AcceptedDomain);
            yield return Online(symptom.Domain, ExchangeObjectKind.TenantDomain);
        }
        else if (held != symptom.Domain)
        {
            yield return Online(held, ExchangeObjectKind.AcceptedDomain);
        }

        if (evidence.Find(new RecipientRequest(symptom.Recipient)) is Absent<DirectoryRecipient>)
        {
            yield return Online(symptom.Domain, ExchangeObjectKind.OnPremisesOrganization);
            yield return Online(symptom.Domain, ExchangeObjectKind.OutboundConnector);
            yield return Online(symptom.Domain, ExchangeObjectKind.InboundConnector);
            yield return new RecipientRequest(symptom.Recipient, ExchangeSide.ExchangeServer);
        }
    }

    private static IEnumerable<Request> OfRelay(Symptom symptom)
    {
        yield return Online(symptom.Domain, ExchangeObjectKind.TenantDomain);
        yield return Online(symptom.Domain, ExchangeObjectKind.AcceptedDomain);
        if (SenderDomain(symptom) is { } sender)
        {
            yield return Online(sender, ExchangeObjectKind.InboundConnector);
            yield return Servers(sender, ExchangeObjectKind.SendConnector);
            yield return Servers(sender, ExchangeObjectKind.ExchangeCertificate);
        }
    }

    /// <summary>The domains of the organisation that says so, and whether it has servers of its own.</summary>
    private static IEnumerable<Request> OfUnknownInTenant(Symptom symptom) =>
        [Online(symptom.Domain, ExchangeObjectKind.AcceptedDomain), Online(symptom.Domain, ExchangeObjectKind.OnPremisesOrganization),
            Online(symptom.Domain, ExchangeObjectKind.OutboundConnector), Online(symptom.Domain, ExchangeObjectKind.InboundConnector)];

    /// <summary>The silent host may be the smart host of a connector, of either side.</summary>
    private static IEnumerable<Request> OfSilence(Symptom symptom)
    {
        yield return Online(symptom.Domain, ExchangeObjectKind.OutboundConnector);
        if (SenderDomain(symptom) is { } sender)
        {
            yield return Servers(sender, ExchangeObjectKind.SendConnector);
        }
    }

    private static bool IsMicrosofts(Symptom symptom) => new[] { symptom.RefusingHost, symptom.RemoteMta, symptom.DecidingServer }.OfType<string>().Any(MicrosoftNames.IsExchangeOnline);

    /// <summary>The canonical domain of the lost message's sender; null where it is not known.</summary>
    internal static string? SenderDomain(Symptom symptom) => symptom.Sender is { } sender && Names.DomainOf(sender) is { } domain && Names.IsHostName(domain) ? domain : null;

    private static ConfigurationRequest Online(string domain, ExchangeObjectKind kind) => new(domain, ExchangeSide.ExchangeOnline, kind);

    private static ConfigurationRequest Servers(string domain, ExchangeObjectKind kind) => new(domain, ExchangeSide.ExchangeServer, kind);
}
