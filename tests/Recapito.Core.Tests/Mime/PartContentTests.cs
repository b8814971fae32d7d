using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class PartContentTests
{
    /// <summary>The encoding, a content and what it says.</summary>
    [Theory]
    [InlineData("7bit", "as it is =41 YQ==", "as it is =41 YQ==")]
    [InlineData("unknown", "as it is", "as it is")]
    [InlineData("base64", "V29yZHM=", "Words")]
    [InlineData("base64", "V29y\r\nZHM=\r\n", "Words")]
    [InlineData("base64", "V2 9y\tZH!M*=", "Words")]
    [InlineData("base64", "V29yZHM", "Words")]
    [InlineData("base64", "V29yZA", "Word")]
    [InlineData("base64", "V29yZHM=V29yZHM=", "WordsWords")]
    [InlineData("base64", "", "")]
    [InlineData("base64", "====", "")]
    [InlineData("quoted-printable", "caf=E9", "caf\u00e9")]
    [InlineData("quoted-printable", "caf=e9", "caf\u00e9")]
    [InlineData("quoted-printable", "one =\nline", "one line")]
    [InlineData("quoted-printable", "one =\r\nline", "one line")]
    [InlineData("quoted-printable", "one = \r\nline", "one line")]
    [InlineData("quoted-printable", "a=\n=\nb", "ab")]
    [InlineData("quoted-printable", "5=3D5 and 5=5", "5=5 and 5=5")]
    [InlineData("quoted-printable", "broken =ZZ here", "broken =ZZ here")]
    [InlineData("quoted-printable", "at the end =", "at the end ")]
    [InlineData("quoted-printable", "raw \u00e9", "raw \u00e9")]
    [InlineData("x-uuencode", "begin 644 words.txt\n%5V]R9',`\n`\nend\n", "Words")]
    [InlineData("x-uuencode", "begin 644 words.txt\n%5V]R9', \n", "Words")]
    public void A_content_is_decoded_leniently(string encoding, string content, string text)
    {
        var mail = Encoding.Latin1.GetBytes($"Content-Transfer-Encoding: {encoding}\n\n{content}");
        var tree = MailScanner.Scan(mail);
        Assert.Equal(text, Encoding.Latin1.GetString(PartContent.Of(mail, tree[0], 1000)));
    }

    [Theory]
    [InlineData("7bit", "abcdef", "abcd")]
    [InlineData("quoted-printable", "=41=42=43=44=45", "ABCD")]
    [InlineData("base64", "V29yZHM=", "Word")]
    public void A_content_is_decoded_up_to_a_limit(string encoding, string content, string text)
    {
        var mail = Encoding.Latin1.GetBytes($"Content-Transfer-Encoding: {encoding}\n\n{content}");
        var tree = MailScanner.Scan(mail);
        Assert.Equal(text, Encoding.Latin1.GetString(PartContent.Of(mail, tree[0], 4)));
    }
}
