using Recapito.Core;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>Watches of the service in worlds in which time passes: to their ends, over a restart, and stopped.</summary>
public sealed class WatchDeskTests
{
    private const string Plain = "lab/worlds/watch/plain-change.yaml";

    [Theory]
    [InlineData(Plain, "10 mx.newhost.example", WatchEnd.Done)]
    [InlineData("lab/worlds/watch/secondary-lags.yaml", "10 mx.newhost.example", WatchEnd.Done)]
    [InlineData("lab/worlds/watch/nothing-changes.yaml", null, WatchEnd.NoChange)]
    [InlineData("lab/worlds/watch/mail-host-refuses.yaml", "10 mx.newhost.example", WatchEnd.Contradicted)]
    public async Task A_watch_ends_by_itself_as_the_command_says(string world, string? expected, WatchEnd end)
    {
        using var served = new ServedWatch();
        var (desk, store) = served.Open(world);
        var id = (await ServedWatch.TakeAsync(desk, expected))!;
        await ServedWatch.EndAsync(desk, id);
        var opened = desk.Open(id)!;
        Assert.Equal(end, opened.End);
        Assert.False(opened.IsGoing);
        Assert.Empty(store.Unfinished(DateTimeOffset.UtcNow));
        Assert.Equal(opened.Look!.State.Now, opened.Stored.Ended);
        Assert.NotEmpty(opened.Events);
    }

    [Fact]
    public async Task Told_again_from_what_was_kept_it_is_what_its_viewers_saw_at_the_end()
    {
        using var served = new ServedWatch();
        var (desk, _) = served.Open(Plain);
        var id = (await ServedWatch.TakeAsync(desk))!;
        var live = desk.Live(id)!;
        await ServedWatch.EndAsync(desk, id);
        var opened = desk.Open(id)!;
        Assert.Equal(Json(live.Look!.State, live.Look.Begin, live.Events), Json(opened.Look!.State, opened.Look.Begin, opened.Events));
    }

    /// <summary>What was heard before the program ended is neither lost nor heard twice, and the end is the same.</summary>
    [Fact]
    public async Task A_watch_goes_on_after_a_restart_from_what_was_kept()
    {
        using var served = new ServedWatch();
        var (first, store) = served.Open(Plain, perSecond: 3000);
        var id = (await ServedWatch.TakeAsync(first))!;
        using (var stop = new CancellationTokenSource())
        {
            var run = first.RunAsync(ServedWatch.Fail, stop.Token);
            await ServedWatch.FollowAsync(first, id, live => live.Look?.State.Agreed == true);
            await ServedWatch.StopAsync(run, stop);
        }

        var before = store.Rounds(id);
        Assert.Null(store.Find(id, DateTimeOffset.UtcNow)!.Ended);
        Assert.True(first.Open(id)!.IsGoing);
        var (second, again) = served.Open(Plain);
        await ServedWatch.EndAsync(second, id);
        var rounds = again.Rounds(id);
        Assert.Equal(Told(before), Told(rounds.Take(before.Count)));
        Assert.True(rounds.Count > before.Count);
        Assert.Equal(rounds.Select(round => round.Number).Distinct().Order(), rounds.Select(round => round.Number));
        Assert.Equal(rounds.SelectMany(round => round.Answers).Select(answer => answer.At).Order(), rounds.SelectMany(round => round.Answers).Select(answer => answer.At));
        var opened = second.Open(id)!;
        Assert.Equal(WatchEnd.Done, opened.End);
        Assert.Equal(CacheKnowledge.Known, opened.Look!.State.Caches.Knowledge);
        Assert.Single(opened.Events, happened => happened.Id == "agree");
    }

    /// <summary>Names of a world mean nothing in the Internet, and nobody there is asked for them.</summary>
    [Fact]
    public async Task A_watch_of_a_world_waits_for_a_service_that_looks_there()
    {
        using var served = new ServedWatch();
        var id = (await ServedWatch.TakeAsync(served.Open(Plain).Desk))!;
        foreach (var (desk, _) in new[] { served.OpenReal(), served.Open("samples/relay-access-denied.yaml") })
        {
            using var stop = new CancellationTokenSource();
            var run = desk.RunAsync(ServedWatch.Fail, stop.Token);
            Assert.Null(desk.Live(id));
            await ServedWatch.StopAsync(run, stop);
            Assert.True(desk.Open(id)!.IsGoing);
        }

        var (own, _) = served.Open(Plain);
        await ServedWatch.EndAsync(own, id);
        Assert.Equal(WatchEnd.Done, own.Open(id)!.End);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("plain-change", true)]
    [InlineData("plain-change+remedy", true)]
    [InlineData("no-such-world", false)]
    public void A_lab_has_the_worlds_of_its_folder_alone(string? world, bool has)
    {
        var worlds = new LabWorlds(Served.PathOf(Plain));
        using var tours = new LabTours(worlds);
        Assert.Equal((has, world is null), (new LabWatchGround(worlds, tours, 1).Has(world), new RealWatchGround(TimeProvider.System, false).Has(world)));
    }

    [Fact]
    public async Task Who_began_it_ends_it_and_what_was_seen_stays()
    {
        using var served = new ServedWatch();
        var (desk, store) = served.Open(Plain, perSecond: 50);
        var id = (await ServedWatch.TakeAsync(desk))!;
        using var stop = new CancellationTokenSource();
        var run = desk.RunAsync(ServedWatch.Fail, stop.Token);
        await ServedWatch.FollowAsync(desk, id, live => live.Look is not null);
        Assert.False(desk.Stop(id, [2]));
        Assert.True(desk.Open(id)!.IsGoing);
        Assert.True(desk.Stop(id, ServedWatch.Owner));
        await ServedWatch.FollowAsync(desk, id, _ => false);
        await ServedWatch.StopAsync(run, stop);
        var opened = desk.Open(id)!;
        Assert.True(opened.Stored.IsStopped);
        Assert.Null(opened.End);
        Assert.Equal(2, opened.Look!.State.Today.Count);
        Assert.NotEmpty(store.Rounds(id));
        Assert.True(desk.Stop(id, ServedWatch.Owner));
    }

    /// <summary>An answer that was on its way when it was ended is kept, and told though somebody looked before it came.</summary>
    [Theory]
    [InlineData("en", "This watch was ended by whoever began it, before anything was seen.", "This watch was ended by whoever began it. What was seen until then:")]
    [InlineData("it", "Chi ha avviato questa osservazione l'ha fermata prima che si vedesse qualcosa.", "Chi ha avviato questa osservazione l'ha fermata. Ecco che cosa")]
    [InlineData("de", "Diese Beobachtung wurde von dem beendet, der sie begonnen hat, bevor etwas gesehen wurde.", "Diese Beobachtung wurde von dem beendet, der sie begonnen hat. Bis dahin")]
    [InlineData("fr", "Ce suivi a été arrêté par la personne qui l'avait commencé, avant que quoi que ce soit ait été vu.", "Ce suivi a été arrêté par la personne qui l'avait commencé. Ce qui")]
    [InlineData("es", "Quien empezó este seguimiento lo terminó antes de que se viera nada.", "Quien empezó este seguimiento lo terminó. Lo que")]
    public async Task One_that_is_ended_before_anything_was_seen_says_so_and_shows_what_still_came(string language, string unseen, string seen)
    {
        using var served = new ServedWatch();
        var (desk, store) = served.Open(Plain);
        var before = (await ServedWatch.TakeAsync(desk))!;
        await ServedWatch.EndAsync(desk, before);
        HeldGround? ground = null;
        (desk, _) = served.Open(Plain, around: lab => ground = new(lab));
        var id = (await ServedWatch.TakeAsync(desk))!;
        using var stop = new CancellationTokenSource();
        var run = desk.RunAsync(ServedWatch.Fail, stop.Token);
        await ground!.Comes.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(desk.Stop(id, ServedWatch.Owner));
        Assert.Equal(unseen, Sentence());
        var (answer, at) = store.Rounds(before)[0].Answers[0];
        store.Hear(id, 0, 1, TimeSpan.Zero, answer, at);
        ground.Open();
        await ServedWatch.FollowAsync(desk, id, _ => false);
        await ServedWatch.StopAsync(run, stop);
        Assert.NotNull(desk.Open(id)!.Look);
        Assert.StartsWith(seen, Sentence(), StringComparison.Ordinal);

        string Sentence() => ShownWatch.Of(Standings.Of(desk, id)!, new(Catalogue.Default, language)).Sentence;
    }

    [Fact]
    public async Task No_more_go_on_at_a_time_than_may()
    {
        using var served = new ServedWatch();
        var (desk, store) = served.Open(Plain, atOnce: 2);
        Assert.NotNull(await ServedWatch.TakeAsync(desk));
        Assert.NotNull(await ServedWatch.TakeAsync(desk));
        Assert.Null(await ServedWatch.TakeAsync(desk));
        Assert.Equal(2, store.Unfinished(DateTimeOffset.UtcNow).Count);
    }

    private static string Json(WatchState state, DateTimeOffset begin, IReadOnlyList<WatchEvent> events) => WatchJson.Write(state, begin, events, null, indented: true);

    private static IEnumerable<string> Told(IEnumerable<Watch.KeptRound> rounds) =>
        rounds.SelectMany(round => round.Answers.Select(answer => $"{round.Number} {round.Asked} {answer.At} {answer.Seen.Request.Question} {answer.Seen.Outcome}"));
}
