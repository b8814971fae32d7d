using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Reads what administrators give of the inside of their organisation: exports of either side, and saved evidence.</summary>
internal static class InventoryInput
{
    private const string Expected = "an export of Exchange (docs/reference/export.md) or an evidence file (docs/reference/evidence.md)";

    /// <summary>One organisation's inventory.</summary>
    /// <param name="paths">The files; those of both sides belong together where they have a domain in common.</param>
    /// <param name="side">The side that the user says, for exports that do not tell.</param>
    /// <param name="terminal">Takes remarks on what was not understood.</param>
    /// <param name="around">Where standard input comes from.</param>
    /// <exception cref="InputException">A file cannot be read, none shows a configuration, or they show several organisations.</exception>
    public static EvidenceInventory Read(IReadOnlyList<string> paths, ExchangeSide? side, Terminal terminal, Surroundings around)
    {
        var files = paths.Select(path => (Path: path, Bytes: InputFile.Read(path, Expected, InputFile.LargestText, around))).ToLookup(file => IsEvidence(file.Bytes));
        var saved = EvidenceInventory.Read(files[true].Aggregate(EvidenceSet.Empty, (all, file) => all.Merge(EvidenceInput.Parse(file.Bytes, file.Path))));
        var exports = ExportInput.Read([.. files[false]], side, terminal);
        var all = saved.Select(one => one.Known).Concat(exports.Select(Of)).ToList();
        RefuseStrangers(paths, [.. saved.Select(one => one.Domains.ToHashSet()), .. exports.Where(export => export.Domains.Count > 0).Select(export => export.Domains.ToHashSet())], all);
        return all.Any(known => known.Inventory.Listings.Length + known.Gaps.Count > 0)
            ? new(ExchangeInventory.Empty.With(all.SelectMany(known => known.Inventory.Listings)), [.. all.SelectMany(known => known.Gaps)])
            : throw new InputException($"{string.Join(", ", paths)}: nothing of an organisation's configuration is in it; expected {Expected}.");
    }

    private static bool IsEvidence(ReadOnlyMemory<byte> bytes) =>
        Encoding.UTF8.GetString(MailForm.InUtf8(bytes).Span).Contains($"\"{EvidenceFile.Schema}\"", StringComparison.Ordinal);

    /// <summary>What failed in an export is a question that had no answer.</summary>
    private static EvidenceInventory Of(ExchangeExport export)
    {
        var domain = export.Domains.Count > 0 ? export.Domains[0] : export.Organization ?? "";
        return new(export.Inventory, [.. export.Gaps.SelectMany(gap => (gap.Side is { } known ? [known] : Enum.GetValues<ExchangeSide>())
            .Select(where => new ConfigurationRequest(domain, where, gap.Kind).Unanswered(gap.Why, new(export.File, export.At))))]);
    }

    /// <summary>Two organisations judged as one would be found at odds in everything.</summary>
    private static void RefuseStrangers(IReadOnlyList<string> paths, List<HashSet<string>> named, List<EvidenceInventory> all)
    {
        var groups = new List<HashSet<string>>();
        foreach (var domains in named.Select(domains => domains.Concat(all.Where(known => domains.Any(known.Inventory.Holds)).SelectMany(Accepted)).ToHashSet()))
        {
            var same = groups.FindAll(group => group.Overlaps(domains));
            groups.RemoveAll(same.Contains);
            groups.Add(same.Aggregate(domains, (whole, group) => [.. whole, .. group]));
        }

        if (groups.Count > 1)
        {
            throw new InputException($"{string.Join(", ", paths)}: these are several organisations, of which none has the others' domains: "
                + $"{string.Join("; ", groups.Select(group => string.Join(", ", group.Order(StringComparer.Ordinal))))}. Give the files of one.");
        }
    }

    private static IEnumerable<string> Accepted(EvidenceInventory known) =>
        Enum.GetValues<ExchangeSide>().SelectMany(known.Inventory.AcceptedDomains).Select(accepted => accepted.Domain);
}
