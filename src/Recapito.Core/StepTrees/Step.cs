namespace Recapito.Core;

/// <summary>Where a step of a test stands.</summary>
public enum StepStatus
{
    /// <summary>What it needs is not known yet.</summary>
    Pending,

    /// <summary>It was asked, and the answer is awaited.</summary>
    Running,

    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and something about it may fail for some.</summary>
    Warning,

    /// <summary>It fails.</summary>
    Fail,

    /// <summary>It was not done, for the reason that its result says.</summary>
    Skipped,

    /// <summary>It was tried, and what came says nothing: a gap neither clears nor accuses.</summary>
    Undetermined,
}

/// <summary>A value that a step saw.</summary>
/// <param name="Label">Its name in the words: <c>step.detail.LABEL</c>.</param>
/// <param name="Value">Text of others.</param>
public sealed record StepDetail(string Label, string Value);

/// <summary>
/// One step of a test. Its words are those of <c>step.ID.title</c>, <c>step.ID.RESULT</c> and <c>step.ID.RESULT.remedy</c> in the catalogue.
/// </summary>
/// <param name="Id">Fixed id, kebab-case.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Arguments">Values for the words.</param>
public sealed record Step(string Id, StepStatus Status, IReadOnlyDictionary<string, string> Arguments)
{
    /// <summary>Which result sentence it has; null while there is none.</summary>
    public string? Result { get; init; }

    /// <summary>What it saw.</summary>
    public IReadOnlyList<StepDetail> Details { get; init; } = [];

    /// <summary>What the checks of a domain find here, which says how to resolve it; notice or worse.</summary>
    public IReadOnlyList<DomainFinding> Findings { get; init; } = [];

    /// <summary>The observations that it rests on.</summary>
    public IReadOnlyList<Observation> Evidence { get; init; } = [];

    /// <summary>How long it took; null where that is not known.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The steps that it consists of.</summary>
    public IReadOnlyList<Step> Children { get; init; } = [];

    /// <summary>This step and all below it, from the top.</summary>
    public IEnumerable<Step> All => Children.SelectMany(child => child.All).Prepend(this);
}
