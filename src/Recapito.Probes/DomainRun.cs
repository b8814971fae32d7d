using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Collects evidence of domains and judges each.</summary>
/// <param name="options">How the world is asked.</param>
/// <param name="inquiry">What may be asked.</param>
/// <param name="profile">Severities that the user wants otherwise.</param>
public sealed class DomainRun(ProbeOptions options, DomainInquiry inquiry, IReadOnlyDictionary<string, Severity> profile)
{
    private readonly TimeProvider clock = options.Clock ?? (options.LabRoutes is { } lab ? new StandingClock(lab.Now) : TimeProvider.System);
    private readonly EvidenceCollector collector = EvidenceCollector.Create(options, reply => Catalogue.Default.FormOf(reply)?.About);

    /// <summary>How far the examination is with what is known, as lines of a screen.</summary>
    public IReadOnlyList<string> Standing(string domain, EvidenceSet known, TextStyle style, int rows)
    {
        var now = clock.GetUtcNow();
        return StandingText.Lines(
            domain, known, DomainExamination.Standing(domain, known, inquiry, now, profile), DomainExamination.Next(domain, known, inquiry, now), style, rows, Catalogue.Default);
    }

    /// <summary>Asks what the domain raises, until no question is left, and judges.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="progress">Told of each observation; null for nobody.</param>
    /// <param name="cancel">The user's cancel.</param>
    public Task<DomainReport> ExamineAsync(string domain, IProgress<Observation>? progress, CancellationToken cancel) =>
        ExamineAsync(domain, (known, now) => DomainExamination.Next(domain, known, inquiry, now), progress, cancel);

    /// <summary>The same with questions of another examination, which asks those of this one too.</summary>
    public async Task<DomainReport> ExamineAsync(string domain, Func<EvidenceSet, DateTimeOffset, IReadOnlyList<Request>> plan, IProgress<Observation>? progress, CancellationToken cancel)
    {
        var started = TimeProvider.System.GetTimestamp();
        var evidence = await collector.CollectAsync(
            known => plan(known, clock.GetUtcNow()), EvidenceSet.Empty, progress, cancel).ConfigureAwait(false);
        var report = DomainExamination.Judge(domain, evidence, inquiry, clock.GetUtcNow(), Catalogue.Default, profile);

        // A world's silence is cut short, and its clock stands still: how long it took would say nothing.
        return options.LabRoutes is null ? report with { Elapsed = TimeProvider.System.GetElapsedTime(started) } : report;
    }
}
