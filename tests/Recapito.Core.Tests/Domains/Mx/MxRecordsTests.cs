namespace Recapito.Core.Tests;

public class MxRecordsTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|";
    private const string Good = "mx.contoso.example A 203.0.113.25|";

    /// <summary>Each case with what must be found; nothing else of warning or worse may be.</summary>
    [Theory]
    [InlineData(Mx + Good, "mx-found mx-single-host")]
    [InlineData(Mx + "mx.contoso.example A 203.0.113.25|mx.contoso.example A 203.0.113.26", "mx-found")]
    [InlineData("contoso.example MX 0 .", "null-mx")]
    [InlineData("contoso.example MX 10 .", "null-mx null-mx-preference")]
    [InlineData("contoso.example MX 0 .|" + Mx + Good, "null-mx-mixed")]
    [InlineData(Mx + "mx.contoso.example CNAME mail.contoso.example|mail.contoso.example A 203.0.113.25", "mx-is-alias mx-found")]
    [InlineData(Mx + "mx.contoso.example CNAME mail.contoso.example", "mx-is-alias mx-target-has-no-address mx-no-usable-host")]
    [InlineData(Mx, "mx-target-has-no-address mx-no-usable-host")]
    [InlineData(Mx + "contoso.example MX 20 backup.contoso.example|" + Good, "mx-target-has-no-address mx-found")]
    [InlineData(Mx + "mx.contoso.example A 10.1.2.3", "mx-target-not-public-here")]
    [InlineData(Mx + "mx.contoso.example A 127.0.0.1", "mx-target-not-public-here")]
    [InlineData(Mx + "mx.contoso.example A 169.254.10.1", "mx-target-not-public-here")]
    [InlineData(Mx + "mx.contoso.example AAAA ::1", "mx-target-not-public-here")]
    [InlineData(Mx + "mx.contoso.example AAAA ::ffff:203.0.113.25", "mx-target-not-public-here")]
    [InlineData(Mx + "mx.contoso.example AAAA fd00::1", "mx-target-not-public-here")]
    [InlineData(Mx + Good + "mx.contoso.example A 192.168.1.10", "mx-target-not-public-here mx-found")]
    [InlineData(Mx + Good + "mx.contoso.example AAAA 64:ff9b::cb00:7119", "mx-found")]
    [InlineData("contoso.example MX 10 192.0.2.7", "mx-target-is-address mx-no-usable-host")]
    [InlineData("contoso.example MX 10 [192.0.2.7]", "mx-target-is-address mx-no-usable-host")]
    [InlineData("contoso.example MX 10 2001:db8::7", "mx-target-is-address mx-no-usable-host")]
    [InlineData(Mx + "contoso.example MX 20 mx.contoso.example|" + Good, "mx-duplicate mx-found")]
    [InlineData(Mx + "contoso.example MX 10 mx2.contoso.example|mx2.contoso.example A 203.0.113.26|" + Good, "mx-equal-preferences mx-found")]
    [InlineData(Mx + "contoso.example MX 20 mx2.contoso.example|mx2.contoso.example A 203.0.113.25|" + Good, "mx-same-address mx-found")]
    [InlineData("contoso.example MX 10 mx_1.contoso.example|mx_1.contoso.example A 203.0.113.25", "mx-target-underscore mx-found")]
    [InlineData("contoso.example MX 10 _dc-mx.96b5cd3c3bbf.contoso.example|_dc-mx.96b5cd3c3bbf.contoso.example A 203.0.113.25", "mx-target-underscore mx-found")]
    [InlineData("contoso.example MX 10 mx_-.contoso.example|mx_-.contoso.example A 203.0.113.25", "mx-target-invalid-name mx-found")]
    [InlineData("contoso.example MX 10 mail|mail A 203.0.113.25", "mx-target-invalid-name mx-found")]
    [InlineData("contoso.example MX 10 mx-.contoso.example|mx-.contoso.example A 203.0.113.25", "mx-target-invalid-name mx-found")]
    [InlineData("contoso.example A 203.0.113.80", "no-mx-address-record-used")]
    [InlineData("www.contoso.example A 203.0.113.80", "mx-none")]
    [InlineData("fabrikam.example A 203.0.113.80", "domain-does-not-exist")]
    public void The_MX_matrix_is_judged_right(string lines, string must) => Findings.Are(new DomainScene(Lines(lines)).Examine(), must, "*", Subject.Mx);

    [Theory]
    [InlineData("contoso.example MX ?timeout after 2 s", "")]
    [InlineData("contoso.example MX ?SERVFAIL", "")]
    [InlineData(Mx + "mx.contoso.example A ?timeout after 2 s", "mx-found")]
    [InlineData(Mx + "mx.contoso.example A !NODATA|mx.contoso.example AAAA ?timeout after 2 s", "mx-found")]
    [InlineData("contoso.example MX !NODATA|contoso.example A ?timeout after 2 s", "")]
    [InlineData("contoso.example NS ?timeout after 2 s", "")]
    [InlineData(Mx + "contoso.example NS ?timeout after 2 s", "mx-found")]
    public void Silence_accuses_nobody_and_leaves_the_domain_undetermined(string lines, string must)
    {
        var report = new DomainScene(Lines(lines)).Examine();
        Findings.Are(report, must, "*", Subject.Mx);
        Assert.False(report.IsDetermined);
        Assert.NotEmpty(report.Gaps);
    }

    [Fact]
    public void Of_a_thousand_hosts_twenty_are_looked_at()
    {
        var report = new DomainScene(Enumerable.Range(0, 1000).Select(i => FormattableString.Invariant($"contoso.example MX {i} mx{i}.contoso.example"))
            .Append("mx0.contoso.example A 203.0.113.25")).Examine();
        Findings.Are(report, "mx-too-many mx-found mx-target-has-no-address", "*", Subject.Mx);
        Assert.Equal(2 * MxHost.Most, report.Evidence.Asked<DnsRequest>().Count(request => request.Type is RrType.A or RrType.Aaaa && request.Name.StartsWith("mx", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("contoso-example.mail.protection.outlook.com", "mx-exchange-online")]
    [InlineData("contoso-example.i-v1.mx.microsoft", "mx-exchange-online")]
    [InlineData("contoso-example.mail.eo.outlook.com", "mx-exchange-online mx-exchange-online-legacy-name")]
    [InlineData("contoso.mail.protection.partner.outlook.cn", "mx-exchange-online mx-token-of-other-domain")]
    [InlineData("fabrikam-example.mail.protection.outlook.com", "mx-exchange-online mx-token-of-other-domain")]
    [InlineData("mxa-00123.gslb.pphosted.com", "mx-gateway")]
    [InlineData("mx01.mail.icloud.com", "mx-provider")]
    [InlineData("smtp.google.com", "mx-provider")]
    [InlineData("notgoogle.com", "mx-found")]
    [InlineData("aspmx.l.google.com.fabrikam.example", "mx-found")]
    [InlineData("contoso-example.olc.protection.outlook.com", "mx-found")]
    public void Whose_host_it_is_is_told_from_its_name(string host, string must)
    {
        var report = new DomainScene($"contoso.example MX 10 {host}", $"{host} A 203.0.113.25").Examine();
        Findings.Are(report, must, "*", Subject.Mx);
        Assert.Equal(must.Contains("mx-exchange-online", StringComparison.Ordinal), report.Findings.Any(finding => finding.Id == "mx-exchange-online"));
        Assert.Equal(must.Contains("mx-provider", StringComparison.Ordinal), report.Findings.Any(finding => finding.Id == "mx-provider"));
    }

    [Theory]
    [InlineData("contoso.example MX 10 conto-so-example.mail.protection.outlook.com", "mx-token-unknown mx-target-has-no-address mx-no-usable-host")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso-example.mail.protection.outlook.com A 203.0.113.25|contoso.example MX 32767 ms12345678.msv1.invalid", "mx-exchange-online mx-verification-leftover")]
    [InlineData("contoso.example MX 0 contoso-example.mail.protection.outlook.com|contoso-example.mail.protection.outlook.com A 203.0.113.25|contoso.example MX 10 mx.oldhost.example|mx.oldhost.example A 203.0.113.30", "mx-exchange-online mx-beside-exchange-online")]
    public void What_stands_beside_or_instead_of_Microsofts_host_is_told(string lines, string must) => Findings.Are(new DomainScene(Lines(lines)).Examine(), must, "*", Subject.Mx);

    private static string[] Lines(string lines) => lines.Split('|', StringSplitOptions.RemoveEmptyEntries);
}
