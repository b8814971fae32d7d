using System.Text;

namespace Recapito.Core.Tests;

/// <summary>
/// What the worlds of <c>lab/worlds</c> expect, read as plain text: the core's tests do not know the lab. Whether the worlds are right,
/// <c>recapito lab prove</c> says.
/// </summary>
internal static class WorldFiles
{
    private static readonly List<(string File, HashSet<string> Expected, HashSet<string> Forbidden)> All = Read("expect", ["cause", "contributing"], "forbidden");

    private static readonly List<(string File, HashSet<string> Expected, HashSet<string> Forbidden)> Hybrid = Read("hybrid", ["must"], "mustNot");

    /// <summary>How many worlds there are.</summary>
    public static int Count => All.Count;

    /// <summary>Names of the worlds in which the cause is to be found, as the cause or beside it.</summary>
    public static IReadOnlyList<string> Expecting(string cause) => [.. All.Where(world => world.Expected.Contains(cause)).Select(world => world.File)];

    /// <summary>Names of the worlds in which the cause must not be found.</summary>
    public static IReadOnlyList<string> Forbidding(string cause) => [.. All.Where(world => world.Forbidden.Contains(cause)).Select(world => world.File)];

    /// <summary>Names of the worlds in which <c>hybrid check</c> must make the finding.</summary>
    public static IReadOnlyList<string> Demanding(string finding) => [.. Hybrid.Where(world => world.Expected.Contains(finding)).Select(world => world.File)];

    /// <summary>Names of the worlds in which it must not, and in which nothing else makes it.</summary>
    public static IReadOnlyList<string> Refusing(string finding) => [.. Hybrid.Where(world => world.Forbidden.Contains(finding) && !world.Expected.Contains(finding)).Select(world => world.File)];

    /// <summary>The ids after a key in a text of YAML: <c>key: id</c>, <c>key: [id, id]</c> over any number of lines, or a list of lines.</summary>
    internal static IEnumerable<string> Values(string yaml, string key)
    {
        for (var at = yaml.IndexOf(key + ":", StringComparison.Ordinal); at >= 0; at = yaml.IndexOf(key + ":", at + 1, StringComparison.Ordinal))
        {
            if (at > 0 && (char.IsLetterOrDigit(yaml[at - 1]) || yaml[at - 1] is '-' or '.'))
            {
                continue;
            }

            var rest = yaml[(at + key.Length + 1)..].TrimStart(' ');
            foreach (var id in rest.StartsWith('[') ? Words(rest[1..rest.IndexOf(']', StringComparison.Ordinal)])
                : rest.StartsWith('\n') ? rest.Split('\n').Skip(1).TakeWhile(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal)).SelectMany(line => Words(line.TrimStart()[2..]).Take(1))
                : Words(rest).Take(1))
            {
                yield return id;
            }
        }
    }

    private static string[] Words(string text) =>
        text.Split([' ', ',', '\n', '"', '\'', '}', '{', '#'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What stands under a key of the top level, up to the next one.</summary>
    internal static string Section(string yaml, string key)
    {
        var lines = yaml.Split('\n').SkipWhile(line => !line.StartsWith(key + ":", StringComparison.Ordinal)).ToList();
        return lines.Count == 0 ? "" : string.Join('\n', lines.Skip(1).TakeWhile(line => line.Length == 0 || !char.IsLetter(line[0])).Prepend(lines[0]));
    }

    private static List<(string File, HashSet<string> Expected, HashSet<string> Forbidden)> Read(string section, string[] expected, string forbidden)
    {
        var folder = Repository.PathOf("lab", "worlds");
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories) : [];
        return [.. files.Order(StringComparer.Ordinal).Select(file =>
        {
            var text = Section(WithoutComments(file), section);
            return (Path.GetRelativePath(folder, file), expected.SelectMany(key => Values(text, key)).ToHashSet(StringComparer.Ordinal), Values(text, forbidden).ToHashSet(StringComparer.Ordinal));
        })];
    }

    private static string WithoutComments(string file)
    {
        var text = new StringBuilder("\n");
        foreach (var line in File.ReadAllLines(file).Where(line => !line.TrimStart().StartsWith('#')))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }
}
