using Recapito.Core;
using Recapito.Input;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Takes questions, has them asked a few at a time, and keeps what came out. What was taken survives a restart: it is asked for again.</summary>
public sealed class DiagnosisDesk
{
    private const int MostJudged = 64;

    private readonly DiagnosisStore store;
    private readonly VisitorRoom room;
    private readonly IProbingGround ground;
    private readonly DeskLimits limits;
    private readonly TimeProvider clock;
    private readonly AskingQueue queue;
    private readonly VisitorProbes visitors;
    private readonly JudgedCases<OpenedCase> judged = new(MostJudged);

    /// <param name="store">Keeps everything.</param>
    /// <param name="room">The place that is left for visitors.</param>
    /// <param name="ground">Where it is asked.</param>
    /// <param name="limits">How much at a time, and for how long.</param>
    /// <param name="clock">The clock.</param>
    public DiagnosisDesk(DiagnosisStore store, VisitorRoom room, IProbingGround ground, DeskLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (this.store, this.room, this.ground, this.limits, this.clock) = (store, room, ground, limits, clock);
        queue = new("diagnosis", new(limits.AtOnce, limits.MostWaiting), new(limits.VisitorsAtOnce, limits.MostVisitorsWaiting));
        visitors = new(clock);
    }

    /// <summary>Takes a question.</summary>
    /// <param name="name">How its holder knows the mail; the address, where there is no mail.</param>
    /// <param name="mail">The mail; null for an address.</param>
    /// <param name="knownGood">Addresses that the holder says exist.</param>
    /// <param name="owner">SHA-256 of the holder's secret.</param>
    /// <param name="once">The holder's key for the request; null where each request counts.</param>
    /// <param name="smtp">False for a visitor: no mail host may be talked to.</param>
    /// <returns>The id; null where too many are waiting, or visitors' cases that are not finished leave no room.</returns>
    /// <exception cref="InputException">It is neither a bounce nor an address.</exception>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string? Take(string name, byte[]? mail, IReadOnlyList<string> knownGood, byte[] owner, OnceKey? once = null, bool smtp = true)
    {
        ArgumentNullException.ThrowIfNull(knownGood);
        _ = QuestionOf(name, mail);
        if (!smtp && !room.Make(owner, (mail?.Length ?? 0) + name.Length + knownGood.Sum(address => address.Length + 1), limits))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var taken = new StoredDiagnosis(CaseId.New(), owner, now, now + limits.Kept, name, mail, [.. knownGood.Select(Names.CanonicalAddress)], ground.Name, null, smtp);
        var id = queue.Take(taken.Id, () => store.Add(taken, once), unkept => store.Forget(unkept, owner), isVisitor: !smtp);
        if (id == taken.Id)
        {
            CaseTelemetry.CountTaken();
        }

        return id;
    }

    /// <summary>Forgets one at its owner's wish, and asks nothing more for it; false where it is not there, or somebody else's.</summary>
    /// <param name="id">Of the diagnosis.</param>
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

    /// <summary>A diagnosis as it stands, judged from what is known by now; null where there is none.</summary>
    public OpenedCase? Open(string id)
    {
        var now = clock.GetUtcNow();
        if (store.IsWhole(id, now) is not { } isWhole)
        {
            return null;
        }

        var answers = isWhole ? null : queue.Live(id)?.Answers ?? [];
        return judged.Of(id, answers?.Count ?? JudgedCases<OpenedCase>.Whole, () => store.Find(id, now) is { } stored ? Judge(stored, answers) : null);
    }

    /// <summary>Asks until it is told to stop. What was taken before a restart comes first.</summary>
    /// <param name="failed">Told of a case that could not be asked for, and why.</param>
    /// <param name="cancel">Stops; what is not finished is asked for again after the next start.</param>
    public Task RunAsync(Action<string, Exception> failed, CancellationToken cancel) =>
        queue.RunAsync(ofVisitors => store.Unfinished(clock.GetUtcNow(), ground.Name, ofVisitors), AskAsync, failed, cancel);

    private async Task AskAsync(string id, LiveDiagnosis asking, CancellationToken cancel)
    {
        if (store.Find(id, clock.GetUtcNow()) is not { } stored)
        {
            return;
        }

        using var span = CaseTelemetry.Begin("diagnose");
        var question = QuestionOf(stored.Name, stored.Mail);
        var inquiry = InquiryOf(stored, question);
        var run = stored.Smtp ? new DiagnosisRun(() => ground.Probes, inquiry, EvidenceSet.Empty, asking) { Clock = clock, Known = KnownOf(stored) }
            : new(() => visitors.Of(ground.Probes), inquiry, EvidenceSet.Empty, asking) { Clock = clock, Known = KnownOf(stored), Longest = VisitorProbes.Longest };
        var diagnoses = await run.DiagnoseAllAsync(question.Symptoms, cancel).ConfigureAwait(false);
        store.Finish(id, run.Evidence, inquiry, diagnoses);
        CaseTelemetry.CountFinished(diagnoses);
    }

    private OpenedCase Judge(StoredDiagnosis stored, IReadOnlyList<Observation>? answers)
    {
        var question = QuestionOf(stored.Name, stored.Mail);
        var (known, inquiry) = (KnownOf(stored), stored.Asked ?? InquiryOf(stored, question));
        var evidence = answers is null ? EvidenceFile.Read(System.Text.Encoding.UTF8.GetBytes(stored.Evidence!), stored.Id)
            : answers.Aggregate(DiagnosisRun.KnownOf(question.Symptoms, EvidenceSet.Empty, known, inquiry), (all, seen) => all.With(seen));
        var diagnoses = DiagnosisRun.JudgeAll(question.Symptoms, evidence, known, inquiry);

        // What it was judged from is not kept in memory with it: a mail may be large.
        return new(stored with { Mail = null, Evidence = null }, question, evidence, diagnoses, answers is null) { IsElsewhere = !IsHere(stored) };
    }

    private bool IsHere(StoredDiagnosis stored) => stored.World == ground.Name;

    private Func<Symptom, EvidenceSet> KnownOf(StoredDiagnosis stored) => IsHere(stored) ? ground.Known : _ => EvidenceSet.Empty;

    // Nothing of this ground holds in another: least of all its trust anchors, which are known of the Internet alone.
    private Inquiry InquiryOf(StoredDiagnosis stored, Question question)
    {
        var allowed = IsHere(stored) ? ground.InquiryOf(question, stored.KnownGood)
            : new() { Rcpt = question.IsBounce, KnownGood = stored.KnownGood, TrustAnchors = stored.World is null ? TrustAnchors.Iana : [] };
        return allowed with { Smtp = allowed.Smtp && stored.Smtp };
    }

    private static Question QuestionOf(string name, byte[]? mail) => mail is null ? Question.About(name) : Question.Of(name, MailForm.InUtf8(mail).Span);
}

/// <summary>How much a desk does at a time, and how long it keeps it.</summary>
public sealed record DeskLimits
{
    /// <summary>Cases that are asked for at once.</summary>
    public int AtOnce { get; init; } = 8;

    /// <summary>Domains that are checked at once; each has many questions.</summary>
    public int ChecksAtOnce { get; init; } = 4;

    /// <summary>Cases that may wait.</summary>
    public int MostWaiting { get; init; } = 10_000;

    /// <summary>Cases of visitors that are asked for at once, and as many of their checks: beside all others', so that nobody waits behind visitors.</summary>
    public int VisitorsAtOnce { get; init; } = 2;

    /// <summary>Cases of visitors that may wait, and as many of their checks: no more than are asked for in some hours at worst.</summary>
    public int MostVisitorsWaiting { get; init; } = 200;

    /// <summary>How long a diagnosis is kept.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Octets that are kept of all visitors together.</summary>
    public long MostOfVisitors { get; init; } = 1L << 30;

    /// <summary>Octets that are kept of one visitor: some large mails, so that one alone does not push out what others look at.</summary>
    public long MostOfVisitor { get; init; } = 1L << 26;
}

/// <summary>A diagnosis with its question, as it stands.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Question">The question.</param>
/// <param name="Evidence">What is known by now.</param>
/// <param name="Diagnoses">One for each recipient, judged from what is known by now.</param>
/// <param name="IsWhole">True where all was asked.</param>
public sealed record OpenedCase(StoredDiagnosis Stored, Question Question, EvidenceSet Evidence, IReadOnlyList<Diagnosis> Diagnoses, bool IsWhole)
{
    /// <summary>True where it belongs to another world than the one that is looked into: what is not finished waits for whoever looks there.</summary>
    public bool IsElsewhere { get; init; }
}
