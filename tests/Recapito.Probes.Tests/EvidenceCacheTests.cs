using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class EvidenceCacheTests
{
    private static readonly SmtpSessionRequest Host = new("mx.contoso.example", "203.0.113.25");

    private readonly FakeClock clock = new(TestLab.Now);
    private int asked;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What was seen; how many seconds it lives, 0 for not at all.</summary>
    internal static (string Row, Observation Seen, int Life)[] Lives =>
    [
        ("the smallest TTL of an RRset", Records(Dns("a"), 300, 60), 60),
        ("a TTL of 0", Records(Dns("a"), 0), 0),
        ("a TTL of years", Records(Dns("a"), int.MaxValue), 3600),
        ("no such name", new Absent<RrSet>(Dns("a"), "NXDOMAIN", Source), 60),
        ("a gap", new Unavailable<RrSet>(Dns("a"), "timeout", Source), 15),
        ("a message", Message(new DnsRecord("a", RrType.A, 300, "203.0.113.9"), new DnsRecord("a", RrType.Ns, 40, "ns")), 40),
        ("a message without a record", Message(), 60),
        ("a mail host", new Present<SmtpSession>(Host, new(SmtpReply.Parse("220 mx"), [], null), Source), 600),
        ("a refused connection", new Absent<SmtpSession>(Host, "connection refused", Source), 60),
        ("a web page", new Present<HttpsAnswer>(new HttpsRequest("https://contoso.example/"), new(200, null, "", new(null, [], false, null)), Source), 600),
        ("a recipient", new Unavailable<RcptAnswer>(new RcptRequest("mx", "203.0.113.25", RcptRole.Target, "lee@contoso.example"), "451", Source), 0),
        ("the inside of an organisation", new Absent<AcceptedDomain>(new AcceptedDomainRequest("contoso.example"), "none", Source), 0),
    ];

    public static TheoryData<string> LifeNames => [.. Lives.Select(row => row.Row)];

    private static Provenance Source => new("test", TestLab.Now);

    [Theory, MemberData(nameof(LifeNames))]
    public async Task An_answer_lives_as_long_as_it_may_and_is_asked_again_after_that(string name)
    {
        var (_, seen, life) = Lives.Single(row => row.Row == name);
        var cache = new EvidenceCache(clock);
        await Ask(cache, seen);
        Assert.Equal(life > 0 ? 1 : 0, cache.Count);
        clock.Now = TestLab.Now.AddSeconds(life - 1);
        await Ask(cache, seen);
        Assert.Equal(life > 0 ? 1 : 2, asked);
        clock.Now = TestLab.Now.AddSeconds(life);
        Assert.Same(seen, await Ask(cache, seen));
        Assert.Equal(life > 0 ? 2 : 3, asked);
    }

    [Theory]
    [InlineData(300, 10)]
    [InlineData(4, 4)]
    public async Task Where_answers_may_live_ten_seconds_none_lives_longer_whatever_its_ttl(uint ttl, int life)
    {
        var cache = new EvidenceCache(clock, longest: TimeSpan.FromSeconds(10));
        foreach (var (second, times) in new[] { (0, 1), (life - 1, 1), (life, 2) })
        {
            clock.Now = TestLab.Now.AddSeconds(second);
            await Ask(cache, Records(Dns("a"), ttl));
            Assert.Equal(times, asked);
        }
    }

    [Fact]
    public async Task A_question_that_is_under_way_is_not_asked_a_second_time()
    {
        var cache = new EvidenceCache(clock);
        var answer = new TaskCompletionSource<Observation>();
        var waiting = Enumerable.Range(0, 100).Select(_ => cache.AskAsync(Dns("a"), Slow, Cancel)).ToArray();
        answer.SetResult(Records(Dns("a"), 0));
        Assert.Single((await Task.WhenAll(waiting)).Distinct());
        Assert.Equal(1, asked);
        await cache.AskAsync(Dns("a"), Slow, Cancel);
        Assert.Equal(2, asked);

        Task<Observation> Slow(CancellationToken cancel)
        {
            Interlocked.Increment(ref asked);
            return answer.Task;
        }
    }

    [Fact]
    public async Task Who_gives_up_ends_nobody_elses_wait_and_the_last_one_ends_the_question()
    {
        var cache = new EvidenceCache(clock);
        var ended = new TaskCompletionSource();
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var one = cache.AskAsync(Dns("a"), Endless, first.Token);
        var two = cache.AskAsync(Dns("a"), Endless, second.Token);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.False(ended.Task.IsCompleted);
        Assert.False(two.IsCompleted);
        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two);
        await ended.Task.WaitAsync(Cancel);

        // The next one asks anew and is not handed the cancelled question.
        Assert.IsType<Absent<RrSet>>(await cache.AskAsync(Dns("a"), _ => Task.FromResult<Observation>(new Absent<RrSet>(Dns("a"), "NODATA", Source)), Cancel));

        async Task<Observation> Endless(CancellationToken cancel)
        {
            try
            {
                await new TaskCompletionSource().Task.WaitAsync(cancel);
                throw new InvalidOperationException("never");
            }
            finally
            {
                ended.SetResult();
            }
        }
    }

    [Fact]
    public async Task A_mistake_of_ours_reaches_everybody_who_asked_and_is_not_kept()
    {
        var cache = new EvidenceCache(clock);
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.AskAsync(Dns("a"), _ => throw new InvalidOperationException("ours"), Cancel));
        Assert.Equal(0, cache.Count);
        await Ask(cache, Records(Dns("a"), 60));
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public async Task No_more_is_kept_than_allowed_and_what_was_not_used_goes_first()
    {
        var cache = new EvidenceCache(clock, entries: 3);
        foreach (var name in (string[])["a", "b", "c", "a", "d"])
        {
            await Ask(cache, Records(Dns(name), 60));
        }

        Assert.Equal((3, 4), (cache.Count, asked));
        Assert.NotNull(cache.Find(Dns("a")));
        Assert.Null(cache.Find(Dns("b")));
    }

    [Fact]
    public async Task Large_answers_are_bounded_by_their_size_and_huge_ones_not_kept_at_all()
    {
        var cache = new EvidenceCache(clock, characters: 100_000);
        for (var row = 0; row < 50; row++)
        {
            await Ask(cache, Text($"n{row}", 5_000));
        }

        Assert.InRange(cache.Count, 10, 20);
        var before = cache.Count;
        await Ask(cache, Text("huge", 90_000));
        Assert.Equal(before, cache.Count);
        Assert.Null(cache.Find(Dns("huge")));
    }

    [Fact]
    public async Task A_host_that_was_greeted_for_one_domain_is_not_greeted_again_for_the_next()
    {
        var cache = new EvidenceCache(clock);
        var conversations = new List<int>();
        var smtp = new CachedSmtp(cache, (_, _, requests, _, _) =>
        {
            conversations.Add(requests.Count);
            return Task.FromResult<IReadOnlyList<Observation>>([.. requests.Select(request => request switch
            {
                SmtpSessionRequest session => (Observation)new Present<SmtpSession>(session, new(SmtpReply.Parse("220 mx"), [], null), Source),
                RcptRequest rcpt => new Unavailable<RcptAnswer>(rcpt, "451", Source),
                _ => throw new NotSupportedException(),
            })]);
        });
        var rcpt = new RcptRequest(Host.Host, Host.Address, RcptRole.Relay, "probe@fabrikam.example");
        foreach (var requests in (Request[][])[[Host, rcpt], [Host], [Host, rcpt]])
        {
            var seen = await smtp.AskAsync(Host.Host, Host.Address, requests, new ProbeBudget(clock).BeginRun(), Cancel);
            Assert.Equal(requests.OrderBy(request => request.Kind), seen.Select(one => one.Request).OrderBy(request => request.Kind));
        }

        Assert.Equal([2, 1], conversations);
    }

    [Fact]
    public async Task Collectors_that_run_at_once_ask_a_server_once_for_what_both_need()
    {
        await using var lab = new TestLab();
        lab.Dns(TestLab.Resolver, q => q.Answer("", 0, [DnsQuery.Mx(q.Name, 10, "mx.contoso.example")]));
        var cache = new EvidenceCache(clock);
        var collectors = Enumerable.Range(0, 5).Select(_ => EvidenceCollector.Create(new() { LabRoutes = lab.Routes, Cache = cache }, _ => null));
        var shared = new DnsRequest("shared.example", RrType.Mx, Vantage.Resolver);
        var all = await Task.WhenAll(collectors.Select((collector, row) => collector.CollectAsync(
            _ => [shared, new DnsRequest($"own{row}.example", RrType.Mx, Vantage.Resolver)], EvidenceSet.Empty, null, Cancel)));
        Assert.All(all, seen => Assert.All(seen.All, one => Assert.Equal(Outcome.Present, one.Outcome)));
        Assert.Equal(1, lab.Asked.Count(query => query.Name == "shared.example"));
        Assert.Equal(5, lab.Asked.Count(query => query.Name.StartsWith("own", StringComparison.Ordinal)));
    }

    private static DnsRequest Dns(string name) => new(name, RrType.A, Vantage.Resolver);

    private static Present<RrSet> Records(DnsRequest request, params uint[] ttls) =>
        new(request, new([.. ttls.Select((ttl, row) => new DnsRecord(request.Name, RrType.A, ttl, $"203.0.113.{row}"))], false), Source);

    private static Present<RrSet> Text(string name, int length) =>
        new(Dns(name), new([new(name, RrType.Txt, 60, new string('x', length))], false), Source);

    private static Present<DnsMessage> Message(params DnsRecord[] records) =>
        new(new DnsMessageRequest("a", RrType.A, Vantage.Resolver), new("NOERROR", false, records, [], []), Source);

    private Task<Observation> Ask(EvidenceCache cache, Observation seen) => cache.AskAsync(
        seen.Request,
        _ =>
        {
            asked++;
            return Task.FromResult(seen);
        },
        Cancel);
}
