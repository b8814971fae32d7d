using System.Text;
using Xunit;

namespace Recapito.Core.Tests;

public sealed class HeaderTextTests
{
    /// <summary>The value as bytes, and what people read.</summary>
    [Theory]
    [InlineData(" Invoice ", "Invoice")]
    [InlineData("", "")]
    [InlineData(" one\r\n two", "one two")]
    [InlineData(" one\n\t two", "one two")]
    [InlineData("=?utf-8?Q?caf=C3=A9?=", "café")]
    [InlineData("=?UTF-8?q?a_b=20c?=", "a b c")]
    [InlineData("=?utf-8?B?Y2Fmw6k=?=", "café")]
    [InlineData("=?iso-8859-1?Q?caf=E9?=", "café")]
    [InlineData("=?iso-8859-1*en?Q?caf=E9?=", "café")]
    [InlineData("=?windows-1252?Q?=80?=", "€")]
    [InlineData("=?koi8-r?B?79TQ0sHXy8E=?=", "Отправка")]
    [InlineData("=?gb2312?B?1tDOxA==?=", "中文")]
    [InlineData("=?iso-2022-jp?B?GyRCJWEhPCVrGyhC?=", "メール")]
    [InlineData("a =?utf-8?q?b?= c =?utf-8?q?d?= =?utf-8?q?e?= f", "a b c de f")]
    [InlineData("=?utf-8?q?d?=\r\n =?utf-8?q?e?=", "de")]
    [InlineData("=?utf-8?Q?a=C3?= =?utf-8?Q?=A9b?=", "aéb")]
    [InlineData("=?utf-8?B?YcM=?= =?utf-8?B?qWI=?=", "aéb")]
    [InlineData("=?utf-8?B?eHB0bw?= <a@b.example>", "xpto <a@b.example>")]
    [InlineData("=?utf-8*en?Q?a_b?=", "a b")]
    [InlineData("=?iso-8859-1?Q?a=E9?= =?utf-8?Q?=C3=A9b?=", "aééb")]
    [InlineData("=?utf-8?X?abc?= =?utf-8?Q?d?=", "=?utf-8?X?abc?= d")]
    [InlineData("=?iso-2022-jp?B?GyRCJCIbKEI=?= =?iso-2022-jp?B?GyRCJCQbKEI=?=", "あい")]
    [InlineData("=?utf-8?Q?broken", "=?utf-8?Q?broken")]
    [InlineData("=?", "=?")]
    [InlineData("=?=?=?=?", "=?=?=?=?")]
    [InlineData("1 =? 2", "1 =? 2")]
    [InlineData("=?utf-7?Q?+AOk-?=", "é")]
    [InlineData("=?UTF-7?Q?+AOk-?= x", "é x")]
    [InlineData("=?utf-7?B?K0FPay0=?=", "é")]
    [InlineData("=?unicode-1-1-utf-7?Q?+AOk-?= =?unicode-1-1-utf-7?Q?b?=", "éb")]
    [InlineData("caf\u00c3\u00a9", "café")]
    [InlineData("caf\u00e9", "café")]
    [InlineData("\u001b$B%a!<%k\u001b(B", "メール")]
    [InlineData("caf\u00c3\u00a9 =?utf-8?Q?=C3=A9?=", "café é")]
    public void A_value_is_read_as_people_read_it(string value, string text) => Assert.Equal(text, HeaderText.Of(Encoding.Latin1.GetBytes(value)));

    [Theory]
    [InlineData(" dns;\n mx.contoso.example\n", "dns; mx.contoso.example")]
    [InlineData("550\r\n\t\r\n 5.1.1", "550 5.1.1")]
    [InlineData("one\ntwo", "one two")]
    [InlineData("=?utf-8?q?a?=", "=?utf-8?q?a?=")]
    public void The_lines_of_a_status_field_are_joined_by_one_blank(string value, string text) => Assert.Equal(text, HeaderText.Joined(Encoding.Latin1.GetBytes(value)));

    [Fact]
    public void A_long_value_is_cut() => Assert.Equal(HeaderText.Longest, HeaderText.Of(Encoding.ASCII.GetBytes(new string('a', HeaderText.Longest * 3))).Length);
}
