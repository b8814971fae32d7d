using System.Security.Cryptography;
using Recapito.Core;
using Recapito.Input;
using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>Takes questions, has them asked a few at a time, and keeps what came out. What was taken survives a restart: it is asked for again.</summary>
public sealed class DiagnosisDesk
{
    private const int IdOctets = 16;
    private const int MostJudged = 64;

    // In place of a number of answers: no more come.
    private const int Whole = -1;

    private readonly DiagnosisStore store;
    private readonly IProbingGround ground;
    private readonly DeskLimits limits;
    private readonly TimeProvider clock;
    private readonly AskingQueue queue;
    private readonly JudgedCases judged = new(MostJudged);
    private readonly Lock turn = new();

    /// <param name="store">Keeps everything.</param>
    /// <param name="ground">Where it is asked.</param>
    /// <param name="limits">How much at a time, and for how long.</param>
    /// <param name="clock">The clock.</param>
    public DiagnosisDesk(DiagnosisStore store, IProbingGround ground, DeskLimits limits, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(limits);
        (this.store, this.ground, this.limits, this.clock) = (store, ground, limits, clock);
        queue = new("diagnosis", limits.AtOnce, limits.MostWaiting);
    }

    /// <summary>Takes a question.</summary>
    /// <param name="name">How its holder knows the mail; the address, where there is no mail.</param>
    /// <param name="mail">The mail; null for an address.</param>
    /// <param name="knownGood">Addresses that the holder says exist.</param>
    /// <param name="owner">SHA-256 of the holder's secret.</param>
    /// <param name="once">The holder's key for the request; null where each request counts.</param>
    /// <param name="smtp">False where no mail host may be talked to.</param>
    /// <returns>The id; null where too many are waiting, or too much is kept of those for whom no mail host is talked to.</returns>
    /// <exception cref="InputException">It is neither a bounce nor an address.</exception>
    /// <exception cref="OnceKeyException">The key was used for another request.</exception>
    public string? Take(string name, byte[]? mail, IReadOnlyList<string> knownGood, byte[] owner, OnceKey? once = null, bool smtp = true)
    {
        ArgumentNullException.ThrowIfNull(knownGood);
        _ = QuestionOf(name, mail);
        if (!smtp && store.OctetsWithoutSmtp() + (mail?.Length ?? 0) > limits.MostWithoutSmtp)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var taken = new StoredDiagnosis(NewId(), owner, now, now + limits.Kept, name, mail, [.. knownGood.Select(Names.CanonicalAddress)], ground.Name, null, smtp);

        // The same request at the same time sees what became of the first one.
        lock (turn)
        {
            var id = store.Add(taken, once);
            if (id != taken.Id || queue.TryAdd(id))
            {
                CountNew(id == taken.Id);
                return id;
            }

            store.Forget(id, owner);
            return null;
        }
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
        return judged.Of(id, answers?.Count ?? Whole, () => store.Find(id, now) is { } stored ? Judge(stored, answers) : null);
    }

    /// <summary>Asks until it is told to stop. What was taken before a restart comes first.</summary>
    /// <param name="failed">Told of a case that could not be asked for, and why.</param>
    /// <param name="cancel">Stops; what is not finished is asked for again after the next start.</param>
    public Task RunAsync(Action<string, Exception> failed, CancellationToken cancel) =>
        queue.RunAsync(store.Unfinished(clock.GetUtcNow()), AskAsync, failed, cancel);

    private async Task AskAsync(string id, LiveDiagnosis asking, CancellationToken cancel)
    {
        if (store.Find(id, clock.GetUtcNow()) is not { } stored)
        {
            return;
        }

        using var span = CaseTelemetry.Begin("diagnose");
        var question = QuestionOf(stored.Name, stored.Mail);
        var run = new DiagnosisRun(() => ground.Probes, InquiryOf(stored, question), ground.Known(question), new Reporter(asking));
        var diagnoses = new List<Diagnosis>();
        foreach (var symptom in question.Symptoms)
        {
            diagnoses.Add(await run.DiagnoseAsync(symptom, cancel).ConfigureAwait(false));
        }

        store.Finish(id, run.Evidence, diagnoses);
        CaseTelemetry.CountFinished(diagnoses);
    }

    private static void CountNew(bool isNew)
    {
        if (isNew)
        {
            CaseTelemetry.CountTaken();
        }
    }

    private OpenedCase Judge(StoredDiagnosis stored, IReadOnlyList<Observation>? answers)
    {
        var question = QuestionOf(stored.Name, stored.Mail);
        var evidence = answers is null ? EvidenceFile.Read(System.Text.Encoding.UTF8.GetBytes(stored.Evidence!), stored.Id)
            : answers.Aggregate(ground.Known(question), (all, seen) => all.With(seen));

        // What it was judged from is not kept in memory with it: a mail may be large.
        return new(stored with { Mail = null, Evidence = null }, question, evidence, [.. question.Symptoms.Select(symptom => Diagnoser.Judge(symptom, evidence, InquiryOf(stored, question), Catalogue.Default))], answers is null);
    }

    private Inquiry InquiryOf(StoredDiagnosis stored, Question question)
    {
        var allowed = ground.InquiryOf(question, stored.KnownGood);
        return allowed with { Smtp = allowed.Smtp && stored.Smtp };
    }

    private static Question QuestionOf(string name, byte[]? mail) => mail is null ? Question.About(name) : Question.Of(name, MailForm.InUtf8(mail).Span);

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdOctets));

    private sealed class Reporter(LiveDiagnosis asking) : IProgress<Observation>
    {
        public void Report(Observation value) => asking.Report(value);
    }
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

    /// <summary>How long a diagnosis is kept.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Octets that are kept of those for whom no mail host is talked to: anybody can be one of them, and a disk is soon full of large mails.</summary>
    public long MostWithoutSmtp { get; init; } = 1L << 30;
}

/// <summary>A diagnosis with its question, as it stands.</summary>
/// <param name="Stored">As it is kept.</param>
/// <param name="Question">The question.</param>
/// <param name="Evidence">What is known by now.</param>
/// <param name="Diagnoses">One for each recipient, judged from what is known by now.</param>
/// <param name="IsWhole">True where all was asked.</param>
public sealed record OpenedCase(StoredDiagnosis Stored, Question Question, EvidenceSet Evidence, IReadOnlyList<Diagnosis> Diagnoses, bool IsWhole);
