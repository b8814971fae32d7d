using System.Text.RegularExpressions;

namespace Recapito.Cli.Tests;

/// <summary>Files and methods stay short enough to be read at a glance.</summary>
public sealed partial class SourceSizeTests
{
    private const int LongestFile = 500;
    private const int MostFiles = 250;
    private const int LongestMember = 80;
    private const int MostMembers = 30;
    private const double Most = 0.9;

    [Fact]
    public void Files_are_short()
    {
        var files = ArchitectureTests.Sources("src").Select(file => (What: Path.GetFileName(file), Lines: File.ReadAllLines(file).Length)).ToList();
        Check(files, LongestFile, MostFiles);
    }

    [Fact]
    public void Members_are_short()
    {
        var members = ArchitectureTests.Sources("src").SelectMany(Members).ToList();
        Assert.True(members.Count > 500, $"only {members.Count} members found: the counter is wrong");
        Check(members, LongestMember, MostMembers);
    }

    [Fact]
    public void The_counter_counts_members_and_not_what_is_nested_in_them()
    {
        const string Source = """
            public sealed class A(int a)
            {
                private readonly List<int> list = new()
                {
                    1,
                };

                public int B(int b)
                {
                    if (b > 1)
                    {
                        return 2;
                    }

                    return b switch
                    {
                        1 => 3,
                        _ => 4,
                    };
                }

                private sealed record C
                {
                    public int D
                    {
                        get => 1;
                    }
                }
            }
            """;
        Assert.Equal([("x: private readonly List<int> list = new()", 1), ("x: public int B(int b)", 10), ("x: public int D", 1)], Members("x", Source.Split('\n')));
    }

    private static void Check(List<(string What, int Lines)> sizes, int longest, int most)
    {
        Assert.DoesNotContain(sizes, size => size.Lines > longest);
        var ordered = sizes.OrderBy(size => size.Lines).ToList();
        var (what, lines) = ordered[(int)(ordered.Count * Most)];
        Assert.True(lines <= most, $"nine of ten should have at most {most} lines, and have up to {lines} ({what})");
    }

    private static IEnumerable<(string What, int Lines)> Members(string file) => Members(Path.GetFileName(file), File.ReadAllLines(file));

    // The formatter puts each brace of a block on a line of its own, so a block ends at the first closing brace of the same depth.
    private static IEnumerable<(string What, int Lines)> Members(string name, string[] lines)
    {
        var open = new Stack<(int Depth, int Line, bool IsType, string Header)>();
        for (var i = 1; i < lines.Length; i++)
        {
            var text = lines[i].TrimStart();
            var depth = lines[i].Length - text.Length;
            if (text.TrimEnd() == "{")
            {
                var header = Header(lines, i);
                open.Push((depth, i, IsType().IsMatch(header), header));
            }
            else if (text.StartsWith('}') && open.Any(block => block.Depth == depth))
            {
                while (open.Peek().Depth != depth)
                {
                    open.Pop();
                }

                var block = open.Pop();
                if (!block.IsType && open.TryPeek(out var outer) && outer.IsType)
                {
                    yield return ($"{name}: {block.Header}", i - block.Line - 1);
                }
            }
        }
    }

    private static string Header(string[] lines, int brace)
    {
        var first = brace;
        while (first > 0 && lines[first - 1].Trim() is { Length: > 0 } line && line[^1] is not (';' or '{' or '}') && !line.StartsWith("//", StringComparison.Ordinal) && line[0] is not '[')
        {
            first--;
        }

        return string.Join(' ', lines[first..brace].Select(line => line.Trim()));
    }

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) \w")]
    private static partial Regex IsType();
}
