using System.Net;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>Who may do what: without a key, with one, with another's.</summary>
public sealed class ApiKeyTests
{
    private const string Nothing = "/v1/diagnoses/00000000000000000000000000000000";

    public static TheoryData<ApiScopes, string, string> Allowed => new()
    {
        { ApiScopes.Diagnose, "POST /v1/bounces", "unsupported-type" },
        { ApiScopes.Diagnose, "GET /v1/diagnoses?limit=0", "scope-missing" },
        { ApiScopes.Diagnose, "GET " + Nothing, "scope-missing" },
        { ApiScopes.Diagnose, "POST /v1/checks", "scope-missing" },
        { ApiScopes.Diagnose, "GET /v1/checks/0", "scope-missing" },
        { ApiScopes.Check, "GET /v1/checks?limit=0", "scope-missing" },
        { ApiScopes.Read, "GET /v1/checks?limit=0", "bad-parameter" },
        { ApiScopes.Read, "POST /v1/bounces", "scope-missing" },
        { ApiScopes.Read, "GET /v1/diagnoses?limit=0", "bad-parameter" },
        { ApiScopes.Read, "GET " + Nothing, "not-found" },
        { ApiScopes.Read, "POST /v1/checks", "scope-missing" },
        { ApiScopes.Read, "GET /v1/checks/0", "not-found" },
        { ApiScopes.Check, "POST /v1/bounces", "scope-missing" },
        { ApiScopes.Check, "GET " + Nothing, "scope-missing" },
        { ApiScopes.Check, "POST /v1/checks", "unsupported-type" },
        { ApiScopes.None, "GET " + Nothing, "scope-missing" },
        { ApiScopes.All, "POST /v1/checks", "unsupported-type" },
    };

    /// <summary>What is met behind the gate shows that it was passed.</summary>
    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task A_key_allows_its_scopes_and_nothing_else(ApiScopes scopes, string request, string problem)
    {
        await using var served = await ServedApi.StartAsync();
        using var caller = served.NewCaller(scopes);
        Assert.Equal(problem, await ServedApi.ProblemAsync(caller, new(new(request.Split(' ')[0]), request.Split(' ')[1])));
    }

    [Fact]
    public async Task What_one_key_asked_for_is_not_there_for_another_nor_for_who_has_none()
    {
        await using var served = await ServedApi.StartAsync();
        var local = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce));
        using var one = served.NewCaller(ApiScopes.All);
        using var other = served.NewCaller(ApiScopes.All);
        var (diagnosis, check) = (await ServedApi.TakenAsync(one, ServedApi.Handing(ServedApi.Bounce)), await ServedApi.TakenAsync(one, ServedApi.Wanting("""{ "domain": "contoso.example" }""")));
        foreach (var path in new[] { diagnosis, check, local })
        {
            Assert.Equal("not-found", await ServedApi.ProblemAsync(other, new(HttpMethod.Get, path)));
            using var events = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" } } };
            Assert.Equal("not-found", await ServedApi.ProblemAsync(other, events));
        }

        Assert.Empty((await ServedApi.ReadAsync(other, "/v1/checks")).GetProperty("checks").EnumerateArray());
        Assert.Single((await ServedApi.ReadAsync(one, "/v1/checks")).GetProperty("checks").EnumerateArray());
        Assert.Empty((await ServedApi.ReadAsync(other, "/v1/diagnoses")).GetProperty("diagnoses").EnumerateArray());
        Assert.Single((await ServedApi.ReadAsync(one, "/v1/diagnoses")).GetProperty("diagnoses").EnumerateArray());
        Assert.Equal("key-required", await ServedApi.ProblemAsync(served.Caller, new(HttpMethod.Get, local)));
    }

    [Fact]
    public async Task A_diagnosis_of_the_page_is_not_read_through_the_API()
    {
        await using var served = await Served.StartAsync();
        var id = (await served.HandInAsync("bounce.eml", ServedApi.Bounce))["/d/".Length..];
        Assert.Equal("not-found", await ServedApi.ProblemAsync(served.Reader, new(HttpMethod.Get, "/v1/diagnoses/" + id)));
    }

    [Fact]
    public async Task On_loopback_no_key_is_needed_until_one_was_made_and_to_revoke_the_last_one_opens_nothing()
    {
        await using var served = await ServedApi.StartAsync();
        Assert.Equal("not-found", await ServedApi.ProblemAsync(served.Caller, new(HttpMethod.Get, Nothing)));
        var key = served.Keys.Add("monitor", ApiScopes.Read)!;
        using var caller = new HttpClient { BaseAddress = served.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        Assert.Equal("key-required", await ServedApi.ProblemAsync(served.Caller, new(HttpMethod.Get, Nothing), answer => Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString())));
        Assert.Equal("not-found", await ServedApi.ProblemAsync(caller, new(HttpMethod.Get, Nothing)));
        Assert.True(served.Keys.Revoke("monitor"));
        Assert.Equal("key-refused", await ServedApi.ProblemAsync(caller, new(HttpMethod.Get, Nothing)));
        Assert.Equal("key-required", await ServedApi.ProblemAsync(served.Caller, new(HttpMethod.Get, Nothing)));
    }

    [Fact]
    public async Task Where_others_reach_the_service_a_key_is_needed_from_the_beginning()
    {
        await using var served = await ServedApi.StartAsync(others: new());
        Assert.Equal("key-required", await ServedApi.ProblemAsync(served.Caller, new(HttpMethod.Get, Nothing)));
        using var caller = served.NewCaller(ApiScopes.Read);
        Assert.Equal("not-found", await ServedApi.ProblemAsync(caller, new(HttpMethod.Get, Nothing)));
    }

    public static TheoryData<string, Func<string, string>> WrongKeys => new()
    {
        { "nothing after the scheme", _ => "Bearer " },
        { "another scheme", key => "Basic " + key },
        { "without its last letter", key => "Bearer " + key[..^1] },
        { "with a letter more", key => $"Bearer {key}A" },
        { "another secret with the same id", key => "Bearer " + key[..key.LastIndexOf('_')] + "_" + new string('A', 43) },
        { "only its id", key => "Bearer " + key[..18] },
        { "in upper case", key => "Bearer " + key.ToUpperInvariant() },
        { "something else", _ => "Bearer recapito_' OR 1=1 --" },
    };

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public async Task What_is_no_key_opens_nothing(string name, Func<string, string> header)
    {
        await using var served = await ServedApi.StartAsync();
        var key = served.Keys.Add("monitor", ApiScopes.All)!;
        using var request = new HttpRequestMessage(HttpMethod.Get, Nothing);
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", header(key)));
        var problem = await ServedApi.ProblemAsync(served.Caller, request);
        Assert.True(problem is "key-refused" or "key-required", $"{name}: {problem}");
    }

    [Theory]
    [InlineData("Origin", "http://evil.example", "foreign-page")]
    [InlineData("Origin", "null", "foreign-page")]
    [InlineData("Sec-Fetch-Site", "cross-site", "foreign-page")]
    [InlineData("Sec-Fetch-Site", "same-site", "foreign-page")]
    [InlineData("Sec-Fetch-Site", "same-origin", "not-a-bounce")]
    [InlineData("Sec-Fetch-Site", "none", "not-a-bounce")]
    [InlineData("X-Forwarded-For", "192.0.2.7", "key-required")]
    [InlineData("Forwarded", "for=192.0.2.7", "key-required")]
    public async Task Without_a_key_neither_another_sites_page_nor_who_comes_through_a_proxy_is_served(string header, string value, string problem)
    {
        await using var served = await ServedApi.StartAsync();
        using var request = ServedApi.Handing("see you tomorrow"u8.ToArray(), "text/plain");
        request.Headers.Add(header, value);
        Assert.Equal(problem, await ServedApi.ProblemAsync(served.Caller, request));
    }

    [Fact]
    public async Task The_services_own_pages_may_call()
    {
        await using var served = await ServedApi.StartAsync();
        using var request = ServedApi.Handing("see you tomorrow"u8.ToArray(), "text/plain");
        request.Headers.Add("Origin", served.Address.GetLeftPart(UriPartial.Authority));
        Assert.Equal("not-a-bounce", await ServedApi.ProblemAsync(served.Caller, request));
    }
}
