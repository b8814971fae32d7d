using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Watch;
using Recapito.Watch.Tests;

namespace Recapito.Web.Tests;

/// <summary>The pages on which a change is watched, and the lab.</summary>
public sealed class WatchPageTests
{
    private const string World = "lab/worlds/watch/plain-change.yaml";

    [Fact]
    public async Task Who_enters_a_record_follows_it_to_its_end_and_finds_it_again()
    {
        await using var served = await Served.StartAsync(World);
        var path = await BeginAsync(served, "/watches", ("domain", "Contoso.example"), ("type", "MX"), ("expected", "10 mx.newhost.example"));
        Assert.Contains("event: changed", await served.FollowAsync(path), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.Contains("everybody who answered shows the new record. Others may still see the old one until 2026-11-23 11:00:", page, StringComparison.Ordinal);
        Assert.Contains("Authoritative servers agree, 2 of 2 since", page, StringComparison.Ordinal);
        Assert.Contains("Caches that may still hold the old answer will have dropped it by 11:00:", page, StringComparison.Ordinal);
        Assert.Contains("The TTL of the old answer was 1 h.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"recapito-strip\" role=\"img\"", page, StringComparison.Ordinal);
        Assert.Contains("Nobody can ask all resolvers of the world", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-live=\"/w/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Stop watching", page, StringComparison.Ordinal);
        Assert.DoesNotContain("watch.", page.Replace("/watches", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(path, await served.PageAsync("/watches"), StringComparison.Ordinal);
        using var other = served.NewReader();
        Assert.DoesNotContain(path, await served.PageAsync("/watches", other), StringComparison.Ordinal);
        Assert.Contains("everybody who answered shows", await served.PageAsync(path, other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "MX", "", "no domain name")]
    [InlineData("no domain", "MX", "", "no domain name")]
    [InlineData("lee", "MX", "", "no domain name")]
    [InlineData("contoso.example", "SOA", "", "cannot be watched")]
    [InlineData("contoso.example", "MX", "<script>alert(1)</script>", "no record of the chosen type")]
    public async Task What_cannot_be_watched_is_refused_with_a_reason_and_not_lost(string domain, string type, string expected, string reason)
    {
        await using var served = await Served.StartAsync(World);
        using var answer = await served.PostAsync("/watches", ("domain", domain), ("type", type), ("expected", expected));
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.Contains($"value=\"{WebUtility.HtmlEncode(domain)}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_began_a_watch_may_stop_it()
    {
        await using var served = await Served.StartAsync(pace: 100);
        var path = await BeginAsync(served, "/watches", ("domain", "contoso.example"), ("type", "MX"), ("expected", "1 mx.contoso.example"));
        await ServedWatch.FollowAsync(served.App.Services.GetRequiredService<WatchDesk>(), path["/w/".Length..], live => live.Look is not null);
        using var other = served.NewReader();
        Assert.DoesNotContain("Stop watching", await served.PageAsync(path, other), StringComparison.Ordinal);
        Assert.Contains("Stop watching", await served.PageAsync(path), StringComparison.Ordinal);
        using var answer = await served.PostAsync(path + "/stop", ("confirm", "1"));
        await served.FollowAsync(path);
        Assert.Contains("ended by whoever began it. What was seen until then:", await served.PageAsync(path), StringComparison.Ordinal);
        using var missing = await served.Reader.GetAsync("/w/0123456789abcdef0123456789abcdef", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Only_who_began_a_watch_may_delete_it()
    {
        await using var served = await Served.StartAsync();
        var path = await BeginAsync(served, "/watches", ("domain", "contoso.example"), ("type", "MX"), ("expected", ""));
        await served.FollowAsync(path);
        using var other = served.NewReader();
        Assert.DoesNotContain("Delete this watch", await served.PageAsync(path, other), StringComparison.Ordinal);
        Assert.Contains("Delete this watch", await served.PageAsync(path), StringComparison.Ordinal);
        using var answer = await served.PostAsync(path + "/forget", ("confirm", "1"));
        var list = await served.PageAsync(answer.Headers.Location?.OriginalString ?? answer.RequestMessage!.RequestUri!.PathAndQuery);
        Assert.Contains("This was deleted", list, StringComparison.Ordinal);
        Assert.DoesNotContain(path, list, StringComparison.Ordinal);
        using var missing = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Where_nothing_changes_no_answer_is_called_new_and_no_clock_stands_still()
    {
        await using var served = await Served.StartAsync();
        var path = await BeginAsync(served, "/watches", ("domain", "contoso.example"), ("type", "MX"), ("expected", ""));
        await served.FollowAsync(path);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.Contains("Nothing is under way", page, StringComparison.Ordinal);
        Assert.Contains("the same answer", page, StringComparison.Ordinal);
        Assert.Contains("gives the newest answer, 10 mx.oldhost.example", page, StringComparison.Ordinal);
        Assert.DoesNotContain("new answer", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<progress", page, StringComparison.Ordinal);
    }

    /// <summary>A watch that ends without its aim says why it ended, what was not done, and what can be done next.</summary>
    [Theory]
    [InlineData("nothing-changes", "1 mx.contoso.example", "then the time of a watch is over. Enter the record at the DNS host of the domain|It did not begin to run", "Begins to run|were not greeted")]
    [InlineData("resolver-lies", "10 mx.newhost.example", "All name servers give the new answer, but not every resolver that was asked shows it. office gives 10 mx.elsewhere.example|then the time of a watch is over. The mail hosts were not greeted", "speaks against the change|serves stale")]
    [InlineData("mail-host-refuses", "10 mx.newhost.example", "takes no connections|must let it answer on port 25", "time of a watch is over|were not greeted")]
    [InlineData("plain-change", "1 mx.contoso.example", "The record was changed, to 10 mx.newhost.example: that is not|See which of the two is right|other: 10 mx.newhost.example", "No name server has|Enter the record", "1h")]
    [InlineData("plain-change", "10 mx.newhost.example", "Done:", "time of a watch is over|were not greeted")]
    public async Task An_ended_watch_says_why_it_ended_and_what_comes_next(string world, string expected, string said, string notSaid, string? lasts = null)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(lasts is null ? $"lab/worlds/watch/{world}.yaml" : await CopyAsync(folder, world, "watch:\n", $"watch:\n  for: {lasts}\n"));
        var path = await BeginAsync(served, "/watches", ("domain", "contoso.example"), ("type", "MX"), ("expected", expected));
        await served.FollowAsync(path);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.All(said.Split('|'), words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.All(notSaid.Split('|'), words => Assert.DoesNotContain(words, page, StringComparison.Ordinal));
    }

    /// <summary>Of name servers that are all silent nobody knows what they hold: nobody is told to enter a record.</summary>
    [Fact]
    public async Task Where_every_name_server_is_silent_its_operator_is_named_and_no_record_is_missed()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(await CopyAsync(folder, "nothing-changes", "  for: 1h", "  for: 1h\n  outages: [{ server: ns1.dnshost.example }, { server: ns2.dnshost.example }]"));
        var path = await BeginAsync(served, "/watches", ("domain", "contoso.example"), ("type", "MX"), ("expected", "1 mx.contoso.example"));
        await served.FollowAsync(path);
        var page = WebUtility.HtmlDecode(await served.PageAsync(path));
        Assert.Contains("Whoever runs the name servers can see why", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Enter the record", page, StringComparison.Ordinal);
    }

    /// <summary>A page of the lab names the world that it shows, not the one into which the service looks.</summary>
    [Fact]
    public async Task A_page_of_the_lab_names_its_own_world()
    {
        await using var served = await Served.StartAsync("lab/worlds/watch");
        var page = WebUtility.HtmlDecode(await served.PageAsync("/lab/resolver-lies"));
        Assert.Matches("<p class=\"world\">[^<]*resolver-lies[^<]*</p>", page);
    }

    [Fact]
    public async Task A_fix_that_changes_a_record_leads_to_its_watch()
    {
        await using var served = await Served.StartAsync();
        var path = await served.HandInAsync("bounce.eml", await File.ReadAllBytesAsync(Served.PathOf("samples/relay-access-denied.eml"), TestContext.Current.CancellationToken));
        var page = await served.PageAsync(path);
        Assert.Contains("Watch until it is visible", page, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"expected\" value=\"0 contoso-example.mail.protection.outlook.com\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lab_shows_a_message_fail_the_remedy_and_the_message_arrive()
    {
        await using var served = await Served.StartAsync();
        Assert.Contains("href=\"/lab/relay-access-denied\"", await served.PageAsync("/lab"), StringComparison.Ordinal);
        var fails = WebUtility.HtmlDecode(await served.PageAsync("/lab/relay-access-denied"));
        Assert.Contains("The MX of contoso.example names mx.oldhost.example", fails, StringComparison.Ordinal);
        Assert.Contains("550 5.4.1", fails, StringComparison.Ordinal);
        Assert.DoesNotContain("\\x09", fails, StringComparison.Ordinal);
        Assert.Contains("Apply the remedy in a copy of the world", fails, StringComparison.Ordinal);
        Assert.DoesNotContain("The message gets through", fails, StringComparison.Ordinal);
        var flows = WebUtility.HtmlDecode(await served.PageAsync("/lab/relay-access-denied?step=2"));
        Assert.Contains("The message gets through", flows, StringComparison.Ordinal);
        Assert.DoesNotContain("asked from here", flows, StringComparison.Ordinal);
        Assert.Contains("contoso-example.mail.protection.outlook.com took the message", flows, StringComparison.Ordinal);
        var path = await BeginAsync(served, "/lab/watch", ("name", "relay-access-denied"));
        await served.FollowAsync(path);
        Assert.Contains("everybody who answered shows", await served.PageAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_shows_all_worlds_in_it_by_group_and_no_file_outside()
    {
        await using var served = await Served.StartAsync("lab/worlds");
        var page = await served.PageAsync("/lab");
        foreach (var name in new[] { "mx/host-does-not-accept-domain", "recipient/does-not-exist-mistyped", "watch/plain-change" })
        {
            Assert.Contains($"href=\"/lab/{name}\"", page, StringComparison.Ordinal);
        }

        foreach (var path in new[] { "/lab/..%2F..%2Fsamples%2Frelay-access-denied", "/lab/no-such-world" })
        {
            using var answer = await served.Reader.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        // A world that is there is not told from a cut address by a 404 alone.
        using var bare = await served.Reader.GetAsync("/lab/mx/near-miss-relay-words-for-one-recipient", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, bare.StatusCode);
        Assert.Contains("The world is there, but the lab shows only those", await bare.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var missing = await served.PostAsync("/lab/watch", ("name", "mx/no-such-world"));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    // A world in which something is otherwise; its folder holds no other.
    private static async Task<string> CopyAsync(TemporaryFolder folder, string world, string was, string becomes)
    {
        var text = await File.ReadAllTextAsync(Served.PathOf($"lab/worlds/watch/{world}.yaml"), TestContext.Current.CancellationToken);
        Assert.Contains(was, text, StringComparison.Ordinal);
        var copy = folder.File(world + ".yaml");
        await File.WriteAllTextAsync(copy, text.Replace(was, becomes, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return copy;
    }

    private static async Task<string> BeginAsync(Served served, string form, params (string Name, string Value)[] fields)
    {
        using var answer = await served.PostAsync(form, fields);
        answer.EnsureSuccessStatusCode();
        var path = answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.StartsWith("/w/", path, StringComparison.Ordinal);
        return path;
    }
}
