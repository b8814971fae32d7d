using System.Net;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>What visitors learn, and what their cases may cost.</summary>
public sealed class VisitorTests
{
    private const string World = "lab/worlds/domain/resolver-has-inner-address.yaml";
    private const string InnerAddress = "10.0.0.5";
    private const string Resolver = "192.0.2.10";

    /// <summary>The owner asked a moment before: what their questions brought is not handed on either.</summary>
    [Fact]
    public async Task Visitors_learn_nothing_of_inner_networks_from_the_resolver_and_the_owner_does()
    {
        await using var served = await Served.StartAsync(World, OwnedService.Open, minute: OwnedService.LongMinute);
        using var owner = await served.NewOwnerAsync();
        using var visitor = served.NewReader(follows: false);
        foreach (var (reader, isOwner) in new[] { (owner, true), (visitor, false) })
        {
            foreach (var (path, field) in new[] { ("/checks", ("domain", "contoso.example")), ("/addresses", ("address", "lee@contoso.example")) })
            {
                using var answer = await served.PostAsync(reader, path, field);
                Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
                var at = answer.Headers.Location!.OriginalString;
                await served.PageAsync(at + "/events", reader);
                using var third = served.NewReader();
                foreach (var page in new[] { await served.PageAsync(at, reader), await served.PageAsync(at, third) }.Select(WebUtility.HtmlDecode))
                {
                    Assert.Equal((isOwner, isOwner), (page!.Contains(InnerAddress, StringComparison.Ordinal), page.Contains(Resolver, StringComparison.Ordinal)));
                    Assert.Equal(!isOwner, page.Contains("holds an address that is not public, and is not told", StringComparison.Ordinal));
                }
            }
        }
    }

    [Theory]
    [InlineData("db.internal")]
    [InlineData("dc1.corp.local")]
    [InlineData("5.0.0.10.in-addr.arpa")]
    public async Task The_resolver_is_not_asked_about_inner_names_for_visitors(string domain)
    {
        await using var served = await Served.StartAsync(World, OwnedService.Open, minute: OwnedService.LongMinute);
        using var visitor = served.NewReader(follows: false);
        using var answer = await served.PostAsync(visitor, "/checks", ("domain", domain));
        var at = answer.Headers.Location!.OriginalString;
        await served.PageAsync(at + "/events", visitor);
        var page = WebUtility.HtmlDecode(await served.PageAsync(at, visitor));
        Assert.Contains($"{domain} is no name of the public DNS: this network's resolver is not asked about it", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Resolver, page, StringComparison.Ordinal);
    }

    /// <summary>Whoever holds a key is of the house.</summary>
    [Fact]
    public async Task Who_holds_a_key_reads_what_the_resolver_says()
    {
        await using var served = await ServedApi.StartAsync(others: OwnedService.Open, world: World);
        using var caller = served.NewCaller(ApiScopes.All);
        var path = await ServedApi.TakenAsync(caller, ServedApi.Wanting("""{ "domain": "contoso.example" }"""));
        await ServedApi.FollowAsync(caller, path);
        Assert.Contains(InnerAddress, await caller.GetStringAsync(path, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>Counted, not timed: four times as many recipients are at most some more than four times as much.</summary>
    [Fact]
    public async Task What_is_known_of_the_inside_grows_with_recipients_and_not_with_their_square()
    {
        await using var served = await ServedApi.StartAsync(world: "lab/worlds/recipient/does-not-exist.yaml");
        var (few, many) = (await OctetsAsync(100), await OctetsAsync(400));
        Assert.InRange(many, few, 5 * few);

        async Task<int> OctetsAsync(int count)
        {
            var path = await ServedApi.TakenAsync(served.Caller, ServedApi.Handing(ManyRecipients.Report(count, "mx.contoso.example", "550 5.1.10 Recipient not found")));
            await ServedApi.FollowAsync(served.Caller, path);
            return (await served.Caller.GetByteArrayAsync(path, TestContext.Current.CancellationToken)).Length;
        }
    }
}
