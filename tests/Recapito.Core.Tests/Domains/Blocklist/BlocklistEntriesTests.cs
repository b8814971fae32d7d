namespace Recapito.Core.Tests;

public class BlocklistEntriesTests
{
    private const string Host = "contoso.example MX 10 mx.contoso.example|mx.contoso.example A 203.0.113.25|";
    private const string Good = Host + "2.0.0.127.list.example A 127.0.0.2|1.0.0.127.list.example A !NXDOMAIN|";
    private const string Entry = "25.113.0.203.list.example A ";
    private const string HostV6 = "contoso.example MX 10 mx.contoso.example|mx.contoso.example AAAA 2001:db8::25|";
    private const string TestV6 = ".0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.list.example";
    private const string EntryV6 = "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.list.example A ";
    private const string Every = "blocklist-listed blocklist-not-listed blocklist-declines blocklist-unusable";

    [Theory]
    [InlineData("clean", Good + Entry + "!NXDOMAIN", "blocklist-not-listed")]
    [InlineData("listed", Good + Entry + "127.0.0.4", "blocklist-listed")]
    [InlineData("listed twice", Good + Entry + "127.0.0.4|" + Entry + "127.0.0.10", "blocklist-listed")]
    [InlineData("timeout", Good + Entry + "?timeout", "")]
    [InlineData("open resolver", Good + Entry + "127.255.255.254", "blocklist-declines")]
    [InlineData("too many questions", Good + Entry + "127.255.255.255", "blocklist-declines")]
    [InlineData("declined with 127.0.0.1", Good + Entry + "127.0.0.1", "blocklist-declines")]
    [InlineData("parked", Good + Entry + "192.0.2.80", "")]
    [InlineData("tests declined", Host + "2.0.0.127.list.example A 127.255.255.254|1.0.0.127.list.example A 127.255.255.254|" + Entry + "127.255.255.254", "blocklist-declines")]
    [InlineData("dead list", Host + "2.0.0.127.list.example A !NXDOMAIN|1.0.0.127.list.example A !NXDOMAIN|" + Entry + "127.0.0.2", "blocklist-unusable")]
    [InlineData("lists the world", Host + "2.0.0.127.list.example A 127.0.0.2|1.0.0.127.list.example A 127.0.0.2|" + Entry + "127.0.0.2", "blocklist-unusable")]
    [InlineData("parked for all", Host + "2.0.0.127.list.example A 192.0.2.80|1.0.0.127.list.example A 192.0.2.80|" + Entry + "192.0.2.80", "blocklist-unusable")]
    [InlineData("silent", Host + "2.0.0.127.list.example A ?timeout|1.0.0.127.list.example A ?timeout|" + Entry + "127.0.0.2", "")]
    [InlineData("half silent", Host + "2.0.0.127.list.example A 127.0.0.2|1.0.0.127.list.example A ?timeout|" + Entry + "127.0.0.2", "")]
    [InlineData("IPv6 listed", HostV6 + "2" + TestV6 + " A 127.0.0.2|" + EntryV6 + "127.0.0.2", "blocklist-listed")]
    [InlineData("no IPv6 part", HostV6 + EntryV6 + "!NXDOMAIN", "")]
    public void An_entry_counts_only_where_the_list_is_one(string row, string lines, string must)
    {
        var report = new HostScene(lines, new() { Blocklists = ["list.example"] }).Examine();
        var found = report.Findings.Select(finding => finding.Id).Where(id => Every.Split(' ').Contains(id));
        Assert.True(found.Order().SequenceEqual(must.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order()), $"{row}: {string.Join(' ', found)}");
    }

    [Fact]
    public void The_reason_of_a_listing_is_shown()
    {
        var report = new HostScene(Good + Entry + "127.0.0.4|25.113.0.203.list.example TXT \"see https://list.example/25\"", new() { Blocklists = ["list.example"] }).Examine();
        Assert.Equal("\"see https://list.example/25\"", Assert.Single(report.Findings, finding => finding.Id == "blocklist-listed").Arguments["reason"]);
    }

    [Theory]
    [InlineData("not a zone")]
    [InlineData("list")]
    [InlineData("")]
    public void What_is_no_zone_is_not_asked(string zone)
    {
        var scene = new HostScene(Host + Pointer(), new() { Blocklists = [zone] });
        scene.Examine();
        Assert.DoesNotContain(scene.Asked.OfType<DnsRequest>(), request => zone.Length > 0 && request.Name.EndsWith(zone, StringComparison.Ordinal));
        Assert.DoesNotContain(scene.Asked.OfType<DnsRequest>(), request => request.Name.StartsWith("2.0.0.127", StringComparison.Ordinal));
    }

    private static string Pointer() => "25.113.0.203.in-addr.arpa PTR mx.contoso.example";
}
