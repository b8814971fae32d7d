using System.Globalization;

namespace Recapito.Core;

/// <summary>Makes steps of what is known and of what is asked.</summary>
/// <param name="evidence">What is known.</param>
/// <param name="open">The questions that have no answer yet.</param>
internal sealed class StepFactory(EvidenceSet evidence, IReadOnlySet<Request> open)
{
    /// <summary>The result of a step for which there was no occasion.</summary>
    public const string NotReached = "not-reached";

    public EvidenceSet Evidence => evidence;

    /// <summary>Nothing is awaited any more.</summary>
    public bool IsFinished => open.Count == 0;

    /// <summary>What was seen; null while it is awaited.</summary>
    public Observation<T>? Find<T>(Request<T> request)
        where T : class => evidence.Find(request);

    /// <summary>The resolver's answer; null while it is awaited.</summary>
    public Observation<RrSet>? Dns(string name, RrType type) => evidence.Find(DomainView.At(name, type));

    /// <summary>A step that has ended.</summary>
    public static Step Done(string id, StepStatus status, string result, params ReadOnlySpan<(string Name, string Value)> arguments) =>
        new(id, status, Values(arguments)) { Result = result };

    /// <summary>A step that waits: for an answer, or for what it would ask.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="on">The questions whose answers it is made of.</param>
    /// <param name="arguments">Values for the words.</param>
    public Step Wait(string id, IEnumerable<Request> on, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var values = Values(arguments);
        return on.Any(open.Contains) ? new(id, StepStatus.Running, values)
            : IsFinished ? new(id, StepStatus.Skipped, values) { Result = NotReached }
            : new(id, StepStatus.Pending, values);
    }

    /// <summary>A step whose answer is awaited, whichever it is.</summary>
    public Step Await(string id, params ReadOnlySpan<(string Name, string Value)> arguments) =>
        IsFinished ? Done(id, StepStatus.Skipped, NotReached, arguments) : new(id, StepStatus.Running, Values(arguments));

    /// <summary>A step that the user did not ask for or does not permit.</summary>
    public static Step Skip(string id, string result, params ReadOnlySpan<(string Name, string Value)> arguments) => Done(id, StepStatus.Skipped, result, arguments);

    /// <summary>The longest of several times that ran side by side; null where none is known.</summary>
    public static TimeSpan? Longest(IEnumerable<Observation?> seen) => seen.Max(one => one?.Source.Elapsed);

    public static TimeSpan? Longest(IEnumerable<Step> steps) => steps.Max(step => step.Elapsed);

    /// <summary>The sum of times one after the other; null where none is known.</summary>
    public static TimeSpan? Sum(params ReadOnlySpan<TimeSpan?> times)
    {
        TimeSpan? sum = null;
        foreach (var time in times)
        {
            sum = time is { } known ? (sum ?? TimeSpan.Zero) + known : sum;
        }

        return sum;
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Values(ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var values = new Dictionary<string, string>(arguments.Length);
        foreach (var (name, value) in arguments)
        {
            values[name] = value.Length == 0 && name == "why" ? "–" : value;
        }

        return values;
    }
}

/// <summary>What several steps come to together.</summary>
internal static class StepStatuses
{
    /// <summary>All of them are needed: the gravest counts. What was skipped says nothing.</summary>
    public static StepStatus Together(params IEnumerable<StepStatus> statuses)
    {
        var all = statuses.ToList();
        return all.Exists(IsOpen) ? Open(all)
            : all.Contains(StepStatus.Fail) ? StepStatus.Fail
            : all.Contains(StepStatus.Undetermined) ? StepStatus.Undetermined
            : all.Contains(StepStatus.Warning) ? StepStatus.Warning
            : all.Contains(StepStatus.Ok) ? StepStatus.Ok
            : StepStatus.Skipped;
    }

    /// <summary>One of them is enough, as with the hosts of an MX: where one works, the failure of another is a warning, and a gap says nothing.</summary>
    public static StepStatus Alternatively(params IEnumerable<StepStatus> statuses)
    {
        var all = statuses.Where(status => status is not StepStatus.Skipped).ToList();
        return all.Count == 0 ? StepStatus.Skipped
            : all.Exists(IsOpen) ? Open(all)
            : all.Exists(status => status is StepStatus.Ok or StepStatus.Warning)
                ? all.Exists(status => status is StepStatus.Fail or StepStatus.Warning) ? StepStatus.Warning : StepStatus.Ok
            : all.TrueForAll(status => status is StepStatus.Fail) ? StepStatus.Fail
            : StepStatus.Undetermined;
    }

    /// <summary>What a finding of this severity makes of a step.</summary>
    public static StepStatus Of(Severity severity) =>
        severity >= Severity.Error ? StepStatus.Fail : severity is Severity.Warning ? StepStatus.Warning : StepStatus.Ok;

    /// <summary>The gravest of the findings.</summary>
    public static StepStatus Of(IEnumerable<DomainFinding> findings) => Of(findings.Select(finding => finding.Severity).DefaultIfEmpty(Severity.Ok).Max());

    private static bool IsOpen(StepStatus status) => status is StepStatus.Pending or StepStatus.Running;

    private static StepStatus Open(List<StepStatus> all) =>
        all.TrueForAll(status => status is StepStatus.Pending or StepStatus.Skipped) ? StepStatus.Pending : StepStatus.Running;
}
