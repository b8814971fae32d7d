using System.Diagnostics;
using System.Diagnostics.Metrics;
using Recapito.Core;

namespace Recapito.Watch;

/// <summary>Counts cases for whoever listens. What a case is about, and its id, which opens it, are never told.</summary>
internal static class CaseTelemetry
{
    private const string Name = "Recapito";
    private const string Queue = "recapito.queue";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Taken = Meter.CreateCounter<long>("recapito.bounces.taken", "{bounce}", "Bounces, and addresses without one, that were taken.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("recapito.diagnoses.finished", "{diagnosis}", "Diagnoses of one recipient for which all was asked.");
    private static readonly Counter<long> Checked = Meter.CreateCounter<long>("recapito.checks.finished", "{check}", "Domains for which all was asked.");
    private static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>("recapito.cases.waiting", "{case}", "Cases that wait to be asked for.");
    private static readonly UpDownCounter<long> Viewers = Meter.CreateUpDownCounter<long>("recapito.viewers", "{viewer}", "Readers and programs that follow a case while it grows.");

    /// <summary>The span of a case while questions are asked.</summary>
    /// <param name="name">What is done.</param>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>A bounce was taken.</summary>
    public static void CountTaken() => Taken.Add(1);

    /// <summary>All was asked for a bounce.</summary>
    public static void CountFinished(IReadOnlyList<Diagnosis> diagnoses)
    {
        foreach (var diagnosis in diagnoses)
        {
            Finished.Add(1, new("recapito.verdict", Kebab.Of(diagnosis.Verdict)), new("recapito.cause", diagnosis.Cause?.Cause ?? "none"));
        }
    }

    /// <summary>All was asked for a domain.</summary>
    public static void CountChecked() => Checked.Add(1);

    /// <summary>A case more or less waits.</summary>
    /// <param name="queue">For what: "diagnosis" or "check".</param>
    /// <param name="more">1 or -1.</param>
    public static void CountWaiting(string queue, int more) => Waiting.Add(more, new KeyValuePair<string, object?>(Queue, queue));

    /// <summary>A viewer more or less follows.</summary>
    /// <param name="more">1 or -1.</param>
    public static void CountViewers(int more) => Viewers.Add(more);
}
