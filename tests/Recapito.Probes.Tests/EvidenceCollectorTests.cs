using System.Collections.Concurrent;
using Recapito.Core;
using Xunit;

namespace Recapito.Probes.Tests;

public class EvidenceCollectorTests
{
    private static readonly FakeClock Clock = new(TestLab.Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_goes_out_as_soon_as_its_own_input_exists_and_waits_for_no_other()
    {
        var slow = new TaskCompletionSource();
        var collector = Collector(async (request, _) =>
        {
            if (request == Dns("slow"))
            {
                await slow.Task;
            }
            else if (request == Dns("second"))
            {
                // Only if this one is asked while the slow one still runs can the collection end.
                slow.SetResult();
            }

            return Seen(request);
        });
        var all = await collector.CollectAsync(known => known.Has(Dns("first")) ? [Dns("second")] : [Dns("slow"), Dns("first")], EvidenceSet.Empty, null, Cancel);
        Assert.Equal(3, all.All.Count());
    }

    [Fact]
    public async Task Questions_of_one_plan_are_under_way_at_the_same_time()
    {
        using var all = new CountdownEvent(5);
        var met = new TaskCompletionSource();
        var collector = Collector(async (request, _) =>
        {
            if (all.Signal())
            {
                met.SetResult();
            }

            await met.Task;
            return Seen(request);
        });
        var seen = await collector.CollectAsync(_ => [Dns("a"), Dns("b"), Dns("c"), Dns("d"), Dns("e")], EvidenceSet.Empty, null, Cancel);
        Assert.Equal(5, seen.All.Count());
    }

    [Fact]
    public async Task No_question_is_asked_twice_nor_one_whose_answer_is_known()
    {
        var asked = new ConcurrentQueue<Request>();
        var collector = Collector((request, _) =>
        {
            asked.Enqueue(request);
            return Task.FromResult(Seen(request));
        });
        var start = EvidenceSet.Empty.With(Seen(Dns("known")));
        await collector.CollectAsync(_ => [Dns("a"), Dns("a"), Dns("known"), Dns("b")], start, null, Cancel);
        Assert.Equal([Dns("a"), Dns("b")], asked.OrderBy(request => request.Question, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Questions_to_one_host_address_share_a_connection_and_those_to_another_do_not()
    {
        var groups = new ConcurrentQueue<int>();
        var collector = Collector(null, (_, _, requests, _, _) =>
        {
            groups.Enqueue(requests.Count);
            return Task.FromResult<IReadOnlyList<Observation>>([.. requests.Select(Seen)]);
        });
        Request[] plan =
        [
            new SmtpSessionRequest("mx.contoso.example", "203.0.113.25"), Rcpt("203.0.113.25", RcptRole.Target), Rcpt("203.0.113.25", RcptRole.Control),
            new SmtpSessionRequest("mx.contoso.example", "203.0.113.26"), Rcpt("203.0.113.26", RcptRole.Target),
        ];
        var seen = await collector.CollectAsync(_ => plan, EvidenceSet.Empty, null, Cancel);
        Assert.Equal([2, 3], groups.Order());
        Assert.All(plan, request => Assert.True(seen.Has(request)));
    }

    [Fact]
    public async Task A_plan_that_never_ends_is_ended_and_every_question_has_an_observation()
    {
        var collector = Collector((request, _) => Task.FromResult(Seen(request)), limits: new() { Requests = 10 });
        var named = new HashSet<Request>();
        var seen = await collector.CollectAsync(
            known =>
            {
                Request[] next = [.. Enumerable.Range(0, 3).Select(row => Dns($"q{known.All.Count()}-{row}"))];
                named.UnionWith(next);
                return next;
            },
            EvidenceSet.Empty, null, Cancel);
        Assert.All(named, request => Assert.True(seen.Has(request)));
        Assert.Equal(10, seen.All.Count(one => one.Outcome is not Outcome.Unavailable));
        Assert.All(seen.All.Where(one => one.Outcome is Outcome.Unavailable), one => Assert.Equal("more than 10 questions", one.Why));
        Assert.Contains(seen.All, one => one.Outcome is Outcome.Unavailable);
    }

    [Fact]
    public async Task When_time_is_up_what_is_open_becomes_a_gap()
    {
        var collector = Collector(
            async (request, cancel) =>
            {
                await (request == Dns("quick") ? Task.CompletedTask : new TaskCompletionSource().Task.WaitAsync(cancel));
                return Seen(request);
            },
            limits: new() { Diagnosis = TimeSpan.FromSeconds(2) });
        var seen = await collector.CollectAsync(
            known => known.Has(Dns("stuck")) ? [Dns("late")] : [Dns("quick"), Dns("stuck")], EvidenceSet.Empty, null, Cancel);
        Assert.Equal(
            [("quick", null), ("stuck", "time is up after 2 s"), ("late", "time is up after 2 s")],
            seen.All.Select(one => (((DnsRequest)one.Request).Name, one.Why)).OrderBy(row => row.Name is "quick" ? 0 : row.Name is "stuck" ? 1 : 2));
    }

    [Fact]
    public async Task A_callers_cancel_is_a_cancel()
    {
        using var gone = new CancellationTokenSource();
        var collector = Collector(async (request, cancel) =>
        {
            await gone.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(cancel);
            return Seen(request);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collector.CollectAsync(_ => [Dns("a")], EvidenceSet.Empty, null, gone.Token));
    }

    [Fact]
    public async Task A_mistake_of_ours_is_not_taken_for_a_gap()
    {
        var collector = Collector((_, _) => throw new InvalidOperationException("ours"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => collector.CollectAsync(_ => [Dns("a")], EvidenceSet.Empty, null, Cancel));
    }

    [Fact]
    public async Task From_MX_to_reply_through_a_whole_lab_in_one_collection()
    {
        await using var lab = new TestLab();
        lab.Dns(TestLab.Resolver, q => q.Type switch
        {
            15 => q.Answer("", 0, [DnsQuery.Mx("contoso.example", 10, "mx.contoso.example")]),
            1 => q.Answer("", 0, [DnsQuery.A("mx.contoso.example", "203.0.113.25")]),
            _ => q.Answer("", 2),
        });
        var script = lab.Smtp("203.0.113.25").On("RCPT", "550 5.4.1 Recipient address rejected: Access denied");
        var progress = new Reported();
        var collector = EvidenceCollector.Create(new() { LabRoutes = lab.Routes }, _ => RefusalAbout.Recipient);
        var seen = await collector.CollectAsync(Plan, EvidenceSet.Empty, progress, Cancel);
        Assert.Equal(
            ["accepted-domain Unavailable", "dns Present", "dns Present", "rcpt Present", "rcpt Present", "recipient Unavailable", "smtp-session Present"],
            seen.All.Select(one => $"{one.Request.Kind} {one.Outcome}").Order(StringComparer.Ordinal));
        Assert.Equal(1, script.Connections);
        Assert.Equal(7, progress.Count);
        Assert.All(seen.All, one => Assert.Equal(TestLab.Now, one.Source.At));
        Assert.Matches("RCPT TO:<recapito-probe-[a-z]{12}@contoso\\.example>", script.Heard);
    }

    private static IReadOnlyList<Request> Plan(EvidenceSet known)
    {
        var mx = new DnsRequest("contoso.example", RrType.Mx, Vantage.Resolver);
        List<Request> plan = [mx, new AcceptedDomainRequest("contoso.example"), new RecipientRequest("lee@contoso.example")];
        foreach (var exchanger in known.Find(mx) is Present<RrSet> { Value: var set } ? set.Mx : [])
        {
            var address = new DnsRequest(exchanger.Exchange, RrType.A, Vantage.Resolver);
            plan.Add(address);
            foreach (var ip in known.Find(address) is Present<RrSet> { Value: var addresses } ? addresses.Addresses : [])
            {
                plan.AddRange([new SmtpSessionRequest(exchanger.Exchange, ip), Rcpt(ip, RcptRole.Target), Rcpt(ip, RcptRole.Control)]);
            }
        }

        return plan;
    }

    private static DnsRequest Dns(string name) => new(name, RrType.A, Vantage.Resolver);

    private static RcptRequest Rcpt(string address, RcptRole role) =>
        new("mx.contoso.example", address, role, role is RcptRole.Control ? "contoso.example" : "lee@contoso.example");

    private static Observation Seen(Request request)
    {
        var source = new Provenance("test", TestLab.Now);
        return request switch
        {
            DnsRequest asked => new Absent<RrSet>(asked, "NODATA", source) is var none && asked.Name is "quick"
                ? new Present<RrSet>(asked, new([new(asked.Name, RrType.A, 1, "203.0.113.1")], false), source) : none,
            SmtpSessionRequest asked => new Absent<SmtpSession>(asked, "connection refused", source),
            RcptRequest asked => new Unavailable<RcptAnswer>(asked, "test", source),
            _ => throw new NotSupportedException(),
        };
    }

    private static EvidenceCollector Collector(
        Func<Request, CancellationToken, Task<Observation>>? single,
        Func<string, string, IReadOnlyList<Request>, ProbeBudget.Run, CancellationToken, Task<IReadOnlyList<Observation>>>? smtp = null,
        ProbeLimits? limits = null) =>
        new(limits ?? new(), Clock, new ProbeBudget(Clock), single ?? ((_, _) => throw new NotSupportedException()), smtp ?? ((_, _, _, _, _) => throw new NotSupportedException()));

    private sealed class Reported : IProgress<Observation>
    {
        public int Count { get; private set; }

        public void Report(Observation value) => Count++;
    }
}
