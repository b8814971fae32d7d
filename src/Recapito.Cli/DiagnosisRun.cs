using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>Collects evidence for symptoms, one after the other, and judges each; what was learned for one is known for the next.</summary>
/// <param name="options">How the world is asked; called before the first question goes out.</param>
/// <param name="inquiry">What may be asked.</param>
/// <param name="start">What is known.</param>
/// <param name="progress">Told of each observation; null for nobody.</param>
internal sealed class DiagnosisRun(Func<ProbeOptions> options, Inquiry inquiry, EvidenceSet start, IProgress<Observation>? progress = null)
{
    private readonly Lazy<EvidenceCollector> collector = new(() => EvidenceCollector.Create(options(), reply => Catalogue.Default.FormOf(reply)?.About));

    /// <summary>All that is known so far.</summary>
    public EvidenceSet Evidence { get; private set; } = start;

    public async Task<Diagnosis> DiagnoseAsync(Symptom symptom, CancellationToken cancel)
    {
        if ((inquiry.Dns || inquiry.Smtp) && EvidencePlan.Next(symptom, Evidence, inquiry).Count > 0)
        {
            Evidence = await collector.Value.CollectAsync(known => EvidencePlan.Next(symptom, known, inquiry), Evidence, progress, cancel).ConfigureAwait(false);
        }

        return Diagnoser.Judge(symptom, Evidence, inquiry, Catalogue.Default);
    }
}
