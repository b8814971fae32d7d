using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Recapito.Core.Tests;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>The way of a program through the API: hand in, follow, read, list.</summary>
public sealed class ApiTests
{
    public static TheoryData<string, string, string> Forms => new()
    {
        { "a mail", "message/rfc822", "bounce.eml" },
        { "a mail with addresses beyond ASCII", "message/global", "bounce.eml" },
        { "a text", "text/plain; charset=utf-8", "bounce.txt" },
        { "a text in UTF-16, as its header says", "text/plain; charset=utf-16", "bounce.txt" },
        { "a file of a form", "multipart/form-data", "returned mail.eml" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_bounce_is_diagnosed_in_whatever_form_it_comes(string name, string type, string file)
    {
        await using var served = await ServedApi.StartAsync();
        var request = type.StartsWith("multipart", StringComparison.Ordinal)
            ? new HttpRequestMessage(HttpMethod.Post, "/v1/bounces") { Content = new MultipartFormDataContent { { new ByteArrayContent(ServedApi.Bounce), "mail", file } } }
            : ServedApi.Handing(type.EndsWith("16", StringComparison.Ordinal) ? Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(ServedApi.Bounce)) : ServedApi.Bounce, type);
        var path = await ServedApi.TakenAsync(served.Caller, request);
        await ServedApi.FollowAsync(served.Caller, path);
        var diagnosis = await ServedApi.ReadAsync(served.Caller, path);
        Assert.Equal("done", diagnosis.GetProperty("state").GetString());
        Assert.Equal(file, diagnosis.GetProperty("bounce").GetProperty("file").GetString());
        var recipient = Assert.Single(diagnosis.GetProperty("recipients").EnumerateArray());
        Assert.True(recipient.GetProperty("cause").GetProperty("id").GetString() == "mx-host-does-not-accept-domain", name);
        Assert.Equal("lee@contoso.example", recipient.GetProperty("recipient").GetString());
    }

    [Theory]
    [InlineData("/v1/diagnoses/")]
    [InlineData("/v1/checks/")]
    public async Task Only_who_asked_deletes_it_and_then_it_is_gone(string kind)
    {
        await using var served = await ServedApi.StartAsync();
        using var one = served.NewCaller(ApiScopes.All);
        using var other = served.NewCaller(ApiScopes.All);
        using var reader = served.NewCaller(ApiScopes.Read);
        var path = await ServedApi.TakenAsync(one, kind == "/v1/checks/" ? ServedApi.Checking("""{ "domain": "contoso.example" }""") : ServedApi.Handing(ServedApi.Bounce));
        Assert.StartsWith(kind, path, StringComparison.Ordinal);
        await ServedApi.FollowAsync(one, path);
        Assert.Equal("not-found", await ServedApi.ProblemAsync(other, new(HttpMethod.Delete, path)));
        Assert.Equal("scope-missing", await ServedApi.ProblemAsync(reader, new(HttpMethod.Delete, path)));
        using var gone = await one.DeleteAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal("not-found", await ServedApi.ProblemAsync(one, new(HttpMethod.Get, path)));
    }

    /// <summary>A watch from when it may end at the latest.</summary>
    [Fact]
    public async Task Everything_is_kept_for_the_days_that_were_chosen()
    {
        await using var served = await ServedApi.StartAsync(days: 7);
        foreach (var (asks, hours) in new[] { (ServedApi.Handing(ServedApi.Bounce), 0), (ServedApi.Checking("""{ "domain": "contoso.example" }"""), 0), (ServedApi.Watching("""{ "domain": "contoso.example", "hours": 2 }"""), 2) })
        {
            var told = await ServedApi.ReadAsync(served.Caller, await ServedApi.TakenAsync(served.Caller, asks));
            Assert.Equal(new TimeSpan(7, hours, 0, 0), told.GetProperty("expires").GetDateTimeOffset() - told.GetProperty("created").GetDateTimeOffset());
        }
    }

    /// <summary>Whom a bare reply is about can stand beside it; what a reply or a report says itself is not overruled.</summary>
    [Theory]
    [InlineData("550 5.4.1 Recipient address rejected: Access denied", "kim@contoso.example", "kim@contoso.example")]
    [InlineData("550 5.4.1 <lee@contoso.example>: Access denied", "kim@contoso.example", "lee@contoso.example")]
    [InlineData(null, "kim@contoso.example", "lee@contoso.example")]
    public async Task A_reply_is_about_the_recipient_whom_it_or_who_handed_it_in_names(string? reply, string named, string recipient)
    {
        await using var served = await ServedApi.StartAsync();
        var body = reply is null ? ServedApi.Bounce : System.Text.Encoding.UTF8.GetBytes(reply);
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(body, reply is null ? "message/rfc822" : "text/plain", path: "/v1/bounces?recipient=" + named));
        var told = await ServedApi.ReadAsync(served.Caller, path);
        Assert.Equal([recipient], told.GetProperty("recipients").EnumerateArray().Select(one => one.GetProperty("recipient").GetString()));
    }

    [Fact]
    public async Task A_diagnosis_is_the_document_of_the_command_line_with_what_the_service_knows_in_front()
    {
        await using var served = await ServedApi.StartAsync();
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce));
        await ServedApi.FollowAsync(served.Caller, path);
        served.Caller.DefaultRequestHeaders.Add("Accept-Language", "it");
        using var answer = await served.Caller.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Schema.Load("diagnosis.schema.json").AssertFits(WithoutCase(text));
        Assert.Equal(["id", "state", "created", "expires", "schema"], JsonDocument.Parse(text).RootElement.EnumerateObject().Take(5).Select(member => member.Name));
        Assert.Equal("it", Assert.Single(answer.Content.Headers.ContentLanguage));
        Assert.Contains("amministratore", text, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Events_end_by_themselves_with_the_whole_and_a_browser_that_comes_back_is_told_to_stop()
    {
        await using var served = await ServedApi.StartAsync();
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce));
        var events = (await ServedApi.FollowAsync(served.Caller, path)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.All(events[..^1], text => Assert.StartsWith("event: progress\ndata: {\"state\":\"asking\",\"answers\":", text, StringComparison.Ordinal));
        Assert.StartsWith("event: done\n", events[^1], StringComparison.Ordinal);
        var data = string.Join('\n', events[^1].Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line["data: ".Length..]));
        Assert.Equal("done", JsonDocument.Parse(data).RootElement.GetProperty("state").GetString());
        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/event-stream" }, { "Last-Event-ID", "done" } } };
        using var answer = await served.Caller.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task A_domain_is_checked_and_the_findings_are_those_of_the_command_line()
    {
        await using var served = await ServedApi.StartAsync();
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting("""{ "domain": "Lee@Contoso.Example", "selectors": ["s1"] }"""));
        Assert.Contains("event: done", await ServedApi.FollowAsync(served.Caller, path), StringComparison.Ordinal);
        var text = await served.Caller.GetStringAsync(path, TestContext.Current.CancellationToken);
        Schema.Load("check.schema.json").AssertFits(WithoutCase(text));
        var check = JsonDocument.Parse(text).RootElement;
        Assert.Equal(("contoso.example", "done"), (check.GetProperty("domain").GetString(), check.GetProperty("state").GetString()));
        Assert.Contains(check.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("subject").GetString() == "mx");
        Assert.Contains(check.GetProperty("evidence").EnumerateArray(), seen => seen.ToString().Contains("s1._domainkey.contoso.example", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_asks_no_more_than_is_wished()
    {
        await using var served = await ServedApi.StartAsync();
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting("""{ "domain": "contoso.example", "smtp": false, "https": false }"""));
        await ServedApi.FollowAsync(served.Caller, path);
        var evidence = (await ServedApi.ReadAsync(served.Caller, path)).GetProperty("evidence").EnumerateArray().Select(seen => seen.GetProperty("request").GetProperty("kind").GetString()!).ToList();
        Assert.NotEmpty(evidence);
        Assert.DoesNotContain(evidence, kind => kind.Contains("smtp", StringComparison.Ordinal) || kind.Contains("https", StringComparison.Ordinal) || kind.Contains("rdap", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Checks_are_listed_page_by_page_with_how_far_they_are()
    {
        await using var served = await ServedApi.StartAsync();
        var made = new List<string>();
        foreach (var domain in new[] { "contoso.example", "oldhost.example", "fabrikam.example" })
        {
            made.Add(await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting($$"""{ "domain": "{{domain}}", "smtp": false }""")));
            await ServedApi.FollowAsync(served.Caller, made[^1]);
        }

        var (listed, cursor) = (new List<JsonElement>(), "");
        do
        {
            var page = await ServedApi.ReadAsync(served.Caller, $"/v1/checks?limit=2&cursor={cursor}");
            listed.AddRange(page.GetProperty("checks").EnumerateArray());
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        Assert.Equal(made.Order(), listed.Select(one => one.GetProperty("url").GetString()!).Order());
        Assert.All(listed, one => Assert.Equal("done", one.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("domain=contoso.example", 1)]
    [InlineData("domain=CONTOSO.example.&since=2026-01-01&until=2999-01-01", 1)]
    [InlineData("domain=oldhost.example", 0)]
    [InlineData("since=2999-01-01", 0)]
    [InlineData("until=2026-01-01T00:00:00Z", 0)]
    public async Task The_list_of_checks_is_searched_by_domain_and_time(string query, int count)
    {
        await using var served = await ServedApi.StartAsync();
        await ServedApi.FollowAsync(served.Caller, await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting("""{ "domain": "contoso.example", "smtp": false }""")));
        Assert.Equal(count, (await ServedApi.ReadAsync(served.Caller, "/v1/checks?" + query)).GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public async Task The_list_goes_page_by_page_and_finds_what_is_looked_for()
    {
        await using var served = await ServedApi.StartAsync();
        var made = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            made.Insert(0, await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce)));
            await ServedApi.FollowAsync(served.Caller, made[0]);
        }

        var (listed, pages, cursor) = (new List<string>(), 0, "");
        do
        {
            var page = await ServedApi.ReadAsync(served.Caller, $"/v1/diagnoses?limit=2&cursor={cursor}");
            listed.AddRange(page.GetProperty("diagnoses").EnumerateArray().Select(one => one.GetProperty("url").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
            pages++;
        }
        while (cursor is not null);
        Assert.Equal(2, pages);
        Assert.Equal(made.Order(), listed.Order());
    }

    private static string WithoutCase(string text)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        Assert.All(CaseDocument.Members, member => Assert.True(document.Remove(member)));
        return document.ToJsonString();
    }

    [Theory]
    [InlineData("domain=contoso.example", 1)]
    [InlineData("domain=CONTOSO.example.", 1)]
    [InlineData("domain=fabrikam.example", 0)]
    [InlineData("cause=mx-host-does-not-accept-domain", 1)]
    [InlineData("cause=null-mx", 0)]
    [InlineData("domain=contoso.example&cause=mx-host-does-not-accept-domain&since=2026-01-01", 1)]
    [InlineData("until=2026-01-01", 0)]
    [InlineData("since=2026-01-01&until=2999-01-01", 1)]
    [InlineData("since=2999-01-01T00:00:00Z", 0)]
    [InlineData("since=2999-01-01T00:00:00%2B02:00", 0)]
    public async Task The_list_is_searched_by_domain_cause_and_time(string query, int count)
    {
        await using var served = await ServedApi.StartAsync();
        await ServedApi.FollowAsync(served.Caller, await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce)));
        var found = (await ServedApi.ReadAsync(served.Caller, "/v1/diagnoses?" + query)).GetProperty("diagnoses").EnumerateArray().ToList();
        Assert.Equal(count, found.Count);
        Assert.All(found, one => Assert.Equal("""[{"domain":"contoso.example","verdict":"proven","cause":"mx-host-does-not-accept-domain","party":"recipients-admin"}]""", one.GetProperty("recipients").GetRawText()));
    }

    /// <summary>Programs of other versions have, or had, other words; the list must not be lost for it.</summary>
    [Fact]
    public async Task The_list_shows_a_stored_word_that_this_program_does_not_know()
    {
        await using var served = await ServedApi.StartAsync();
        await ServedApi.FollowAsync(served.Caller, await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce)));
        served.Write("UPDATE recipient SET verdict = 'Renamed', party = 'SomebodyElse'");
        var listed = Assert.Single((await ServedApi.ReadAsync(served.Caller, "/v1/diagnoses")).GetProperty("diagnoses").EnumerateArray());
        Assert.Equal("""[{"domain":"contoso.example","verdict":"Renamed","cause":"mx-host-does-not-accept-domain","party":"SomebodyElse"}]""", listed.GetProperty("recipients").GetRawText());
    }

    [Fact]
    public async Task The_same_request_sent_many_times_at_once_with_one_key_leads_to_one_diagnosis()
    {
        await using var served = await ServedApi.StartAsync();
        var paths = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce, once: "\"8e03978e-40d5-43e8-bc93-6894a57f9324\""))));
        var path = Assert.Single(paths.Distinct());
        Assert.Equal(path, await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce, once: "8e03978e-40d5-43e8-bc93-6894a57f9324")));
        Assert.Single((await ServedApi.ReadAsync(served.Caller, "/v1/diagnoses")).GetProperty("diagnoses").EnumerateArray());
        Assert.NotEqual(path, await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce, once: "another")));
        Assert.NotEqual(path, await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce)));
    }

    [Fact]
    public async Task The_same_check_with_one_key_is_made_once_and_its_key_belongs_to_it_alone()
    {
        await using var served = await ServedApi.StartAsync();
        const string wanted = """{ "domain": "contoso.example" }""";
        var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting(wanted, "k"));
        Assert.Equal(path, await ServedApi.TakenAsync(served.Caller, ServedApi.Wanting("""{"smtp":true,"domain":"contoso.example"}""", "k")));
        Assert.Equal("idempotency-key-reused", await ServedApi.ProblemAsync(served.Caller, ServedApi.Wanting("""{ "domain": "contoso.example", "smtp": false }""", "k")));
        Assert.Equal("idempotency-key-reused", await ServedApi.ProblemAsync(served.Caller, ServedApi.Handing(ServedApi.Bounce, once: "k")));
    }
}
