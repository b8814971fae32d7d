using System.Text;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Takes domains, has them checked a few at a time, and keeps what was seen.</summary>
public sealed class CheckDesk
{
    private const int MostJudged = 64;

    private static readonly Dictionary<string, Severity> NoProfile = [];

    private readonly CheckStore store;
    private readonly VisitorRoom room;
    private readonly IProbingGround ground;
    private readonly DeskLimits limits;
    private readonly TimeProvider clock;
    private readonly AskingQueue queue;
    private readonly VisitorProbes visitors;
    private readonly JudgedCases<OpenedCheck> judged = new(MostJudged);

    /// <param name="store">Keeps everything.</param>
    /// <param name="room">The place that is left for visitors.</param>
    /// <param name="ground">Where it is asked.</param>
    /// <param name="limits">How much at a time, and for how long.</param>
    /// <param name="clock">The clock.</param>
    public CheckDesk(CheckStore store, VisitorRoom room, IProbingGround ground, DeskLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (this.store, this.room, this.ground, this.limits, this.clock) = (store, room, ground, limits, clock);
        queue = new("check", new(limits.ChecksAtOnce, limits.MostWaiting), new(limits.VisitorsAtOnce, limits.MostVisitorsWaiting));
        visitors = new(clock);
    }

    /// <summary>Takes a domain.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="wishes">What is to be looked at.</param>
    /// <param name="owner">SHA-256 of the secret of who asks.</param>
    /// <param name="once">The caller's key; null where each request counts.</param>
    /// <param name="isVisitor">Who asks is neither the owner nor holds a key.</param>
    /// <returns>The id; null where too many are waiting, or visitors' cases that are not finished leave no room.</returns>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string? Take(string domain, CheckWishes wishes, byte[] owner, OnceKey? once = null, bool isVisitor = false)
    {
        if (isVisitor && !room.Make(owner, 0, limits))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var check = new StoredCheck(CaseId.New(), owner, now, now + limits.Kept, domain, wishes, ground.Name, null, isVisitor);
        return queue.Take(check.Id, () => store.Add(check, once), store.Forget, isVisitor);
    }

    /// <summary>Forgets one at its owner's wish, and asks nothing more for it; false where it is not there, or somebody else's.</summary>
    /// <param name="id">Of the check.</param>
    /// <param name="owner">SHA-256 of the secret of who wishes it; null for whoever runs the service.</param>
    public bool Forget(string id, byte[]? owner)
    {
        var isForgotten = store.Forget(id, owner);
        if (isForgotten)
        {
            queue.Stop(id);
        }

        return isForgotten;
    }

    /// <summary>One that is being asked for; null where all was asked, or nothing is known of it.</summary>
    public LiveDiagnosis? Live(string id) => queue.Live(id);

    /// <summary>A check as it stands, judged from what was seen; null where there is none.</summary>
    public OpenedCheck? Open(string id)
    {
        var now = clock.GetUtcNow();
        return store.IsWhole(id, now) switch
        {
            null => null,
            true => judged.Of(id, JudgedCases<OpenedCheck>.Whole, () => store.Find(id, now) is { Seen: { } seen } stored ? Judge(stored, seen) : null),
            false => store.Find(id, now) is { } stored ? new(stored, null) { IsElsewhere = !IsHere(stored) } : null,
        };
    }

    /// <summary>Asks until it is told to stop. What was taken before a restart comes first.</summary>
    /// <param name="failed">Told of a check that could not be made, and why.</param>
    /// <param name="cancel">Stops; what is not finished is asked for again after the next start.</param>
    public Task RunAsync(Action<string, Exception> failed, CancellationToken cancel) =>
        queue.RunAsync(ofVisitors => store.Unfinished(clock.GetUtcNow(), ground.Name, ofVisitors), AskAsync, failed, cancel);

    private async Task AskAsync(string id, LiveDiagnosis asking, CancellationToken cancel)
    {
        if (store.Find(id, clock.GetUtcNow()) is { } stored)
        {
            using var span = CaseTelemetry.Begin("check");
            var inquiry = InquiryOf(stored);
            var probes = stored.IsOfVisitor ? visitors.OfCheck(ground.CheckProbes) : ground.CheckProbes;
            store.Finish(id, await new DomainRun(probes, inquiry, NoProfile).ExamineAsync(stored.Domain, asking, cancel).ConfigureAwait(false), inquiry);
            CaseTelemetry.CountChecked();
        }
    }

    // What it was judged from is not kept in memory with it.
    private OpenedCheck Judge(StoredCheck stored, SeenDomain seen) => new(
        stored with { Seen = null },
        DomainExamination.Judge(stored.Domain, EvidenceFile.Read(Encoding.UTF8.GetBytes(seen.Evidence), stored.Id), seen.Asked ?? InquiryOf(stored), seen.At, Catalogue.Default) with { Elapsed = seen.Elapsed })
    {
        IsElsewhere = !IsHere(stored),
    };

    private bool IsHere(StoredCheck stored) => stored.World == ground.Name;

    // Nothing of this ground holds in another: least of all its trust anchors, which are known of the Internet alone.
    private DomainInquiry InquiryOf(StoredCheck stored)
    {
        var allowed = IsHere(stored) ? ground.CheckInquiry : new() { InLab = stored.World is not null, TrustAnchors = stored.World is null ? TrustAnchors.Iana : [] };
        return allowed with
        {
            Smtp = allowed.Smtp && stored.Wishes.Smtp,
            Https = allowed.Https && stored.Wishes.Https,
            Registration = allowed.Registration && stored.Wishes.Https,
            Selectors = stored.Wishes.Selectors,
        };
    }
}

/// <summary>A check as it stands.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Report">What was found; null until all was asked.</param>
public sealed record OpenedCheck(StoredCheck Stored, DomainReport? Report)
{
    /// <summary>True where it belongs to another world than the one that is looked into: what is not finished waits for whoever looks there.</summary>
    public bool IsElsewhere { get; init; }
}
