using System.Text;
using CsCheck;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class CueTextTests
{
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
}
