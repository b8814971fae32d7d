namespace Recapito.Core;

/// <summary>Which questions a symptom raises, as far as they can be asked with what is known.</summary>
public static partial class EvidencePlan
{
    /// <summary>The questions that can be asked now and were not asked yet; empty when there is nothing left to ask.</summary>
    /// <param name="symptom">What is to be explained.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What may be asked.</param>
    public static IReadOnlyList<Request> Next(Symptom symptom, EvidenceSet evidence, Inquiry inquiry) => [];
}
