using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>Collects evidence of domains and judges each.</summary>
/// <param name="options">How the world is asked.</param>
/// <param name="inquiry">What may be asked.</param>
/// <param name="progress">Told of each observation; null for nobody.</param>
internal sealed class DomainRun(ProbeOptions options, DomainInquiry inquiry, IProgress<Observation>? progress = null)
{
    private readonly TimeProvider clock = options.Clock ?? (options.LabRoutes is { } lab ? new StandingClock(lab.Now) : TimeProvider.System);
    private readonly EvidenceCollector collector = EvidenceCollector.Create(options, reply => Catalogue.Default.FormOf(reply)?.About);

    public async Task<DomainReport> ExamineAsync(string domain, CancellationToken cancel)
    {
        var evidence = await collector.CollectAsync(
            known => DomainExamination.Next(domain, known, inquiry, clock.GetUtcNow()), EvidenceSet.Empty, progress, cancel).ConfigureAwait(false);
        return DomainExamination.Judge(domain, evidence, inquiry, clock.GetUtcNow(), Catalogue.Default);
    }
}
