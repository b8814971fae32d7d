namespace Recapito.Core;

/// <summary>What is common to the causes of a loop: the circle that the hops show, and the tenant's way out for the domain.</summary>
internal sealed class LoopView
{
    private LoopView(Case now)
    {
        Circle = HopCircle.Of(now.Symptom.Hops);
        Recipient = OrganisationView.OfRecipient(now);
        Accepted = now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) as Present<AcceptedDomain>;
        OutboundSeen = Recipient.Seen(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector);
        Out = [.. Recipient.Outbound.Where(connector => connector is { IsEnabled: true, IsForRulesOnly: false }
            && (connector.IsForAcceptedDomains || connector.RecipientDomains.Any(pattern => pattern.Covers(now.Symptom.Domain))))];
        LeadsToMicrosoft = now.UsableHosts.Count > 0 && now.UsableHosts.All(host => MicrosoftNames.IsMxShaped(host.Name));
    }

    /// <summary>The circle; null where the report shows none.</summary>
    public HopCircle? Circle { get; }

    /// <summary>The recipient's organisation.</summary>
    public OrganisationView Recipient { get; }

    /// <summary>The accepted domain; null where it was not seen.</summary>
    public Present<AcceptedDomain>? Accepted { get; }

    /// <summary>The listing of the outbound connectors, present or absent; null where it was not seen.</summary>
    public Observation<ExchangeObjects>? OutboundSeen { get; }

    /// <summary>The outbound connectors that take the domain's mail, switched on and not left to rules.</summary>
    public IReadOnlyList<OutboundConnector> Out { get; }

    /// <summary>The domain's mail comes back to Exchange Online by its MX.</summary>
    public bool LeadsToMicrosoft { get; }

    public static LoopView Of(Case now) => new(now);

    /// <summary>The observations behind it.</summary>
    public IReadOnlyList<Observation> Observations(Case now) => [.. new Observation?[] { Accepted, OutboundSeen }.OfType<Observation>(), .. Proof.MxSeen(now)];

    /// <summary>Weighs a cause of a circle that must have gone in a certain way.</summary>
    public Assessment Weigh(Case now, bool circleFits, IEnumerable<string> missing, IEnumerable<ExchangeObject> rests)
    {
        List<string> all = [.. missing];
        if (Circle is null)
        {
            all.Add("why.hops-show-no-circle");
        }
        else if (!circleFits)
        {
            all.Add("why.circle-goes-elsewhere");
        }

        if (Recipient.Outbound.Any(connector => connector.Source.Flag("Enabled") is null || connector.Source.Flag("UseMXRecord") is null))
        {
            all.Add("why.property-not-shown");
        }

        if (rests.Any(item => !Recipient.StoodThen(item)))
        {
            all.Add("why.changed-since");
        }

        var words = Arguments(now);
        words["connector"] = rests.Select(item => item.Name).FirstOrDefault() ?? "–";
        return new(all.Count == 0 ? Standing.Confirmed : Standing.Supported, Observations(now)) { Weight = all.Count == 0 ? 3 : 2, Missing = all, Arguments = words };
    }

    private Dictionary<string, string> Arguments(Case now) => new(Proof.Arguments(now, null))
    {
        ["circle"] = Circle is null ? "–" : string.Join(" → ", Circle.Systems.Append(Circle.Systems[0])),
        ["rounds"] = Circle is null ? "–" : Circle.Rounds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["connector"] = "–",
        ["type"] = Accepted?.Value.Type.ToString() ?? "–",
    };

    public Assessment Generic(Case now) => Circle is null
        ? Assessment.Open
        : new(Standing.Confirmed, Observations(now)) { Weight = 1, Arguments = Arguments(now) };
}
