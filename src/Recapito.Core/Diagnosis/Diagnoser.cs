namespace Recapito.Core;

/// <summary>From a symptom and evidence to a diagnosis: a pure function.</summary>
public static partial class Diagnoser
{
    /// <summary>One symptom per failed recipient of a report.</summary>
    public static IReadOnlyList<Symptom> SymptomsOf(DsnReport report, Catalogue catalogue) => [];

    /// <summary>Judges. The same arguments always give the same diagnosis.</summary>
    public static Diagnosis Judge(Symptom symptom, EvidenceSet evidence, Inquiry inquiry, Catalogue catalogue) =>
        new() { Symptom = symptom, Verdict = Verdict.Undetermined, Evidence = evidence };
}
