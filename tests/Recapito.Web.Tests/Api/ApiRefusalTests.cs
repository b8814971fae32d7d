using System.Net;
using System.Text;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>What the API refuses, each time with problem details that say what to do.</summary>
public sealed class ApiRefusalTests
{
    public static TheoryData<string, string, string?, string, string> Bodies => new()
    {
        { "no type", "/v1/bounces", null, "550 5.4.1", "unsupported-type" },
        { "the type that curl sends where nothing is said", "/v1/bounces", "application/x-www-form-urlencoded", "550 5.4.1", "unsupported-type" },
        { "a page", "/v1/bounces", "text/html", "<p>550 5.4.1</p>", "unsupported-type" },
        { "nothing", "/v1/bounces", "message/rfc822", "", "nothing-handed-in" },
        { "only blanks", "/v1/bounces", "text/plain", " \r\n\t", "nothing-handed-in" },
        { "a letter", "/v1/bounces", "text/plain", "Dear Ana, see you tomorrow.", "not-a-bounce" },
        { "a reply without its recipient", "/v1/bounces", "text/plain", "550 5.4.1 Recipient address rejected: Access denied", "not-a-bounce" },
        { "too many known-good addresses", "/v1/bounces?knownGood=" + string.Join(',', Enumerable.Repeat("kim@contoso.example", Intake.MostKnownGood + 1)), "text/plain", "550 5.4.1", "bad-parameter" },
        { "a known-good address that is none", "/v1/bounces?knownGood=nobody", "text/plain", "550 5.4.1", "bad-parameter" },
        { "a recipient that is none", "/v1/bounces?recipient=nobody", "text/plain", "550 5.4.1 Recipient address rejected: Access denied", "bad-parameter" },
        { "a letter with a recipient beside it", "/v1/bounces?recipient=lee@contoso.example", "text/plain", "Dear Ana, see you tomorrow.", "not-a-bounce" },
        { "a form without its file", "/v1/bounces", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n550\r\n--b--\r\n", "nothing-handed-in" },
        { "half a form", "/v1/bounces", "multipart/form-data; boundary=b", "--b\r\nContent-Disp", "bad-body" },
        { "a form without its boundary", "/v1/bounces", "multipart/form-data", "x", "bad-body" },
        { "a check that is no JSON", "/v1/checks", "application/json", "contoso.example", "bad-body" },
        { "a check of null", "/v1/checks", "application/json", "null", "bad-body" },
        { "a check of nothing", "/v1/checks", "application/json", "{}", "bad-body" },
        { "a check of a domain that is null", "/v1/checks", "application/json", "{\"domain\": null}", "bad-body" },
        { "a wish that is misspelled", "/v1/checks", "application/json", "{\"domain\": \"contoso.example\", \"http\": false}", "bad-body" },
        { "a check in another type", "/v1/checks", "text/plain", "{\"domain\": \"contoso.example\"}", "unsupported-type" },
        { "a domain that is none", "/v1/checks", "application/json", "{\"domain\": \"contoso example\"}", "bad-parameter" },
        { "a domain of one label", "/v1/checks", "application/json", "{\"domain\": \"lee\"}", "bad-parameter" },
        { "a domain with a line end", "/v1/checks", "application/json", "{\"domain\": \"contoso.example\\r\\nRCPT TO\"}", "bad-parameter" },
        { "a selector that is none", "/v1/checks", "application/json", "{\"domain\": \"contoso.example\", \"selectors\": [\"a b\"]}", "bad-parameter" },
        { "a selector that is null", "/v1/checks", "application/json", "{\"domain\": \"contoso.example\", \"selectors\": [null]}", "bad-parameter" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_that_cannot_be_used_is_refused(string name, string path, string? type, string body, string problem)
    {
        await using var served = await ServedApi.StartAsync();
        var met = await ServedApi.ProblemAsync(served.Caller, ServedApi.Handing(Encoding.UTF8.GetBytes(body), type, path: path));
        Assert.True(problem == met, $"{name}: {met}");
        Assert.Empty((await ServedApi.ReadAsync(served.Caller, "/v1/diagnoses")).GetProperty("diagnoses").EnumerateArray());
    }

    /// <summary>What a caller of the API can do about it, and not what one at the command line can.</summary>
    [Fact]
    public async Task A_reply_without_its_recipient_is_refused_with_the_parameter_that_names_it()
    {
        await using var served = await ServedApi.StartAsync();
        using var answer = await served.Caller.SendAsync(ServedApi.Handing("550 5.4.1 Access denied"u8.ToArray(), "text/plain"), TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("?recipient=ADDRESS", problem, StringComparison.Ordinal);
        Assert.Contains("Where you do not know it: Send the whole mail", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("recapito explain", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message/rfc822")]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("application/json")]
    public async Task A_body_that_is_too_large_is_refused_before_it_is_sent(string type)
    {
        await using var served = await ServedApi.StartAsync();
        using var request = ServedApi.Handing(new byte[(type == "application/json" ? RecapitoHost.LargestForm : RecapitoHost.LargestUpload) + 1], type, path: type == "application/json" ? "/v1/checks" : "/v1/bounces");
        request.Headers.ExpectContinue = true;
        Assert.Equal("too-large", await ServedApi.ProblemAsync(served.Caller, request));
    }

    [Theory]
    [InlineData("GET", "/v1/diagnoses/00000000000000000000000000000000", "not-found")]
    [InlineData("GET", "/v1/diagnoses/%27%20OR%201=1%20--", "not-found")]
    [InlineData("GET", "/v1/checks/00000000000000000000000000000000", "not-found")]
    [InlineData("GET", "/v1/nothing", "not-found")]
    [InlineData("GET", "/v1/problems/nothing", "not-found")]
    [InlineData("GET", "/v1/bounces", "wrong-method")]
    [InlineData("POST", "/v1/diagnoses", "wrong-method")]
    [InlineData("DELETE", "/v1/diagnoses/00000000000000000000000000000000", "not-found")]
    [InlineData("DELETE", "/v1/checks/00000000000000000000000000000000", "not-found")]
    [InlineData("DELETE", "/v1/diagnoses", "wrong-method")]
    [InlineData("GET", "/v1/watches?limit=0", "bad-parameter")]
    [InlineData("GET", "/v1/watches?cursor=x", "bad-parameter")]
    [InlineData("GET", "/v1/checks?limit=0", "bad-parameter")]
    [InlineData("GET", "/v1/checks?cursor=x", "bad-parameter")]
    [InlineData("GET", "/v1/checks?domain=contoso%20example", "bad-parameter")]
    [InlineData("GET", "/v1/checks?until=yesterday", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?until=yesterday", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?cause=no-such-cause", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?domain=contoso%20example", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?since=yesterday", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?since=2026-11-27T10:00:00+01:00", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?limit=0", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?limit=201", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?cursor=x", "bad-parameter")]
    [InlineData("GET", "/v1/diagnoses?cursor=OTk5OTk5OTk5OTk5OTk5OTk5IGE", "bad-parameter")]
    public async Task What_is_not_there_or_asked_for_wrongly_is_refused(string method, string path, string problem)
    {
        await using var served = await ServedApi.StartAsync();
        Assert.Equal(problem, await ServedApi.ProblemAsync(served.Caller, new(new(method), path), answer => Assert.Equal(problem == "wrong-method", answer.Content.Headers.Allow.Count > 0)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("é")]
    public async Task A_key_for_one_effect_that_is_no_key_is_refused(string key)
    {
        await using var served = await ServedApi.StartAsync();
        using var request = ServedApi.Handing(ServedApi.Bounce);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key.Length == 0 ? "\"\"" : key);
        using var caller = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = served.Address };
        Assert.Equal("bad-parameter", await ServedApi.ProblemAsync(caller, request));
    }

    [Fact]
    public async Task A_key_for_one_effect_with_another_body_is_refused_and_belongs_to_who_used_it()
    {
        await using var served = await ServedApi.StartAsync();
        using var one = served.NewCaller(ApiScopes.All);
        using var other = served.NewCaller(ApiScopes.All);
        var path = await ServedApi.TakenAsync(one, ServedApi.Handing(ServedApi.Bounce, once: "k"));
        Assert.Equal("idempotency-key-reused", await ServedApi.ProblemAsync(one, ServedApi.Handing([.. ServedApi.Bounce, .. "\r\n"u8], once: "k")));
        Assert.Equal("idempotency-key-reused", await ServedApi.ProblemAsync(one, ServedApi.Handing(ServedApi.Bounce, once: "k", path: "/v1/bounces?knownGood=kim@contoso.example")));
        Assert.NotEqual(path, await ServedApi.TakenAsync(other, ServedApi.Handing(ServedApi.Bounce, once: "k")));
    }

    [Fact]
    public async Task Every_problem_is_explained_at_its_address_also_to_who_has_no_key()
    {
        await using var served = await ServedApi.StartAsync(others: new());
        foreach (var problem in ApiProblem.All)
        {
            Assert.Contains(problem.Remedy, await served.Caller.GetStringAsync(ApiProblem.Path + problem.Name, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(ApiProblem.All.Count, ApiProblem.All.Select(problem => problem.Name).Distinct().Count());
    }
}
