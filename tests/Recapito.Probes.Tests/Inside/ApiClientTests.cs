using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

/// <summary>Whatever is no whole answer is a gap with the service's own words, never an absence; and the token is seen by the service alone.</summary>
public sealed class ApiClientTests : IAsyncDisposable
{
    private const string Graph = "graph.microsoft.com";
    private const string Empty = """{"value":[]}""";

    private readonly ScriptedService service = new();

    public static TheoryData<string, string, string> Failures => new()
    {
        { ScriptedService.Json("""{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}""", "403 Forbidden"), nameof(ApiGapKind.Forbidden), "the application lacks Domain.Read.All; 'recapito m365 doctor' shows what is missing (HTTP 403 Authorization_RequestDenied: Insufficient privileges to complete the operation)" },
        { ScriptedService.Json("""{"error":{"code":"UnknownError","message":"Service principal-less Authentication failed"}}""", "401 Unauthorized"), nameof(ApiGapKind.Unauthorized), "HTTP 401 UnknownError: Service principal-less Authentication failed" },
        { "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"invalid_token\"\r\nContent-Length: 0\r\n\r\n", nameof(ApiGapKind.Unauthorized), "HTTP 401: error=\"invalid_token\"" },
        { ScriptedService.Json("""{"error":{"code":"Request_ResourceNotFound","message":"Resource not found"}}""", "404 Not Found"), nameof(ApiGapKind.NotFound), "HTTP 404 Request_ResourceNotFound" },
        { ScriptedService.Json("""{"error":{"code":"TooManyRequests","message":"later"}}""", "429 Too Many Requests", "Retry-After: 300\r\n"), nameof(ApiGapKind.Throttled), "asks to wait 300 s" },
        { "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", nameof(ApiGapKind.Failed), "HTTP 502: text/html" },
        { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>", nameof(ApiGapKind.Unreadable), "text/html, not JSON" },
        { "HTTP/1.1 302 Found\r\nLocation: https://login.example/\r\nContent-Length: 0\r\n\r\n", nameof(ApiGapKind.Failed), "HTTP 302" },
        { ScriptedService.Json("""{"value":[{"id":"contoso.ex"""), nameof(ApiGapKind.Unreadable), "no JSON, or not all of it" },
        { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 500\r\n\r\n{\"value\":[]}", nameof(ApiGapKind.Silent), "the connection broke" },
        { "SSH-2.0-OpenSSH_9.6\r\nConnection: close\r\n", nameof(ApiGapKind.Silent), "no HTTP" },
        { ScriptedService.Json("""{"id":"contoso.example"}"""), nameof(ApiGapKind.Unreadable), "no list of objects" },
        { ScriptedService.Json("""{"value":["contoso.example"]}"""), nameof(ApiGapKind.Unreadable), "no list of objects" },
        { ScriptedService.Json("""{"value":[],"@adminapi.warnings":["The command timed out"]}"""), nameof(ApiGapKind.Unreadable), "The command timed out" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"https://graph.microsoft.com.evil.example/v1.0/domains"}"""), nameof(ApiGapKind.Unreadable), "the token was not sent there" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"http://graph.microsoft.com/v1.0/domains"}"""), nameof(ApiGapKind.Unreadable), "the token was not sent there" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"https://graph.microsoft.com:8443/v1.0/domains"}"""), nameof(ApiGapKind.Unreadable), "the token was not sent there" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"https://graph.microsoft.com/beta/domains"}"""), nameof(ApiGapKind.Unreadable), "the token was not sent there" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"https://x@graph.microsoft.com/v1.0/domains"}"""), nameof(ApiGapKind.Unreadable), "the token was not sent there" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"/v1.0/domains?$skiptoken=1"}"""), nameof(ApiGapKind.Unreadable), "the token was not sent there" },
        { ScriptedService.Json("""{"value":[],"@odata.nextLink":"https://graph.microsoft.com/v1.0/domains"}"""), nameof(ApiGapKind.Unreadable), "in a circle" },
    };

    /// <summary>Answers that send back what they were sent, in every place that we repeat.</summary>
    public static TheoryData<string> Echoes => new()
    {
        { ScriptedService.Json($$$"""{"error":{"code":"{{{CanaryTokens.Canary}}}","message":"Bearer {{{CanaryTokens.Canary}}} is not valid"}}""", "403 Forbidden") },
        { ScriptedService.Json($$$"""{"error":{"code":"x","message":"{{{new string('a', 480)}}} {{{CanaryTokens.Canary}}}"}}""", "500 Internal") },
        { ScriptedService.Json($$$"""{"value":[],"@odata.nextLink":"https://evil.example/?token={{{CanaryTokens.Canary}}}"}""") },
        { ScriptedService.Json($$$"""{"value":[],"@adminapi.warnings":["{{{CanaryTokens.Canary}}}"]}""") },
        { $"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer error=\"{CanaryTokens.Canary}\"\r\nContent-Length: 0\r\n\r\n" },
        { $"HTTP/1.1 200 OK\r\nContent-Type: text/{CanaryTokens.Canary}\r\nContent-Length: 0\r\n\r\n" },
        { ScriptedService.Json($$"""{"value":[{{CanaryTokens.Canary}}""") },
        { $"{CanaryTokens.Canary}\r\nConnection: close\r\n" },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task What_is_no_whole_answer_is_a_gap(string answer, string kind, string words)
    {
        service.Host(Graph, (_, _) => answer);
        var (listed, gap) = await ListAsync();
        Assert.Null(listed);
        Assert.Equal(kind, gap!.Kind.ToString());
        Assert.Contains(words, gap.Text, StringComparison.Ordinal);
        Assert.All(service.Requests, request => Assert.Equal(Graph, request.Host));
    }

    [Theory, MemberData(nameof(Failures))]
    public async Task A_gap_of_the_listing_is_a_gap_of_the_answer(string answer, string kind, string words)
    {
        service.Host(Graph, (_, _) => answer).Host("outlook.office365.com", (_, _) => answer);
        var source = service.Source(runsCmdlets: true, own: "contoso.example");
        foreach (var request in new Request[]
            {
                new AcceptedDomainRequest("contoso.example"), new RecipientRequest("lee@contoso.example"),
                new ConfigurationRequest("contoso.example", ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector),
                new MessageTraceRequest("lee@contoso.example", TestLab.Now.AddDays(-1), TestLab.Now),
                new MessageTraceControlRequest("lee@contoso.example", TestLab.Now.AddDays(-1), TestLab.Now),
            })
        {
            var seen = await source.AnswerAsync(request, Cancel);
            Assert.True(seen.Outcome is Outcome.Unavailable, $"{kind}, {words}: {request.Question} is {seen.Outcome}");
        }
    }

    [Theory, MemberData(nameof(Echoes))]
    public async Task A_token_that_is_sent_back_stands_in_no_text(string answer)
    {
        service.Host(Graph, (_, _) => answer).Host("outlook.office365.com", (_, _) => answer);
        var source = service.Source(runsCmdlets: true, own: "contoso.example");
        var (listed, gap) = await source.ListAsync(ExchangeObjectKind.TenantDomain, null, Cancel);
        Assert.Null(listed);
        Assert.DoesNotContain("CANARY", gap!.Text + gap.Code, StringComparison.Ordinal);
        var seen = await source.AnswerAsync(new RecipientRequest("lee@contoso.example"), Cancel);
        Assert.DoesNotContain("CANARY", EvidenceFile.Write(EvidenceSet.Empty.With(seen)), StringComparison.Ordinal);
        var report = await new Doctor(service.Open(), null, true).ExamineAsync(Cancel);
        Assert.DoesNotContain("CANARY", DoctorText.Write(report, new(), Catalogue.Default) + DoctorJson.Write(report, Catalogue.Default, "en"), StringComparison.Ordinal);
        Assert.NotEmpty(service.Requests);
    }

    [Fact]
    public async Task Pages_are_put_together_and_asked_for_as_they_are_named()
    {
        service.Host(Graph, (_, number) => ScriptedService.Json(number < 2
            ? $$$"""{"value":[{"id":"d{{{number}}}.example"}],"@odata.nextLink":"https://graph.microsoft.com/v1.0/domains?$skiptoken={{{number}}}"}""" : """{"value":[{"id":"d2.example"}]}"""));
        var (listed, _) = await ListAsync();
        Assert.Equal(["d0.example", "d1.example", "d2.example"], listed!.Items.Select(item => item.Text("id")));
        Assert.Equal(["/v1.0/domains", "/v1.0/domains?$skiptoken=0", "/v1.0/domains?$skiptoken=1"], service.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task The_same_content_is_posted_for_each_page()
    {
        service.Host("outlook.office365.com", (request, number) => ScriptedService.Json(number == 0
            ? $$$"""{"value":[{"DomainName":"a.example"}],"@odata.nextLink":"https://outlook.office365.com{{{request.Target}}}?$skiptoken=1"}""" : """{"value":[{"DomainName":"b.example"}]}"""));
        var (listed, _) = await service.Source().ListAsync(ExchangeObjectKind.AcceptedDomain, null, Cancel);
        Assert.Equal(2, listed!.Items.Length);
        Assert.Single(service.Requests.Select(request => request.Body).Distinct());
        Assert.All(service.Requests, request => Assert.StartsWith("POST ", request.Head, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_without_end_are_a_gap()
    {
        service.Host(Graph, (_, number) => ScriptedService.Json($$$"""{"value":[],"@odata.nextLink":"https://graph.microsoft.com/v1.0/domains?$skiptoken={{{number}}}"}"""));
        var (listed, gap) = await ListAsync();
        Assert.Null(listed);
        Assert.Contains("more than 200 pages", gap!.Text, StringComparison.Ordinal);
        Assert.Equal(200, service.Requests.Count);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_after_the_time_that_it_names()
    {
        service.Host(Graph, (_, number) => number < 2 ? ScriptedService.Json("{}", number == 0 ? "429 Too Many Requests" : "503 Busy", "Retry-After: 7\r\n") : ScriptedService.Json(Empty));
        var (listed, gap) = await ListAsync();
        Assert.True(listed is not null, gap?.Text);
        Assert.Equal(3, service.Requests.Count);
        Assert.Equal(2, service.Clock.Waits.Count(wait => wait == TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public async Task A_service_that_stays_busy_is_a_gap_after_five_requests()
    {
        service.Host(Graph, (_, _) => ScriptedService.Json("{}", "429 Too Many Requests", "Retry-After: 1\r\n"));
        var (_, gap) = await ListAsync();
        Assert.Equal((ApiGapKind.Throttled, 429), (gap!.Kind, gap.Status));
        Assert.Equal(5, service.Requests.Count);
    }

    [Fact]
    public async Task A_token_that_has_ended_is_renewed_once()
    {
        service.Host(Graph, (_, number) => number == 0 ? ScriptedService.Json("{}", "401 Unauthorized") : ScriptedService.Json(Empty));
        var (listed, _) = await ListAsync();
        Assert.NotNull(listed);
        Assert.Equal([false, true], service.Tokens.Asked.Select(asked => asked.Anew));
    }

    [Fact]
    public async Task Nothing_is_sent_to_a_host_whose_certificate_is_anothers()
    {
        service.Host(Graph, (_, _) => ScriptedService.Json(Empty), certificate: "other.example");
        var (_, gap) = await ListAsync();
        Assert.Equal(ApiGapKind.Silent, gap!.Kind);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_host_without_an_address_is_a_gap()
    {
        var (_, gap) = await ListAsync();
        Assert.Equal((ApiGapKind.Silent, "graph.microsoft.com has no address"), (gap!.Kind, gap.Text));
    }

    [Fact]
    public async Task Whoever_cancels_gets_no_gap()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        service.Host(Graph, (_, _) =>
        {
            cancel.Cancel();
            return null;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => service.Source().ListAsync(ExchangeObjectKind.TenantDomain, null, cancel.Token));
    }

    [Fact]
    public async Task An_empty_trace_of_a_tenant_that_does_not_hold_the_domain_says_nothing()
    {
        service.Host(Graph, (_, _) => ScriptedService.Json(Empty)).Host("outlook.office365.com", (_, _) => ScriptedService.Json("""{"value":[{"DomainName":"fabrikam.example","DomainType":"Authoritative"}]}"""));
        var source = service.Source();
        Assert.Equal(Outcome.Unavailable, (await source.AnswerAsync(new MessageTraceRequest("lee@contoso.example", TestLab.Now.AddDays(-1), TestLab.Now), Cancel)).Outcome);
        Assert.Equal(Outcome.Absent, (await source.AnswerAsync(new MessageTraceRequest("ana@fabrikam.example", TestLab.Now.AddDays(-1), TestLab.Now), Cancel)).Outcome);
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<(ExchangeListing? Listed, ApiGap? Gap)> ListAsync() => service.Source().ListAsync(ExchangeObjectKind.TenantDomain, null, Cancel);
}
