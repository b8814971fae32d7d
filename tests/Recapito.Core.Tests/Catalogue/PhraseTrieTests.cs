using CsCheck;
using Recapito.CatalogueCompiler;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class PhraseTrieTests
{
    private static readonly string[] Phrases = ["he", "hers", "her sister", "his", "спам"];

    [Theory]
    [InlineData("hers", 0, "he:2 hers:4")]
    [InlineData("HER  \t SISTERS", 0, "he:2 her sister:13")]
    [InlineData("a HE  she", 2, "he:4")]
    [InlineData("ushers", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("her", 0, "he:2")]
    [InlineData("СПАМ", 0, "спам:4")]
    public void Every_phrase_that_begins_at_a_place_is_found_with_its_end(string text, int start, string expected)
    {
        var trie = Trie(Phrases, collapse: true);
        var found = new List<string>();
        for (var walk = trie.From(text, start); walk.MoveNext();)
        {
            found.Add($"{Phrases[walk.Current]}:{walk.End}");
        }

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void It_finds_what_a_search_for_each_phrase_finds() =>
        Gen.Select(Gen.String[Gen.Char["abc "], 1, 4].List[1, 12], Gen.String[Gen.Char["abc d"], 0, 60]).Sample((phrases, text) =>
        {
            var distinct = phrases.Distinct().ToArray();
            var trie = Trie(distinct, collapse: false);
            var found = new HashSet<int>();
            for (var start = 0; start < text.Length; start++)
            {
                for (var walk = trie.From(text, start); walk.MoveNext();)
                {
                    Assert.Equal(distinct[walk.Current], text[start..walk.End]);
                    found.Add(walk.Current);
                }
            }

            Assert.Equal(Enumerable.Range(0, distinct.Length).Where(phrase => text.Contains(distinct[phrase], StringComparison.Ordinal)), found.Order());
        });

    private static char Fold(char character) => char.IsWhiteSpace(character) ? ' ' : char.ToLowerInvariant(character);

    private static PhraseTrie Trie(string[] phrases, bool collapse)
    {
        var builder = new PhraseTrieBuilder(collapse ? Fold : null, collapse);
        foreach (var phrase in phrases)
        {
            builder.Add(phrase);
        }

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        builder.Write(writer);
        writer.Flush();
        return new(new CatalogueBytes(stream.ToArray()));
    }
}
