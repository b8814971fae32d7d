using System.Text;

namespace Recapito.Core.Tests;

/// <summary>What a document, a comment or a message points to must be there.</summary>
public class LinkTests
{
    private static readonly string[] Elsewhere = ["artifacts", "bin", "obj", ".git", ".vs", "node_modules"];

    private static readonly string[] Sources = [".cs", ".yaml", ".csproj", ".props"];

    public static TheoryData<string> Documents => [.. Files(".md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file_and_heading_of_the_repository(string document)
    {
        var path = Repository.PathOf(document);
        foreach (var target in Targets(File.ReadAllLines(path)).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)))
        {
            var (file, anchor) = target.Split('#', 2) is [var before, var after] ? (before, after) : (target, null);
            var full = file.Length == 0 ? path : Path.GetFullPath(file, Path.GetDirectoryName(path)!);
            Assert.True(File.Exists(full) || Directory.Exists(full), $"{document}: {target}: there is no such file");
            Assert.True(anchor is null || Anchors(full).Contains(anchor), $"{document}: {target}: there is no such heading");
        }
    }

    [Fact]
    public void Every_document_that_code_and_messages_name_exists()
    {
        var named = Sources.SelectMany(Files).Where(file => !file.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => Named(File.ReadAllText(Repository.PathOf(file))).Select(document => (file, document))).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(pair => !Exists(pair.document)).Select(pair => $"{pair.file} names {pair.document}"));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_source_file_that_a_document_names_exists(string document)
    {
        var sources = Files(".cs").Select(file => "/" + file).ToList();
        var named = Prose(File.ReadAllLines(Repository.PathOf(document))).SelectMany(line => line.Split('`').Where((_, i) => i % 2 == 1))
            .Where(name => name.EndsWith(".cs", StringComparison.Ordinal) && !name.Contains('*', StringComparison.Ordinal) && !name.Contains('<', StringComparison.Ordinal));
        Assert.All(named.Select(name => name.Split('/')[^1]), name =>
            Assert.Contains(sources, file => file.EndsWith(name.StartsWith('.') ? name : "/" + name, StringComparison.Ordinal)));
    }

    // Decisions are named by their number: docs/adr/0004.
    private static bool Exists(string document) => File.Exists(Repository.PathOf(document))
        || (document.StartsWith("docs/adr/", StringComparison.Ordinal) && Directory.GetFiles(Repository.PathOf("docs", "adr"), document[9..] + "-*.md").Length == 1);

    private static IEnumerable<string> Named(string text)
    {
        for (var at = text.IndexOf("docs/", StringComparison.Ordinal); at >= 0; at = text.IndexOf("docs/", at + 1, StringComparison.Ordinal))
        {
            var end = at;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '/' or '-' or '.'))
            {
                end++;
            }

            var name = text[at..end].TrimEnd('.');
            if (name.EndsWith(".md", StringComparison.Ordinal) || name.EndsWith(".json", StringComparison.Ordinal) || name.StartsWith("docs/adr/", StringComparison.Ordinal))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> Targets(IEnumerable<string> lines) => Prose(lines)
        .SelectMany(line => line.Split("](").Skip(1).Select(rest => rest.Split(')')[0].Split(' ')[0]));

    /// <summary>As GitHub makes them: lower case, blanks to hyphens, punctuation dropped.</summary>
    private static HashSet<string> Anchors(string path) => path.EndsWith(".md", StringComparison.Ordinal)
        ? Prose(File.ReadAllLines(path)).Where(line => line.StartsWith('#')).Select(line => Anchor(line.TrimStart('#').Trim())).ToHashSet(StringComparer.Ordinal)
        : [];

    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_'))
        {
            anchor.Append(letter is ' ' ? '-' : letter);
        }

        return anchor.ToString();
    }

    private static IEnumerable<string> Prose(IEnumerable<string> lines)
    {
        var code = false;
        foreach (var line in lines)
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                code = !code;
            }
            else if (!code)
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Files(string extension) => Directory
        .EnumerateFiles(Repository.PathOf(), "*" + extension, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(file => Path.GetRelativePath(Repository.PathOf(), file).Replace('\\', '/'))
        .Where(file => !file.Split('/').Intersect(Elsewhere).Any()).Order(StringComparer.Ordinal);
}
