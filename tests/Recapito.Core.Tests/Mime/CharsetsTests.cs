using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class CharsetsTests
{
    /// <summary>The label, the bytes in hexadecimal, and the text.</summary>
    [Theory]
    [InlineData("", "61 62", "ab")]
    [InlineData("utf-8", "C3 A9 E2 82 AC", "é€")]
    [InlineData("UTF8", "C3 A9", "é")]
    [InlineData("", "C3 A9", "é")]
    [InlineData("us-ascii", "C3 A9", "é")]
    [InlineData("us-ascii", "E9 74 E9", "été")]
    [InlineData("utf-8", "E9 74 E9", "été")]
    [InlineData("iso-8859-1", "E9 74 E9", "été")]
    [InlineData("iso-8859-1", "C3 A9", "é")]
    [InlineData("iso-8859-2", "F5", "ő")]
    [InlineData("iso-8859-15", "A4", "€")]
    [InlineData("windows-1250", "9E 9A", "žš")]
    [InlineData("windows-1251", "CF F0 E8 E2 E5 F2", "Привет")]
    [InlineData("windows-1252", "E9 80", "é€")]
    [InlineData("cp1252", "E9 80", "é€")]
    [InlineData("windows-1253", "E5 E9 ED E1 E9", "ειναι")]
    [InlineData("windows-1254", "FD DD", "ıİ")]
    [InlineData("windows-1255", "F9 EC E5 ED", "שלום")]
    [InlineData("cp850", "87", "ç")]
    [InlineData("koi8-r", "EF D4 D0 D2 C1 D7 CB C1", "Отправка")]
    [InlineData("iso-2022-jp", "1B 24 42 25 61 21 3C 25 6B 1B 28 42", "メール")]
    [InlineData("", "1B 24 42 25 61 21 3C 25 6B 1B 28 42", "メール")]
    [InlineData("us-ascii", "1B 24 42 25 61 21 3C 25 6B 1B 28 42", "メール")]
    [InlineData("utf-8", "1B 24 42 25 61 21 3C 25 6B 1B 28 42", "メール")]
    [InlineData("shift_jis", "83 81 81 5B 83 8B", "メール")]
    [InlineData("x-sjis", "83 81 81 5B 83 8B", "メール")]
    [InlineData("euc-jp", "A5 E1 A1 BC A5 EB", "メール")]
    [InlineData("gb2312", "D6 D0 CE C4", "中文")]
    [InlineData("gb18030", "D6 D0 CE C4", "中文")]
    [InlineData("gbk", "D6 D0 CE C4", "中文")]
    [InlineData("hz-gb-2312", "7E 7B 56 50 4E 44 7E 7D", "中文")]
    [InlineData("big5", "B6 6C A5 F3", "郵件")]
    [InlineData("euc-kr", "C7 D1 B1 DB", "한글")]
    [InlineData("ks_c_5601-1987", "C7 D1 B1 DB", "한글")]
    [InlineData("utf-7", "2B 41 4F 6B 2D 78", "éx")]
    [InlineData("unicode-1-1-utf-7", "2B 5A 65 56 6E 4C 41 2D", "日本")]
    [InlineData("utf-16le", "65 00 E5 65", "e日")]
    [InlineData("x-unknown", "C3 A9", "é")]
    [InlineData("x-unknown", "E9 74", "ét")]
    [InlineData("\u00e9", "E9 74", "ét")]
    [InlineData("iso-8859-1\0", "E9 74", "ét")]
    [InlineData("a-name-that-is-longer-than-any-charset-that-there-is", "E9 74", "ét")]
    [InlineData("utf-8", "61 00 62", "a\0b")]
    public void Bytes_become_text_in_the_charset_that_they_say_or_are(string label, string bytes, string text) =>
        Assert.Equal(text, Charsets.Decode(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)), Encoding.Latin1.GetBytes(label)));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("+", "+")]
    [InlineData("1 +- 1", "1 + 1")]
    [InlineData("+AOk-", "é")]
    [InlineData("+AOk ", "é ")]
    [InlineData("+AOk", "é")]
    [InlineData("a+AOkAKw-b", "aé+b")]
    [InlineData("+ZeVnLA-!", "日本!")]
    [InlineData("+2D3cSw-", "\ud83d\udc4b")]
    [InlineData("+A", "")]
    [InlineData("", "")]
    public void UTF_7_is_read(string bytes, string text) => Assert.Equal(text, Utf7.Decode(Encoding.Latin1.GetBytes(bytes)));
}
