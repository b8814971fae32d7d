using System.Text.Json;
using Recapito.Core;

namespace Recapito.Cli;

/// <summary>The table of <c>lab prove</c>.</summary>
internal static class ProofText
{
    public static void Write(Terminal terminal, IReadOnlyList<WorldProof> results, string format, TextStyle? details)
    {
        if (format == "json")
        {
            WriteJson(terminal, results);
            return;
        }

        var width = Math.Clamp(results.Max(result => Name(result).Length), 10, 48);
        terminal.Output.WriteLine($"   {"world".PadRight(width)}  {"verdict and cause",-44}  {"less",-5}  after");
        foreach (var result in results)
        {
            WriteWorld(terminal, result, width, details);
        }

        WriteWithheld(terminal, Withholding.Tally(results));
        WriteTwins(terminal, TwinTally.Of(results));
        var wrong = results.Count(result => !result.IsRight);
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"{results.Count} worlds, {results.Sum(result => result.Recipients.Count)} recipients, {results.Sum(result => result.Domains.Count)} domains, {results.Sum(result => result.Organisations.Count)} organisations, {results.Count(result => result.Watch is not null)} watches, {wrong} wrong");
    }

    private static void WriteWithheld(Terminal terminal, IReadOnlyList<WithheldTally> tallies)
    {
        if (tallies.Count == 0)
        {
            return;
        }

        terminal.Output.WriteLine();
        terminal.Output.WriteLine(FormattableString.Invariant($"   {"evidence left",-16} {"causes",7} {"proven",7} {"likely",7} {"candidate",10} {"not named",10} {"named",7} {"wanted",7} {"wrong proven",13}"));
        foreach (var tally in tallies)
        {
            terminal.Output.WriteLine(FormattableString.Invariant(
                $"{Mark(terminal, tally.IsEnough)} {tally.Part.Name,-16} {tally.Cases,7} {tally.Count(Naming.Proven),7} {tally.Count(Naming.Likely),7} {tally.Count(Naming.Candidate),10} {tally.Count(Naming.NotNamed),10} {tally.SharePercent,5} % {tally.WantedPercent,7} {tally.Count(Naming.WrongProven),13}"));
        }
    }

    private static void WriteTwins(Terminal terminal, TwinTally? tally)
    {
        if (tally is not null)
        {
            terminal.Output.WriteLine();
            terminal.Output.WriteLine($"   twins: {tally.Rebuilt} worlds rebuilt from the evidence, {tally.Alike} show the same verdict and cause; remedies tried there: {tally.Tried}, as in the world: {tally.AsInWorld}");
        }
    }

    private static void WriteWorld(Terminal terminal, WorldProof result, int width, TextStyle? details)
    {
        if (result.InputProblem is { } problem)
        {
            terminal.Output.WriteLine($"{Mark(terminal, false)} {Name(result).PadRight(width)}  {SafeText.Escape(problem)}");
            return;
        }

        if (result.Watch is { } watch)
        {
            terminal.Output.WriteLine($"{Mark(terminal, watch.Problems.Count == 0)} {Name(result).PadRight(width)}  {"watch: " + watch.Said,-44}  {"-",-5}  -");
            foreach (var line in watch.Problems)
            {
                terminal.Output.WriteLine($"     {SafeText.Escape(line)}");
            }
        }

        foreach (var domain in result.Domains)
        {
            WriteDomain(terminal, Name(result).PadRight(width), domain, details);
        }

        foreach (var organisation in result.Organisations)
        {
            WriteOrganisation(terminal, Name(result).PadRight(width), organisation, details);
        }

        foreach (var recipient in result.Recipients)
        {
            var right = recipient.Problems.Count == 0;
            var said = $"{Kebab.Of(recipient.Diagnosis.Verdict)} {recipient.Diagnosis.Cause?.Cause}".TrimEnd();
            var less = recipient.WithLess.Count == 0 ? "-" : $"{recipient.WithLess.Count(word => word == "ok")}/{recipient.WithLess.Count}";
            terminal.Output.WriteLine($"{Mark(terminal, right)} {Name(result).PadRight(width)}  {said,-44}  {less,-5}  {recipient.After ?? "-"}");
            foreach (var line in recipient.Problems)
            {
                terminal.Output.WriteLine($"     {SafeText.Escape(recipient.Recipient)}: {SafeText.Escape(line)}");
            }

            if (details is not null && !right)
            {
                terminal.Output.WriteLine(DiagnosisText.Write(recipient.Diagnosis, details, Catalogue.Default));
            }
        }
    }

    private static void WriteDomain(Terminal terminal, string name, DomainProof domain, TextStyle? details) =>
        WriteFound(terminal, name, "check", domain.Domain, domain.Report.Worst, domain.Report.Findings, domain.Problems, details is null ? null : () => DomainText.Write(domain.Report, details, Catalogue.Default));

    private static void WriteOrganisation(Terminal terminal, string name, HybridProof organisation, TextStyle? details) =>
        WriteFound(terminal, name, "hybrid", organisation.Of, organisation.Report.Worst, organisation.Report.Findings, organisation.Problems,
            details is null ? null : () => HybridText.Write(organisation.Report, details, Catalogue.Default));

    private static void WriteFound(
        Terminal terminal, string name, string what, string of, Severity worst, IReadOnlyList<DomainFinding> findings, IReadOnlyList<string> problems, Func<string>? details)
    {
        var right = problems.Count == 0;
        var said = $"{what}: {Kebab.Of(worst)}, {findings.Count(finding => finding.Severity >= Severity.Warning)} of warning or worse";
        terminal.Output.WriteLine($"{Mark(terminal, right)} {name}  {said,-44}  {"-",-5}  -");
        foreach (var line in problems)
        {
            terminal.Output.WriteLine($"     {SafeText.Escape(of)}: {SafeText.Escape(line)}");
        }

        if (details is not null && !right)
        {
            terminal.Output.WriteLine(details());
        }
    }

    private static string Mark(Terminal terminal, bool right) =>
        terminal.Colour ? (right ? "\u001b[32m✓\u001b[0m " : "\u001b[31m✗\u001b[0m ") : right ? "ok" : "NO";

    private static string Name(WorldProof result) =>
        SafeText.Escape(Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(result.File))) + "/" + Path.GetFileNameWithoutExtension(result.File));

    private static void WriteJson(Terminal terminal, IReadOnlyList<WorldProof> results)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var result in results)
            {
                WriteJson(json, result);
            }

            json.WriteEndArray();
        }

        terminal.Output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteJson(Utf8JsonWriter json, WorldProof result)
    {
        json.WriteStartObject();
        json.WriteString("world", result.File);
        json.WriteBoolean("right", result.IsRight);
        if (result.InputProblem is { } problem)
        {
            json.WriteString("problem", problem);
        }

        json.WriteStartArray("recipients");
        foreach (var recipient in result.Recipients)
        {
            json.WriteStartObject();
            json.WriteString("recipient", recipient.Recipient);
            json.WriteString("verdict", Kebab.Of(recipient.Diagnosis.Verdict));
            json.WriteString("cause", recipient.Diagnosis.Cause?.Cause);
            json.WriteString("after", recipient.After);
            if (recipient.Twin is { } twin)
            {
                json.WriteStartObject("twin");
                json.WriteBoolean("isAlike", twin.IsAlike);
                json.WriteString("verdict", Kebab.Of(twin.InTwin.Verdict));
                json.WriteString("cause", twin.InTwin.Cause?.Cause);
                json.WriteString("after", twin.Said);
                json.WriteEndObject();
            }

            json.WriteStartArray("problems");
            foreach (var line in recipient.Problems)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteJson(json, "domains", "domain", result.Domains.Select(domain => (domain.Domain, domain.Report.Worst, domain.Problems)));
        WriteJson(json, "organisations", "of", result.Organisations.Select(organisation => (organisation.Of, organisation.Report.Worst, organisation.Problems)));
        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, string array, string name, IEnumerable<(string What, Severity Worst, IReadOnlyList<string> Problems)> examined)
    {
        json.WriteStartArray(array);
        foreach (var (what, worst, problems) in examined)
        {
            json.WriteStartObject();
            json.WriteString(name, what);
            json.WriteString("worst", Kebab.Of(worst));
            json.WriteStartArray("problems");
            foreach (var line in problems)
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
