namespace Recapito.Core;

/// <summary>What is common to the causes of a loop: the circle that the hops show, and the tenant's way out for the domain.</summary>
internal sealed class LoopView
{
    // What decides whether a connector takes a message, and to where.
    private static readonly string[] Deciding = ["Enabled", "UseMXRecord", "IsTransportRuleScoped", "AllAcceptedDomains"];

    private LoopView(Case now)
    {
        Circle = HopCircle.Of(now.Symptom.Hops);
        Recipient = OrganisationView.OfRecipient(now);
        Accepted = now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) as Present<AcceptedDomain>;
        OutboundSeen = Recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector);
        Sought = now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is { Outcome: not Outcome.Unavailable } sought ? sought : null;
        SoughtOnServers = now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient, ExchangeSide.ExchangeServer)) is { Outcome: not Outcome.Unavailable } there ? there : null;
        Out = [.. Recipient.Outbound.Where(connector => connector is { IsEnabled: true, IsForRulesOnly: false, IsForTestsOnly: false }
            && (connector.IsForAcceptedDomains || connector.RecipientDomains.Any(pattern => pattern.Covers(now.Symptom.Domain))))];
        WayBack = ServerRoute.Of(now, Recipient) is { ToMicrosoft: true } back ? back : null;
        LeadsToMicrosoft = now.UsableHosts.Count > 0 && now.UsableHosts.All(host => MicrosoftNames.IsMxShaped(host.Name));
    }

    /// <summary>The circle; null where the report shows none.</summary>
    public HopCircle? Circle { get; }

    /// <summary>The recipient's organisation.</summary>
    public OrganisationView Recipient { get; }

    /// <summary>The accepted domain; null where it was not seen.</summary>
    public Present<AcceptedDomain>? Accepted { get; }

    /// <summary>What the tenant's directory says of the address; null where that was not seen.</summary>
    public Observation<DirectoryRecipient>? Sought { get; }

    /// <summary>The address at the organisation's own servers; null where that was not seen.</summary>
    public Observation<DirectoryRecipient>? SoughtOnServers { get; }

    /// <summary>The tenant has the mailbox itself.</summary>
    public bool IsHere => Sought is Present<DirectoryRecipient> { Value.IsElsewhere: false };

    /// <summary>The listing of the outbound connectors, present or absent; null where it was not seen.</summary>
    public Observation<ExchangeObjects>? OutboundSeen { get; }

    /// <summary>The outbound connectors that take the domain's mail, switched on and not left to rules.</summary>
    public IReadOnlyList<OutboundConnector> Out { get; }

    /// <summary>The one of them that hands mail to a system of the circle; null where there is none or several.</summary>
    public OutboundConnector? WayOut => Circle is { } circle && Out.Where(connector => !connector.UsesMx && connector.SmartHosts.Any(host => circle.Systems.Contains(host))).ToList() is [var only] ? only : null;

    /// <summary>How the organisation's own servers hand the domain's mail to Exchange Online; null where they were not seen to.</summary>
    public ServerRoute? WayBack { get; }

    /// <summary>The domain's mail comes back to Exchange Online by its MX.</summary>
    public bool LeadsToMicrosoft { get; }

    public static LoopView Of(Case now) => new(now);

    /// <summary>The observations behind it.</summary>
    public IReadOnlyList<Observation> Observations(Case now) => [.. new Observation?[] { Accepted, Sought, SoughtOnServers, OutboundSeen, WayBack?.Seen, WayBack is null ? null : Recipient.Seen(ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain) }.OfType<Observation>(), .. Proof.MxSeen(now)];

    /// <summary>
    /// What is missing to say that the tenant sent the message on under the recipient's own domain: it does not have the address, or knows it as one elsewhere in
    /// the domain. What it passes on to another domain may have come back from there.
    /// </summary>
    private IEnumerable<string> MissingForWay(Case now)
    {
        if (Sought is null)
        {
            yield return "why.recipient-not-seen";
        }
        else if (Sought is Present<DirectoryRecipient> { Value: { IsElsewhere: true } held })
        {
            if (held.ExternalAddress is null || Names.DomainOf(held.ExternalAddress) != now.Symptom.Domain)
            {
                yield return "why.recipient-passed-on";
            }

            if (!Recipient.StoodThen(held.WhenChanged))
            {
                yield return "why.changed-since";
            }
        }

        if (Accepted is null)
        {
            yield return "why.inside-not-seen";
        }
        else if (!Recipient.StoodThen(Accepted.Value.WhenChanged))
        {
            yield return "why.changed-since";
        }
    }

    /// <summary>Weighs a cause of a circle that must have gone in a certain way, by the outbound connectors as they stand.</summary>
    public Assessment Weigh(Case now, bool circleFits, IEnumerable<string> missing, string? connector = null)
    {
        List<string> all = [.. missing, .. MissingForWay(now)];
        if (Circle is null)
        {
            all.Add("why.hops-show-no-circle");
        }
        else if (!circleFits)
        {
            all.Add("why.circle-goes-elsewhere");
        }

        if (Recipient.Outbound.Any(listed => Deciding.Any(property => listed.Source.Flag(property) is null)))
        {
            all.Add("why.property-not-shown");
        }

        // One that is not for the domain now may have been then.
        if (Recipient.Outbound.Any(listed => !Recipient.StoodThen(listed.Source)))
        {
            all.Add("why.changed-since");
        }

        var words = Arguments(now);
        words["connector"] = words["identity"] = connector ?? "–";
        return new(all.Count == 0 ? Standing.Confirmed : Standing.Supported, Observations(now)) { Weight = all.Count == 0 ? 3 : 2, Missing = all, Arguments = words };
    }

    // As they stand now; whether they stood so then does not change what breaks the circle, nor that the hops show one.
    private Dictionary<string, string> WithWays(Dictionary<string, string> words)
    {
        if (WayOut is { } way && WayBack is { Connector: var back })
        {
            (words["variant"], words["outbound"], words["sendConnector"]) = ("ways", way.Name, back.Name);
        }

        return words;
    }

    private Dictionary<string, string> Arguments(Case now) => new(Proof.Arguments(now, null))
    {
        ["circle"] = Circle is null ? "–" : string.Join(" → ", Circle.Systems.Append(Circle.Systems[0])),
        ["rounds"] = Circle is null ? "–" : Circle.Returns.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["connector"] = "–",
        ["type"] = Accepted?.Value.Type.ToString() ?? "–",
    };

    /// <summary>
    /// Weighs a circle of whatever kind. The words of the report alone speak of one, too; that is worth saying where the recipient's own tenant is seen to have no
    /// part in it.
    /// </summary>
    public Assessment Generic(Case now) => Circle is null
        ? TraceView.Of(now).NothingCame is { } nothing ? new(Standing.Supported, nothing) { Weight = 1, Missing = ["why.hops-show-no-circle"], Arguments = Arguments(now) } : Assessment.Open
        : new(Standing.Confirmed, Observations(now)) { Weight = 1, Arguments = WithWays(Arguments(now)) };
}
