using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

/// <summary>What goes over the wire, against approved files that agree with Microsoft's documentation; RECAPITO_ACCEPT=1 accepts what went.</summary>
public sealed class RecordedRequestTests : IAsyncDisposable
{
    private const string Row = """{"value":[{"id":"row-1","receivedDateTime":"2026-11-22T08:00:00Z","recipientAddress":"o'neill@contoso.example","status":"failed"}]}""";

    private readonly ScriptedService service = new();

    public static TheoryData<string> Configurations => [.. Enum.GetNames<ExchangeObjectKind>().Where(name => name is "AcceptedDomain" or "OrganizationConfig" or "InboundConnector" or "OutboundConnector"
        or "RemoteDomain" or "HostedConnectionFilterPolicy" or "OnPremisesOrganization" or "TransportConfig" or "MailPublicFolder" or "DynamicDistributionGroup")];

    [Theory, MemberData(nameof(Configurations))]
    public Task Of_Exchange_Onlines_listings(string kind) =>
        CompareAsync("exchange-" + kind, source => source.ListAsync(Enum.Parse<ExchangeObjectKind>(kind), null, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData(nameof(ExchangeObjectKind.TenantDomain), null)]
    [InlineData(nameof(ExchangeObjectKind.ServiceIssue), null)]
    [InlineData(nameof(ExchangeObjectKind.ServiceConfigurationRecord), "contoso.example")]
    [InlineData(nameof(ExchangeObjectKind.VerificationDnsRecord), "contoso.example")]
    public Task Of_Microsoft_Graphs_listings(string kind, string? domain) =>
        CompareAsync("graph-" + kind, source => source.ListAsync(Enum.Parse<ExchangeObjectKind>(kind), domain, TestContext.Current.CancellationToken));

    [Fact]
    public Task Of_a_recipient() => CompareAsync("exchange-Recipient", source => source.AnswerAsync(new RecipientRequest("o'neill@contoso.example"), TestContext.Current.CancellationToken), last: true);

    [Fact]
    public Task Of_a_message_trace_of_twelve_days_with_its_details() => CompareAsync("graph-MessageTrace", source =>
        source.AnswerAsync(new MessageTraceRequest("o'neill@contoso.example", TestLab.Now.AddDays(-12), TestLab.Now), TestContext.Current.CancellationToken));

    [Fact]
    public Task Of_the_positive_control_of_a_message_trace() => CompareAsync("graph-MessageTraceControl", source =>
        source.AnswerAsync(new MessageTraceControlRequest("lee@contoso.example", TestLab.Now.AddDays(-7), TestLab.Now.AddDays(1)), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Of_a_mailbox_that_must_be_refused()
    {
        Serve();
        await service.Open().Graph.OtherMailboxAsync("lee@contoso.example", TestContext.Current.CancellationToken);
        AssertApproved("graph-OtherMailbox", string.Concat(service.Requests.Select(request => request.Shown())));
    }

    [Theory]
    [InlineData("worldwide", "graph.microsoft.com", "outlook.office365.com")]
    [InlineData("gcc-high", "graph.microsoft.us", "outlook.office365.us")]
    [InlineData("dod", "dod-graph.microsoft.us", "outlook-dod.office365.us")]
    [InlineData("21vianet", "microsoftgraph.chinacloudapi.cn", "outlook.office365.cn")]
    public async Task Each_cloud_is_asked_at_its_own_hosts_with_tokens_of_its_own(string cloud, string graph, string exchange)
    {
        service.Host(graph, (_, _) => ScriptedService.Json("""{"value":[]}""")).Host(exchange, (_, _) => ScriptedService.Json("""{"value":[]}"""));
        var source = service.Source(cloud: Cloud.Named(cloud));
        await source.ListAsync(ExchangeObjectKind.TenantDomain, null, TestContext.Current.CancellationToken);
        await source.ListAsync(ExchangeObjectKind.AcceptedDomain, null, TestContext.Current.CancellationToken);
        Assert.Equal([graph, exchange], service.Requests.Select(request => request.Host));
        Assert.Equal([$"https://{graph}/.default", $"https://{exchange}/.default"], service.Tokens.Asked.Select(asked => asked.Scope));
    }

    [Theory]
    [InlineData("gcc-high")]
    [InlineData("dod")]
    [InlineData("21vianet")]
    public async Task A_cloud_without_message_trace_is_not_asked_for_it(string cloud)
    {
        var seen = await service.Source(cloud: Cloud.Named(cloud)).AnswerAsync(new MessageTraceRequest("lee@contoso.example", TestLab.Now.AddDays(-1), TestLab.Now), TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Unavailable, seen.Outcome);
        Assert.Contains(cloud, seen.Why, StringComparison.Ordinal);
        Assert.Empty(service.Requests);
        Assert.Empty(service.Tokens.Asked);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private void Serve() => service
        .Host("graph.microsoft.com", (request, number) => ScriptedService.Json(number == 0 && request.Target.Contains("messageTraces", StringComparison.Ordinal) ? Row : """{"value":[]}"""))
        .Host("outlook.office365.com", (_, _) => ScriptedService.Json("""{"value":[]}"""));

    private async Task CompareAsync(string name, Func<InsideSource, Task> ask, bool last = false)
    {
        Serve();
        await ask(service.Source(runsCmdlets: true, own: "contoso.example"));
        var requests = last ? service.Requests.Where(request => request.Target.Contains("InvokeCommand", StringComparison.Ordinal)) : service.Requests;
        AssertApproved(name, string.Concat(requests.Select(request => request.Shown())));
    }

    private static void AssertApproved(string name, string actual)
    {
        Assert.DoesNotContain("CANARY", actual, StringComparison.Ordinal);
        Assert.NotEmpty(actual);
        var path = Path.Combine(OneDialerTests.Root, "tests", "Recapito.Probes.Tests", "Approved", name + ".txt");
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"{name} was never approved: compare the request with Microsoft's documentation, then run once with RECAPITO_ACCEPT=1");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), actual);
    }
}
