using System.Text.RegularExpressions;

namespace Recapito.Core.Tests;

/// <summary>
/// The source of the checks, read as text: by which facts a check excludes its cause. A file may hold several small checks, and some share a judge, so the
/// type of the check is read, and each method that it calls by the name of its type.
/// </summary>
internal sealed partial class CheckSources
{
    /// <summary>The checks of the product.</summary>
    public static readonly CheckSources Product = new(Directory.GetFiles(Repository.PathOf("src", "Recapito.Core", "Checks"), "*.cs", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "Facts.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private readonly Dictionary<string, string[]> types = new(StringComparer.Ordinal);

    public CheckSources(IEnumerable<string> files)
    {
        foreach (var lines in files.Select(CodeOf))
        {
            foreach (var (start, end) in Parts(lines, line => TypeHead().IsMatch(line)))
            {
                types.Add(TypeHead().Match(lines[start]).Groups[1].Value, lines[start..end]);
            }
        }
    }

    /// <summary>Every fact that the files name; ids of causes are none.</summary>
    public IReadOnlySet<string> Facts => FactsIn(types.Values.SelectMany(lines => lines)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The facts by which the check of a cause excludes it.</summary>
    public IReadOnlySet<string> FactsOf(string cause)
    {
        var own = types.Values.Single(lines => lines.Any(line => line.Contains($"new(\"{cause}\"", StringComparison.Ordinal)));
        var found = new HashSet<string>(StringComparer.Ordinal);
        Walk(own, found, new(StringComparer.Ordinal));
        return found;
    }

    private void Walk(string[] code, HashSet<string> found, HashSet<string> walked)
    {
        found.UnionWith(FactsIn(code));
        foreach (var call in code.SelectMany(line => Call().Matches(line)).Where(call => walked.Add(call.Value)))
        {
            Walk(Method(call.Groups[1].Value, call.Groups[2].Value), found, walked);
        }
    }

    private string[] Method(string type, string name) => types.TryGetValue(type, out var lines)
        ? [.. Parts(lines, line => Member().IsMatch(line)).Where(part => lines[part.Start].Contains($" {name}(", StringComparison.Ordinal)).SelectMany(part => lines[part.Start..part.End])]
        : [];

    private static IEnumerable<string> FactsIn(IEnumerable<string> code) => code.SelectMany(line => Fact().Matches(line)).Select(match => match.Groups[1].Value);

    private static string[] CodeOf(string file) => [.. file.ReplaceLineEndings("\n").Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))];

    private static IEnumerable<(int Start, int End)> Parts(string[] lines, Func<string, bool> begins)
    {
        var starts = Enumerable.Range(0, lines.Length).Where(i => begins(lines[i])).ToList();
        return starts.Select((start, i) => (start, i + 1 < starts.Count ? starts[i + 1] : lines.Length));
    }

    [GeneratedRegex(@"^(?:public|internal) [\w ]*\b(?:class|record|enum) (\w+)")]
    private static partial Regex TypeHead();

    [GeneratedRegex(@"^    (?:public|internal|private) ")]
    private static partial Regex Member();

    [GeneratedRegex(@"\b([A-Z]\w*)\.([A-Z]\w*)\(")]
    private static partial Regex Call();

    // Words in small letters with hyphens; the one that a check is made with is the id of its cause.
    [GeneratedRegex("(?<!new\\()\"([a-z0-9]+(?:-[a-z0-9]+)+)\"")]
    private static partial Regex Fact();
}
