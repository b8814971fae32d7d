using System.Collections.Immutable;
using System.Text;
using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>What the comparison of an organisation's settings found.</summary>
/// <param name="Of">Whose exports were read.</param>
/// <param name="Report">The report with all that they show.</param>
/// <param name="Problems">Everything that is not as expected.</param>
internal sealed record HybridProof(string Of, HybridReport Report, IReadOnlyList<string> Problems);

/// <summary>
/// Exports the settings of a world's organisation as its administrators would, compares them with each other and with what the world expects; then again
/// without each single listing and each single property, which must neither accuse nor clear anybody anew.
/// </summary>
internal sealed class HybridTrial(World world, WorldHybrid want)
{
    public HybridProof Run()
    {
        var inventory = Exported();
        var report = Judge(inventory);
        return new(string.Join(", ", want.Of), report, [.. Compare(report), .. WithGaps(report, inventory).Distinct()]);
    }

    /// <summary>Through the files, as they would reach the command.</summary>
    private ExchangeInventory Exported() => ExchangeInventory.Empty.With(want.Of
        .SelectMany(name => ExchangeExportReader.Read(Encoding.UTF8.GetBytes(WorldExport.Write(world, name)), new(name, world.Now)).Inventory.Listings)
        .Where(listed => !want.Without.Contains(listed.Kind)));

    private HybridReport Judge(ExchangeInventory inventory) => HybridExamination.Judge(inventory, world.Now, Catalogue.Default);

    private IEnumerable<string> Compare(HybridReport report)
    {
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var problem in ExpectedFindings.Compare(found, want.Must, want.MustNot))
        {
            yield return problem;
        }

        foreach (var kind in want.NotSeen.Where(kind => report.NotSeen.All(gap => gap.Objects != kind)))
        {
            yield return $"{kind} is not named among what was not seen";
        }

        if (want.Worst is { } worst && report.Worst != worst)
        {
            yield return $"the gravest is {Kebab.Of(report.Worst)} ({string.Join(", ", report.Findings.Where(finding => finding.Severity == report.Worst).Select(finding => finding.Id))}), expected {Kebab.Of(worst)}";
        }
    }

    private IEnumerable<string> WithGaps(HybridReport report, ExchangeInventory inventory)
    {
        var found = report.Findings.Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        return Lesser(inventory).SelectMany(less => Judge(less.Inventory).Findings
            .Where(finding => finding.Severity is Severity.Ok or >= Severity.Warning && !found.Contains(finding.Id))
            .Select(finding => $"{finding.Id} is found where this is not shown: {less.What}"));
    }

    private static IEnumerable<(string What, ExchangeInventory Inventory)> Lesser(ExchangeInventory inventory)
    {
        foreach (var listed in inventory.Listings)
        {
            yield return ($"{Kebab.Of(listed.Side)} {listed.Kind}", new(inventory.Listings.Remove(listed)));
            foreach (var property in listed.Items.SelectMany(item => item.Names).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                foreach (var item in listed.Items.Where(item => item.Has(property)))
                {
                    yield return ($"{property} of {listed.Kind} {item.Name}", With(inventory, listed, [item], property));
                }

                yield return ($"{property} of every {listed.Kind}", With(inventory, listed, listed.Items, property));
            }
        }
    }

    private static ExchangeInventory With(ExchangeInventory inventory, ExchangeListing listed, IReadOnlyList<ExchangeObject> changed, string property)
    {
        ImmutableArray<ExchangeObject> items = [.. listed.Items.Select(item => changed.Any(one => ReferenceEquals(one, item)) ? Without(item, property) : item)];
        return new(inventory.Listings.Replace(listed, listed with { Items = items }));
    }

    private static ExchangeObject Without(ExchangeObject item, string property) => new(item.Names
        .Where(name => !name.Equals(property, StringComparison.OrdinalIgnoreCase)).Select(name => KeyValuePair.Create(name, item[name])));
}
