using System.Globalization;
using System.Text;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>The tables of <c>lab prove</c> as a page: every world and what was said of it, every cause and its worlds, and what is said with less evidence.</summary>
internal static class ProofPage
{
    private const string Begin = """
        # Worlds

        <!-- Written by `recapito lab prove lab/worlds samples --withhold --twin --page docs/reference/worlds.md`, which ./test compares with this file.
             Do not edit: change the worlds, then run that command. -->

        What `recapito lab prove` found in the worlds of this repository: in each, a message was sent, the report that came back was read and diagnosed over sockets,
        and the diagnosis compared with what the world says is right. **less** counts the comparisons with less evidence, and **after** is what was said once the
        first remedy had been carried out in a copy of the world: *healthy*, *waits* until a stated time, or *unchanged*, as only others can act.
        How a world is written: [world.md](world.md). When a cause is proven: [verdicts.md](verdicts.md).
        """;

    public static string Write(IReadOnlyList<WorldProof> results)
    {
        var page = new StringBuilder(Begin).Append("\n\n");
        WriteSummary(page, results);
        WriteWithheld(page, Withholding.Tally(results));
        WriteTwins(page, TwinTally.Of(results));
        WriteCauses(page, results);
        foreach (var folder in results.GroupBy(Folder).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            WriteFolder(page, folder.Key, [.. folder]);
        }

        return page.ToString().TrimEnd() + "\n";
    }

    private static void WriteSummary(StringBuilder page, IReadOnlyList<WorldProof> results)
    {
        var recipients = results.SelectMany(result => result.Recipients).ToList();
        Line(page, $"{results.Count} worlds, {results.Count(result => !result.IsRight)} not as expected. Recipients whose bounce is diagnosed: {recipients.Count}, of which "
            + string.Join(", ", recipients.GroupBy(recipient => recipient.Diagnosis.Verdict).OrderByDescending(group => group.Count()).ThenBy(group => group.Key)
                .Select(group => FormattableString.Invariant($"{group.Count()} {Kebab.Of(group.Key)}"))) + ".");
        Line(page, "");
    }

    private static void WriteWithheld(StringBuilder page, IReadOnlyList<WithheldTally> tallies)
    {
        if (tallies.Count == 0)
        {
            return;
        }

        Line(page, "## With less evidence");
        Line(page, "");
        Line(page, "The same bounces with part of the evidence withheld: how often the world's cause is proven, called likely, or among the candidates named.");
        Line(page, "");
        Line(page, "| Evidence left | Worlds with a cause | Proven | Likely | Candidate | Not named | Named | Wanted | Wrong proven |");
        Line(page, "|---|---|---|---|---|---|---|---|---|");
        foreach (var tally in tallies)
        {
            Line(page, $"| {tally.Part.Name} | {tally.Cases} | {tally.Count(Naming.Proven)} | {tally.Count(Naming.Likely)} | {tally.Count(Naming.Candidate)} | {tally.Count(Naming.NotNamed)} | {tally.SharePercent} % | {tally.WantedPercent} | {tally.Count(Naming.WrongProven)} |");
        }

        Line(page, "");
    }

    private static void WriteTwins(StringBuilder page, TwinTally? tally)
    {
        if (tally is not null)
        {
            Line(page, "## Twins");
            Line(page, "");
            Line(page, $"Each world was rebuilt from the evidence alone (`lab capture`), and the same bounce diagnosed in the twin: of {tally.Rebuilt} twins, {tally.Alike} show the same verdict and cause and give the message back. "
                + $"In the others `fix try` says that a trial would say nothing. Remedies tried in both: {tally.Tried}, with the same end: {tally.AsInWorld}; none works in the twin and not in the world.");
            Line(page, "");
        }
    }

    private static void WriteCauses(StringBuilder page, IReadOnlyList<WorldProof> results)
    {
        var expected = results.SelectMany(result => result.Expect.Values).ToList();
        Line(page, "## Causes");
        Line(page, "");
        Line(page, "In how many worlds each cause is the right answer, in how many it is called proven, and in how many it must not be named.");
        Line(page, "");
        Line(page, "| Cause | Right | Proven | Forbidden |");
        Line(page, "|---|---|---|---|");
        foreach (var id in Catalogue.Default.Causes.Keys.Order(StringComparer.Ordinal))
        {
            var proven = results.SelectMany(result => result.Recipients).Count(recipient => recipient.Diagnosis is { Verdict: Verdict.Proven, Cause.Cause: { } cause } && cause == id);
            Line(page, $"| `{id}` | {expected.Count(want => want.Truth == id || want.Contributing.Contains(id))} | {proven} | {expected.Count(want => want.Forbidden.Contains(id))} |");
        }

        Line(page, "");
    }

    private static void WriteFolder(StringBuilder page, string folder, IReadOnlyList<WorldProof> results)
    {
        Line(page, $"## {folder}");
        Line(page, "");
        Line(page, "| World | What is so | Said | Less | After |");
        Line(page, "|---|---|---|---|---|");
        foreach (var result in results)
        {
            foreach (var row in Rows(result))
            {
                Line(page, $"| {Path.GetFileNameWithoutExtension(result.File)} | {Cell(result.About)} | {row} |");
            }
        }

        Line(page, "");
    }

    private static IEnumerable<string> Rows(WorldProof result) =>
    [
        .. result.InputProblem is { } problem ? [$"{Cell(problem)} | – | –"] : Array.Empty<string>(),
        .. result.Recipients.Select(recipient => $"{Wrong(recipient.Problems)}{Said(recipient.Diagnosis)} | {Less(recipient.WithLess)} | {recipient.After ?? "–"}"),
        .. result.Domains.Select(domain => $"{Wrong(domain.Problems)}check {Cell(domain.Domain)}: {Kebab.Of(domain.Report.Worst)} | – | –"),
        .. result.Organisations.Select(organisation => $"{Wrong(organisation.Problems)}hybrid: {Kebab.Of(organisation.Report.Worst)} | – | –"),
        .. result.Watch is { } watch ? [$"{Wrong(watch.Problems)}watch: {watch.Said} | – | –"] : Array.Empty<string>(),
    ];

    private static string Said(Diagnosis found) => found.Cause is { } cause ? $"{Kebab.Of(found.Verdict)} `{cause.Cause}`" : Kebab.Of(found.Verdict);

    private static string Less(IReadOnlyList<string> comparisons) => comparisons.Count == 0 ? "–" : FormattableString.Invariant($"{comparisons.Count(word => word == "ok")}/{comparisons.Count}");

    private static string Wrong(IReadOnlyList<string> problems) => problems.Count > 0 ? "**not as expected**: " : "";

    // A world's own words may hold anything.
    private static string Cell(string text) => SafeText.Escape(text).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Folder(WorldProof result) => SafeText.Escape(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(result.File)))!);

    private static void Line(StringBuilder page, string text) => page.Append(string.Create(CultureInfo.InvariantCulture, $"{text}\n"));
}
