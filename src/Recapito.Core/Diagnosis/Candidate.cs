namespace Recapito.Core;

/// <summary>A cause that could produce the symptom, and how it stands.</summary>
internal sealed record Candidate(CauseEntry Entry, Assessment Assessment)
{
    /// <summary>Every candidate of the symptom, by id. Facts of the catalogue exclude first, then the cause's own check judges.</summary>
    public static IReadOnlyList<Candidate> AllOf(Case now, Catalogue catalogue) => now.Symptom.Meaning is not { } meaning
        ? []
        : WithGeneral([.. catalogue.Causes.Values
            .Where(cause => cause.Symptoms.Contains(meaning))
            .Select(cause => new Candidate(cause, Assess(cause, now)))
            .Concat(OfAnotherSystem(now, catalogue))
            .OrderBy(candidate => candidate.Entry.Id, StringComparer.Ordinal)]);

    // A host that is none of Exchange Online's may refuse the domain in such words as well. That is no more than possible: what it answers is another refusal.
    private static IEnumerable<Candidate> OfAnotherSystem(Case now, Catalogue catalogue)
    {
        if (now.MayBeOfAnotherSystem)
        {
            var other = catalogue.Causes[MxHostDoesNotAcceptDomain.Check.Cause];
            yield return new(other, Assess(other, now) is { Standing: Standing.Excluded } excluded ? excluded : Assessment.Open);
        }
    }

    /// <summary>What excludes a general cause excludes its closer explanations.</summary>
    private static List<Candidate> WithGeneral(List<Candidate> all) => all.ConvertAll(candidate =>
        all.Find(other => other.Entry.Id == candidate.Entry.Refines) is { Assessment.Standing: Standing.Excluded } general
        && candidate.Assessment.Standing is not Standing.Excluded
            ? candidate with { Assessment = general.Assessment }
            : candidate);

    /// <summary>One explains the other more closely; such causes do not compete. Two that explain the same one more closely do: only one of them can be the cause.</summary>
    public bool IsKinOf(Candidate other) => Entry.Id == other.Entry.Id || Entry.Refines == other.Entry.Id || other.Entry.Refines == Entry.Id;

    public RuledOut RuledOut() => new(Entry.Id, Assessment.Fact ?? "unnamed", [.. Assessment.Seen.Where(seen => seen.Outcome is not Outcome.Unavailable)]);

    private static Assessment Assess(CauseEntry cause, Case now)
    {
        foreach (var id in cause.ExcludedBy)
        {
            if (Facts.Find(id, now) is { } fact)
            {
                return Assessment.ExcludedBy(fact.Id, fact.By);
            }
        }

        return !now.Zone.IsAsked ? Assessment.Open : Checks.All.FirstOrDefault(check => check.Cause == cause.Id)?.Assess(now) ?? Assessment.Open;
    }
}
