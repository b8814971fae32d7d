namespace Recapito.Core;

/// <summary>Which of the evidence of a case with several recipients is about one of them.</summary>
public static class EvidenceScope
{
    /// <summary>
    /// Each recipient with the evidence that is about it. What only others raised is left out: their gaps are none of this one, and a case would grow with the square of its
    /// recipients. What no recipient's plan names, such as what stands in an export besides, stays for all.
    /// </summary>
    /// <param name="symptoms">The recipients of a case.</param>
    /// <param name="evidence">What was observed for all of them.</param>
    /// <param name="inquiry">What may be asked.</param>
    public static IReadOnlyList<(Symptom Symptom, EvidenceSet Evidence)> OfEach(IReadOnlyList<Symptom> symptoms, EvidenceSet evidence, Inquiry inquiry)
    {
        ArgumentNullException.ThrowIfNull(symptoms);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(inquiry);
        if (symptoms.Count < 2 || ReferenceEquals(evidence, EvidenceSet.Empty))
        {
            return [.. symptoms.Select(only => (only, evidence))];
        }

        var named = symptoms.Select(symptom => NamedBy(symptom, evidence, inquiry)).ToList();
        var byNobody = named.SelectMany(requests => requests).Aggregate(evidence, (left, request) => left.Without(request));
        return [.. symptoms.Zip(named, (symptom, requests) => (symptom, requests.SelectMany(evidence.History).Aggregate(byNobody, (all, seen) => all.With(seen))))];
    }

    // The plan is followed as it was when the questions were asked, whatever of it was allowed.
    private static HashSet<Request> NamedBy(Symptom symptom, EvidenceSet evidence, Inquiry inquiry)
    {
        var all = inquiry with { Dns = true, Smtp = true, Rcpt = true, Inside = true };
        var known = EvidenceSet.Empty;
        var named = new HashSet<Request>();
        while (EvidencePlan.Next(symptom, known, all).Where(request => evidence.Has(request) && named.Add(request)).ToList() is { Count: > 0 } fresh)
        {
            known = fresh.SelectMany(evidence.History).Aggregate(known, (set, seen) => set.With(seen));
        }

        return named;
    }
}
