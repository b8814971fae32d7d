namespace Recapito.Core.Tests;

public class MtaStsCheckTests
{
    private const string Mx = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|";
    private const string Record = "_mta-sts.contoso.example TXT \"v=STSv1; id=20261123;\"|";
    private const string Host = "mta-sts.contoso.example A 192.0.2.80|";
    private const string Good = "version: STSv1\nmode: enforce\nmx: mx.contoso.example\nmax_age: 604800\n";

    private static readonly TlsSession Trusted = new("TLS 1.3", ["mta-sts.contoso.example"], true, null);
    private static readonly TlsSession Untrusted = new("TLS 1.3", ["www.contoso.example"], false, "no name of the certificate is the host's");

    [Theory]
    [InlineData(Record + Host, "mta-sts-found", "mta-sts-mx-not-listed")]
    [InlineData(Host, "mta-sts-record-missing", "mta-sts-absent")]
    [InlineData("", "mta-sts-absent", "mta-sts-record-missing mta-sts-host-missing")]
    [InlineData("_mta-sts.contoso.example TXT ?timeout|", "", "mta-sts-absent")]
    [InlineData(Record, "mta-sts-host-missing", "mta-sts-found")]
    [InlineData(Record + "mta-sts.contoso.example A ?timeout|", "", "mta-sts-host-missing mta-sts-found")]
    [InlineData(Record + "mta-sts.contoso.example AAAA 2001:db8::80|", "mta-sts-found", "mta-sts-host-missing")]
    [InlineData(Record + "_mta-sts.contoso.example TXT \"v=STSv1; id=2;\"|" + Host, "mta-sts-several-records", "mta-sts-found")]
    [InlineData(Record + "_mta-sts.contoso.example TXT \"v=spf1 -all\"|" + Host, "mta-sts-found", "mta-sts-several-records")]
    [InlineData("_mta-sts.contoso.example TXT \"v=STSv1;\"|" + Host, "mta-sts-record-invalid", "mta-sts-absent")]
    [InlineData("_mta-sts.contoso.example TXT \"v=STSv1; id=2026-11-23\"|" + Host, "mta-sts-record-invalid", "")]
    [InlineData("_mta-sts.contoso.example TXT \"v=STSv1; id=123456789012345678901234567890123\"|" + Host, "mta-sts-record-invalid", "")]
    [InlineData("_mta-sts.contoso.example TXT \"v=STSv1; id=12345678901234567890123456789012\"|" + Host, "mta-sts-found", "mta-sts-record-invalid")]
    [InlineData("_mta-sts.contoso.example TXT \"id=1; v=STSv1\"|", "mta-sts-record-invalid", "mta-sts-absent")]
    public void The_record_is_judged_right(string lines, string must, string mustNot) =>
        Findings.Are(Scene(lines, new(200, "text/plain", Good, Trusted)).Examine(), must, mustNot);

    [Theory]
    [InlineData(200, "text/html", "mta-sts-content-type mta-sts-found", "mta-sts-policy-invalid")]
    [InlineData(200, null, "mta-sts-content-type", "")]
    [InlineData(301, null, "mta-sts-redirect", "mta-sts-policy-missing mta-sts-content-type")]
    [InlineData(404, "text/html", "mta-sts-policy-missing", "mta-sts-found mta-sts-content-type")]
    [InlineData(410, null, "mta-sts-policy-missing", "mta-sts-policy-not-seen")]
    [InlineData(401, null, "mta-sts-policy-not-seen", "mta-sts-policy-missing mta-sts-found")]
    [InlineData(403, "text/html", "mta-sts-policy-not-seen", "mta-sts-policy-missing mta-sts-found mta-sts-content-type mta-sts-policy-invalid")]
    [InlineData(503, "text/html", "mta-sts-policy-not-seen", "mta-sts-policy-missing mta-sts-found mta-sts-content-type mta-sts-policy-invalid")]
    [InlineData(429, null, "mta-sts-policy-not-seen", "mta-sts-policy-missing mta-sts-found mta-sts-content-type mta-sts-policy-invalid")]
    [InlineData(null, null, "mta-sts-certificate", "mta-sts-policy-missing mta-sts-policy-invalid")]
    public void The_web_servers_answer_is_judged_right(int? status, string? type, string must, string mustNot) =>
        Findings.Are(Scene(Record + Host, new(status, type, Good, status is null ? Untrusted : Trusted)).Examine(), must, mustNot);

    [Fact]
    public void A_refused_connection_is_told_and_a_silent_one_is_a_gap()
    {
        var source = new Provenance("the scene", DomainScene.Now);
        Findings.Are(Scene(Record + Host, null).Answering(request => request is HttpsRequest asked ? new Absent<HttpsAnswer>(asked, "connection refused", source) : null).Examine(), "mta-sts-host-refuses", "mta-sts-host-missing");
        Findings.Are(Scene(Record + Host, null).Answering(request => request is HttpsRequest asked ? new Unavailable<HttpsAnswer>(asked, "timeout", source) : null).Examine(), "", "mta-sts-host-refuses mta-sts-found mta-sts-policy-missing");
    }

    [Fact]
    public void Nothing_is_fetched_where_the_user_forbids_it()
    {
        var scene = new DomainScene((Mx + Record + Host).Split('|', StringSplitOptions.RemoveEmptyEntries)) { Inquiry = new() { Https = false, Registration = false } };
        var report = scene.Answering(request => request is HttpsRequest ? throw new InvalidOperationException("asked") : null).Examine();
        Findings.Are(report, "", "mta-sts-found mta-sts-policy-missing");
    }

    [Theory]
    [InlineData("version: STSv1\r\nmode: enforce\r\nmx: MX.Contoso.example\r\nmax_age: 604800", "mta-sts-found", "mta-sts-policy-invalid mta-sts-mx-not-listed")]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.contoso.example\nmx: other.example\nmax_age: 604800\nx-new: y\n", "mta-sts-found", "mta-sts-mx-not-listed mta-sts-policy-invalid")]
    [InlineData("version: STSv1\nmode: enforce\nmx: other.example\nmax_age: 604800\n", "mta-sts-mx-not-listed", "mta-sts-mx-not-listed-testing")]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.*.example\nmax_age: 604800\n", "mta-sts-policy-invalid", "mta-sts-mx-not-listed")]
    [InlineData("version: STSv1\nmode: testing\nmx: other.example\nmax_age: 604800\n", "mta-sts-testing mta-sts-mx-not-listed-testing", "mta-sts-mx-not-listed")]
    [InlineData("version: STSv1\nmode: testing\nmx: mx.contoso.example\nmax_age: 604800\n", "mta-sts-testing", "mta-sts-mx-not-listed-testing")]
    [InlineData("version: STSv1\nmode: none\nmax_age: 86400\n", "mta-sts-none", "mta-sts-policy-invalid mta-sts-mx-not-listed")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mx.contoso.example\nmax_age: 3600\n", "mta-sts-max-age-short", "")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mx.contoso.example\nmax_age: 31557601\n", "mta-sts-policy-invalid", "mta-sts-found")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mx.contoso.example\nmax_age: 99999999999999999999\n", "mta-sts-policy-invalid", "mta-sts-found")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mx.contoso.example\nmax_age: -1\n", "mta-sts-policy-invalid", "mta-sts-found")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mx.contoso.example\n", "mta-sts-policy-invalid", "mta-sts-found")]
    [InlineData("mode: enforce\nmx: mx.contoso.example\nmax_age: 604800\n", "mta-sts-policy-invalid", "")]
    [InlineData("version: STSv2\nmode: enforce\nmx: mx.contoso.example\nmax_age: 604800\n", "mta-sts-policy-invalid", "")]
    [InlineData("version: STSv1\nmode: enforced\nmx: mx.contoso.example\nmax_age: 604800\n", "mta-sts-policy-invalid", "")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 604800\n", "mta-sts-policy-invalid", "mta-sts-mx-not-listed")]
    [InlineData("version: STSv1\nmode: enforce\nmx: a.example, b.example\nmax_age: 604800\n", "mta-sts-policy-invalid", "mta-sts-mx-not-listed")]
    [InlineData("<html>not found</html>", "mta-sts-policy-invalid", "")]
    [InlineData("", "mta-sts-policy-invalid", "")]
    public void The_policy_is_judged_right(string body, string must, string mustNot) =>
        Findings.Are(Scene(Record + Host, new(200, "text/plain", body, Trusted)).Examine(), must, mustNot);

    [Fact]
    public void A_policy_that_is_too_long_is_none() =>
        Findings.Are(Scene(Record + Host, new(200, "text/plain", Good + new string('\n', 65_536), Trusted)).Examine(), "mta-sts-policy-too-long", "mta-sts-found");

    [Theory]
    [InlineData("*.contoso.example", "mx.contoso.example", true)]
    [InlineData("*.contoso.example", "contoso.example", false)]
    [InlineData("*.contoso.example", "a.mx.contoso.example", false)]
    [InlineData("*.contoso.example", "mxcontoso.example", false)]
    [InlineData("mx.contoso.example", "mx.contoso.example", true)]
    [InlineData("mx.contoso.example", "a.mx.contoso.example", false)]
    public void A_wildcard_stands_for_one_label(string pattern, string host, bool covered) =>
        Assert.Equal(covered, MtaStsPolicy.Read($"version: STSv1\nmode: enforce\nmx: {pattern}\nmax_age: 1\n").Covers(host));

    [Theory]
    [InlineData(Good, false, "mta-sts-mx-certificate")]
    [InlineData(Good, true, "")]
    [InlineData("version: STSv1\nmode: testing\nmx: mx.contoso.example\nmax_age: 604800\n", false, "")]
    public void An_enforced_policy_wants_valid_certificates(string body, bool trusted, string must)
    {
        var scene = Scene(Record + Host, new(200, "text/plain", body, Trusted)).Answering(request => request is SmtpSessionRequest asked
            ? new Present<SmtpSession>(asked, new(SmtpReply.Parse("220 mx.contoso.example ESMTP"), [], trusted ? Trusted : Untrusted), new("the scene", DomainScene.Now))
            : null);
        var evidence = scene.Examine().Evidence.With(scene.Answer(new SmtpSessionRequest("mx.contoso.example", "203.0.113.25")));
        Findings.Are(DomainExamination.Judge(DomainScene.Domain, evidence, scene.Inquiry, DomainScene.Now, Catalogue.Default), must, must.Length > 0 ? "" : "mta-sts-mx-certificate");
    }

    private static DomainScene Scene(string lines, HttpsAnswer? answer) =>
        new DomainScene((Mx + lines).Split('|', StringSplitOptions.RemoveEmptyEntries)) { Inquiry = new() { Registration = false } }.Answering(request =>
            request is HttpsRequest { Url: "https://mta-sts.contoso.example/.well-known/mta-sts.txt" } asked && answer is not null
                ? new Present<HttpsAnswer>(asked, answer, new("the scene", DomainScene.Now))
                : null);
}
