namespace Recapito.Core.Tests;

public sealed class ScriptFileTests
{
    [Fact]
    public void It_tells_time_organisation_what_is_empty_and_what_failed()
    {
        var export = Exported.Read(Exported.Script);

        Assert.True(export.TellsTime);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 7, 0, 0, TimeSpan.Zero), export.At);
        Assert.Equal("contoso.onmicrosoft.example", export.Organization);
        Assert.Equal(new ExportGap(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector, "Get-OutboundConnector failed: no permission"), Assert.Single(export.Gaps));
        Assert.Empty(export.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector)!.Items);
        Assert.Equal(["lee@contoso.example"], export.Inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient)!.OnlyFor);
        Assert.All(export.Inventory.Listings, listed => Assert.Equal((export.At, false), (listed.Source.At, listed.Source.IsUndated)));
    }

    [Theory]
    [InlineData(Exported.Clixml)]
    [InlineData(Exported.Json51)]
    [InlineData(Exported.Csv)]
    public void What_a_cmdlet_wrote_tells_no_time_and_proves_nothing(string text) =>
        Assert.True(Assert.Single(Exported.Read(text, ExchangeSide.ExchangeOnline).Inventory.Listings).Source.IsUndated);

    // What is wrong, where, and what the message says.
    [Theory]
    [InlineData("recapito.export/1", "recapito.export/9", 2, "expected the schema")]
    [InlineData("recapito.export/1", "recapito.evidence/1", 2, "--evidence")]
    [InlineData("exchange-online", "both", 4, "exchange-server")]
    [InlineData("2026-11-22T07:00:00Z", "yesterday", 3, "a time in UTC")]
    [InlineData("2026-11-22T07:00:00Z", "2026-11-22T07:00:00+01:00", 3, "a time in UTC")]
    [InlineData("\"items\": []", "\"item\": []", 8, "\"items\" is missing")]
    [InlineData("\"items\": []", "\"items\": {}", 8, "expected a list")]
    [InlineData("\"items\": []", "\"items\": [1]", 8, "expected an object")]
    [InlineData("\"True\" }", "{ \"a\": 1 } }", 7, "MatchSubDomains")]
    [InlineData("\"onlyFor\": [\"Lee@contoso.example\"]", "\"onlyFor\": {}", 9, "a list of addresses")]
    [InlineData("\"error\"", "\"fault\"", 11, "\"error\" is missing")]
    public void What_is_not_as_the_schema_says_is_an_error_with_its_place(string good, string bad, int line, string says)
    {
        var problem = Assert.Throws<ExchangeExportException>(() => Exported.Read(Exported.Script.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Equal(line, problem.Line);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Contains($"export, line {line}, column {problem.Column}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kind\": \"InboundConnector\"", "\"kind\": \"Journal\"", "no kind \"Journal\"")]
    [InlineData("\"schema\"", "\"note\": 1, \"schema\"", "\"note\" is no member")]
    public void A_later_version_may_know_more_and_what_is_not_known_is_told(string good, string more, string says)
    {
        var export = Exported.Read(Exported.Script.Replace(good, more, StringComparison.Ordinal));

        Assert.Contains(says, Assert.Single(export.Remarks).What, StringComparison.Ordinal);
        Assert.Equal("contoso.example", Assert.Single(export.Domains));
    }
}
