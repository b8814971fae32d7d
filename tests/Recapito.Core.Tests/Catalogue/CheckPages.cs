namespace Recapito.Core.Tests;

/// <summary>The pages of a folder under <c>docs/checks</c>: one section per cause with a check, or per finding of a domain's check, its id as the heading.</summary>
internal sealed class CheckPages
{
    /// <summary>Causes of bounces.</summary>
    public static readonly CheckPages Causes = new(Repository.PathOf("docs", "checks"));

    /// <summary>Findings of a domain's checks.</summary>
    public static readonly CheckPages Domain = new(Repository.PathOf("docs", "checks", "domain"));

    /// <summary>Findings of a hybrid organisation's checks.</summary>
    public static readonly CheckPages Hybrid = new(Repository.PathOf("docs", "checks", "hybrid"));

    /// <summary>The heads that every section has, in this order.</summary>
    public static readonly string[] Heads = ["Signals", "Likely causes", "Confirm", "Remedy", "Prevent"];

    private readonly Dictionary<string, (string File, string[] Lines)> sections;

    private CheckPages(string folder) => sections = Read(folder);

    /// <summary>The pages that have, or ought to have, a section about a finding.</summary>
    public static CheckPages About(string finding) => Subjects.OfDomain.Contains(Catalogue.Default.Findings[finding].Subject) ? Domain : Hybrid;

    /// <summary>A link to a finding's section from a page of <c>docs/reference</c>; null where it has none.</summary>
    public static string? Link(string finding) =>
        About(finding).Of(finding) is { } file ? $"[{finding}](../checks/{(About(finding) == Domain ? "domain" : "hybrid")}/{file}#{finding})" : null;

    /// <summary>Every id that has a section.</summary>
    public IReadOnlyCollection<string> Ids => sections.Keys;

    /// <summary>Name of the file with the section, or null.</summary>
    public string? Of(string id) => sections.TryGetValue(id, out var section) ? section.File : null;

    /// <summary>The text of the section.</summary>
    public string Text(string id) => string.Join('\n', sections[id].Lines);

    /// <summary>The heads of the section that are followed by at least one line of text, in their order.</summary>
    public IReadOnlyList<string> HeadsOf(string id)
    {
        var lines = sections[id].Lines;
        return [.. lines.Select((line, i) => (line, i))
            .Where(at => at.line.StartsWith("### ", StringComparison.Ordinal))
            .Where(at => lines.Skip(at.i + 1).TakeWhile(line => !line.StartsWith('#')).Any(line => line.Trim().Length > 0))
            .Select(at => at.line[4..].Trim())];
    }

    private static Dictionary<string, (string File, string[] Lines)> Read(string folder)
    {
        var sections = new Dictionary<string, (string, string[])>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            var lines = File.ReadAllLines(file);
            var starts = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("## ", StringComparison.Ordinal)).ToList();
            foreach (var start in starts)
            {
                var end = starts.Where(next => next > start).DefaultIfEmpty(lines.Length).First();
                sections.Add(lines[start][3..].Trim(), (Path.GetFileName(file), lines[(start + 1)..end]));
            }
        }

        return sections;
    }
}
