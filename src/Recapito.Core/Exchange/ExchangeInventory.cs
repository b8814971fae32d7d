using System.Collections.Immutable;

namespace Recapito.Core;

/// <summary>All objects of one kind that somebody listed, on one side of an organisation.</summary>
/// <param name="Side">The tenant or the servers.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Items">In the order in which they came; empty where there are none.</param>
/// <param name="Source">The file or service that listed them, and when.</param>
public sealed record ExchangeListing(ExchangeSide Side, ExchangeObjectKind Kind, ImmutableArray<ExchangeObject> Items, Provenance Source)
{
    /// <summary>For recipients: the canonical addresses that were looked for; null where all of the directory was listed.</summary>
    public IReadOnlyList<string>? OnlyFor { get; init; }
}

/// <summary>What is known of one organisation's configuration, from exports or from Microsoft's services. What was never listed is not known; that is no absence.</summary>
/// <param name="Listings">Each side and kind may stand there several times; the later listing counts.</param>
public sealed record ExchangeInventory(ImmutableArray<ExchangeListing> Listings)
{
    /// <summary>Nothing is known.</summary>
    public static readonly ExchangeInventory Empty = new([]);

    /// <summary>The newest listing of a kind; null where there is none.</summary>
    public ExchangeListing? Find(ExchangeSide side, ExchangeObjectKind kind) =>
        Listings.Where(listed => listed.Side == side && listed.Kind == kind).MaxBy(listed => listed.Source.At);

    /// <summary>The objects of the newest listing of a kind; empty where there are none or nothing is known.</summary>
    public IReadOnlyList<ExchangeObject> Of(ExchangeSide side, ExchangeObjectKind kind) => Find(side, kind) is { } listed ? listed.Items : [];

    /// <summary>True where somebody listed anything of this side.</summary>
    public bool Knows(ExchangeSide side) => Listings.Any(listed => listed.Side == side);

    /// <summary>The accepted domains of a side, in the order in which they came; those that cannot be read are left out.</summary>
    public IReadOnlyList<AcceptedDomain> AcceptedDomains(ExchangeSide side) => [.. Of(side, ExchangeObjectKind.AcceptedDomain).Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>()];

    /// <summary>
    /// True where either side takes mail for the domain as its own, or the tenant has it, verified or not. What servers relay to others (ExternalRelay) is another
    /// organisation's.
    /// </summary>
    /// <param name="domain">Canonical name.</param>
    public bool Holds(string domain) => Enum.GetValues<ExchangeSide>().Any(side => AcceptedDomains(side).Any(accepted => accepted.Type is not AcceptedDomainType.ExternalRelay && accepted.Holds(domain)))
        || Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain).Any(listed => Names.Canonical(listed.Text("id") ?? "") == domain);

    /// <summary>This and another listing of the same organisation.</summary>
    public ExchangeInventory With(params IEnumerable<ExchangeListing> more) => new([.. Listings, .. more]);
}
