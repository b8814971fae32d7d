namespace Recapito.Core.Tests;

public class PropagationWatchTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // A cache that took the old answer at the last moment.
    private static (string?, uint) LateCache(TimeSpan now) =>
        now < WatchScene.Minutes(65) ? (WatchScene.Old, (uint)(WatchScene.Minutes(65) - (now < WatchScene.Minutes(5) ? now + Hour - WatchScene.Minutes(60) : now)).TotalSeconds) : (WatchScene.New, 3600);

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

    [Fact]
    public void Machines_of_one_resolver_that_do_not_agree_are_told_once()
    {
        var turn = 0;
        var scene = new WatchScene { Resolver = (name, now) => (now < WatchScene.Minutes(5) || (name is "two" && turn++ % 3 == 0) ? WatchScene.Old : WatchScene.New, 3600) }.Run(TimeSpan.FromHours(2));

        Assert.Single(scene.Events, happened => happened.Id is "resolver-disagrees");
        Assert.True(scene.Events.Count(happened => happened.Id.StartsWith("resolver-", StringComparison.Ordinal)) <= 6);
    }

    [Fact]
    public void The_questions_of_a_look_are_asked_once()
    {
        var watch = new PropagationWatch(new(WatchScene.Domain, RrType.Mx) { Resolvers = [new("one", "192.0.2.10")] });

        Assert.NotEmpty(watch.Next(TimeSpan.Zero));
        Assert.Empty(watch.Next(TimeSpan.Zero));
    }
}
