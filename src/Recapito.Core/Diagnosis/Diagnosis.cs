namespace Recapito.Core;

/// <summary>How sure the diagnosis is (DESIGN, "When is a cause proven?"; docs/reference/verdicts.md).</summary>
public enum Verdict
{
    /// <summary>Could not be determined; the candidates that still stand are listed.</summary>
    Undetermined,

    /// <summary>Supported, not excluded, ahead of the others.</summary>
    Likely,

    /// <summary>Confirmed directly, reproduced, complete, all others excluded, without contradiction.</summary>
    Proven,

    /// <summary>Nothing is wrong: the address is taken (no bounce in hand).</summary>
    Healthy,

    /// <summary>The address that had failed is taken now.</summary>
    NoLongerReproducible,
}

/// <summary>The answer for one recipient.</summary>
public sealed record Diagnosis
{
    /// <summary>What was to be explained.</summary>
    public required Symptom Symptom { get; init; }

    /// <summary>
    /// What was handed in, where that were words of a refusal that name no host: <see cref="Symptom"/> is then what is refused now, which may be another
    /// refusal. Null otherwise.
    /// </summary>
    public Symptom? HandedIn { get; init; }

    /// <summary>True where somebody sent a message; false where only an address was asked about.</summary>
    internal bool IsOfMessage => HandedIn is not null || (Symptom.FromReport && !Symptom.IsSeenNow);

    /// <summary>How sure.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The cause, where the verdict is <see cref="Verdict.Likely"/> or <see cref="Verdict.Proven"/>; else null.</summary>
    public Finding? Cause { get; init; }

    /// <summary>
    /// What most likely stops mail for the address now, by what is seen, where words that name no host tell of something else; what they tell of may hold besides.
    /// Null otherwise.
    /// </summary>
    public Finding? Hindrance { get; init; }

    /// <summary>What is wrong besides, without being the cause.</summary>
    public IReadOnlyList<Finding> Contributing { get; init; } = [];

    /// <summary>Ids of the causes that still stand beside <see cref="Cause"/>.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>What was ruled out, and by what.</summary>
    public IReadOnlyList<RuledOut> RuledOut { get; init; } = [];

    /// <summary>What could not be asked or was not answered, and why.</summary>
    public IReadOnlyList<Gap> NotChecked { get; init; } = [];

    /// <summary>Why a cause that is supported is not called proven; empty when it is.</summary>
    public IReadOnlyList<string> WhyNotProven { get; init; } = [];

    /// <summary>The question that would settle it; null where there is none.</summary>
    public string? NextQuestion { get; init; }

    /// <summary>What to do, the best first.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The latest moment at which a cache may still hold the old answer; null where that cannot be computed or nothing changes.</summary>
    public DateTimeOffset? VisibleEverywhereAt { get; init; }

    /// <summary>All evidence that was looked at.</summary>
    public required EvidenceSet Evidence { get; init; }
}

/// <summary>A cause that holds, with typed arguments for the words and the evidence it rests on.</summary>
/// <param name="Cause">Id of the cause.</param>
/// <param name="Party">Who must act.</param>
/// <param name="Arguments">Values for the words of <c>cause.ID.*</c>: host names, addresses, times.</param>
/// <param name="Evidence">The observations it rests on, the strongest first.</param>
public sealed record Finding(string Cause, Party Party, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<Observation> Evidence);

/// <summary>A candidate that was excluded.</summary>
/// <param name="Cause">Id of the cause.</param>
/// <param name="Fact">Id of the fact that excludes it; its words are <c>fact.ID</c>.</param>
/// <param name="By">The observations that the fact rests on; empty where it rests on the report itself.</param>
public sealed record RuledOut(string Cause, string Fact, IReadOnlyList<Observation> By);

/// <summary>A question without an answer.</summary>
/// <param name="Request">The question.</param>
/// <param name="Why">Why there is no answer.</param>
public sealed record Gap(Request Request, string Why);

/// <summary>What to do.</summary>
/// <param name="Id">Id of the remedy; its words are <c>remedy.ID.*</c>.</param>
/// <param name="Party">Who must do it.</param>
/// <param name="Arguments">Values for the words.</param>
/// <param name="Changes">The changes of the world, exact; empty where the evidence does not give them.</param>
public sealed record Remedy(string Id, Party Party, IReadOnlyDictionary<string, string> Arguments, IReadOnlyList<WorldChange> Changes)
{
    /// <summary>How it is taken back.</summary>
    public RemedyUndo Undo { get; init; } = RemedyUndo.None;
}
