using System.Net;
using System.Text.Json.Nodes;
using Recapito.Core.Tests;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>Watches by the API: begin, follow, list, end.</summary>
public sealed class WatchApiTests
{
    private const string World = "lab/worlds/watch/plain-change.yaml";
    private const string Wanted = """{ "domain": "Contoso.Example", "expected": "10 mx.newhost.example" }""";

    [Fact]
    public async Task A_watch_is_followed_to_its_end_and_is_the_document_of_the_command_line()
    {
        await using var served = await ServedApi.StartAsync(world: World);
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Watching(Wanted));
        var events = (await ServedApi.FollowAsync(served.Caller, path)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(events, text => text.StartsWith("event: progress\n", StringComparison.Ordinal));
        Assert.StartsWith("event: done\n", events[^1], StringComparison.Ordinal);
        var text = await served.Caller.GetStringAsync(path, TestContext.Current.CancellationToken);
        var watch = JsonNode.Parse(text)!.AsObject();
        Assert.Equal("done", watch["state"]!.GetValue<string>());
        Assert.All(CaseDocument.Members, member => Assert.True(watch.Remove(member)));
        Schema.Load("watch.schema.json").AssertFits(watch.ToJsonString());
        Assert.Equal(("contoso.example", "MX", "done", "known"), (watch["domain"]!.GetValue<string>(), watch["type"]!.GetValue<string>(), watch["end"]!.GetValue<string>(), watch["caches"]!["knowledge"]!.GetValue<string>()));
        Assert.Contains(watch["events"]!.AsArray(), happened => happened!["id"]!.GetValue<string>() == "agree");
    }

    [Fact]
    public async Task The_fix_of_a_diagnosis_is_watched_in_place_of_a_record()
    {
        await using var served = await ServedApi.StartAsync();
        var diagnosis = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce));
        await ServedApi.FollowAsync(served.Caller, diagnosis);
        var id = diagnosis.Split('/')[^1];
        await ServedApi.TakenAsync(served.Caller, ServedApi.Watching($$"""{ "diagnosis": "{{id}}", "smtp": false }"""));
        var listed = Assert.Single((await ServedApi.ReadAsync(served.Caller, "/v1/watches")).GetProperty("watches").EnumerateArray());
        Assert.Equal(("contoso.example", "MX", "0 contoso-example.mail.protection.outlook.com"), (listed.GetProperty("domain").GetString(), listed.GetProperty("type").GetString(), listed.GetProperty("expected").GetString()));
        using var other = served.NewCaller(ApiScopes.All);
        Assert.Equal("not-found", await ServedApi.ProblemAsync(other, ServedApi.Watching($$"""{ "diagnosis": "{{id}}" }""")));
    }

    /// <summary>What a diagnosis says itself is not wished for beside it: the wish would be passed over.</summary>
    [Theory]
    [InlineData("""{ "diagnosis": "ID", "type": "A", "expected": "10 elsewhere.example" }""", "excludes type and expected;")]
    [InlineData("""{ "diagnosis": "ID", "type": "MX" }""", "excludes type;")]
    [InlineData("""{ "diagnosis": "ID", "expected": "none" }""", "excludes expected;")]
    [InlineData("""{ "diagnosis": "ID", "domain": "contoso.example" }""", "excludes domain;")]
    public async Task Beside_a_diagnosis_no_record_can_be_named(string body, string says)
    {
        await using var served = await ServedApi.StartAsync();
        var diagnosis = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce));
        await ServedApi.FollowAsync(served.Caller, diagnosis);
        using var request = ServedApi.Watching(body.Replace("ID", diagnosis.Split('/')[^1], StringComparison.Ordinal));
        using var answer = await served.Caller.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty((await ServedApi.ReadAsync(served.Caller, "/v1/watches")).GetProperty("watches").EnumerateArray());
    }

    /// <summary>Its fix may be another at its end.</summary>
    [Fact]
    public async Task The_fix_of_a_diagnosis_that_is_not_finished_is_not_watched()
    {
        await using var served = await ServedApi.StartAsync();
        served.Diagnoses.Add(new("d0", ApiCaller.Local.Owner, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1), "bounce.eml", ServedApi.Bounce, [], null, null), null);
        Assert.Equal("not-finished", await ServedApi.ProblemAsync(served.Caller, ServedApi.Watching("""{ "diagnosis": "d0" }""")));
    }

    [Fact]
    public async Task Watches_are_listed_page_by_page()
    {
        await using var served = await ServedApi.StartAsync();
        var begun = new List<string>();
        foreach (var domain in new[] { "contoso.example", "oldhost.example", "fabrikam.example" })
        {
            begun.Add(await ServedApi.TakenAsync(served.Caller, ServedApi.Watching($$"""{ "domain": "{{domain}}", "smtp": false }""")));
        }

        var (listed, next) = (new List<string>(), "");
        do
        {
            var page = await ServedApi.ReadAsync(served.Caller, "/v1/watches?limit=2&cursor=" + next);
            listed.AddRange(page.GetProperty("watches").EnumerateArray().Select(one => one.GetProperty("url").GetString()!));
            next = page.GetProperty("nextCursor").GetString();
        }
        while (next is not null);
        Assert.Equal(begun.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_watch_is_ended_by_who_began_it_and_stays_to_be_read()
    {
        await using var served = await ServedApi.StartAsync(pace: 100);
        using var one = served.NewCaller(ApiScopes.All);
        using var other = served.NewCaller(ApiScopes.All);
        using var reader = served.NewCaller(ApiScopes.Read);
        var path = await ServedApi.TakenAsync(one, ServedApi.Watching("""{ "domain": "contoso.example", "expected": "1 mx.contoso.example" }"""));
        Assert.Equal("not-found", await ServedApi.ProblemAsync(other, new(HttpMethod.Get, path)));
        Assert.Equal("not-found", await ServedApi.ProblemAsync(other, new(HttpMethod.Post, path + "/stop")));
        Assert.Equal("scope-missing", await ServedApi.ProblemAsync(reader, new(HttpMethod.Post, path + "/stop")));
        using var over = await one.PostAsync(path + "/stop", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, over.StatusCode);
        await ServedApi.FollowAsync(one, path);
        Assert.Equal("stopped", (await ServedApi.ReadAsync(one, path)).GetProperty("state").GetString());
        Assert.Empty((await ServedApi.ReadAsync(other, "/v1/watches")).GetProperty("watches").EnumerateArray());
    }

    /// <summary>Whether it goes on or is over.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_watch_is_deleted_by_who_began_it_and_asks_no_more(bool isOver)
    {
        await using var served = await ServedApi.StartAsync();
        using var one = served.NewCaller(ApiScopes.All);
        using var other = served.NewCaller(ApiScopes.All);
        using var reader = served.NewCaller(ApiScopes.Read);
        var path = await ServedApi.TakenAsync(one, ServedApi.Watching("""{ "domain": "contoso.example", "expected": "1 mx.contoso.example" }"""));
        if (isOver)
        {
            using var over = await one.PostAsync(path + "/stop", null, TestContext.Current.CancellationToken);
            await ServedApi.FollowAsync(one, path);
        }

        Assert.Equal("not-found", await ServedApi.ProblemAsync(other, new(HttpMethod.Delete, path)));
        Assert.Equal("scope-missing", await ServedApi.ProblemAsync(reader, new(HttpMethod.Delete, path)));
        using var gone = await one.DeleteAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal("not-found", await ServedApi.ProblemAsync(one, new(HttpMethod.Get, path)));
        Assert.Equal("not-found", await ServedApi.ProblemAsync(one, new(HttpMethod.Delete, path)));
        Assert.Empty((await ServedApi.ReadAsync(one, "/v1/watches")).GetProperty("watches").EnumerateArray());
    }

    [Fact]
    public async Task The_same_request_with_one_key_begins_one_watch()
    {
        await using var served = await ServedApi.StartAsync();
        const string wanted = """{ "domain": "contoso.example", "expected": "1 mx.contoso.example" }""";
        var paths = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ServedApi.TakenAsync(served.Caller, ServedApi.Watching(wanted, "k"))));
        Assert.Single(paths.Distinct());
        Assert.Equal("idempotency-key-reused", await ServedApi.ProblemAsync(served.Caller, ServedApi.Watching("""{ "domain": "contoso.example" }""", "k")));
        Assert.Equal("idempotency-key-reused", await ServedApi.ProblemAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce, once: "k")));
    }

    [Theory]
    [InlineData("{}", "bad-parameter")]
    [InlineData("""{ "domain": "contoso example" }""", "bad-parameter")]
    [InlineData("""{ "domain": "lee" }""", "bad-parameter")]
    [InlineData("""{ "domain": "contoso.example", "diagnosis": "0" }""", "bad-parameter")]
    [InlineData("""{ "domain": "contoso.example", "type": "SOA" }""", "bad-parameter")]
    [InlineData("""{ "domain": "contoso.example", "expected": "mx.contoso.example" }""", "bad-parameter")]
    [InlineData("""{ "domain": "contoso.example", "hours": 0 }""", "bad-parameter")]
    [InlineData("""{ "domain": "contoso.example", "hours": 169 }""", "bad-parameter")]
    [InlineData("""{ "diagnosis": "00000000000000000000000000000000" }""", "not-found")]
    [InlineData("""{ "domain": "contoso.example", "forever": true }""", "bad-body")]
    [InlineData("""{ "diagnosis": "00000000000000000000000000000000", "type": "A", "expected": "10 elsewhere.example" }""", "bad-parameter")]
    [InlineData("[", "bad-body")]
    [InlineData("null", "bad-body")]
    public async Task What_cannot_be_watched_is_refused(string body, string problem)
    {
        await using var served = await ServedApi.StartAsync();
        Assert.Equal(problem, await ServedApi.ProblemAsync(served.Caller, ServedApi.Watching(body)));
        Assert.Empty((await ServedApi.ReadAsync(served.Caller, "/v1/watches")).GetProperty("watches").EnumerateArray());
    }

    [Theory]
    [InlineData("PUT", "/v1/watches", "wrong-method")]
    [InlineData("POST", "/v1/watches/00000000000000000000000000000000", "wrong-method")]
    [InlineData("GET", "/v1/watches/00000000000000000000000000000000", "not-found")]
    [InlineData("DELETE", "/v1/watches/00000000000000000000000000000000", "not-found")]
    public async Task What_is_not_there_is_said_to_be(string method, string path, string problem)
    {
        await using var served = await ServedApi.StartAsync();
        Assert.Equal(problem, await ServedApi.ProblemAsync(served.Caller, new(new(method), path)));
    }
}
