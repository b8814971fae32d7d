using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public class RtfTests
{
    /// <summary>The two examples of [MS-OXRTFCP] §4.1.</summary>
    [Theory]
    [InlineData("2D0000002B0000004C5A4675F1C5C7A703000A007263706731323542320AF32068656C090020627705B06C647D0A800FA0", "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")]
    [InlineData("1A0000001C0000004C5A4675E2D44B51410004205758595A0D6E7D010EB0", "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")]
    public void The_examples_of_the_specification_decompress(string hex, string rtf)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(rtf, Encoding.Latin1.GetString(RtfCompression.Decompress(bytes, 1000)!));
        Assert.StartsWith(Encoding.Latin1.GetString(RtfCompression.Decompress(bytes.AsSpan(0, bytes.Length - 5), 1000)!), rtf, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(207)]
    [InlineData(5000)]
    [InlineData(70_000)]
    public void What_was_compressed_comes_out_again(int length)
    {
        var rtf = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i * i % 23)))) + @"\par \pard\plain\f0\fs20";
        Assert.Equal(rtf, Encoding.Latin1.GetString(RtfCompression.Decompress(RtfCompressor.Compress(rtf), 1 << 20)!));
        Assert.Equal(rtf, Encoding.Latin1.GetString(RtfCompression.Decompress(RtfCompressor.Plain(rtf), 1 << 20)!));
    }

    [Fact]
    public void The_limit_holds_whatever_the_header_says()
    {
        var compressed = RtfCompressor.Compress(new string('x', 10_000));
        Array.Fill(compressed, (byte)0xFF, 4, 4);
        Assert.Equal(100, RtfCompression.Decompress(compressed, 100)!.Length);
        Assert.Null(RtfCompression.Decompress(compressed.AsSpan(0, 12), 100));
        Assert.Null(RtfCompression.Decompress(new byte[20], 100));
    }

    [Theory]
    [InlineData(@"{\rtf1\ansi one\par two\line three\tab four}", "one\r\ntwo\r\nthree\tfour")]
    [InlineData(@"{\rtf1\ansi\ansicpg1252 caf\'e9 \{x\} a\~b\\}", "café {x} a\u00A0b\\")]
    [InlineData(@"{\rtf1\ansi\ansicpg1251 \'ed\'e5\'f2}", "нет")]
    [InlineData(@"{\rtf1\ansi\uc1 \u1085?\u1077?\u1090?!}", "нет!")]
    [InlineData(@"{\rtf1\ansi\uc2 \u-10179 ab\u-8694 \'83\'84!}", "\U0001F60A!")]
    [InlineData(@"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset128 MS Gothic;}}\f1 \'94\'7a\'92\'42\f0 ok}", "配達ok")]
    [InlineData(@"{\rtf1\ansi{\stylesheet{\s1 Normal;}}{\*\generator Riched20;}{\info{\title t}}seen{\pict 0123}\ldblquote q\rdblquote}", "seen“q”")]
    [InlineData("{\\rtf1 a\\bin3 }}}b}", "ab")]
    [InlineData(@"{\rtf1 a}}}} b {c \'zz \u \", "a b c zz ?")]
    public void Text_comes_out_of_RTF(string rtf, string text) =>
        Assert.Equal(text, RtfDocument.Read(Encoding.Latin1.GetBytes(rtf)).Text);

    /// <summary>[MS-OXRTFEX] §2.1.3 and its examples in form.</summary>
    [Theory]
    [InlineData(@"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}}{\*\htmltag18 <html>}{\*\htmltag50 <body>}{\*\htmltag64}\htmlrtf {\f0 \htmlrtf0 \'ed\'e5\'f2 {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 bold{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0 {\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 x{\*\mhtmltag84 <a href=y>}{\*\htmltag58 </body>}{\*\htmltag27 </html>}}",
        "<html><body>нет <b>bold</b>&lt;x</body></html>")]
    [InlineData(@"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}one\par{\*\htmltag72 </p>\par}two\line three}", "<p>one\r\n</p>\r\ntwo<br>\r\nthree")]
    public void HTML_comes_out_of_RTF_that_encapsulates_it(string rtf, string html)
    {
        var body = RtfDocument.Read(Encoding.Latin1.GetBytes(rtf));
        Assert.True(body.IsHtml);
        Assert.Equal(html, body.Text);
    }

    [Fact]
    public void A_million_open_groups_do_not_exhaust_the_stack()
    {
        var rtf = new StringBuilder(@"{\rtf1 ").Append('{', 1_000_000).Append("deep").Append('}', 1_000_000).Append(" end}").ToString();
        Assert.Equal("deep end", RtfDocument.Read(Encoding.Latin1.GetBytes(rtf)).Text);
    }
}
