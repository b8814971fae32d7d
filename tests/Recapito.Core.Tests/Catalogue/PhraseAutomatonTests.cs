using System.Text;
using CsCheck;
using Recapito.CatalogueCompiler;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class PhraseAutomatonTests
{
    [Theory]
    [InlineData("ushers", "he:4 she:4 hers:6")]
    [InlineData("a HE  \t she", "he:4 she:11 he:11")]
    [InlineData("", "")]
    [InlineData("xyz", "")]
    [InlineData("спам", "спам:4")]
    public void Every_occurrence_is_found_with_its_end(string text, string expected)
    {
        var automaton = Automaton(["he", "she", "his", "hers", "спам"], collapse: true);
        var found = new List<string>();
        foreach (var match in automaton.In(text))
        {
            found.Add($"{new[] { "he", "she", "his", "hers", "спам" }[match.Phrase]}:{match.End}");
        }

        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), found.Order());
    }

    [Fact]
    public void It_finds_what_a_search_for_each_phrase_finds() =>
        Gen.Select(Gen.String[Gen.Char["abc "], 1, 4].List[1, 12], Gen.String[Gen.Char["abc d"], 0, 60]).Sample((phrases, text) =>
        {
            var distinct = phrases.Distinct().ToArray();
            var automaton = Automaton(distinct, collapse: false);
            Span<ulong> found = stackalloc ulong[automaton.Words];
            automaton.Find(text, found);
            for (var i = 0; i < distinct.Length; i++)
            {
                Assert.Equal(text.Contains(distinct[i], StringComparison.Ordinal), (found[i >> 6] >> (i & 63) & 1) == 1);
            }
        });

    [Theory]
    [InlineData("Mailbox Full.Please  try", "mailbox full.please try")]
    [InlineData("<lee@spam.example>: Über-voll", "[lee@spam.example] uber voll")]
    [InlineData("see https://Spam.example/virus?x=1, ok", "see [https://spam.example/virus?x] 1 ok")]
    [InlineData("doesn’t exist", "doesn't exist")]
    [InlineData("RESOLVER.ADR.RecipNotFound; not", "[resolver.adr.recipnotfound] not")]
    public void Names_are_kept_apart_from_words(string text, string expected)
    {
        var shown = new StringBuilder();
        var inName = false;
        foreach (var character in CueText.Fold(text))
        {
            var isName = character >= CueText.NameShift && character < CueText.NameShift + 0x100;
            shown.Append(isName == inName ? "" : isName ? "[" : "]");
            shown.Append(isName ? (char)(character - CueText.NameShift) : character);
            inName = isName;
        }

        Assert.Equal(expected, shown.Append(inName ? "]" : "").ToString());
    }

    [Fact]
    public void Any_text_folds_within_its_length() => Gen.String.Sample(text =>
    {
        var folded = new char[text.Length];
        Assert.InRange(CueText.Fold(text, folded), 0, text.Length);
    });

    private static char Fold(char character) => char.IsWhiteSpace(character) ? ' ' : char.ToLowerInvariant(character);

    private static PhraseAutomaton Automaton(string[] phrases, bool collapse)
    {
        var builder = new PhraseAutomatonBuilder(collapse ? Fold : null, collapse);
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
