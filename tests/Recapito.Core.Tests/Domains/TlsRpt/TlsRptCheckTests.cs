namespace Recapito.Core.Tests;

public class TlsRptCheckTests
{
    [Theory]
    [InlineData("\"v=TLSRPTv1; rua=mailto:t@contoso.example\"", "tls-rpt-found", "tls-rpt-invalid")]
    [InlineData("\"v=TLSRPTv1;rua=mailto:t@contoso.example,https://reports.example/v1;\"", "tls-rpt-found", "tls-rpt-invalid")]
    [InlineData("\"v=TLSRPTv1; rua=t@contoso.example\"", "tls-rpt-invalid", "tls-rpt-found")]
    [InlineData("\"v=TLSRPTv1; rua=http://reports.example\"", "tls-rpt-invalid", "tls-rpt-found")]
    [InlineData("\"v=TLSRPTv1; rua=mailto:\"", "tls-rpt-invalid", "tls-rpt-found")]
    [InlineData("\"v=TLSRPTv1\"", "tls-rpt-invalid", "tls-rpt-found")]
    [InlineData("\"v=TLSRPT1; rua=mailto:t@contoso.example\"", "tls-rpt-invalid", "tls-rpt-absent")]
    [InlineData("\"v=spf1 -all\"", "tls-rpt-absent", "tls-rpt-invalid")]
    [InlineData("!NXDOMAIN", "tls-rpt-absent", "tls-rpt-invalid")]
    [InlineData("?timeout", "", "tls-rpt-absent tls-rpt-invalid")]
    public void The_record_is_judged_right(string data, string must, string mustNot) =>
        Findings.Are(new DomainScene("contoso.example MX 10 mx.contoso.example", $"_smtp._tls.contoso.example TXT {data}").Examine(), must, mustNot);

    [Fact]
    public void Two_records_are_too_many() =>
        Findings.Are(new DomainScene("_smtp._tls.contoso.example TXT \"v=TLSRPTv1; rua=mailto:a@contoso.example\"", "_smtp._tls.contoso.example TXT \"v=TLSRPTv1; rua=mailto:b@contoso.example\"").Examine(), "tls-rpt-several-records", "tls-rpt-found");
}
