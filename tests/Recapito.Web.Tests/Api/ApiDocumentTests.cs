using System.Text.Json;
using System.Text.RegularExpressions;

namespace Recapito.Web.Tests;

/// <summary>The API's document and its page.</summary>
public sealed partial class ApiDocumentTests
{
    private static readonly string Approved = Served.PathOf("docs/reference/openapi.json");

    [Fact]
    public async Task The_document_is_the_approved_one()
    {
        await using var served = await ServedApi.StartAsync();
        var document = (await served.Caller.GetStringAsync(ApiDocument.Path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("RECAPITO_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Approved, document, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(Approved), $"{Approved} is not there; RECAPITO_ACCEPT=1 writes it");
        Assert.Equal(await File.ReadAllTextAsync(Approved, TestContext.Current.CancellationToken), document);
    }

    [Fact]
    public void Every_reference_in_the_document_leads_somewhere()
    {
        var text = File.ReadAllText(Approved);
        var document = JsonDocument.Parse(text).RootElement;
        var targets = References().Matches(text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(targets);
        Assert.All(targets, target => Assert.True(document.GetProperty("components").GetProperty("schemas").TryGetProperty(target, out _), target));
    }

    /// <summary>What callers' programs are made of: words out of few, times, bounds, and what an answer may be besides.</summary>
    [Theory]
    [InlineData("/paths/~1v1~1diagnoses~1{id}/delete/responses/204/description", "\"It is deleted.\"")]
    [InlineData("/paths/~1v1~1checks~1{id}/delete/responses/204/description", "\"It is deleted.\"")]
    [InlineData("/paths/~1v1~1watches~1{id}/delete/responses/204/description", "\"It is deleted.\"")]
    [InlineData("/paths/~1v1~1watches~1{id}~1stop/post/responses/204/description", "\"It asks no more.\"")]
    [InlineData("/paths/~1v1~1diagnoses/get/parameters/5/schema", "{\"maximum\":200,\"minimum\":1,\"type\":\"integer\",\"default\":50}")]
    [InlineData("/paths/~1v1~1watches/get/parameters/1/schema", "{\"maximum\":200,\"minimum\":1,\"type\":\"integer\",\"default\":50}")]
    [InlineData("/paths/~1v1~1bounces/post/responses/503/headers/Retry-After/schema", "{\"minimum\":1,\"type\":\"integer\"}")]
    [InlineData("/paths/~1v1~1diagnoses/get/responses/429/headers/Retry-After/schema", "{\"minimum\":1,\"type\":\"integer\"}")]
    [InlineData("/paths/~1v1~1watches~1{id}/get/parameters/1/name", "\"Last-Event-ID\"")]
    [InlineData("/components/schemas/DiagnosisItem/properties/state/enum", "[\"asking\",\"done\",\"interrupted\"]")]
    [InlineData("/components/schemas/CheckItem/properties/state/enum", "[\"asking\",\"done\",\"interrupted\"]")]
    [InlineData("/components/schemas/WatchItem/properties/state/enum", "[\"asking\",\"done\",\"interrupted\",\"stopped\"]")]
    [InlineData("/components/schemas/DiagnosisItem/properties/created/format", "\"date-time\"")]
    [InlineData("/components/schemas/WatchItem/properties/expires/format", "\"date-time\"")]
    [InlineData("/components/schemas/RecipientItem/properties/verdict/enum", "[\"undetermined\",\"likely\",\"proven\",\"healthy\",\"no-longer-reproducible\"]")]
    [InlineData("/components/schemas/RecipientItem/properties/party/enum", "[\"sender\",\"senders-admin\",\"recipients-admin\",\"dns-host\",\"microsoft\",\"nobody\",null]")]
    public void The_document_says_what_types_alone_do_not(string place, string says)
    {
        var at = JsonDocument.Parse(File.ReadAllText(Approved)).RootElement;
        foreach (var part in place.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal)))
        {
            at = at.ValueKind is JsonValueKind.Array ? at[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(part);
        }

        Assert.Equal(says, JsonSerializer.Serialize(at));
    }

    [Fact]
    public void The_reference_names_every_address_every_problem_and_every_scope()
    {
        var page = File.ReadAllText(Served.PathOf("docs/reference/api.md"));
        var paths = JsonDocument.Parse(File.ReadAllText(Approved)).RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name);
        Assert.All([.. paths, .. ApiProblem.All.Select(problem => $"`{problem.Name}`"), "`diagnose`", "`read`", "`check`"], name => Assert.Contains(name, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_of_the_document_runs_no_script_but_those_of_this_program_and_takes_nothing_from_elsewhere()
    {
        await using var served = await ServedApi.StartAsync();
        using var answer = await served.Caller.GetAsync("/reference", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        var scripts = Scripts().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, scripts.Count);
        Assert.Equal(scripts.Count, page.Split("<script").Length - 1);
        foreach (var script in scripts)
        {
            using var found = await served.Caller.GetAsync(script, TestContext.Current.CancellationToken);
            Assert.Equal("text/javascript", found.Content.Headers.ContentType!.MediaType);
            Assert.Contains("createApiReference", await found.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [GeneratedRegex("\"\\$ref\": \"#/components/schemas/([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex("<script src=\"([^\"]+)\"></script>")]
    private static partial Regex Scripts();
}
