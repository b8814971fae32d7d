using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Collects evidence for symptoms, one after the other, and judges each; what was learned for one is known for the next.</summary>
/// <param name="options">How the world is asked; called before the first question goes out.</param>
/// <param name="inquiry">What may be asked.</param>
/// <param name="start">What is known.</param>
/// <param name="progress">Told of each observation; null for nobody.</param>
/// <param name="inside">Answers questions about the inside; null where nobody does.</param>
public sealed class DiagnosisRun(Func<ProbeOptions> options, Inquiry inquiry, EvidenceSet start, IProgress<Observation>? progress = null, Func<Symptom, InsideAnswers?>? inside = null)
{
    private readonly Lazy<EvidenceCollector> collector = new(() => EvidenceCollector.Create(options(), reply => Catalogue.Default.FormOf(reply)?.About));

    /// <summary>All that is known so far.</summary>
    public EvidenceSet Evidence { get; private set; } = start;

    /// <summary>Asks what the symptom raises, until no question is left, and judges.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="cancel">Ends the asking.</param>
    public async Task<Diagnosis> DiagnoseAsync(Symptom symptom, CancellationToken cancel)
    {
        if (inside?.Invoke(symptom) is { } answers)
        {
            await AskBothAsync(symptom, answers, cancel).ConfigureAwait(false);
        }
        else if (inquiry.Dns || inquiry.Smtp)
        {
            await AskOutsideAsync(Plan, cancel).ConfigureAwait(false);
        }

        return Diagnoser.Judge(symptom, Evidence, inquiry, Catalogue.Default);

        IReadOnlyList<Request> Plan(EvidenceSet known) => EvidencePlan.Next(symptom, known, inquiry);
    }

    /// <summary>What the outside says may raise a question about the inside, and the other way round: until neither has another one.</summary>
    private async Task AskBothAsync(Symptom symptom, InsideAnswers answers, CancellationToken cancel)
    {
        while (true)
        {
            Evidence = await answers.FillAsync(Evidence, known => EvidencePlan.Next(symptom, known, inquiry), progress, cancel).ConfigureAwait(false);
            var before = Evidence;
            if (inquiry.Dns || inquiry.Smtp)
            {
                await AskOutsideAsync(known => [.. EvidencePlan.Next(symptom, known, inquiry).Where(request => !InsideAnswers.Is(request))], cancel).ConfigureAwait(false);
            }

            if (ReferenceEquals(before, Evidence))
            {
                return;
            }
        }
    }

    private async Task AskOutsideAsync(Func<EvidenceSet, IReadOnlyList<Request>> plan, CancellationToken cancel)
    {
        if (plan(Evidence).Count > 0)
        {
            Evidence = await collector.Value.CollectAsync(plan, Evidence, progress, cancel).ConfigureAwait(false);
        }
    }
}
