using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public class OutlookBodyTests
{
    private static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;
    private static readonly Encoding Cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    public static TheoryData<string, Action<OutlookMessageWriter>, string, string> Bodies => new()
    {
        { "Unicode text", message => message.Text(0x1000, "配達できません"), "text/plain", "配達できません" },
        { "text in the message's code page", message => message.Number(0x3FFD, 932).Narrow(0x1000, ShiftJis.GetBytes("配達できません")), "text/plain", "配達できません" },
        { "text in the internet code page", message => message.Number(0x3FDE, 1251).Narrow(0x1000, Cyrillic.GetBytes("не доставлено")), "text/plain", "не доставлено" },
        { "text of no code page that is UTF-8", message => message.Narrow(0x1000, Encoding.UTF8.GetBytes("non recapitabile: è")), "text/plain", "non recapitabile: è" },
        { "text of no code page that is western", message => message.Narrow(0x1000, [0xE8, 0x20, 0x80]), "text/plain", "è €" },
        { "text of a code page that nobody knows", message => message.Number(0x3FFD, 4711).Narrow(0x1000, [0x61, 0xE8]), "text/plain", "aè" },
        { "single bytes where UTF-16 belongs", message => message.Raw("__substg1.0_1000001F", "Your message did not reach lee@contoso.example"u8.ToArray()), "text/plain", "Your message did not reach lee@contoso.example" },
        { "HTML in the internet code page", message => message.Number(0x3FDE, 1251).Binary(0x1013, Cyrillic.GetBytes("<p>нет</p>")), "text/html", "<p>нет</p>" },
        { "HTML as UTF-8", message => message.Number(0x3FDE, 65001).Binary(0x1013, Encoding.UTF8.GetBytes("<p>è</p>")), "text/html", "<p>è</p>" },
        { "HTML as a Unicode string", message => message.Text(0x1013, "<p>è</p>"), "text/html", "<p>è</p>" },
        { "compressed RTF", message => message.Binary(0x1009, RtfCompressor.Compress(@"{\rtf1\ansi\ansicpg1252 citt\'e0\par end}")), "text/plain", "città\r\nend" },
        { "HTML in RTF", message => message.Binary(0x1009, RtfCompressor.Compress(@"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}citt\'e0{\*\htmltag72 </p>}}")), "text/html", "<p>città</p>" },
        { "the text of a report", message => message.Text(0x1001, "No mailbox here by that name."), "text/plain", "No mailbox here by that name." },
        { "nothing", _ => { }, "text/plain", "" },
        { "RTF without its header", message => message.Binary(0x1009, [1, 2, 3]), "text/plain", "" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_read_whatever_it_is_written_in(string what, Action<OutlookMessageWriter> write, string type, string body)
    {
        var message = new OutlookMessageWriter("IPM.Note");
        write(message);
        var mail = OutlookMessage.Read(message.Write());
        Assert.Equal(what.StartsWith("RTF without", StringComparison.Ordinal) ? 1 : 0, mail.Issues.Count);
        var text = Encoding.UTF8.GetString(mail.Bytes);
        Assert.Contains($"Content-Type: {type}; charset=utf-8\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{body}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_HTML_are_alternatives()
    {
        var text = Encoding.UTF8.GetString(OutlookMessage.Read(new OutlookMessageWriter("IPM.Note").Text(0x1000, "plain").Text(0x1013, "<p>html</p>").Write()).Bytes);
        Assert.Contains("multipart/alternative; boundary=\"=_outlook_000000001\"", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nplain\r\n--=_outlook_000000001\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>html</p>\r\n--=_outlook_000000001--\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_holds_a_boundary_does_not_end_its_part()
    {
        var body = "--=_outlook_000000001--\r\n--=_outlook_000000041\r\n\r\nFinal-Recipient: rfc822;max@contoso.example\r\n";
        var text = Encoding.UTF8.GetString(OutlookMessage.Read(new OutlookMessageWriter("IPM.Note").Text(0x1000, body).Text(0x1013, "<p>").Write()).Bytes);
        Assert.Contains("boundary=\"=_outlook_000000042\"", text, StringComparison.Ordinal);
    }
}
