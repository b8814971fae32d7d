using System.Diagnostics;
using System.Diagnostics.Metrics;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>Counts and times questions for whoever listens; costs next to nothing where nobody does. Whom a question was put to, and about whom, is never told.</summary>
internal static class QuestionTelemetry
{
    private const string Name = "Recapito";
    private const string Kind = "recapito.question.kind";
    private const string Outcome = "recapito.question.outcome";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Asked = Meter.CreateCounter<long>("recapito.questions.asked", "{question}", "Questions that were put, or could not be.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("recapito.question.duration", "s", "How long questions took, several to one mail host together.", [],
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] });

    /// <summary>Has questions of one kind asked, and says how it went.</summary>
    public static async Task<IReadOnlyList<Observation>> MeasureAsync(string kind, Func<Task<IReadOnlyList<Observation>>> ask)
    {
        using var span = Source.StartActivity("ask " + kind);
        var begun = Stopwatch.GetTimestamp();
        var seen = await ask().ConfigureAwait(false);
        Duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>(Kind, kind));
        foreach (var one in seen)
        {
            Asked.Add(1, new(Kind, one.Request.Kind), new(Outcome, Kebab.Of(one.Outcome)));
        }

        span?.SetTag(Outcome, seen is [var only] ? Kebab.Of(only.Outcome) : "several");
        return seen;
    }
}
