using System.Threading.Channels;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Asks what a plan names, as soon as it names it: after each answer the plan is read again, so a question waits for its own inputs and
/// for nothing else. Every question that was named ends with an observation.
/// </summary>
public sealed class EvidenceCollector
{
    private readonly ProbeLimits limits;
    private readonly TimeProvider clock;
    private readonly ProbeBudget budget;
    private readonly Func<Request, CancellationToken, Task<Observation>> single;
    private readonly Func<string, string, IReadOnlyList<Request>, ProbeBudget.Run, CancellationToken, Task<IReadOnlyList<Observation>>> smtp;

    internal EvidenceCollector(
        ProbeLimits limits,
        TimeProvider clock,
        ProbeBudget budget,
        Func<Request, CancellationToken, Task<Observation>> single,
        Func<string, string, IReadOnlyList<Request>, ProbeBudget.Run, CancellationToken, Task<IReadOnlyList<Observation>>> smtp)
    {
        this.limits = limits;
        this.clock = clock;
        this.budget = budget;
        this.single = single;
        this.smtp = smtp;
    }

    /// <summary>A collector for the real world or a lab.</summary>
    /// <param name="options">How the world is asked.</param>
    /// <param name="about">Whom a refusal is about, from the catalogue; null where the catalogue has no such reply.</param>
    public static EvidenceCollector Create(ProbeOptions options, Func<SmtpReply, RefusalAbout?> about)
    {
        ArgumentNullException.ThrowIfNull(options);
        var limits = options.Limits ?? (options.LabRoutes is null ? new ProbeLimits() : ProbeLimits.ForLab);
        var clock = options.Clock ?? (options.LabRoutes is { } lab ? new StandingClock(lab.Now) : TimeProvider.System);
        var dialer = new Dialer(limits, options.LabRoutes, options.AllowSpecialAddresses);
        var dns = new DnsProbe(dialer, clock, options.Resolver ?? options.LabRoutes?.Resolver) { PublicNamesOnly = options.PublicNamesOnly };
        var credible = new PublicDnsCheck(dns);
        var silences = new EarlierSilence(limits.SilenceHolds);
        var reachability = new ReachabilityProbe(dialer, dns, options, clock, silences);
        var smtp = new SmtpProbe(dialer, options, clock, about, silences);
        var oldTls = new OldTlsProbe(dialer, options, clock);
        var message = new TestMessageProbe(dialer, options, clock);
        var https = new HttpsProbe(dialer, async (asked, cancel) => (Observation<RrSet>)await credible.AskAsync(asked, cancel).ConfigureAwait(false), options.LabRoutes, clock);
        return new(
            limits,
            clock,
            options.Budget ?? new ProbeBudget(clock),
            (request, cancel) => options.Cache is { } cache ? cache.AskAsync(request, until => AskAsync(request, until), cancel) : AskAsync(request, cancel),
            options.Cache is { } shared ? new CachedSmtp(shared, smtp.AskAsync).AskAsync : smtp.AskAsync);

        async Task<Observation> AskAsync(Request asking, CancellationToken cancel) => asking switch
        {
            DnsRequest asked => await credible.AskAsync(asked, cancel).ConfigureAwait(false),
            DnsMessageRequest asked => await dns.AskAsync(asked, cancel).ConfigureAwait(false),
            OldTlsRequest asked => await oldTls.AskAsync(asked, cancel).ConfigureAwait(false),
            HttpsRequest asked => await https.AskAsync(asked, cancel).ConfigureAwait(false),
            TestMessageRequest asked => await message.AskAsync(asked, cancel).ConfigureAwait(false),
            ReachabilityRequest asked => await reachability.AskAsync(asked, cancel).ConfigureAwait(false),
            _ => asking.Unanswered("no access to this was given", new(Provenance.NobodyAsked, clock.GetUtcNow())),
        };
    }

    /// <summary>Asks until the plan has no further questions, or a bound is reached.</summary>
    /// <param name="plan">Names the questions that can be asked with what is known; those asked already do no harm.</param>
    /// <param name="start">What is known.</param>
    /// <param name="progress">Told of each observation as it comes.</param>
    /// <param name="cancel">The caller's cancel.</param>
    /// <returns>The start and one observation of each question.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EvidenceSet> CollectAsync(
        Func<EvidenceSet, IReadOnlyList<Request>> plan, EvidenceSet start, IProgress<Observation>? progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(start);
        SystemTrust.ReadAhead();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limits.Diagnosis);
        var round = new Round(this, start, progress, end.Token, cancel);
        try
        {
            while (true)
            {
                round.Start(plan);
                if (!round.IsRunning)
                {
                    return round.Evidence;
                }

                await round.NextAsync().ConfigureAwait(false);

                // To read a plan takes the processor for a while: what else waits for it, such as a request of the service, comes first.
                await Task.Yield();
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await round.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Observation Gap(Request request, string why) => request.Unanswered(why, new(Provenance.NobodyAsked, clock.GetUtcNow()));

    /// <summary>One collection: what is known, what was asked, what is under way.</summary>
    private sealed class Round(
        EvidenceCollector owner, EvidenceSet start, IProgress<Observation>? progress, CancellationToken end, CancellationToken caller)
        : IAsyncDisposable
    {
        private readonly HashSet<Request> asked = [];
        private readonly Channel<Task<IReadOnlyList<Observation>>> answers = Channel.CreateUnbounded<Task<IReadOnlyList<Observation>>>();
        private readonly List<Task> asking = [];
        private readonly SemaphoreSlim places = new(owner.limits.Parallel);
        private readonly ProbeBudget.Run run = owner.budget.BeginRun();
        private int running;
        private bool closed;

        public EvidenceSet Evidence { get; private set; } = start;

        private string TimeIsUp => $"time is up after {ProbeFailure.Seconds(owner.limits.Diagnosis)}";

        public bool IsRunning => running > 0;

        public void Start(Func<EvidenceSet, IReadOnlyList<Request>> plan)
        {
            if (closed)
            {
                return;
            }

            Request[] fresh = [.. plan(Evidence).Where(request => !Evidence.Has(request) && asked.Add(request))];
            var room = Math.Max(0, owner.limits.Requests - (asked.Count - fresh.Length));
            if (end.IsCancellationRequested || fresh.Length > room)
            {
                // No plan is read after this: one that always has another question would never end.
                closed = true;
                caller.ThrowIfCancellationRequested();
                var why = end.IsCancellationRequested ? TimeIsUp : $"more than {owner.limits.Requests} questions";
                room = end.IsCancellationRequested ? 0 : room;
                Take([.. fresh.Skip(room).Select(request => owner.Gap(request, why))]);
            }

            foreach (var group in Groups(fresh.Take(room)))
            {
                running++;
                asking.Add(HandAsync(AskAsync(group)));
            }
        }

        // Answers come in waves: the plan is read once for all that are there, not once for each.
        public async Task NextAsync()
        {
            _ = await answers.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false);
            while (answers.Reader.TryRead(out var done))
            {
                running--;
                Take(await done.ConfigureAwait(false));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(asking).ConfigureAwait(false);
            places.Dispose();
        }

        private static IEnumerable<IReadOnlyList<Request>> Groups(IEnumerable<Request> requests) =>
            requests.GroupBy(request => request switch
            {
                SmtpSessionRequest asked => (object)(asked.Host, asked.Address),
                RcptRequest asked => (asked.Host, asked.Address),
                _ => request,
            }).Select(IReadOnlyList<Request> (group) => [.. group]);

        private async Task HandAsync(Task<IReadOnlyList<Observation>> asked)
        {
            await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            answers.Writer.TryWrite(asked);
        }

        private async Task<IReadOnlyList<Observation>> AskAsync(IReadOnlyList<Request> group)
        {
            var placed = false;
            try
            {
                await places.WaitAsync(end).ConfigureAwait(false);
                placed = true;
                return await QuestionTelemetry.MeasureAsync(group[0].Kind, () => AnswerAsync(group)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!caller.IsCancellationRequested && end.IsCancellationRequested)
            {
                return [.. group.Select(request => owner.Gap(request, TimeIsUp))];
            }
            finally
            {
                _ = placed ? places.Release() : 0;
            }
        }

        private async Task<IReadOnlyList<Observation>> AnswerAsync(IReadOnlyList<Request> group) => group[0] switch
        {
            SmtpSessionRequest first => await owner.smtp(first.Host, first.Address, group, run, end).ConfigureAwait(false),
            RcptRequest first => await owner.smtp(first.Host, first.Address, group, run, end).ConfigureAwait(false),
            _ => [await owner.single(group[0], end).ConfigureAwait(false)],
        };

        private void Take(IReadOnlyList<Observation> seen)
        {
            foreach (var observation in seen)
            {
                Evidence = Evidence.With(observation);
                progress?.Report(observation);
            }
        }
    }
}
