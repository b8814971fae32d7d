namespace Recapito.Core.Tests;

public class TrackTests
{
    private static readonly DnsRequest Asked = new("contoso.example", RrType.Mx, Vantage.Server("ns1.dnshost.example", "192.0.2.53"));
    private static readonly Observation Any = new Absent<RrSet>(Asked, "NODATA", new("scene", DateTimeOffset.UnixEpoch));

    // One letter for each answer in turn; a dot is a gap.
    [Theory]
    [InlineData("a", "a", false)]
    [InlineData("ab", "a", true)]
    [InlineData("abb", "b", false)]
    [InlineData("a.b", "a", true)]
    [InlineData("ab.b", "b", false)]
    [InlineData("ab..", "a", true)]
    [InlineData("aaabab", "a", true)]
    [InlineData("abababab", "a", true)]
    [InlineData("abc", "a", true)]
    [InlineData("abcc", "c", false)]
    [InlineData("..a", "a", false)]
    public void One_changed_opinion_is_no_event(string heard, string holds, bool isUnsettled)
    {
        var track = Heard(heard);

        Assert.Equal(holds, track.Settled!.Answer!.Text);
        Assert.Equal(isUnsettled, track.IsUnsettled);
    }

    [Theory]
    [InlineData(".", true)]
    [InlineData("a.", false)]
    [InlineData("a..", true)]
    [InlineData("a..a", false)]
    [InlineData("a", false)]
    public void Two_gaps_in_a_row_are_silence(string heard, bool isSilent) => Assert.Equal(isSilent, Heard(heard).IsSilent);

    [Theory]
    [InlineData("aab", 2)]
    [InlineData("aa.b", 3)]
    [InlineData("aa..", null)]
    [InlineData("aa", null)]
    public void An_answer_is_over_with_the_next_one_and_not_with_a_gap(string heard, int? over)
    {
        var track = Heard(heard);

        Assert.Equal(over is { } at ? TimeSpan.FromSeconds(at) : null, track.EndOf(track.Runs[0]));
    }

    [Fact]
    public void Another_TTL_is_another_opinion_of_a_server_but_not_of_a_cache()
    {
        Track server = new(isAuthority: true), cache = new(isAuthority: false);
        foreach (var (ttl, at) in new[] { (300u, 0), (240u, 60), (180u, 120) })
        {
            server.Add(new(WatchedAnswer.Of(["a"]), ttl, null), Any, TimeSpan.FromSeconds(at));
            cache.Add(new(WatchedAnswer.Of(["a"]), ttl, null), Any, TimeSpan.FromSeconds(at));
        }

        Assert.Equal(3, server.Runs.Count);
        Assert.Equal((3, 300u, TimeSpan.FromSeconds(300)), (cache.Runs.Single().Count, cache.Runs.Single().Ttl!.Value, cache.Runs.Single().Expiry!.Value));
    }

    [Fact]
    public void What_goes_to_and_fro_for_ever_takes_bounded_memory_and_keeps_the_largest_TTL()
    {
        var track = new Track(isAuthority: true);
        for (var i = 0; i < 20_000; i++)
        {
            track.Add(new(WatchedAnswer.Of([i % 2 == 0 ? "a" : "b"]), i == 50 ? 86400u : 300u, null), Any, TimeSpan.FromSeconds(i));
        }

        Assert.InRange(track.Runs.Count, 1000, 2000);
        Assert.InRange(track.Recent.Count, 100, 400);
        Assert.Contains(track.Runs, run => run.Ttl == 86400);
    }

    private static Track Heard(string heard)
    {
        var track = new Track(isAuthority: true);
        foreach (var (c, i) in heard.Select((c, i) => (c, i)))
        {
            track.Add(c is '.' ? new(null, null, "timeout") : new(WatchedAnswer.Of([c.ToString()]), 300, null), Any, TimeSpan.FromSeconds(i));
        }

        return track;
    }
}
