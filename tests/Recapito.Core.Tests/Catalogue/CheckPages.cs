namespace Recapito.Core.Tests;

/// <summary>The pages <c>docs/checks/*.md</c>: one section per cause with a check, its id as the heading.</summary>
internal static class CheckPages
{
    /// <summary>The heads that every section has, in this order.</summary>
    public static readonly string[] Heads = ["Signals", "Likely causes", "Confirm", "Remedy", "Prevent"];

    private static readonly Dictionary<string, (string File, string[] Lines)> Sections = Read();

    /// <summary>Every cause that has a section.</summary>
    public static IReadOnlyCollection<string> Causes => Sections.Keys;

    /// <summary>Name of the file with the cause's section, or null.</summary>
    public static string? Of(string cause) => Sections.TryGetValue(cause, out var section) ? section.File : null;

    /// <summary>The text of the cause's section.</summary>
    public static string Text(string cause) => string.Join('\n', Sections[cause].Lines);

    /// <summary>The heads of the cause's section that are followed by at least one line of text, in their order.</summary>
    public static IReadOnlyList<string> HeadsOf(string cause)
    {
        var lines = Sections[cause].Lines;
        return [.. lines.Select((line, i) => (line, i))
            .Where(at => at.line.StartsWith("### ", StringComparison.Ordinal))
            .Where(at => lines.Skip(at.i + 1).TakeWhile(line => !line.StartsWith('#')).Any(line => line.Trim().Length > 0))
            .Select(at => at.line[4..].Trim())];
    }

    private static Dictionary<string, (string File, string[] Lines)> Read()
    {
        var sections = new Dictionary<string, (string, string[])>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Repository.PathOf("docs", "checks"), "*.md").Order(StringComparer.Ordinal))
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
