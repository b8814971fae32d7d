using System.Text.RegularExpressions;

namespace Recapito.Core.Tests;

/// <summary>Words that nothing says any more are taken out, in every language.</summary>
public sealed class WordUseTests
{
    // All that speaks: the code of the product, with its pages, and the tables that it reads.
    private static readonly Lazy<string> Code = new(() => string.Concat(Read("src", "*.cs").Concat(Read("src", "*.razor"))));

    private static readonly Lazy<HashSet<string>> Tables = new(() => [.. Read("catalogue", "*.yaml").SelectMany(text => text.Split([' ', '\n', '[', ']', '{', '}', ',', ':', '"', '\t']))]);

    /// <summary>Of words for an id, the id must stand in a table or in the code; of all others, the key, or the beginning to which the code adds the rest.</summary>
    [Fact]
    public void Every_word_is_said_somewhere() =>
        Assert.Empty(Catalogue.Default.WordsIn("en")!.Keys.Where(key => !IsSaid(key)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("ui.or", true)]
    [InlineData("verdict.proven", true)]
    [InlineData("cause.null-mx.says", true)]
    [InlineData("cause.no-such-cause.says", false)]
    [InlineData("remedy.no-such-remedy.title", false)]
    [InlineData("ui.words-that-nobody-says", false)]
    [InlineData("why.words-that-nobody-says", false)]
    [InlineData("next.known-good.command", true)]
    [InlineData("next.words-that-nobody-says.command", false)]
    [InlineData("remedy.wait.steps.former", true)]
    [InlineData("remedy.wait.steps.noSuchVariant", false)]
    public void What_is_said_is_told_from_what_is_not(string key, bool isSaid) => Assert.Equal(isSaid, IsSaid(key));

    private static bool IsSaid(string key) => key.Split('.') switch
    {
        ["cause", var id, var part, ..] => Catalogue.Default.Causes.ContainsKey(id) && part is "says" or "proof" or "who" or "party" or "means" or "may-be" or "meant" or "listed" or "beside-mx" && IsVariantSaid(key, 3),
        ["remedy", var id, ..] => Stands(id) && IsVariantSaid(key, 3),
        ["fact" or "finding" or "code" or "code-step" or "meaning" or "reason", var id, ..] => Stands(id),
        ["next", var id, "command" or "message"] => IsSaid("next." + id) && Code.Value.Contains($"Fitting(question, \"{key.Split('.')[^1]}\")", StringComparison.Ordinal),
        ["why" or "next", ..] => Code.Value.Contains($"\"{key}\"", StringComparison.Ordinal),
        _ => IsKeySaid(key) || IsVariantSaid(key, key.Split('.').Length - 1),
    };

    private static bool Stands(string id) => Tables.Value.Contains(id) || Code.Value.Contains($"\"{id}\"", StringComparison.Ordinal);

    // What comes after the part is the kind of case, which the code names as a word of an argument.
    private static bool IsVariantSaid(string key, int parts)
    {
        var names = key.Split('.');
        return names.Length <= parts ? key.Split('.')[0] is "cause" or "remedy" : names[parts..].All(variant => Code.Value.Contains($"\"{variant}\"", StringComparison.Ordinal) || Code.Value.Contains($"-{variant}\"", StringComparison.Ordinal) || Variant(variant).IsMatch(Code.Value) || Code.Value.Contains(Pascal(variant), StringComparison.Ordinal))
            && (names[0] is "cause" or "remedy" || IsKeySaid(string.Join('.', names[..parts])));
    }

    private static bool IsKeySaid(string key) => Code.Value.Contains($"\"{key}\"", StringComparison.Ordinal) || Beginnings(key).Any(start => Code.Value.Contains($"\"{start}{{", StringComparison.Ordinal) || Code.Value.Contains($"\"{start}\"", StringComparison.Ordinal));

    private static IEnumerable<string> Beginnings(string key) => Enumerable.Range(1, key.Length - 1).Where(i => key[i] is '.' or '-').Select(i => key[..(i + 1)]).Where(start => start is not ("ui." or "page."));

    // A value of an enumeration is a word as it is written with hyphens.
    private static string Pascal(string kebab) => string.Concat(kebab.Split('-').Select(part => part.Length > 0 ? char.ToUpperInvariant(part[0]) + part[1..] : part));

    private static Regex Variant(string name) => new($"\"(?:[a-z -]* )?{Regex.Escape(name)}(?: [a-z -]*)?\"", RegexOptions.NonBacktracking);

    private static IEnumerable<string> Read(string folder, string pattern) =>
        Directory.GetFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}locales{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText);
}
