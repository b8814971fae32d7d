using System.Collections.Immutable;

namespace Recapito.Core;

/// <summary>From saved evidence to what is known of an organisation.</summary>
/// <param name="Inventory">What was listed.</param>
/// <param name="Gaps">Questions for a configuration that had no answer.</param>
public sealed record EvidenceInventory(ExchangeInventory Inventory, IReadOnlyList<Observation> Gaps)
{
    /// <summary>The organisations in a set of evidence, by the domains under which they were asked; one where either knows the other's domain for its own.</summary>
    public static IReadOnlyList<(ImmutableArray<string> Domains, EvidenceInventory Known)> Read(EvidenceSet evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        List<(ImmutableArray<string> Domains, EvidenceInventory Known)> organizations = [];
        foreach (var asked in evidence.Asked<ConfigurationRequest>().GroupBy(request => request.Domain).OrderBy(domain => domain.Key, StringComparer.Ordinal))
        {
            var next = (Domains: ImmutableArray.Create(asked.Key), Known: Of(evidence, asked));
            var same = organizations.Where(other => AreOne(other, next)).ToList();
            organizations.RemoveAll(same.Contains);
            organizations.Add(same.Aggregate(next, (all, other) => ([.. other.Domains, .. all.Domains],
                new(other.Known.Inventory.With(all.Known.Inventory.Listings), [.. other.Known.Gaps, .. all.Known.Gaps]))));
        }

        return organizations;
    }

    private static bool AreOne((ImmutableArray<string> Domains, EvidenceInventory Known) one, (ImmutableArray<string> Domains, EvidenceInventory Known) other) =>
        other.Domains.Any(one.Known.Inventory.Holds) || one.Domains.Any(other.Known.Inventory.Holds);

    private static EvidenceInventory Of(EvidenceSet evidence, IEnumerable<ConfigurationRequest> requests)
    {
        List<ExchangeListing> listings = [];
        List<Observation> gaps = [];
        foreach (var request in requests)
        {
            switch (evidence.Find(request))
            {
                case Present<ExchangeObjects> present:
                    listings.Add(new(request.Side, request.Objects, present.Value.Items, present.Source));
                    break;
                case Absent<ExchangeObjects> absent:
                    listings.Add(new(request.Side, request.Objects, [], absent.Source));
                    break;
                case { } gap:
                    gaps.Add(gap);
                    break;
            }
        }

        return new(new([.. listings]), gaps);
    }
}
