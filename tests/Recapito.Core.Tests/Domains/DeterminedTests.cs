namespace Recapito.Core.Tests;

public class DeterminedTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25";

    private static readonly Provenance Source = new("mx.contoso.example", DomainScene.Now);

    /// <summary>How the host's SMTP ends, and what may then be said of the domain.</summary>
    [Theory]
    [InlineData("present", null, true, true, true)]
    [InlineData("absent", null, true, true, false)]
    [InlineData("unavailable", null, true, false, false)]
    [InlineData("unavailable", "present", true, true, false)]
    [InlineData("unavailable", "unavailable", true, false, false)]
    [InlineData("unavailable", null, false, true, false)]
    public void That_mail_can_arrive_is_said_only_where_a_host_was_heard(string smtp, string? beside, bool asked, bool determined, bool heard)
    {
        var report = Scene(Mx, smtp, beside, asked).Examine();
        Assert.Equal((determined, heard), (report.IsDetermined, report.IsHeard));
        Assert.Equal(heard, DomainText.Write(Without(report), new(), Catalogue.Default).Contains("is set up to receive mail", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contoso.example MX 0 .", true)]
    [InlineData("fabrikam.example A 203.0.113.80", true)]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example A 10.1.2.3", true)]
    [InlineData("contoso.example MX 10 mx.contoso.example", true)]
    [InlineData("contoso.example MX ?SERVFAIL", false)]
    [InlineData("contoso.example MX 10 mx.contoso.example|mx.contoso.example A ?timeout", false)]
    public void What_the_DNS_alone_decides_needs_no_host(string lines, bool determined) =>
        Assert.Equal(determined, Scene(lines, "unavailable", null, asked: true).Examine().IsDetermined);

    [Fact]
    public void A_null_MX_is_told_in_its_own_words()
    {
        var report = Scene("contoso.example MX 0 .|contoso.example MX 0 .", "unavailable", null, asked: true).Examine();
        Assert.StartsWith("✓ contoso.example takes no mail, and says so.", DomainText.Write(Without(report), new(), Catalogue.Default), StringComparison.Ordinal);
    }

    private static DomainReport Without(DomainReport report) => report with { Findings = [.. report.Findings.Where(finding => finding.Severity < Severity.Warning)] };

    private static DomainScene Scene(string lines, string smtp, string? beside, bool asked) =>
        new DomainScene(lines.Split('|')) { Inquiry = new() { InLab = true, Smtp = asked } }.Answering(request => request switch
        {
            SmtpSessionRequest session => smtp switch
            {
                "present" => new Present<SmtpSession>(session, new(new SmtpReply(220, null, ["mx.contoso.example ESMTP"]), [], null), Source),
                "absent" => new Absent<SmtpSession>(session, "connection refused", Source),
                _ => new Unavailable<SmtpSession>(session, "timeout after 2 s", Source),
            },
            ReachabilityRequest reach when beside == "present" => new Present<Reachability>(reach, new(ConnectResult.Silent, "198.51.100.129", 1, 3), Source),
            _ => null,
        });
}
