using System.Net;
using System.Text;
using System.Text.Json;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>What was diagnosed, over time and for other programs.</summary>
public sealed class HistoryTests
{
    private static readonly DateOnly Today = new(2026, 11, 27);

    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_history_is_drawn_by_cause_and_saved_as_a_file_by_its_owner_alone()
    {
        await using var served = await Served.StartAsync();
        var path = await served.HandInAsync("bounce.eml", await File.ReadAllBytesAsync(Served.PathOf("samples/relay-access-denied.eml"), TestContext.Current.CancellationToken));
        var page = await served.PageAsync("/history?days=7");
        Assert.Contains("class=\"some\"", page, StringComparison.Ordinal);
        Assert.Contains("/history.csv?days=7", page, StringComparison.Ordinal);
        var csv = (await served.PageAsync("/history.csv?cause=mx-host-does-not-accept-domain")).Split("\r\n");
        Assert.Equal("Time,Domain,Verdict,Cause,Party,Page", csv[0]);
        Assert.Matches($"^20\\d\\d-\\d\\d-\\d\\dT[\\d:]+Z,contoso\\.example,proven,mx-host-does-not-accept-domain,recipients-admin,{path}$", csv[1]);
        using var json = JsonDocument.Parse(await served.PageAsync("/history.json?domain=contoso.example"));
        Assert.Equal(path, json.RootElement[0].GetProperty("page").GetString());
        Assert.Contains(path, await served.PageAsync("/history?domain=toso"), StringComparison.Ordinal);
        Assert.DoesNotContain(path, await served.PageAsync("/history?domain=toso_"), StringComparison.Ordinal);
        Assert.Contains("The MX of contoso.example names a host that takes no mail for contoso.example.", page, StringComparison.Ordinal);
        using var other = served.NewReader();
        Assert.Equal("[]", await served.PageAsync("/history.json", other));
        Assert.DoesNotContain("class=\"some\"", await served.PageAsync("/history", other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_the_reply_told_is_said_so_in_the_history()
    {
        await using var served = await Served.StartAsync(PageTests.Unseen);
        using var answer = await served.PostAsync("/bounces", ("text", "552 5.2.2 lee@contoso.example: Mailbox full"));
        await served.FollowAsync(answer.RequestMessage!.RequestUri!.AbsolutePath);
        var page = await served.PageAsync("/history");
        Assert.Contains("Told by the reply", page, StringComparison.Ordinal);
        Assert.Contains("The mailbox is full", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Undetermined", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("days=9")]
    [InlineData("days=")]
    [InlineData("domain=&cause=")]
    public async Task What_an_address_asks_that_is_not_known_counts_for_nothing(string query)
    {
        await using var served = await Served.StartAsync();
        using var answer = await served.Reader.GetAsync("/history?" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2+3")]
    public void A_cell_that_would_be_a_formula_is_none_in_the_file(string domain)
    {
        var csv = Encoding.UTF8.GetString(HistoryExport.Csv([new("2026-11-27T12:00:00Z", domain, "likely", null, null, "/d/x")]));
        Assert.DoesNotContain("," + domain, csv, StringComparison.Ordinal);
        Assert.Contains(domain, csv, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bars_are_of_the_last_thirty_days_and_the_most_frequent_cause_comes_first()
    {
        var bars = CauseBars.Of([new(Today, "null-mx", 2), new(Today.AddDays(-29), "null-mx", 1), new(Today.AddDays(-30), "null-mx", 9), new(Today.AddDays(1), "null-mx", 9), new(Today.AddDays(-1), "surplus-mx", 5)], Today);
        Assert.Equal(["surplus-mx 5", "null-mx 3"], bars.Select(row => $"{row.Cause} {row.Total}"));
        Assert.Equal((1, 2, CauseBars.Drawn), (bars[1].Days[0], bars[1].Days[^1], bars[1].Days.Count));
        Assert.Empty(CauseBars.Of([], Today));
    }

    [Theory]
    [InlineData("Contoso.EXAMPLE.", "null-mx", "7", "/history.csv?domain=contoso.example&cause=null-mx&days=7")]
    [InlineData(null, "a&b", null, "/history.csv?cause=a%26b")]
    [InlineData(null, null, "8", "/history.csv")]
    public void A_query_stands_in_the_address_again(string? domain, string? cause, string? days, string address) =>
        Assert.Equal(address, HistoryQuery.Of(domain, cause, days).At("/history.csv"));

    [Fact]
    public void A_period_begins_so_many_days_ago() => Assert.Equal(Noon.AddDays(-30), HistoryQuery.Of(null, null, "30").Filter(Noon).Since);
}
