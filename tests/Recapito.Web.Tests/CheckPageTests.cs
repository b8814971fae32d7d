using System.Net;
using Recapito.Core;

namespace Recapito.Web.Tests;

/// <summary>A domain looked at without a bounce.</summary>
public sealed class CheckPageTests
{
    private const string World = "lab/worlds/domain/null-mx-mixed.yaml";

    [Fact]
    public async Task Who_enters_a_domain_reads_what_is_wrong_why_and_what_to_do()
    {
        await using var served = await Served.StartAsync(World);
        var page = WebUtility.HtmlDecode(await served.PageAsync(await CheckAsync(served, "somebody@Contoso.example")));
        Assert.Contains("contoso.example", page, StringComparison.Ordinal);
        Assert.Contains("class=\"subject\"", page, StringComparison.Ordinal);
        Assert.Contains("dig ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("answers so far", page, StringComparison.Ordinal);
        Assert.Contains("Whether the mail hosts take a given address was not asked", page, StringComparison.Ordinal);
        Assert.DoesNotContain("severity.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("finding.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_check_says_what_has_changed_since_the_first_and_is_listed_for_its_owner_alone()
    {
        await using var served = await Served.StartAsync(World);
        var first = await CheckAsync(served, "contoso.example");
        Assert.DoesNotContain("Since the check of", await served.PageAsync(first), StringComparison.Ordinal);
        var second = await CheckAsync(served, "contoso.example");
        var page = await served.PageAsync(second);
        Assert.Contains("Since the check of", page, StringComparison.Ordinal);
        Assert.Contains("Nothing has changed in what is wrong", page, StringComparison.Ordinal);
        Assert.Contains(first, page, StringComparison.Ordinal);
        Assert.Contains(second, await served.PageAsync("/checks"), StringComparison.Ordinal);
        using var other = served.NewReader();
        Assert.DoesNotContain(second, await served.PageAsync("/checks", other), StringComparison.Ordinal);
        var shared = await served.PageAsync(second, other);
        Assert.Contains("Nothing has changed in what is wrong", shared, StringComparison.Ordinal);
        Assert.DoesNotContain(first, shared, StringComparison.Ordinal);
    }

    /// <summary>What the reader's own bounce proves is said before what was seen without it, to nobody else; and the check is deleted by its owner alone.</summary>
    [Fact]
    public async Task A_proven_refusal_of_the_domain_is_said_to_its_owner_alone_who_can_delete_the_check()
    {
        await using var served = await Served.StartAsync();
        var diagnosis = await served.HandInAsync("bounce.eml", await File.ReadAllBytesAsync(Served.PathOf("samples/relay-access-denied.eml"), TestContext.Current.CancellationToken));
        var check = await CheckAsync(served, "https://contoso.example/");
        var page = await served.PageAsync(check);
        Assert.Contains("Mail to an address of this domain did not arrive", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{diagnosis}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"domain fine\"", page, StringComparison.Ordinal);
        Assert.Contains("sees this check until", page, StringComparison.Ordinal);
        using var other = served.NewReader();
        var shared = await served.PageAsync(check, other);
        Assert.DoesNotContain("did not arrive", shared, StringComparison.Ordinal);
        Assert.DoesNotContain("/forget", shared, StringComparison.Ordinal);
        using var forgotten = await served.PostAsync(check + "/forget");
        Assert.Equal("/checks", forgotten.RequestMessage!.RequestUri!.AbsolutePath);
        using var gone = await served.Reader.GetAsync(check, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("https://")]
    [InlineData("no domain")]
    [InlineData("<script>alert(1)</script>")]
    public async Task What_is_no_domain_is_refused_with_a_reason_and_not_lost(string text)
    {
        await using var served = await Served.StartAsync(World);
        using var answer = await served.PostAsync("/checks", ("domain", text));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("expected something like contoso.example", page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(text), page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_is_not_there_is_said_to_be_gone()
    {
        await using var served = await Served.StartAsync(World);
        using var answer = await served.Reader.GetAsync("/c/0123456789abcdef0123456789abcdef", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>What could not be asked this time is not called mended.</summary>
    [Theory]
    [InlineData(null, 0, "gone", "A new")]
    [InlineData("undetermined", 0, "", "A new")]
    [InlineData(null, 2, "", "A new")]
    public void Only_what_was_asked_again_is_gone(string? undetermined, int gaps, string gone, string come)
    {
        var before = Sheet(null, 1, "gone", "stays");
        var now = Sheet(undetermined, gaps, "stays", "A new");
        var difference = CheckDifference.Of(new("id", [], DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, "contoso.example", new(true, true, []), null, null), before, now);
        Assert.Equal((gone, come), (string.Join(',', difference.Gone), string.Join(',', difference.Come)));
    }

    private static DomainSheet Sheet(string? undetermined, int gaps, params string[] faults) => new()
    {
        Language = "en",
        Domain = "contoso.example",
        Sentence = "",
        Worst = Severity.Warning,
        Undetermined = undetermined,
        Subjects = [new("MX", Severity.Warning, [.. faults.Select(says => new SheetDomainFinding("x", Severity.Warning, says, [], null, [])), new("y", Severity.Ok, "in order", [], null, [])])],
        NotChecked = [.. Enumerable.Range(0, gaps).Select(_ => new SheetGap("why", []))],
    };

    private static async Task<string> CheckAsync(Served served, string domain)
    {
        using var answer = await served.PostAsync("/checks", ("domain", domain));
        answer.EnsureSuccessStatusCode();
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.StartsWith("/c/", path, StringComparison.Ordinal);
        await served.FollowAsync(path);
        return path;
    }
}
