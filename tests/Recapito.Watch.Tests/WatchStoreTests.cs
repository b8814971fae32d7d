using Recapito.Core;

namespace Recapito.Watch.Tests;

public sealed class WatchStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);
    private static readonly byte[] Owner = [1, 2, 3];

    [Theory]
    [InlineData(RrType.Mx, "10 mx.contoso.example, 0 MX2.contoso.example")]
    [InlineData(RrType.Txt, "v=spf1 include:\"x\" -all")]
    [InlineData(RrType.Cname, "none")]
    [InlineData(RrType.Aaaa, null)]
    public void What_was_kept_comes_back_as_it_was_until_it_expires(RrType type, string? expected)
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        var kept = New("a") with { Subject = New("a").Subject with { Type = type, Expected = expected is null ? null : ExpectedAnswer.Read(expected, type) } };
        Assert.Equal("a", store.Add(kept, null));
        var found = store.Find("a", Now)!;
        Assert.Equal((kept.Created, kept.Expires, kept.Longest, kept.World, null, null, false), (found.Created, found.Expires, found.Longest, found.World, found.Ended, found.Begin, found.IsStopped));
        Assert.Equal((kept.Subject.Domain, type, kept.Subject.Expected?.Text, kept.Subject.Interval, false), (found.Subject.Domain, found.Subject.Type, found.Subject.Expected?.Text, found.Subject.Interval, found.Subject.Smtp));
        Assert.Equal(kept.Subject.Resolvers, found.Subject.Resolvers);
        Assert.Equal(kept.Owner, found.Owner);
        Assert.Equal([("a", "some-world")], store.Unfinished(Now));
        Assert.Null(store.Find("a", kept.Expires));
        Assert.Equal(0, store.ForgetExpired(Now));
        Assert.Equal(1, store.ForgetExpired(kept.Expires));
    }

    [Fact]
    public void Every_answer_comes_back_in_its_round_with_its_moments()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        store.Add(New("a"), null);
        store.Hear("a", 0, 1, TimeSpan.Zero, Found("10 mx.oldhost.example"), TimeSpan.FromTicks(7));
        store.Hear("a", 1, 1, TimeSpan.Zero, Gap(), TimeSpan.FromTicks(9));
        store.Hear("a", 2, 2, TimeSpan.FromSeconds(30), Found("10 mx.newhost.example"), TimeSpan.FromSeconds(30.5));
        Assert.Equal([(1, TimeSpan.Zero, 2), (2, TimeSpan.FromSeconds(30), 1)], store.Rounds("a").Select(round => (round.Number, round.Asked, round.Answers.Count)));
        var all = store.Rounds("a").SelectMany(round => round.Answers).ToList();
        Assert.Equal([TimeSpan.FromTicks(7), TimeSpan.FromTicks(9), TimeSpan.FromSeconds(30.5)], all.Select(answer => answer.At));
        Assert.Equal("10 mx.oldhost.example", Assert.IsType<Present<RrSet>>(all[0].Seen).Value.Records[0].Data);
        Assert.Equal("timed out", Assert.IsType<Unavailable<RrSet>>(all[1].Seen).Why);
        Assert.Empty(store.Rounds("b"));
    }

    [Fact]
    public void What_comes_after_a_watch_was_forgotten_is_not_kept()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        store.Hear("a", 0, 1, TimeSpan.Zero, Gap(), TimeSpan.Zero);
        Assert.Empty(store.Rounds("a"));
    }

    [Fact]
    public void A_watch_ends_once()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        store.Add(New("a"), null);
        store.End("a", TimeSpan.FromMinutes(3), Now.AddSeconds(1), stopped: true);
        store.End("a", TimeSpan.FromMinutes(5), Now, stopped: false);
        var found = store.Find("a", Now)!;
        Assert.Equal((TimeSpan.FromMinutes(3), Now.AddSeconds(1), true), (found.Ended, found.Begin, found.IsStopped));
        Assert.Empty(store.Unfinished(Now));
    }

    [Fact]
    public void The_same_request_leads_to_the_same_watch_and_each_owner_sees_their_own()
    {
        using var folder = new TemporaryFolder();
        var store = Open(folder);
        var once = new OnceKey("k", [9]);
        Assert.Equal("a", store.Add(New("a"), once));
        Assert.Equal("a", store.Add(New("b"), once));
        Assert.Throws<OnceKeyException>(() => store.Add(New("c"), new("k", [8])));
        Assert.Equal("d", store.Add(New("d") with { Owner = [7] }, once));
        Assert.Equal(["a"], store.List(Owner, Now, 10).Select(watch => watch.Id));
    }

    /// <summary>Servers that agree are asked every five minutes at the longest; what is longer was a time without the program.</summary>
    [Theory]
    [InlineData(5, 0)]
    [InlineData(20, 1)]
    public void A_time_without_the_program_is_a_pause_and_the_round_after_it_goes_on_counting(int minutes, int pauses)
    {
        var later = TimeSpan.FromMinutes(minutes);
        var kept = new WatchReplay(New("a").Subject with { Interval = TimeSpan.FromSeconds(30) }, [new(1, TimeSpan.Zero, [(Gap(), TimeSpan.FromSeconds(1))]), new(2, later, [(Gap(), later)])]);
        Assert.Equal(Enumerable.Repeat(new WatchPause(TimeSpan.FromSeconds(1), later), pauses), kept.Pauses);
        Assert.Equal((2, later, 2), (kept.Round, kept.Last, kept.Answers));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(24, 30)]
    [InlineData(48, 58)]
    [InlineData(168, 202)]
    public void The_longer_a_watch_may_go_on_the_more_rarely_it_asks(int hours, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WatchLimits.IntervalOf(TimeSpan.FromHours(hours)));

    private static WatchStore Open(TemporaryFolder folder) => new(Database.Open(folder.File("recapito.db")));

    private static DnsRequest Asked => new("contoso.example", RrType.Mx, Vantage.Server("ns1.dnshost.example", "192.0.2.53"));

    private static Present<RrSet> Found(string data) => new(Asked, new([new("contoso.example", RrType.Mx, 3600, data)], true), new("192.0.2.53", Now));

    private static Unavailable<RrSet> Gap() => new(Asked, "timed out", new("192.0.2.53", Now));

    private static StoredWatch New(string id) => new(id, Owner, Now, Now.AddDays(30),
        new("contoso.example", RrType.Mx) { Resolvers = [new("the office", "192.0.2.10"), new("open", "2001:db8::53")], Interval = TimeSpan.FromSeconds(58), Smtp = false }, TimeSpan.FromHours(48), "some-world");
}
