namespace Recapito.Core.Tests;

public class AutodiscoverCheckTests
{
    private const string ExchangeOnline = "contoso.example MX 0 contoso-example.mail.protection.outlook.com|";
    private const string Own = "contoso.example MX 10 mx.contoso.example|";

    [Theory]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example CNAME autodiscover.outlook.com|autodiscover.outlook.com A 203.0.113.80", "autodiscover-exchange-online", "autodiscover-missing autodiscover-not-microsoft")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example CNAME autodiscover.outlook.com|autodiscover.outlook.com A ?timeout", "autodiscover-exchange-online", "autodiscover-dangling")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example A 192.0.2.80", "autodiscover-undetermined", "autodiscover-not-microsoft autodiscover-missing autodiscover-found")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example AAAA 2001:db8::80", "autodiscover-undetermined", "autodiscover-not-microsoft autodiscover-missing autodiscover-found")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example AAAA ?timeout", "", "autodiscover-missing")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example CNAME auto.provider.example|auto.provider.example CNAME autodiscover.outlook.com|autodiscover.outlook.com A 203.0.113.80", "autodiscover-exchange-online", "autodiscover-not-microsoft")]
    [InlineData(ExchangeOnline + "_autodiscover._tcp.contoso.example SRV 0 0 443 mail.contoso.example|mail.contoso.example A 192.0.2.80", "autodiscover-not-microsoft", "autodiscover-undetermined")]
    [InlineData(ExchangeOnline + "_autodiscover._tcp.contoso.example SRV 0 0 443 autodiscover.outlook.com|autodiscover.outlook.com A 203.0.113.80", "autodiscover-exchange-online", "autodiscover-not-microsoft")]
    [InlineData(Own + "autodiscover.contoso.example AAAA 2001:db8::80", "autodiscover-found", "autodiscover-undetermined")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example CNAME mail.contoso.example|mail.contoso.example A 192.0.2.80", "autodiscover-not-microsoft", "autodiscover-dangling")]
    [InlineData(ExchangeOnline + "contoso.example A 192.0.2.1", "autodiscover-missing", "autodiscover-not-microsoft")]
    [InlineData(ExchangeOnline + "autodiscover.contoso.example A ?timeout", "", "autodiscover-missing")]
    [InlineData(Own + "autodiscover.contoso.example A 192.0.2.80", "autodiscover-found", "autodiscover-not-microsoft")]
    [InlineData(Own + "_autodiscover._tcp.contoso.example SRV 0 0 443 mail.contoso.example|mail.contoso.example A 192.0.2.80", "autodiscover-found", "mail-service-target-missing mail-services-found")]
    [InlineData(Own + "contoso.example A 192.0.2.1", "", "autodiscover-missing autodiscover-found")]
    [InlineData(Own + "autodiscover.contoso.example CNAME gone.fabrikam.example", "autodiscover-dangling", "autodiscover-found")]
    [InlineData(Own + "autodiscover.contoso.example CNAME gone.fabrikam.example|gone.fabrikam.example A ?timeout", "autodiscover-found", "autodiscover-dangling")]
    [InlineData(Own + "autodiscover.contoso.example CNAME v6.fabrikam.example|v6.fabrikam.example AAAA 2001:db8::1", "autodiscover-found", "autodiscover-dangling")]
    [InlineData(Own + "_imaps._tcp.contoso.example SRV 0 1 993 imap.contoso.example|imap.contoso.example A 192.0.2.1", "mail-services-found", "mail-service-target-missing mail-service-target-alias")]
    [InlineData(Own + "_imaps._tcp.contoso.example SRV 0 1 993 imap.contoso.example", "mail-service-target-missing", "")]
    [InlineData(Own + "_imaps._tcp.contoso.example SRV 0 1 993 imap.contoso.example|imap.contoso.example A ?timeout", "mail-services-found", "mail-service-target-missing")]
    [InlineData(Own + "_submission._tcp.contoso.example SRV 0 1 587 smtp.contoso.example|smtp.contoso.example CNAME smtp.fabrikam.example|smtp.fabrikam.example A 192.0.2.1", "mail-service-target-alias", "mail-service-target-missing")]
    [InlineData(Own + "_imap._tcp.contoso.example SRV 0 0 0 .", "", "mail-services-found mail-service-target-missing")]
    public void The_records_are_judged_right(string lines, string must, string mustNot) =>
        Findings.Are(new DomainScene(lines.Split('|')).Examine(), must, mustNot);
}
