using Recapito.Core;

namespace Recapito.Cli;

/// <summary>Answers questions about the inside of an organisation from exports, whenever the plan has come to ask them.</summary>
/// <param name="answers">What the exports answer.</param>
internal sealed class Inside(ExportAnswers answers)
{
    /// <summary>True for a question that nobody on the network answers.</summary>
    public static bool Is(Request request) => request.From.Kind is VantageKind.Inside;

    /// <summary>The evidence and the answers to all questions about the inside that a plan asks by now.</summary>
    public EvidenceSet Fill(EvidenceSet known, Func<EvidenceSet, IReadOnlyList<Request>> plan, IProgress<Observation>? progress)
    {
        for (var open = Open(known); open.Count > 0; open = Open(known))
        {
            foreach (var seen in open.SelectMany(answers.Answer))
            {
                known = known.With(seen);
                progress?.Report(seen);
            }
        }

        return known;

        List<Request> Open(EvidenceSet evidence) => [.. plan(evidence).Where(request => Is(request) && !evidence.Has(request))];
    }
}
