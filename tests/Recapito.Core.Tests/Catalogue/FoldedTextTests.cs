using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class FoldedTextTests
{
    /// <summary>Longer than the sixteen characters that are folded at once, so that each text is folded in both ways.</summary>
    private const string Block = "the mailbox is full";

    public static TheoryData<string, string> Texts => new()
    {
        { "", "" },
        { "User Unknown", "user unknown" },
        { "a \t\r\n  b", "a b" },
        { "\r\n\r\n<A@B.example>: \r\n 550", " <a@b.example>: 550" },
        { $"{Block}\n\n{Block.ToUpperInvariant()}  {Block}", $"{Block} {Block} {Block}" },
        { $"{Block}\u00A0\u3000{Block}", $"{Block} {Block}" },
        { $"{Block} größe {Block}", $"{Block} gr\u00FF\u00FFe {Block}" },
        { "宛先 不明 User", "\u00FF\u00FF \u00FF\u00FF user" },
        { "\0\u0001[]^_`{|}~\u007F@AZaz09", "\0\u0001[]^_`{|}~\u007F@azaz09" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_lower_case_with_single_blanks_whatever_its_length(string text, string folded)
    {
        foreach (var pad in (string[])["", "x", "0123456789abcdef", "0123456789abcdef7"])
        {
            var read = new FoldedText(pad + text);
            Assert.Equal(pad + folded, Encoding.Latin1.GetString(read.Octets[..^8]));
            Assert.Equal(new byte[8], read.Octets[^8..].ToArray());
            read.Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Each_octet_leads_back_to_its_character(string text, string folded)
    {
        Assert.NotNull(folded);
        var read = new FoldedText(text);
        for (int place = 0, gap = 0; place < folded.Length; place++)
        {
            var character = text[read.InText(place, ref gap)];
            Assert.True(folded[place] == ' ' ? char.IsWhiteSpace(character) : folded[place] == '\u00FF' ? character > 127 : char.ToLowerInvariant(character) == folded[place]);
        }

        read.Dispose();
    }

    [Theory]
    [InlineData("to: <Lee@contoso.example>", "to : < lee @ contoso . example >")]
    [InlineData("Größe 552  mailbox-full über", "größe 552 mailbox - full über")]
    [InlineData("宛先 unknown", "宛 先 unknown")]
    [InlineData("a mailbox that is full and (so) on 99% of it", "a mailbox that is full and ( so ) on 99 % of it")]
    public void Words_signs_and_letters_of_scripts_without_blanks_begin_where_they_stand(string text, string words)
    {
        var read = new FoldedText(text);
        var found = new List<char>();
        var gap = 0;
        foreach (var start in read.Starts)
        {
            found.Add(char.ToLowerInvariant(text[read.InText(start, ref gap)]));
        }

        read.Dispose();
        Assert.Equal(words.Split(' ').Select(word => word[0]), found);
    }

    [Fact]
    public void Every_phrase_is_found_wherever_words_begin_however_its_blanks_are_written()
    {
        var table = Recapito.Core.Catalogue.Default.Dialects;
        var phrases = PhrasesOfSource();
        var missed = new List<string>();
        foreach (var phrase in phrases)
        {
            foreach (var (start, text) in ((int, string)[])[(0, phrase), (3, $"x, {InCapitals(phrase)}."), (12, $"some words\r\n{phrase.Replace(" ", "\r\n  ", StringComparison.Ordinal)} and more")])
            {
                var hits = new List<PhraseHit>();
                table.Index.Find(text, hits, 1000);
                if (!hits.Exists(hit => hit.Start == start && Folded(text[start..hit.End]) == Folded(phrase)))
                {
                    missed.Add(text);
                }
            }
        }

        Assert.True(phrases.Count > 1000, $"{phrases.Count} phrases");
        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    private static string InCapitals(string text) => string.Concat(text.Select(character => char.IsAscii(character) ? char.ToUpperInvariant(character) : character));

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();

    private static List<string> PhrasesOfSource() =>
        [.. CatalogueCompiler.CatalogueSource.Read(Repository.PathOf("catalogue")).Dialects.SelectMany(dialect => dialect.Cues).Select(cue => cue.Phrase).Distinct()];
}
