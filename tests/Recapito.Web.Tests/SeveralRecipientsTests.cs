using System.Net;

namespace Recapito.Web.Tests;

/// <summary>A mail to many comes back at once, mostly for one reason: that is read once, and each recipient can be looked at alone.</summary>
public sealed class SeveralRecipientsTests
{
    [Fact]
    public async Task What_holds_of_several_stands_once_and_each_can_be_opened_alone()
    {
        await using var served = await Served.StartAsync();
        var path = await HandInAsync(served, 4, "lee", "kim", "bo", "ann");
        var page = await served.PageAsync(path);
        Assert.Equal(2, Count(page, "<article"));
        Assert.Contains("This bounce names 4 recipients", page, StringComparison.Ordinal);
        Assert.Contains("kim@contoso.example and 2 more", page, StringComparison.Ordinal);
        Assert.Contains("The same holds for other recipients: 2", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{path}?of=3\">bo@contoso.example</a>", page, StringComparison.Ordinal);
        Assert.Contains("The same holds for bo@contoso.example, ann@contoso.example.", Squeezed(page), StringComparison.Ordinal);

        var alone = await served.PageAsync(path + "?of=3");
        Assert.Equal(1, Count(alone, "<article"));
        Assert.Contains("bo@contoso.example", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("kim@contoso.example", alone, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{path}\">All recipients of this bounce</a>", alone, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task A_recipient_who_is_not_there_leads_to_all(string of)
    {
        await using var served = await Served.StartAsync();
        var path = await HandInAsync(served, 4, "lee", "kim", "bo", "ann");
        Assert.Equal(2, Count(await served.PageAsync($"{path}?of={of}"), "<article"));
    }

    [Fact]
    public async Task Whoever_only_has_the_link_sees_no_name_of_them()
    {
        await using var served = await Served.StartAsync();
        var path = await HandInAsync(served, 4, "lee", "kimberley", "beatrice", "annabel");
        using var other = served.NewReader();
        foreach (var page in new[] { await served.PageAsync(path, other), await served.PageAsync(path + "?of=3", other) })
        {
            Assert.Contains("…@contoso.example", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
            Assert.All(["lee@", "kimberley", "beatrice", "annabel"], name => Assert.DoesNotContain(name, page, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Of_a_report_about_thousands_fifty_are_shown_and_the_others_counted()
    {
        await using var served = await Served.StartAsync();
        var path = await HandInAsync(served, 3000);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.Contains("The report names 2950 more recipients", page, StringComparison.Ordinal);
        Assert.DoesNotContain("user50@", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 1, 500_000);
        Assert.Contains("user49@", page, StringComparison.Ordinal);
    }

    private static int Count(string page, string part) => page.Split(part).Length - 1;

    private static string Squeezed(string page) => string.Join(' ', WebUtility.HtmlDecode(page).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task<string> HandInAsync(Served served, int count, params string[] names)
    {
        using var answer = await served.PostFileAsync("bounce.eml", ManyRecipients.Report(count, "mx.oldhost.example", "550 5.4.1 Relay Access Denied", names));
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        await served.FollowAsync(path);
        return path;
    }
}
