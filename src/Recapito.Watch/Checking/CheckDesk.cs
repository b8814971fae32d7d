using System.Security.Cryptography;
using System.Text;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Takes domains, has them checked a few at a time, and keeps what was seen.</summary>
public sealed class CheckDesk
{
    private const int IdOctets = 16;

    private static readonly Dictionary<string, Severity> NoProfile = [];

    private readonly CheckStore store;
    private readonly IProbingGround ground;
    private readonly DeskLimits limits;
    private readonly TimeProvider clock;
    private readonly AskingQueue queue;
    private readonly Lock turn = new();

    /// <param name="store">Keeps everything.</param>
    /// <param name="ground">Where it is asked.</param>
    /// <param name="limits">How much at a time, and for how long.</param>
    /// <param name="clock">The clock.</param>
    public CheckDesk(CheckStore store, IProbingGround ground, DeskLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (this.store, this.ground, this.limits, this.clock) = (store, ground, limits, clock);
        queue = new("check", limits.ChecksAtOnce, limits.MostWaiting);
    }

    /// <summary>Takes a domain.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="wishes">What is to be looked at.</param>
    /// <param name="owner">SHA-256 of the secret of who asks.</param>
    /// <param name="once">The caller's key; null where each request counts.</param>
    /// <returns>The id; null where too many are waiting.</returns>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string? Take(string domain, CheckWishes wishes, byte[] owner, OnceKey? once = null)
    {
        var now = clock.GetUtcNow();
        var check = new StoredCheck(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdOctets)), owner, now, now + limits.Kept, domain, wishes, ground.Name, null);

        // The same request at the same time sees what became of the first one.
        lock (turn)
        {
            var id = store.Add(check, once);
            if (id != check.Id || queue.TryAdd(id))
            {
                return id;
            }

            store.Forget(id);
            return null;
        }
    }

    /// <summary>One that is being asked for; null where all was asked, or nothing is known of it.</summary>
    public LiveDiagnosis? Live(string id) => queue.Live(id);

    /// <summary>A check as it stands, judged from what was seen; null where there is none.</summary>
    public OpenedCheck? Open(string id) => store.Find(id, clock.GetUtcNow()) is { } stored ? new(stored, stored.Seen is { } seen ? Judge(stored, seen) : null) : null;

    /// <summary>Asks until it is told to stop. What was taken before a restart comes first.</summary>
    /// <param name="failed">Told of a check that could not be made, and why.</param>
    /// <param name="cancel">Stops; what is not finished is asked for again after the next start.</param>
    public Task RunAsync(Action<string, Exception> failed, CancellationToken cancel) => queue.RunAsync(store.Unfinished(clock.GetUtcNow()), AskAsync, failed, cancel);

    private async Task AskAsync(string id, LiveDiagnosis asking, CancellationToken cancel)
    {
        if (store.Find(id, clock.GetUtcNow()) is { } stored)
        {
            using var span = CaseTelemetry.Begin("check");
            var run = new DomainRun(ground.CheckProbes, InquiryOf(stored), NoProfile);
            store.Finish(id, await run.ExamineAsync(stored.Domain, new Reporter(asking), cancel).ConfigureAwait(false));
            CaseTelemetry.CountChecked();
        }
    }

    private DomainReport Judge(StoredCheck stored, SeenDomain seen) =>
        DomainExamination.Judge(stored.Domain, EvidenceFile.Read(Encoding.UTF8.GetBytes(seen.Evidence), stored.Id), InquiryOf(stored), seen.At, Catalogue.Default) with { Elapsed = seen.Elapsed };

    private DomainInquiry InquiryOf(StoredCheck stored)
    {
        var allowed = ground.CheckInquiry;
        return allowed with
        {
            Smtp = allowed.Smtp && stored.Wishes.Smtp,
            Https = allowed.Https && stored.Wishes.Https,
            Registration = allowed.Registration && stored.Wishes.Https,
            Selectors = stored.Wishes.Selectors,
        };
    }

    private sealed class Reporter(LiveDiagnosis asking) : IProgress<Observation>
    {
        public void Report(Observation value) => asking.Report(value);
    }
}

/// <summary>A check as it stands.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Report">What was found; null until all was asked.</param>
public sealed record OpenedCheck(StoredCheck Stored, DomainReport? Report);
