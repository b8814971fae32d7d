using Recapito.Core;
using Recapito.Lab;

namespace Recapito.Cli;

/// <summary>A part of the evidence that is withheld from every world, to see what is still said.</summary>
/// <param name="Name">What is left, for people.</param>
/// <param name="Leave">What is left of an observer's access (<see cref="WorldObserver.Access"/>).</param>
/// <param name="WantedShare">The share of the worlds with a known cause in which it must still be named; 0 where none is demanded.</param>
internal sealed record WithheldPart(string Name, Func<IReadOnlyList<string>, IReadOnlyList<string>> Leave, double WantedShare);

/// <summary>How a diagnosis with less evidence stands to the truth.</summary>
internal enum Naming
{
    /// <summary>Another cause is called proven: the worst that can be said.</summary>
    WrongProven,

    /// <summary>The world's cause, or the general one that it explains more closely, is called proven.</summary>
    Proven,

    /// <summary>The world's cause is called likely.</summary>
    Likely,

    /// <summary>The world's cause is among the candidates that still stand.</summary>
    Candidate,

    /// <summary>The world's cause is not named.</summary>
    NotNamed,

    /// <summary>There is no cause to name, and none is called proven.</summary>
    NothingToName,
}

/// <summary>What was said with one part withheld.</summary>
internal sealed record WithheldOutcome(WithheldPart Part, Naming Naming, string Said);

/// <summary>The outcomes of all worlds for one part.</summary>
internal sealed record WithheldTally(WithheldPart Part, IReadOnlyList<Naming> Outcomes)
{
    public int Count(Naming naming) => Outcomes.Count(outcome => outcome == naming);

    /// <summary>Worlds with a cause to name.</summary>
    public int Cases => Outcomes.Count - Count(Naming.NothingToName);

    /// <summary>The share of them in which it is named; 1 where there are none.</summary>
    public double Share => Cases == 0 ? 1 : (double)(Count(Naming.Proven) + Count(Naming.Likely) + Count(Naming.Candidate)) / Cases;

    /// <summary>Rounded down, so that 100 means all.</summary>
    public int SharePercent => (int)(Share * 100);

    public string WantedPercent => Part.WantedShare > 0 ? FormattableString.Invariant($"{Part.WantedShare * 100:0} %") : "-";

    public bool IsEnough => Count(Naming.WrongProven) == 0 && Share >= Part.WantedShare;
}

/// <summary>With less evidence a diagnosis may say less, never something wrong, and it may not always shrug.</summary>
internal static class Withholding
{
    private static readonly string[] Inside = ["graph", "exchange", "export"];

    public static readonly IReadOnlyList<WithheldPart> Parts =
    [
        new("report only", access => Only(access, "report"), 0.7),
        new("DNS only", access => Only(access, "report", "dns"), 0),
        new("DNS and SMTP", access => Only(access, "report", "dns", "smtp"), 0.9),
        new("all but SMTP", access => [.. access.Where(kind => kind is not "smtp")], 0),
        new("all but inside", access => [.. access.Except(Inside)], 0),
    ];

    public static WithheldOutcome Judge(WithheldPart part, Diagnosis found, WorldExpectation want) =>
        new(part, NamingOf(found, want.Truth), $"{Kebab.Of(found.Verdict)} {found.Cause?.Cause}".TrimEnd());

    public static IReadOnlyList<WithheldTally> Tally(IReadOnlyList<WorldProof> results)
    {
        var outcomes = results.SelectMany(result => result.Recipients).SelectMany(recipient => recipient.Withheld).ToLookup(outcome => outcome.Part);
        return [.. Parts.Where(outcomes.Contains).Select(part => new WithheldTally(part, [.. outcomes[part].Select(outcome => outcome.Naming)]))];
    }

    private static string[] Only(IReadOnlyList<string> access, params string[] kinds) => [.. access.Intersect(kinds)];

    private static Naming NamingOf(Diagnosis found, string? truth)
    {
        var isNamed = found.Cause is { } cause && IsTrue(cause.Cause, truth);
        return found.Verdict is Verdict.Proven ? (isNamed ? Naming.Proven : Naming.WrongProven)
            : truth is null ? Naming.NothingToName
            : isNamed ? Naming.Likely
            : found.Candidates.Contains(truth) || found.Contributing.Any(finding => finding.Cause == truth) ? Naming.Candidate
            : Naming.NotNamed;
    }

    // The general cause is as true as its closer explanation: that an address is not in the edge's directory, whatever the reason.
    private static bool IsTrue(string named, string? truth) =>
        truth is not null && (named == truth || (Catalogue.Default.Causes.TryGetValue(truth, out var entry) && entry.Refines == named));
}
