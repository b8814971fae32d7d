namespace Recapito.Core;

/// <summary>
/// The sender's own server hands mail for others to Exchange Online, which does not recognise it (5.7.64): what is common to the four causes of that.
/// Attribution is by an inbound connector of the sender's tenant that names the server's certificate or its address (Microsoft: "Set up connectors to route
/// mail between Microsoft 365 and your own email servers"; NDR 550 5.7.64).
/// </summary>
internal sealed class SenderRelay
{
    private SenderRelay(Case now, OrganisationView sender, Observation<ExchangeObjects>? inbound)
    {
        Sender = sender;
        InboundSeen = inbound;
        OwnServers = [.. sender.Inbound.Where(connector => connector.Type is ConnectorType.OnPremises)];
        Route = ServerRoute.Of(now, sender);
    }

    /// <summary>The sender's organisation.</summary>
    public OrganisationView Sender { get; }

    /// <summary>The tenant's inbound connectors; null where they were not seen.</summary>
    public Observation<ExchangeObjects>? InboundSeen { get; }

    /// <summary>The inbound connectors that are for the organisation's own servers, switched on or off.</summary>
    public IReadOnlyList<InboundConnector> OwnServers { get; }

    /// <summary>True where a connector does not show its type or whether it is switched on: then nothing of it may be said.</summary>
    public bool IsUnclear => Sender.Inbound.Any(connector => connector.Source.Choice<ConnectorType>("ConnectorType") is null || connector.Source.Flag("Enabled") is null);

    /// <summary>Those that are switched on.</summary>
    public IReadOnlyList<InboundConnector> Enabled => [.. OwnServers.Where(connector => connector.IsEnabled)];

    /// <summary>How the sender's servers send to the recipient's domain; null where that was not seen.</summary>
    public ServerRoute? Route { get; }

    /// <summary>
    /// The relay of a case; null where the case is none: where the refusing host is an exchanger of the recipient's domain, the refusal is about that domain.
    /// </summary>
    public static SenderRelay? Of(Case now)
    {
        var sender = OrganisationView.OfSender(now);
        return now.RefusedByMicrosoft && now.RefusingHost is null && sender.Domain.Length > 0
            ? new(now, sender, sender.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector))
            : null;
    }

    /// <summary>What is missing to say that the sender's server handed the message to Exchange Online by itself.</summary>
    public IEnumerable<string> Missing(Case now)
    {
        if (!now.NamesRefusingHost)
        {
            yield return "why.report-names-no-host";
        }

        if (!(now is { Zone.IsComplete: true, Zone.ResolverDiffers: false, UsableHosts.Count: > 0 }))
        {
            yield return "why.zone-incomplete";
        }

        if (!IsShown(now))
        {
            yield return "why.smart-host-not-seen";
        }
    }

    /// <summary>True where it is shown that the sender's server handed the message to Exchange Online: by its send connector, or by the host's name in the report.</summary>
    public bool IsShown(Case now) => Route is { ToMicrosoft: true } || NamesSendersEdge(now);

    /// <summary>True where the send connectors are what this rests on, and one of them may have been another at the time of the bounce.</summary>
    /// <param name="now">The case.</param>
    /// <param name="judgesRoute">The cause is about what the send connector does.</param>
    public bool RouteChanged(Case now, bool judgesRoute) => Route is { StoodThen: false } && (judgesRoute || !NamesSendersEdge(now));

    /// <summary>The observations behind it, those about connectors first.</summary>
    public IReadOnlyList<Observation> Observations(Case now) => [.. new Observation?[] { InboundSeen, Route?.Seen, Route?.CertificatesSeen }.OfType<Observation>(), .. Proof.MxSeen(now)];

    /// <summary>The values for words.</summary>
    public IReadOnlyDictionary<string, string> Arguments(Case now) => new Dictionary<string, string>(Proof.Arguments(now, null))
    {
        ["sender"] = Sender.Domain,
        ["server"] = now.Symptom.ReportingMta ?? Sender.Domain,
        ["connector"] = "–",
        ["expected"] = "–",
        ["shown"] = Route?.CertificateNames is { Count: > 0 } names ? string.Join(", ", names) : "–",
    };

    /// <summary>The report names the host that Microsoft gives to the sender's own domain: no other organisation sends there for strangers.</summary>
    private bool NamesSendersEdge(Case now) => new[] { now.Symptom.RefusingHost, now.Symptom.RemoteMta }.OfType<string>()
        .Any(host => MicrosoftNames.IsMxShaped(host) && host.Split('.')[0] == MicrosoftNames.Token(Sender.Domain));
}

/// <summary>How an organisation's own servers send to a domain, by their send connectors.</summary>
/// <param name="Connector">The connector that is taken.</param>
/// <param name="Space">The address space by which it is taken.</param>
/// <param name="Seen">The listing of the connectors.</param>
/// <param name="CertificateNames">Names of the certificate that the servers show there; null where they cannot be told.</param>
/// <param name="CertificatesSeen">The listing of the certificates; null where it was not seen.</param>
internal sealed record ServerRoute(SendConnector Connector, DomainPattern Space, Observation Seen, IReadOnlyList<string>? CertificateNames, Observation? CertificatesSeen)
{
    /// <summary>True where it hands mail to Exchange Online whatever the domain's MX.</summary>
    public bool ToMicrosoft => Connector.SmartHosts.Any(MicrosoftNames.IsMxShaped);

    /// <summary>True where every connector that is for the domain stood at the time of the bounce as it stands now.</summary>
    public bool StoodThen { get; private init; }

    /// <summary>True where a host is one of the servers that send by this connector: another host of the organisation has a certificate of its own.</summary>
    /// <param name="host">Canonical name; null where it is not known.</param>
    public bool IsTakenBy(string? host) => host is not null && Connector.SourceServers.Any(server => server.Split('.')[0].Equals(host.Split('.')[0], StringComparison.OrdinalIgnoreCase));

    public static ServerRoute? Of(Case now, OrganisationView sender)
    {
        if (sender.Seen(ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector) is not { } seen)
        {
            return null;
        }

        var choices = sender.Send.SelectMany(connector => connector.AddressSpaces.Where(space => space.Covers(now.Symptom.Domain)).Select(space => (connector, space))).ToList();
        var nearest = choices.Where(choice => choice.connector.IsEnabled)
            .GroupBy(choice => (choice.space.Precision, choice.space.Cost), choice => choice.connector)
            .OrderByDescending(alike => alike.Key.Precision).ThenBy(alike => alike.Key.Cost).FirstOrDefault()?.Distinct().ToList();

        // Among several that are as near, and for a scoped one, the site of the sending server decides, which is not seen.
        return nearest is [{ IsScoped: false } best] && choices.TrueForAll(choice => choice.connector.Source.Flag("Enabled") is not null)
            ? new(best, choices.Where(choice => choice.connector == best).Select(choice => choice.space).MaxBy(space => space.Precision)!, seen, Shown(best, sender), sender.Seen(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate)) { StoodThen = choices.TrueForAll(choice => sender.StoodThen(choice.connector.Source)) }
            : null;
    }

    /// <summary>
    /// The names of the certificate that the connector names; null where it names none, one that was not listed, one that does not show its names, or several
    /// with different names: a renewed certificate keeps its issuer and subject.
    /// </summary>
    private static IReadOnlyList<string>? Shown(SendConnector connector, OrganisationView sender)
    {
        if (connector.IgnoresStartTls)
        {
            return [];
        }

        if (connector.CertificateName is not { } text || CertificateName.Parse(text) is not { } name)
        {
            return null;
        }

        var listed = sender.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.ExchangeCertificate).Select(item => new ExchangeCertificate(item))
            .Where(certificate => name.Names(certificate.Issuer, certificate.Subject)).ToList();
        var names = listed.ConvertAll(NamesOf);
        return names.Count > 0 && listed.TrueForAll(certificate => certificate.Source.Has("CertificateDomains")) && names.TrueForAll(other => other.SequenceEqual(names[0])) ? names[0] : null;
    }

    private static IReadOnlyList<string> NamesOf(ExchangeCertificate certificate) =>
        [.. certificate.Domains.Append(CertificateName.Of(certificate.Subject, "CN")?.ToLowerInvariant()).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
}
