namespace Recapito.Core.Tests;

/// <summary>What a watch must not say, whatever the moment at which the zone changes.</summary>
public class WatchTruthTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 9, 55, 0, TimeSpan.Zero);

    /// <summary>Record and serial are two questions; a zone that changes between them gives an old record and a new serial, or the reverse.</summary>
    [Theory]
    [InlineData(5, 5, WatchScene.New)]
    [InlineData(5.05, 5, WatchScene.New)]
    [InlineData(5, 5.05, WatchScene.New)]
    [InlineData(5.05, 5, "0 mx.elsewhere.example")]
    [InlineData(5, 5.05, "0 mx.elsewhere.example")]
    public void An_answer_is_told_only_with_the_serial_under_which_it_was_given(double record, double serial, string expected)
    {
        var scene = Skewed(record, serial, expected);
        var told = scene.Events.Where(happened => happened.Arguments.ContainsKey("serial")).Select(happened => (happened.Arguments["answer"], happened.Arguments["serial"]));
        var shown = scene.States.SelectMany(state => state.Servers).Where(server => server is { Answer: not null, Serial: not null }).Select(server => (server.Answer!.Text, $"{server.Serial}"));

        Assert.All(told.Concat(shown), pair => Assert.Contains(pair, new[] { (WatchScene.Old, "1"), (WatchScene.New, "2") }));
        Assert.Equal([2u, 2u], scene.End.Servers.Select(server => server.Serial!.Value));
    }

    [Theory]
    [InlineData(5.05, 5, WatchScene.New)]
    [InlineData(5.05, 5, "0 mx.elsewhere.example")]
    [InlineData(5, 5.05, "0 mx.elsewhere.example")]
    public void An_answer_that_is_unchanged_from_the_begin_is_the_old_one_and_no_other(double record, double serial, string expected)
    {
        var scene = Skewed(record, serial, expected);

        Assert.DoesNotContain(scene.States.SelectMany(state => state.Servers), server => server is { Shows: Shows.Other, Answer.Text: WatchScene.Old });
        Assert.DoesNotContain(scene.Events, happened => happened.Id is "server-other" or "resolver-other" && happened.Arguments["answer"] == WatchScene.Old);
    }

    [Fact]
    public void A_change_that_is_taken_back_makes_neither_the_awaited_answer_old_nor_the_old_one_another()
    {
        var scene = new WatchScene
        {
            Server = (_, now) => (now >= WatchScene.Minutes(5) && now < WatchScene.Minutes(10) ? WatchScene.New : WatchScene.Old, 3600),
            Resolver = (_, now) => (now >= WatchScene.Minutes(6) && now < WatchScene.Minutes(10) ? WatchScene.New : WatchScene.Old, 60),
            Serial = now => now < WatchScene.Minutes(5) ? 1u : now < WatchScene.Minutes(10) ? 2u : 3u,
        }.Run(WatchScene.Minutes(20));

        Assert.DoesNotContain(scene.States.SelectMany(state => state.Servers), server => server is { Shows: Shows.Old, Answer.Text: WatchScene.New } or { Shows: Shows.Other });
        Assert.DoesNotContain(scene.Events, happened => happened.Id is "server-old" && happened.Arguments["answer"] == WatchScene.New);
        Assert.DoesNotContain(scene.Events, happened => happened.Id is "server-other" or "resolver-other");
        Assert.Equal([Shows.Old, Shows.Old], scene.End.Servers.Select(server => server.Shows));
    }

    [Theory]
    [InlineData("en", "All is well", "until 11:00:00 at the latest")]
    [InlineData("it", "Tutto bene", "al più tardi fino a questo momento: 11:00:00")]
    [InlineData("de", "Alles gut", "spätestens bis 11:00:00")]
    [InlineData("fr", "Tout va bien", "jusqu'à 11:00:00 au plus tard")]
    [InlineData("es", "Todo bien", "a más tardar hasta este momento: 11:00:00")]
    public void All_is_well_only_when_no_cache_may_hold_the_old_answer_any_more(string language, string well, string until)
    {
        var style = new TextStyle { Width = 400, Language = language };

        // Lines are wrapped; what is said is the sentence.
        string End(WatchState state) => WatchScreen.End(WatchEnds.Of(state), style, Catalogue.Default, state, Begin, once: false).Replace("\n  ", " ", StringComparison.Ordinal);
        var scene = new WatchScene().Run(WatchScene.Minutes(70));
        var early = scene.States.First(state => state.IsDone);
        var unbounded = early with { Caches = new(CacheKnowledge.NotComputable, null, null, []) };

        Assert.DoesNotContain(well, End(early), StringComparison.Ordinal);
        Assert.Contains(until, End(early), StringComparison.Ordinal);
        Assert.DoesNotContain(well, End(unbounded), StringComparison.Ordinal);
        Assert.DoesNotContain(well, End(unbounded with { MailHosts = [] }), StringComparison.Ordinal);
        Assert.Contains(well, End(scene.End), StringComparison.Ordinal);
    }

    private static WatchScene Skewed(double record, double serial, string expected) => new WatchScene
    {
        Server = (_, now) => (now < WatchScene.Minutes(record) ? WatchScene.Old : WatchScene.New, 3600),
        Resolver = (_, now) => (now < WatchScene.Minutes(7) ? WatchScene.Old : WatchScene.New, 60),
        Serial = now => now < WatchScene.Minutes(serial) ? 1u : 2u,
        Expected = expected,
    }.Run(WatchScene.Minutes(15));
}
