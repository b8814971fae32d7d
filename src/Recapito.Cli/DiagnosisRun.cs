using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>Collects evidence for symptoms, one after the other, and judges each; what was learned for one is known for the next.</summary>
internal sealed class DiagnosisRun(ProbeOptions options, Inquiry inquiry, EvidenceSet start, IProgress<Observation>? progress = null)
{
    private readonly EvidenceCollector collector = EvidenceCollector.Create(options, reply => Catalogue.Default.FormOf(reply)?.About);

    /// <summary>All that is known so far.</summary>
    public EvidenceSet Evidence { get; private set; } = start;

    public async Task<Diagnosis> DiagnoseAsync(Symptom symptom, CancellationToken cancel)
    {
        if (inquiry.Dns || inquiry.Smtp)
        {
            Evidence = await collector.CollectAsync(known => EvidencePlan.Next(symptom, known, inquiry), Evidence, progress, cancel).ConfigureAwait(false);
        }

        return Diagnoser.Judge(symptom, Evidence, inquiry, Catalogue.Default);
    }
}
