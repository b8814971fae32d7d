using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The accepted domains of both sides, and the recipients in them (Microsoft: "Manage accepted domains in Exchange Online", "Use Directory-Based Edge
/// Blocking", Set-AcceptedDomain).
/// </summary>
internal sealed class AcceptedDomainCheck : HybridCheck
{
    private const int MostNamed = 5;

    // What Get-Recipient lists where nobody says -ResultSize.
    private const int UsualResultSize = 1000;

    // Objects that no directory synchronisation takes to the cloud, or that are looked at elsewhere.
    private static readonly string[] NotSynchronised =
    [
        "DiscoveryMailbox", "ArbitrationMailbox", "MonitoringMailbox", "AuditLogMailbox", "AuxAuditLogMailbox", "SystemMailbox", "SystemAttendantMailbox",
        "MicrosoftExchange", "PublicFolder", "PublicFolderMailbox", "DynamicDistributionGroup", "LinkedMailbox", "DisabledUser",
    ];

    private static readonly string[] Needed = ["EmailAddresses", "RecipientTypeDetails"];

    public override Subject Subject => Subject.AcceptedDomain;

    public override IReadOnlyList<string> Findings { get; } =
    [
        "accepted-domains-in-order", "internal-relay-without-connector", "internal-relay-on-both-sides", "onprem-recipient-not-synced",
        "coexistence-domain-missing", "accepted-domain-types-differ",
    ];

    protected override string InOrder => "accepted-domains-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) =>
        view.Accepted(ExchangeSide.ExchangeServer) is null || view.Accepted(ExchangeSide.ExchangeOnline) is null ? []
        : view.Each(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain);

    protected override IEnumerable<DomainFinding> Finds(HybridView view) =>
        view.Accepted(ExchangeSide.ExchangeOnline) is not { } cloud ? []
        : [.. Relays(view, cloud), .. view.Accepted(ExchangeSide.ExchangeServer) is { } own ? Compared(view, cloud, own) : [], .. NotSynced(view, cloud)];

    private static IEnumerable<DomainFinding> Relays(HybridView view, IReadOnlyList<AcceptedDomain> cloud)
    {
        var relayed = cloud.Where(domain => domain.Type is AcceptedDomainType.InternalRelay).ToList();
        if (relayed.Count == 0 || view.List(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector) is not { } connectors
            || connectors.Any(one => view.Patterns(one, "RecipientDomains") is null || view.Flag(one, "AllAcceptedDomains") is null))
        {
            yield break;
        }

        var usable = connectors.Where(one => !view.IsDisabled(one) && one.Item.Flag("IsTransportRuleScoped") is not true).Select(one => new OutboundConnector(one.Item)).ToList();
        foreach (var domain in relayed.Where(domain => !usable.Any(connector => connector.IsForAcceptedDomains || connector.RecipientDomains.Any(pattern => pattern.Covers(domain.Domain)))))
        {
            yield return view.Found("internal-relay-without-connector", [Entry(view, ExchangeSide.ExchangeOnline, domain), .. connectors],
                ("accepted", domain.Domain), ("quoted", PowerShellText.Quoted(domain.Domain)));
        }
    }

    private static IEnumerable<DomainFinding> Compared(HybridView view, IReadOnlyList<AcceptedDomain> cloud, IReadOnlyList<AcceptedDomain> own)
    {
        foreach (var domain in cloud.Where(domain => CloudNames.IsCoexistence(domain.Domain) && view.Hybrid is not null && !own.Any(theirs => theirs.Holds(domain.Domain))))
        {
            yield return view.Found("coexistence-domain-missing", Entry(view, ExchangeSide.ExchangeOnline, domain), ("accepted", domain.Domain), ("quoted", PowerShellText.Quoted(domain.Domain)));
        }

        foreach (var (here, there) in cloud.Join(own, domain => domain.Domain, domain => domain.Domain, (here, there) => (here, there)))
        {
            var both = new[] { Entry(view, ExchangeSide.ExchangeOnline, here), Entry(view, ExchangeSide.ExchangeServer, there) };
            if (here.Type is AcceptedDomainType.InternalRelay && there.Type is AcceptedDomainType.InternalRelay)
            {
                yield return view.Found("internal-relay-on-both-sides", both, ("accepted", here.Domain), ("quoted", PowerShellText.Quoted(here.Domain)));
            }
            else if (here.Type != there.Type)
            {
                yield return view.Found("accepted-domain-types-differ", both, ("accepted", here.Domain), ("cloud", here.Type.ToString()), ("servers", there.Type.ToString()));
            }
        }
    }

    private static ListedObject Entry(HybridView view, ExchangeSide side, AcceptedDomain domain) =>
        view.Each(side, ExchangeObjectKind.AcceptedDomain).First(one => AcceptedDomainReader.Read(one.Item) == domain);

    private static IEnumerable<DomainFinding> NotSynced(HybridView view, IReadOnlyList<AcceptedDomain> cloud)
    {
        var authoritative = cloud.Where(domain => domain.Type is AcceptedDomainType.Authoritative).ToList();
        if (authoritative.Count == 0 || Whole(view, ExchangeSide.ExchangeServer) is not { } here || Whole(view, ExchangeSide.ExchangeOnline) is not { } there)
        {
            yield break;
        }

        var known = there.SelectMany(one => ListedRecipient.Read(one.Item, ExchangeObjectKind.Recipient).Addresses).ToHashSet(StringComparer.Ordinal);
        var missing = here.Where(one => !NotSynchronised.Contains(one.Item.Text("RecipientTypeDetails") ?? "", StringComparer.OrdinalIgnoreCase))
            .Select(one => (Entry: one, Addresses: ListedRecipient.Read(one.Item, ExchangeObjectKind.Recipient).Addresses
                .Where(address => Names.DomainOf(address) is { } domain && authoritative.Any(accepted => accepted.Holds(domain)) && !known.Contains(address)).ToList()))
            .Where(one => one.Addresses.Count > 0).ToList();
        if (missing.Count > 0)
        {
            var addresses = missing.SelectMany(one => one.Addresses).Order(StringComparer.Ordinal).ToList();
            yield return view.Found("onprem-recipient-not-synced", [.. missing.Take(MostNamed).Select(one => one.Entry)],
                ("count", addresses.Count.ToString(CultureInfo.InvariantCulture)), ("addresses", string.Join(", ", addresses.Take(MostNamed)) + (addresses.Count > MostNamed ? ", …" : "")),
                ("accepted", string.Join(", ", addresses.Select(Names.DomainOf).Distinct())));
        }
    }

    // Of a listing that was cut off, or that was made for some addresses, nothing is known to be missing. No organisation is without any recipient.
    private static IReadOnlyList<ListedObject>? Whole(HybridView view, ExchangeSide side)
    {
        if (view.List(side, ExchangeObjectKind.Recipient) is not { Count: > 0 } listed)
        {
            return null;
        }

        if (listed.Count == UsualResultSize || listed[0].Listing.OnlyFor is not null)
        {
            view.Miss(side, ExchangeObjectKind.Recipient, why: listed.Count == UsualResultSize ? "exactly 1000 objects: Get-Recipient without -ResultSize Unlimited lists no more" : "some addresses only");
            return null;
        }

        // Whatever its kind, an object of the tenant makes an address known; of the servers' objects, some kinds are not synchronised.
        var hidden = Needed.Take(side is ExchangeSide.ExchangeOnline ? 1 : Needed.Length).Where(property => listed.Any(one => !one.Item.Has(property))).ToList();
        hidden.ForEach(property => view.Miss(side, ExchangeObjectKind.Recipient, property));
        return hidden.Count > 0 ? null : listed;
    }
}
