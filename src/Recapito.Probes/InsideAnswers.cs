using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Answers questions about the inside of an organisation, whenever the plan has come to ask them.</summary>
public abstract class InsideAnswers
{
    /// <summary>True for a question that nobody on the network answers.</summary>
    public static bool Is(Request request) => request.From.Kind is VantageKind.Inside;

    /// <summary>The evidence and the answers to all questions about the inside that a plan asks by now.</summary>
    public async Task<EvidenceSet> FillAsync(EvidenceSet known, Func<EvidenceSet, IReadOnlyList<Request>> plan, IProgress<Observation>? progress, CancellationToken cancel)
    {
        for (var open = Open(known); open.Count > 0; open = Open(known))
        {
            foreach (var answers in await Task.WhenAll(open.Select(request => AnswerAsync(request, cancel))).ConfigureAwait(false))
            {
                foreach (var seen in answers)
                {
                    known = known.With(seen);
                    progress?.Report(seen);
                }
            }
        }

        return known;

        List<Request> Open(EvidenceSet evidence) => [.. plan(evidence).Where(request => Is(request) && !evidence.Has(request))];
    }

    /// <summary>One answer at least; a gap where there is none.</summary>
    protected abstract Task<IReadOnlyList<Observation>> AnswerAsync(Request request, CancellationToken cancel);
}

/// <summary>Answers from exports.</summary>
/// <param name="answers">What they answer.</param>
public sealed class ExportInside(ExportAnswers answers) : InsideAnswers
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Observation>> AnswerAsync(Request request, CancellationToken cancel) => Task.FromResult(answers.Answer(request));
}

/// <summary>Answers from the tenant that was signed in to, and from exports beside it: those of its own servers, or of the other organisation.</summary>
/// <param name="source">The tenant.</param>
/// <param name="exports">What exports answer; null where none was given.</param>
public sealed class TenantInside(InsideSource source, ExportAnswers? exports = null) : InsideAnswers
{
    /// <inheritdoc/>
    // Of several gaps the tenant's own says most; an answer of either is worth more than any gap.
    protected override async Task<IReadOnlyList<Observation>> AnswerAsync(Request request, CancellationToken cancel)
    {
        var own = await source.AnswerAsync(request, cancel).ConfigureAwait(false);
        List<Observation> answered = [.. new[] { own }.Concat(exports?.Answer(request) ?? []).Where(seen => seen.Outcome is not Outcome.Unavailable)];
        return answered.Count > 0 ? answered : [own];
    }
}
