using System.Globalization;

namespace Recapito.Core.Tests;

public class SmtpReachTests
{
    private const string TwoHosts = "contoso.example MX 10 mx1.contoso.example|contoso.example MX 20 mx2.contoso.example|mx1.contoso.example A 203.0.113.1|mx2.contoso.example A 203.0.113.2";
    private const string TwoFamilies = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.1|mx.contoso.example AAAA 2001:db8::1";
    private const string HalfKnown = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.1|mx.contoso.example AAAA ?timeout";
    private const string Dangling = "contoso.example MX 10 mx1.contoso.example|contoso.example MX 20 gone.contoso.example|mx1.contoso.example A 203.0.113.1";
    private const string Private = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 10.1.2.3";

    [Theory]
    [InlineData(TwoHosts, "203.0.113.1=answers 203.0.113.2=answers", "", "mx-*")]
    [InlineData(TwoHosts, "203.0.113.1=silent 203.0.113.2=answers", "mx-host-unreachable", "mx-all-unreachable mx-address-unreachable")]
    [InlineData(TwoHosts, "203.0.113.1=answers 203.0.113.2=refuses", "mx-host-unreachable", "mx-all-unreachable mx-address-unreachable")]
    [InlineData(TwoHosts, "203.0.113.1=silent 203.0.113.2=refuses", "mx-all-unreachable", "mx-host-unreachable")]
    [InlineData(TwoHosts, "203.0.113.1=silent 203.0.113.2=unreachable", "mx-all-unreachable", "mx-host-unreachable")]
    [InlineData(TwoHosts, "203.0.113.1=silent 203.0.113.2=silent?", "mx-host-unreachable", "mx-all-unreachable")]
    [InlineData(TwoHosts, "203.0.113.1=silent? 203.0.113.2=silent?", "", "mx-*")]
    [InlineData(TwoHosts, "203.0.113.1=refuses? 203.0.113.2=refuses?", "", "mx-*")]
    [InlineData(TwoHosts, "203.0.113.1=breaks_off 203.0.113.2=breaks_off", "", "mx-*")]
    [InlineData(TwoHosts, "203.0.113.1=silent 203.0.113.2=breaks_off", "mx-host-unreachable", "mx-all-unreachable")]
    [InlineData(TwoFamilies, "203.0.113.1=answers 2001:db8::1=silent", "mx-ipv6-unreachable", "mx-host-unreachable mx-all-unreachable mx-address-unreachable")]
    [InlineData(TwoFamilies, "203.0.113.1=answers 2001:db8::1=silent?", "", "mx-*")]
    [InlineData(TwoFamilies, "203.0.113.1=silent 2001:db8::1=answers", "mx-address-unreachable", "mx-host-unreachable mx-all-unreachable mx-ipv6-unreachable")]
    [InlineData(TwoFamilies, "203.0.113.1=silent 2001:db8::1=silent", "mx-all-unreachable", "mx-host-unreachable mx-ipv6-unreachable")]
    [InlineData(HalfKnown, "203.0.113.1=silent", "", "mx-all-unreachable mx-host-unreachable")]
    [InlineData(Dangling, "203.0.113.1=silent", "mx-all-unreachable", "mx-host-unreachable")]
    [InlineData(Dangling, "203.0.113.1=answers", "", "mx-all-unreachable mx-host-unreachable")]
    [InlineData(Private, "10.1.2.3=silent", "", "mx-all-unreachable mx-host-unreachable")]
    public void A_host_is_dead_only_beside_a_control_host_that_answers(string lines, string states, string must, string mustNot)
    {
        var scene = new HostScene(lines);
        foreach (var state in states.Split(' '))
        {
            scene.Is(state.Split('=')[0], state.Split('=')[1].Replace('_', ' '));
        }

        var all = "mx-all-unreachable mx-host-unreachable mx-address-unreachable mx-ipv6-unreachable";
        Findings.Are(scene.Examine(), must, mustNot.Replace("mx-*", all, StringComparison.Ordinal));
    }

    [Fact]
    public void That_none_answers_is_told_as_seen_from_here_since_others_may_be_let_in()
    {
        var scene = new HostScene().Is(HostScene.Address, "silent");
        var report = scene.Examine();
        var finding = report.Findings.Single(found => found.Id == "mx-all-unreachable");
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Contains("can be reached on port 25 from here", DomainText.Write(report, new(), Catalogue.Default), StringComparison.Ordinal);
        Assert.Contains("whether the firewall lets the address of this machine in", DomainText.Remedy(finding, Catalogue.Default), StringComparison.Ordinal);
        Assert.Contains("l'indirizzo di questa macchina", DomainText.Remedy(finding, Catalogue.Default, "it"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_answers_is_not_asked_for_beside_the_control_host()
    {
        var scene = new HostScene().Is(HostScene.Address, "answers");
        scene.Examine();
        Assert.Single(scene.Asked.OfType<SmtpSessionRequest>());
        Assert.Empty(scene.Asked.OfType<ReachabilityRequest>());
    }

    [Fact]
    public void Of_a_thousand_exchangers_a_bounded_number_is_talked_to_and_the_rest_is_not_called_dead()
    {
        var lines = Enumerable.Range(0, 1000).SelectMany(i => (string[])
        [
            string.Create(CultureInfo.InvariantCulture, $"contoso.example MX 10 mx{i}.contoso.example"),
            .. Enumerable.Range(0, 20).Select(j => string.Create(CultureInfo.InvariantCulture, $"mx{i}.contoso.example A 203.0.{i % 250}.{j}")),
        ]);
        var scene = new HostScene(string.Join('|', lines), new() { Own = true });
        Enumerable.Range(0, 1000).ToList().ForEach(i => Enumerable.Range(0, 20).ToList().ForEach(j =>
            scene.Is(string.Create(CultureInfo.InvariantCulture, $"203.0.{i % 250}.{j}"), "silent")));
        var report = scene.Examine();
        Assert.Equal(MailTarget.Most, scene.Asked.OfType<SmtpSessionRequest>().Count());
        Assert.InRange(scene.Asked.Count(request => request is OldTlsRequest or RcptRequest), 1, 3 * MxHost.Most);
        Assert.InRange(scene.Asked.Count, 1, 1000);
        Assert.DoesNotContain("mx-all-unreachable", report.Findings.Select(finding => finding.Id));
    }
}
