using System.Net;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Core;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>Who may do what at a service that others reach.</summary>
public sealed class AccessTests
{
    private const string Id = "00000000000000000000000000000000";

    private static readonly byte[] Bounce = ServedApi.Bounce;

    // Method, address, field: status for a stranger, for a visitor where such are allowed, and for the owner.
    private static readonly (string Method, string Path, (string Name, string Value) Field, int Stranger, int Visitor, int Owner)[] Pages =
    [
        ("GET", "/", default, 200, 200, 200),
        ("GET", "/history", default, 302, 200, 200),
        ("GET", "/history.csv", default, 302, 200, 200),
        ("GET", "/history.json", default, 302, 200, 200),
        ("GET", "/checks", default, 302, 200, 200),
        ("GET", "/watches", default, 302, 302, 200),
        ("GET", "/lab", default, 302, 302, 200),
        ("GET", "/d/" + Id, default, 404, 404, 404),
        ("GET", "/c/" + Id, default, 404, 404, 404),
        ("GET", "/w/" + Id, default, 404, 404, 404),
        ("GET", "/owner", default, 302, 302, 200),
        ("GET", "/owner/sign-in", default, 200, 200, 200),
        ("GET", "/recapito.css", default, 200, 200, 200),
        ("GET", "/passkey.js", default, 200, 200, 200),
        ("GET", "/healthz", default, 200, 200, 200),
        ("GET", "/openapi/v1.json", default, 200, 200, 200),
        ("POST", "/bounces", ("text", "no bounce"), 401, 422, 422),
        ("POST", "/addresses", ("address", "lee@contoso.example"), 401, 302, 302),
        ("POST", "/checks", ("domain", "contoso.example"), 401, 302, 302),
        ("POST", "/sample", ("confirm", "yes"), 401, 302, 302),
        ("POST", "/watches", ("domain", "contoso.example"), 401, 401, 302),
        ("POST", $"/w/{Id}/stop", ("confirm", "yes"), 401, 401, 404),
        ("POST", $"/w/{Id}/forget", ("confirm", "yes"), 401, 401, 404),
        ("POST", $"/d/{Id}/forget", ("confirm", "yes"), 401, 404, 404),
        ("POST", "/language", ("language", "it"), 302, 302, 302),
        ("POST", "/nothing-here", ("a", "b"), 404, 404, 404),
        ("POST", "/owner/" + Id, ("password", OwnedService.Password), 404, 404, 404),
        ("POST", "/owner/sign-out", ("confirm", "yes"), 401, 401, 302),
    ];

    // What a stranger may send: what it changes, and why that is safe.
    private static readonly Dictionary<string, string> OpenToAll = new()
    {
        ["/language"] = "a cookie of the reader's own",
        ["/owner/sign-in"] = "it is the sign-in",
        ["/owner/sign-in/passkey/options"] = "it is the sign-in",
        ["/owner/sign-in/passkey"] = "it is the sign-in",
        ["/owner/{secret}"] = "whoever holds the link may",
        ["/owner/{secret}/passkey/options"] = "whoever holds the link may",
        ["/owner/{secret}/passkey"] = "whoever holds the link may",
        ["/problem"] = "it only says that something went wrong",
        ["/{**rest}"] = "it only says that there is nothing",
    };

    public static TheoryData<string> Readers => ["stranger", "visitor", "owner"];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Each_address_is_open_to_whom_it_is_meant_for(string who)
    {
        await using var served = await Served.StartAsync(others: who == "visitor" ? OwnedService.Open : OwnedService.Closed);
        using var reader = who == "owner" ? await served.NewOwnerAsync() : served.NewReader(follows: false);
        var wrong = new List<string>();
        foreach (var page in Pages)
        {
            using var answer = page.Method == "GET" ? await reader.GetAsync(page.Path, TestContext.Current.CancellationToken) : await served.PostAsync(reader, page.Path, page.Field);
            var wanted = who switch { "stranger" => page.Stranger, "visitor" => page.Visitor, _ => page.Owner };
            if ((int)answer.StatusCode != wanted)
            {
                wrong.Add($"{page.Method} {page.Path}: {(int)answer.StatusCode}, not {wanted}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("POST", "/v1/bounces", ApiScopes.Diagnose, 202)]
    [InlineData("GET", "/v1/diagnoses", ApiScopes.Read, 200)]
    [InlineData("GET", "/v1/diagnoses/" + Id, ApiScopes.Read, 404)]
    [InlineData("POST", "/v1/checks", ApiScopes.Check, 202)]
    [InlineData("GET", "/v1/checks/" + Id, ApiScopes.Read, 404)]
    public async Task The_API_is_open_to_keys_with_the_scope_alone_also_where_visitors_are_allowed(string method, string path, ApiScopes scope, int status)
    {
        await using var served = await ServedApi.StartAsync(others: OwnedService.Open);
        foreach (var (scopes, wanted) in new (ApiScopes?, int)[] { (null, 401), (ApiScopes.All & ~scope, 403), (scope, status) })
        {
            using var caller = served.NewCaller(scopes);
            using var request = path == "/v1/checks" ? ServedApi.Wanting("""{ "domain": "contoso.example" }""") : method == "POST" ? ServedApi.Handing(Bounce) : new(HttpMethod.Get, path);
            using var answer = await caller.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(wanted, (int)answer.StatusCode);
        }
    }

    /// <summary>Every address that there is, also one that is added later: what is sent to it by a stranger is refused before anything of it runs, or stands on the list with a reason.</summary>
    [Fact]
    public async Task Nothing_can_be_sent_by_a_stranger_but_what_stands_on_a_short_list()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var stranger = served.NewReader(follows: false);
        var (open, seen) = (new HashSet<string>(), 0);
        foreach (var (pattern, method, _) in Changing(served))
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method), AddressOf(pattern)) { Content = new MultipartFormDataContent { { new StringContent("b"), "a" } } };
            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
            seen++;
            if (answer.StatusCode is not HttpStatusCode.Unauthorized)
            {
                open.Add(pattern);
            }
        }

        Assert.True(seen > 15, $"{seen} addresses");
        Assert.Equal(OpenToAll.Keys.Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_form_is_checked_to_come_from_a_page_of_this_service()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        string[] noForms = ["/problem", "/{**rest}", "/healthz", "/readyz"];
        Assert.Empty(Changing(served).Where(one => !one.Pattern.StartsWith(ApiEndpoints.Prefix, StringComparison.Ordinal) && !noForms.Contains(one.Pattern)
            && one.Endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }).Select(one => one.Pattern));
    }

    /// <summary>What anybody may leave behind is counted, be it a bounce or a check; what the owner does is not.</summary>
    [Fact]
    public async Task What_is_kept_of_visitors_is_counted_and_what_is_kept_of_the_owner_is_not()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Open);
        using var owner = await served.NewOwnerAsync();
        foreach (var reader in new[] { served.Reader, owner })
        {
            using var bounce = await served.PostAsync(reader, "/bounces", ("text", Encoding.UTF8.GetString(Bounce)));
            using var check = await served.PostAsync(reader, "/checks", ("domain", "contoso.example"));
        }

        using var open = served.App.Services.GetRequiredService<Database>().Connect();
        using var count = open.CreateCommand();
        count.CommandText = "SELECT (SELECT group_concat(smtp) FROM (SELECT smtp FROM diagnosis ORDER BY smtp)) || ' ' || (SELECT group_concat(visitor) FROM (SELECT visitor FROM domain_check ORDER BY visitor))";
        Assert.Equal("0,1 0,1", count.ExecuteScalar());
    }

    [Fact]
    public async Task For_a_visitor_no_mail_host_is_asked_and_the_owner_sees_what_the_visitor_asked()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Open);
        var path = await served.HandInAsync("bounce.eml", Bounce);
        Assert.Contains("no mail host is talked to", await served.PageAsync("/"), StringComparison.Ordinal);
        Assert.All(KindsOf(served, path), kind => Assert.StartsWith("dns", kind, StringComparison.Ordinal));
        Assert.DoesNotContain("class=\"diagnosis proven\"", await served.PageAsync(path), StringComparison.Ordinal);
        using var owner = await served.NewOwnerAsync();
        using var stranger = served.NewReader(follows: false);
        Assert.Contains("lee@contoso.example", await served.PageAsync(path), StringComparison.Ordinal);
        Assert.DoesNotContain("lee@contoso.example", await served.PageAsync(path, stranger), StringComparison.Ordinal);
        Assert.Contains("lee@contoso.example", await served.PageAsync(path, owner), StringComparison.Ordinal);
        Assert.Contains(path, await served.PageAsync("/history", owner), StringComparison.Ordinal);
        Assert.DoesNotContain(path, await served.PageAsync("/history", stranger), StringComparison.Ordinal);
        using var forgotten = await served.PostAsync(stranger, path + "/forget", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.NotFound, forgotten.StatusCode);
        using var deleted = await served.PostAsync(owner, path + "/forget", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await served.GetAsync(stranger, path));
    }

    [Fact]
    public async Task For_the_owner_mail_hosts_are_asked()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Open);
        using var owner = await served.NewOwnerAsync();
        using var answer = await served.PostAsync(owner, "/bounces", ("text", Encoding.UTF8.GetString(Bounce)));
        var path = answer.Headers.Location!.OriginalString;
        await served.FollowAsync(path);
        Assert.Contains("smtp-session", KindsOf(served, path));
        Assert.DoesNotContain("no mail host is talked to", await served.PageAsync("/", owner), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_visitors_the_start_page_says_who_may_ask_and_has_no_form()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        var page = await served.PageAsync("/");
        Assert.Contains("Only the owner of this service", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/owner/sign-in?back=%2F\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/bounces\"", page, StringComparison.Ordinal);
        using var owner = await served.NewOwnerAsync();
        Assert.Contains("action=\"/bounces\"", await served.PageAsync("/", owner), StringComparison.Ordinal);
    }

    /// <summary>Whoever is not the proxy cannot say that they are somebody else to be counted anew.</summary>
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("192.0.2.1", false)]
    public async Task Visitors_may_ask_a_few_times_a_minute_and_only_the_proxy_is_believed_who_they_are(string proxy, bool isBelieved)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Open with { Proxies = [IPAddress.Parse(proxy)] }, minute: OwnedService.LongMinute);
        for (var i = 0; i < VisitorLimits.PerMinute; i++)
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await ForgetAsync(served, "203.0.113.9"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await ForgetAsync(served, "203.0.113.9"));
        Assert.Equal(isBelieved, await ForgetAsync(served, "203.0.113.10") is not HttpStatusCode.TooManyRequests);
    }

    /// <summary>Whatever cookies come with it, and of how many there are none.</summary>
    [Fact]
    public void One_address_may_hand_in_so_much_a_day()
    {
        using var limits = new VisitorLimits(OwnedService.LongMinute);
        var (one, other) = (IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8:1::1"));
        for (var i = 0; i < VisitorLimits.Octets / RecapitoHost.LargestUpload; i++)
        {
            Assert.Null(limits.Take(one, RecapitoHost.LargestUpload));
        }

        Assert.True(limits.Take(IPAddress.Parse("2001:db8::2"), RecapitoHost.LargestUpload) > TimeSpan.FromMinutes(1));
        Assert.Null(limits.Take(other, long.MaxValue));
    }

    /// <summary>Nobody signs in at a service that only its machine reaches: what a proxy brings there comes from somebody else.</summary>
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("Via", "1.1 proxy.example")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    public async Task Without_a_proxy_that_was_named_none_is_served(string header, string value)
    {
        await using var served = await Served.StartAsync();
        served.Reader.DefaultRequestHeaders.Add(header, value);
        foreach (var path in new[] { "/", "/history", "/history.csv" })
        {
            using var answer = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("--proxy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    /// <summary>HTTP/1.0 allows it; who asks so names nothing that is served.</summary>
    [Theory]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost:\r\n\r\n")]
    public async Task Who_names_no_host_is_refused(string request)
    {
        await using var served = await Served.StartAsync();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, served.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 400", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recapito.contoso.example", HttpStatusCode.OK)]
    [InlineData("RECAPITO.contoso.example", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("rebound.example", HttpStatusCode.BadRequest)]
    [InlineData("recapito.contoso.example.evil.example", HttpStatusCode.BadRequest)]
    public async Task Only_the_names_that_were_given_are_served(string host, HttpStatusCode status)
    {
        await using var served = await Served.StartAsync(others: new() { Hosts = ["recapito.contoso.example"] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = $"{host}:{served.Address.Port}" } };
        request.Headers.Add("X-Forwarded-Host", "recapito.contoso.example");
        using var answer = await served.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task<HttpStatusCode> ForgetAsync(Served served, string from)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/d/{Id}/forget") { Headers = { { "X-Forwarded-For", from } }, Content = new FormUrlEncodedContent([]) };
        using var answer = await served.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static List<string> KindsOf(Served served, string path)
    {
        var evidence = served.App.Services.GetRequiredService<DiagnosisStore>().Find(path["/d/".Length..], DateTimeOffset.UtcNow)!.Evidence!;
        var kinds = EvidenceFile.Read(Encoding.UTF8.GetBytes(evidence), "kept").All.Select(seen => seen.Request.Kind).ToList();
        Assert.NotEmpty(kinds);
        return kinds;
    }

    private static IEnumerable<(string Pattern, string Method, RouteEndpoint Endpoint)> Changing(Served served) =>
        from endpoint in served.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        let method = methods.Count == 0 ? "POST" : methods.FirstOrDefault(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        where method is not null
        select (endpoint.RoutePattern.RawText!, method, endpoint);

    private static string AddressOf(string pattern) => "/" + string.Join('/', pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part[0] == '{' ? "nothing" : part));
}
