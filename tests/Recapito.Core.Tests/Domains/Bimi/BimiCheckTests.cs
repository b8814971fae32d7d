namespace Recapito.Core.Tests;

public class BimiCheckTests
{
    [Theory]
    [InlineData("v=BIMI1; l=https://contoso.example/logo.svg; a=https://contoso.example/vmc.pem", "reject", "bimi-found", "bimi-without-dmarc bimi-without-evidence bimi-invalid")]
    [InlineData("v=BIMI1; l=https://contoso.example/logo.svg", "quarantine", "bimi-found bimi-without-evidence", "bimi-without-dmarc")]
    [InlineData("v=BIMI1; l=https://contoso.example/logo.svg; a=", "none", "bimi-without-dmarc", "bimi-invalid")]
    [InlineData("v=BIMI1; l=https://contoso.example/logo.svg; a=", "reject; sp=none", "bimi-without-dmarc", "")]
    [InlineData("v=BIMI1; l=https://contoso.example/logo.svg; a=", "quarantine; pct=20", "bimi-without-dmarc", "")]
    [InlineData("v=BIMI1; l=https://contoso.example/logo.svg; a=", "reject; t=y", "bimi-without-dmarc", "")]
    [InlineData("v=BIMI1; l=; a=", "none", "bimi-declined", "bimi-without-dmarc bimi-found")]
    [InlineData("v=BIMI1; l=http://contoso.example/logo.svg", "reject", "bimi-invalid", "bimi-found")]
    [InlineData("v=BIMI1", "reject", "bimi-invalid", "bimi-found")]
    [InlineData("v=BIMI2; l=https://contoso.example/logo.svg", "reject", "bimi-invalid", "bimi-found")]
    public void The_record_is_judged_right(string record, string policy, string must, string mustNot) =>
        Findings.Are(new DomainScene($"default._bimi.contoso.example TXT \"{record}\"", $"_dmarc.contoso.example TXT \"v=DMARC1; p={policy}\"").Examine(), must, mustNot);

    [Fact]
    public void Without_a_record_there_is_nothing_to_say() =>
        Findings.Are(new DomainScene("default._bimi.contoso.example TXT \"v=spf1 -all\"").Examine(), "", "bimi-found bimi-invalid bimi-without-dmarc bimi-declined");

    [Fact]
    public void A_silent_DNS_does_not_accuse_DMARC() =>
        Findings.Are(new DomainScene("default._bimi.contoso.example TXT \"v=BIMI1; l=https://contoso.example/logo.svg\"", "_dmarc.contoso.example TXT ?timeout").Examine(), "bimi-found", "bimi-without-dmarc");
}
