namespace Recapito.Core.Tests;

public class ExpectedAnswerTests
{
    [Theory]
    [InlineData("Mx", "0 Contoso-Example.mail.protection.outlook.com.", "0 contoso-example.mail.protection.outlook.com", true)]
    [InlineData("Mx", "20 b.example,10 a.example", "10 a.example, 20 b.example", true)]
    [InlineData("Mx", "10 a.example", "10 a.example, 20 b.example", false)]
    [InlineData("Mx", "0 .", "0 .", true)]
    [InlineData("A", "192.0.2.25", "192.0.2.25", true)]
    [InlineData("Aaaa", "2001:DB8:0::25", "2001:db8::25", true)]
    [InlineData("Cname", "Autodiscover.Outlook.com.", "autodiscover.outlook.com", true)]
    [InlineData("Ns", "ns1.dnshost.example, ns2.dnshost.example", "ns1.dnshost.example, ns2.dnshost.example", true)]
    [InlineData("Txt", "v=spf1 -all", "\"v=spf1 -all\"", true)]
    [InlineData("Txt", "v=spf1 include:a.example -all", "\"v=spf1 include:\" \"a.example -all\"", true)]
    [InlineData("Txt", "v=spf1 -all", "\"v=spf1 ~all\"", false)]
    public void A_users_words_fit_the_records_that_they_mean(string type, string wanted, string seen, bool fits) =>
        Assert.Equal(fits, ExpectedAnswer.Read(wanted, Enum.Parse<RrType>(type))!.Fits(WatchedAnswer.Of(seen.Split(", "))));

    [Theory]
    [InlineData("Mx", "mx.contoso.example")]
    [InlineData("Mx", "10")]
    [InlineData("Mx", "70000 mx.contoso.example")]
    [InlineData("Mx", "10 mx.contoso.example extra")]
    [InlineData("Mx", "10 mx contoso")]
    [InlineData("Mx", "")]
    [InlineData("A", "2001:db8::25")]
    [InlineData("Aaaa", "192.0.2.25")]
    [InlineData("A", "mail.contoso.example")]
    [InlineData("Cname", "two words")]
    [InlineData("Txt", "")]
    public void What_can_be_no_record_of_the_type_is_none(string type, string wanted) => Assert.Null(ExpectedAnswer.Read(wanted, Enum.Parse<RrType>(type)));

    [Fact]
    public void None_fits_both_kinds_of_absence_and_no_record()
    {
        var none = ExpectedAnswer.Read("None", RrType.Mx)!;

        Assert.True(none.Fits(WatchedAnswer.NoData));
        Assert.True(none.Fits(WatchedAnswer.NxDomain));
        Assert.False(none.Fits(WatchedAnswer.Of(["10 a.example"])));
    }
}
