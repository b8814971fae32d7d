using Recapito.Core;
using Xunit;

namespace Recapito.Lab.Tests;

/// <summary>Worlds in which something changes, watched in virtual time, held against what the simulation itself knows.</summary>
public sealed class WatchedWorldTests
{
    // Delegations and hosts are asked once a minute; answers have whole seconds.
    private static readonly TimeSpan Fineness = TimeSpan.FromSeconds(62);
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    // A server that was removed refuses from then on: a gap, which does not show that it refuses others too, so that the bound stays where it was.
    private static readonly string[] HidesItsEnd = ["server-removed-and-stopped"];

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_more_than_twenty() => Assert.True(Names.Count > 20, $"{Names.Count} worlds");

    [Theory, MemberData(nameof(Names))]
    public void The_stated_bound_is_never_broken_and_hardly_later_than_it_must_be(string name)
    {
        var trial = Trial(name);
        var truth = new PropagationOracle(trial.Internet, trial.End.Zone!).LastOldAnswer();
        var lastChange = trial.Internet.At(DateTimeOffset.MaxValue).World.Timeline.Select(entry => entry.At).DefaultIfEmpty(trial.Plan.Begins).Max();
        var settled = trial.States.Where(state => trial.Plan.Begins + state.Now >= lastChange).ToList();

        foreach (var state in settled.Where(state => state.Caches.By is not null && Equals(state.Target, trial.End.Target)))
        {
            var by = trial.Plan.Begins + state.Caches.By!.Value;
            Assert.True(by >= truth, $"at {state.Now}: {by:HH:mm:ss} is stated, and a cache holds it until {truth:HH:mm:ss.fff}");
            Assert.True(by <= truth + Fineness || HidesItsEnd.Contains(name), $"at {state.Now}: {by:HH:mm:ss} is stated, and the last cache drops it at {truth:HH:mm:ss.fff} already");
        }

        Assert.All(settled.Where(state => state.Caches.AtMost is not null && Equals(state.Target, trial.End.Target)),
            state => Assert.True(trial.Plan.Begins + state.Caches.AtMost!.Value >= truth, $"at {state.Now}: at most {state.Caches.AtMost}"));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_cannot_be_computed_is_said_there_and_nowhere_else(string name)
    {
        var trial = Trial(name);

        Assert.Equal(trial.Plan.Caches, WordOf(trial.End.Caches.Knowledge));
        Assert.Equal(trial.Plan.Why.Order(), trial.End.Caches.Reasons.Select(reason => Kebab.Of(reason.Why)).Distinct().Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void The_watch_ends_as_the_world_says(string name)
    {
        var trial = Trial(name);

        Assert.Equal(trial.Plan.Exit, trial.End.IsDone ? 0 : trial.End.Contradictions.Count > 0 ? 1 : 3);
    }

    [Theory, MemberData(nameof(Names))]
    public void Where_the_remaining_TTL_can_be_seen_the_moment_is_right_to_two_seconds(string name)
    {
        var trial = Trial(name);

        Assert.All(trial.Expiries, expiry => Assert.InRange(expiry.Said - expiry.True, -TwoSeconds, TwoSeconds));
        Assert.DoesNotContain(trial.Unsaid, resolver => !trial.Said.Contains(resolver));
    }

    [Fact]
    public void Most_worlds_have_a_cache_whose_remaining_TTL_can_be_seen() =>
        Assert.True(Names.Select(name => Trial(name.Data)).Count(trial => trial.Expiries.Count > 3) > 20);

    [Theory, MemberData(nameof(Names))]
    public void No_server_is_asked_again_within_five_seconds(string name)
    {
        var trial = Trial(name);

        Assert.NotEmpty(trial.Asked);
        Assert.All(trial.Asked, server => Assert.All(server.Value.Distinct().Zip(server.Value.Distinct().Skip(1)),
            pair => Assert.True(pair.Second - pair.First >= WatchSubject.ShortestInterval, $"{server.Key}: {pair}")));
    }

    [Theory]
    [InlineData("resolver-silent")]
    [InlineData("resolver-answers-now-and-then")]
    public void A_resolver_that_does_not_answer_is_a_gap_and_never_without_the_record(string name)
    {
        var trial = Trial(name);
        var silent = trial.States.Select(state => state.Resolvers[0]).Where(resolver => resolver.Gap is not null).ToList();

        Assert.NotEmpty(silent);
        Assert.All(silent, resolver => Assert.Equal(Shows.Gap, resolver.Shows));
        Assert.DoesNotContain(trial.States.SelectMany(state => state.Resolvers), resolver => resolver.Answer is { Kind: not AnswerKind.Records });
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Lazy<WatchTrial>> Trials = new();

    // One run tells every test what it wants to know.
    private static WatchTrial Trial(string name) => Trials.GetOrAdd(name, _ => new(() => new WatchTrial(Read(name)).Run())).Value;

    private static string Folder => Path.Combine(Root(), "lab", "worlds", "watch");

    private static World Read(string name) => WorldFile.Read(name + ".yaml", File.ReadAllText(Path.Combine(Folder, name + ".yaml")));

    private static string WordOf(CacheKnowledge knowledge) => knowledge switch
    {
        CacheKnowledge.Known => "known",
        CacheKnowledge.NotComputable => "not-computable",
        _ => "no-change",
    };

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Recapito.slnx")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("the tests do not run below the repository");
        }

        return at.FullName;
    }
}
