namespace Recapito.Core.Tests;

public class PropagationWatchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // A cache that held the old answer, and took it once more at the last moment.
    private static (string?, uint) LateCache(TimeSpan now) =>
        now < WatchScene.Minutes(65) ? (WatchScene.Old, (uint)((now < WatchScene.Minutes(5) ? Hour : WatchScene.Minutes(65)) - now).TotalSeconds) : (WatchScene.New, 3600);

    [Fact]
    public void The_bound_is_the_first_look_that_shows_the_change_and_the_old_TTL()
    {
        var scene = new WatchScene { Resolver = (_, now) => LateCache(now) }.Run(WatchScene.Minutes(20));

        Assert.Equal((CacheKnowledge.Known, scene.FirstNew + Hour), (scene.End.Caches.Knowledge, scene.End.Caches.By));
        Assert.Equal((2, 2, scene.FirstNew), (scene.End.Agreeing, scene.End.Today.Count, scene.End.AgreedSince));
        Assert.InRange(scene.FirstNew, WatchScene.Minutes(5), WatchScene.Minutes(5.5));
        Assert.Equal(3600u, scene.End.Caches.OldTtl);
        Assert.False(scene.End.IsDone);
    }

    [Theory]
    [InlineData(0x8000_0000u, 0)]
    [InlineData(uint.MaxValue, 0)]
    [InlineData(0x7fff_ffffu, 0x7fff_ffff)]
    [InlineData(0u, 0)]
    public void A_TTL_with_the_top_bit_set_counts_as_zero(uint ttl, int counts)
    {
        var scene = new WatchScene { Server = (_, now) => now < WatchScene.Minutes(5) ? (WatchScene.Old, ttl) : (WatchScene.New, 300), Resolver = (_, now) => (now < WatchScene.Minutes(5) ? WatchScene.Old : WatchScene.New, 0) }
            .Run(WatchScene.Minutes(7));

        Assert.Equal(scene.FirstNew + TimeSpan.FromSeconds(counts), scene.End.Caches.By);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    public void An_absence_is_kept_for_the_lesser_of_the_SOAs_TTL_and_MINIMUM(string before)
    {
        var scene = new WatchScene { Server = (_, now) => (now < WatchScene.Minutes(5) ? before : WatchScene.New, 3600) }.Run(WatchScene.Minutes(7));

        Assert.Equal(scene.FirstNew + TimeSpan.FromSeconds(1800), scene.End.Caches.By);
    }

    [Fact]
    public void A_server_that_shows_the_change_once_does_not_agree_yet()
    {
        var scene = new WatchScene { Server = (server, now) => (now < WatchScene.Minutes(5) || (server[2] is '2' && now != WatchScene.Minutes(5)) ? WatchScene.Old : WatchScene.New, 3600) }
            .Run(WatchScene.Minutes(10));

        Assert.DoesNotContain(scene.States, state => state.Agreed);
        Assert.DoesNotContain(scene.States, state => state.Caches.Knowledge is CacheKnowledge.Known);
        Assert.DoesNotContain(scene.Events, happened => happened.Id is "agree" or "agree-always");
    }

    [Fact]
    public void A_servers_last_old_answer_counts_and_not_its_first_new_one()
    {
        var scene = new WatchScene { Server = (server, now) => (now < WatchScene.Minutes(5) || (server[2] is '2' && now >= WatchScene.Minutes(8) && now < WatchScene.Minutes(9)) ? WatchScene.Old : WatchScene.New, 3600) }
            .Run(WatchScene.Minutes(15));

        Assert.InRange(scene.End.Caches.By!.Value, WatchScene.Minutes(69), WatchScene.Minutes(69.6));
    }

    [Fact]
    public void Nobody_waits_and_nothing_differs_means_that_nothing_is_under_way()
    {
        var watch = new PropagationWatch(new(WatchScene.Domain, RrType.Mx) { Resolvers = [] });

        Assert.Equal(CacheKnowledge.NoChange, watch.State(TimeSpan.Zero).Caches.Knowledge);
        Assert.False(watch.State(TimeSpan.Zero).IsDone);
    }

    [Fact]
    public void A_server_that_gives_no_answer_makes_no_change_where_all_others_always_say_the_same()
    {
        var scene = new WatchScene { Expected = null, Server = (server, _) => (server[2] is '2' ? null : WatchScene.Old, 3600), Resolver = (_, _) => (WatchScene.Old, 3600) }.Run(WatchScene.Minutes(2));
        Assert.True(scene.End.IsWithoutChange);
        var sheet = WatchSheets.Of(scene.End, DateTimeOffset.UnixEpoch, null, [], "en", Catalogue.Default);
        Assert.Equal("No change was seen: 1 of 2 authoritative servers give an answer, and always the same one.", sheet.Servers.Says);
        Assert.False(new WatchScene().Run(WatchScene.Minutes(6)).End.IsWithoutChange);
    }

    [Fact]
    public void With_one_answer_in_ten_lost_each_change_is_told_once_and_a_gap_is_never_an_absence()
    {
        var seed = 1u;
        bool IsLost() => (seed = (seed * 1664525) + 1013904223) >> 24 < 26;
        var scene = new WatchScene
        {
            Server = (_, now) => (IsLost() ? null : now < WatchScene.Minutes(30) ? WatchScene.Old : WatchScene.New, 300),
            Resolver = (_, now) => (IsLost() ? null : now < WatchScene.Minutes(33) ? WatchScene.Old : WatchScene.New, 60),
            Serial = now => now < WatchScene.Minutes(30) ? 1u : 2u,
        }.Run(TimeSpan.FromHours(24));

        Assert.True(scene.States.Count > 1000, $"{scene.States.Count} looks");
        Assert.All(new[] { "server-new", "server-old", "resolver-new", "resolver-old-until" }, id => Assert.Equal(2, scene.Events.Count(happened => happened.Id == id)));
        Assert.Single(scene.Events, happened => happened.Id is "agree");
        Assert.DoesNotContain(scene.States.SelectMany(state => state.Resolvers), resolver => resolver.Answer is { Kind: not AnswerKind.Records } || resolver.Shows is Shows.Other);
        Assert.DoesNotContain(scene.States.SelectMany(state => state.Servers), server => server.Answer is { Kind: not AnswerKind.Records });
    }

    [Fact]
    public void A_resolver_whose_vendor_is_dead_is_told_once_and_speaks_against_nothing()
    {
        var scene = new WatchScene { Resolver = (name, now) => (name is "two" ? null : now < WatchScene.Minutes(5) ? WatchScene.Old : WatchScene.New, 60) }.Run(TimeSpan.FromHours(3));

        Assert.Single(scene.Events, happened => happened.Id is "resolver-silent");
        Assert.Empty(scene.End.Contradictions);
        Assert.True(scene.End.IsDone);
        Assert.Contains(scene.States, state => state is { Agreed: true, IsDone: false });
    }

    /// <summary>Where the name servers agree and every cache has dropped the old answer, a resolver that gives another one is named with what it gives.</summary>
    [Fact]
    public void A_resolver_that_gives_what_no_name_server_gave_is_named_and_the_change_is_not_doubted()
    {
        const string Gives = "10 mx.elsewhere.example";
        var scene = new WatchScene { Resolver = (name, now) => (name is "two" ? Gives : now < WatchScene.Minutes(5) ? WatchScene.Old : WatchScene.New, 3600) }.Run(TimeSpan.FromHours(3));

        var one = Assert.Single(scene.End.Contradictions);
        Assert.Equal((Contradiction.ResolverDiffers, "two", Gives), (one.What, one.Who, one.Answer?.ToString()));
        var sheet = WatchSheets.Of(scene.End, DateTimeOffset.UnixEpoch, WatchEnds.Of(scene.End), [], "en", Catalogue.Default);
        Assert.Equal("All name servers give the new answer, but not every resolver that was asked shows it.", sheet.End?.Says);
        Assert.StartsWith($"two gives {Gives}, which no name server gave during this watch", Assert.Single(sheet.Contradictions), StringComparison.Ordinal);
        Assert.Equal("other: " + Gives, sheet.Strips[^1].Says);
    }

    /// <summary>A change to another answer than the one that is waited for is told as such, by servers and resolvers alike, and no answer that is new is called old.</summary>
    [Fact]
    public void A_change_to_another_answer_than_the_awaited_one_is_told_with_that_answer()
    {
        var scene = new WatchScene { Expected = "0 mx.elsewhere.example" }.Run(WatchScene.Minutes(90));

        Assert.Contains(scene.States, state => state is { HasChangedOtherwise: false, Newest: not null });
        Assert.True(scene.End.HasChangedOtherwise);
        Assert.All(scene.End.Servers.Select(server => server.Shows).Concat(scene.End.Resolvers.Select(resolver => resolver.Shows)), shows => Assert.Equal(Shows.Other, shows));
        Assert.Equal(2, scene.Events.Count(happened => happened.Id is "server-other"));
        Assert.DoesNotContain(scene.Events, happened => happened.Id is "server-old" && happened.Arguments["answer"] == WatchScene.New);
        var sheet = WatchSheets.Of(scene.End, DateTimeOffset.UnixEpoch, WatchEnds.Of(scene.End), [], "en", Catalogue.Default);
        Assert.Equal($"The record was changed, to {WatchScene.New}: that is not the answer that was waited for.", sheet.End?.Says);
    }

    /// <summary>Servers that do not answer at first were there all the same.</summary>
    [Fact]
    public void Servers_that_are_heard_late_are_not_said_to_have_been_added()
    {
        var scene = new WatchScene
        {
            Delegation = now => now < WatchScene.Minutes(3) ? [] : ["ns1.dnshost.example", "ns2.dnshost.example"],
            Server = (_, now) => (now < WatchScene.Minutes(3) ? null : WatchScene.Old, 3600),
        }.Run(WatchScene.Minutes(15));

        Assert.DoesNotContain(scene.Events, happened => happened.Id is "server-added");
        Assert.Equal(2, scene.End.Today.Count);
        Assert.DoesNotContain(scene.End.Servers, server => server.IsAdded);
    }

    /// <summary>One that goes on with the old answer remembers it too long: that is a reason for doubt about the moment, and no answer of its own.</summary>
    [Theory]
    [InlineData(0u)]
    [InlineData(3600u)]
    public void A_resolver_that_goes_on_with_the_old_answer_gives_none_of_its_own(uint ttl)
    {
        var scene = new WatchScene { Resolver = (name, now) => name is "two" ? (WatchScene.Old, ttl) : (now < WatchScene.Minutes(5) ? WatchScene.Old : WatchScene.New, 3600) }.Run(TimeSpan.FromHours(3));

        Assert.Empty(scene.End.Contradictions);
        Assert.Equal(Shows.Old, scene.End.Resolvers[1].Shows);
        Assert.Contains(scene.End.Caches.Reasons, reason => reason is { Why: Uncertainty.ServesStale, Who: "two" });
    }

    [Fact]
    public void Machines_of_one_resolver_that_do_not_agree_are_told_once()
    {
        var turn = 0;
        var scene = new WatchScene { Resolver = (name, now) => (now < WatchScene.Minutes(5) || (name is "two" && turn++ % 3 == 0) ? WatchScene.Old : WatchScene.New, 3600) }.Run(TimeSpan.FromHours(2));

        Assert.Single(scene.Events, happened => happened.Id is "resolver-disagrees");
        Assert.True(scene.Events.Count(happened => happened.Id.StartsWith("resolver-", StringComparison.Ordinal)) <= 6);
    }

    [Fact]
    public void A_name_server_that_is_taken_out_counts_no_more_and_is_still_asked()
    {
        var scene = new WatchScene
        {
            Delegation = now => now < WatchScene.Minutes(5) ? ["ns1.dnshost.example", "ns2.dnshost.example", "ns3.dnshost.example"] : ["ns1.dnshost.example", "ns2.dnshost.example"],
            Server = (server, now) => (now < WatchScene.Minutes(5) || server[2] is '3' ? WatchScene.Old : WatchScene.New, 600),
            Resolver = (_, now) => (now < WatchScene.Minutes(5) ? WatchScene.Old : WatchScene.New, 600),
        }.Run(WatchScene.Minutes(15));

        Assert.Equal(2, scene.End.Today.Count);
        Assert.Equal(("ns3.dnshost.example", true, Shows.Old), (scene.End.Servers[^1].Name, scene.End.Servers[^1].IsFormer, scene.End.Servers[^1].Shows));
        Assert.True(scene.End.Agreed);

        Assert.Empty(scene.End.Caches.Reasons);

        // The old delegation is in caches for two hours, and from its server the old answer for ten minutes more.
        Assert.InRange(scene.End.Caches.By!.Value, WatchScene.Minutes(5 + 120 + 10), WatchScene.Minutes(5 + 120 + 10 + 2));
    }

    [Fact]
    public void The_questions_of_a_look_are_asked_once()
    {
        var watch = new PropagationWatch(new(WatchScene.Domain, RrType.Mx) { Resolvers = [new("one", "192.0.2.10")] });

        Assert.NotEmpty(watch.Next(TimeSpan.Zero));
        Assert.Empty(watch.Next(TimeSpan.Zero));
    }
}
