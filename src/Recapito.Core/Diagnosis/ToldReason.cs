namespace Recapito.Core;

/// <summary>Where nothing was determined, and the reply itself says plainly what is wrong.</summary>
public static class ToldReason
{
    /// <summary>The kind of failure that the reply tells of (an id of <c>catalogue/reasons.yaml</c>); null where something was determined, or several causes could be meant.</summary>
    /// <param name="diagnosis">The diagnosis.</param>
    /// <param name="catalogue">Who can act on which reason.</param>
    public static string? Of(Diagnosis diagnosis, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(diagnosis);
        ArgumentNullException.ThrowIfNull(catalogue);
        var isPlain = diagnosis.Candidates.Count == 0 || (diagnosis.Symptom.Reason is "userunknown" && diagnosis.Candidates.All(cause => cause is "recipient-does-not-exist"))
            || diagnosis.Symptom is { Reason: "requireptr" } || (diagnosis.Symptom is { Meaning: Meanings.RecipientUnknown or Meanings.ClientListed } && IsAllThatThereIs(diagnosis));
        return isPlain && !HasOtherWordsForUnknown(diagnosis) && !ServesAllTheSame(diagnosis) && !TakesOthers(diagnosis) && diagnosis is { Verdict: Verdict.Undetermined, Symptom: { FromReport: true, Reason: { } reason } symptom } && CodeWords.ToldParty(symptom, catalogue) is not null ? reason : null;
    }

    // What else it may be stands only because nobody looked.
    private static bool IsAllThatThereIs(Diagnosis diagnosis) => diagnosis.Symptom.IsWordsAlone || !diagnosis.Evidence.Asked<DnsRequest>().Any();

    /// <summary>True where the host says that it takes no mail for the domain, and takes an address of it that is known to exist: its words are not what is wrong.</summary>
    internal static bool ServesAllTheSame(Diagnosis diagnosis) => diagnosis is { Verdict: Verdict.Undetermined, Symptom: { Reason: "norelaying", RefusingHost: { } host } } && diagnosis.Evidence.Asked<RcptRequest>()
        .Any(asked => asked.Role is RcptRole.KnownGood && asked.Host == host && diagnosis.Evidence.Find(asked) is Present<RcptAnswer> { Value.Accepted: true });

    /// <summary>True where the host says that it takes no mail for the domain, refuses this address still, and takes an invented one: it is this address alone that it refuses.</summary>
    internal static bool TakesOthers(Diagnosis diagnosis) => diagnosis is { Verdict: Verdict.Undetermined, Symptom: { Reason: "norelaying", RefusingHost: { } host } } && !ServesAllTheSame(diagnosis)
        && Answers(diagnosis, host, RcptRole.Control, diagnosis.Symptom.Domain) is { Count: > 0 } invented && invented.TrueForAll(answer => answer.Accepted)
        && Answers(diagnosis, host, RcptRole.Target, diagnosis.Symptom.Recipient) is { Count: > 0 } own && own.TrueForAll(answer => !answer.Accepted);

    private static List<RcptAnswer> Answers(Diagnosis diagnosis, string host, RcptRole role, string subject) =>
        [.. diagnosis.Evidence.All.OfType<Present<RcptAnswer>>().Where(seen => seen.Request is RcptRequest asked && asked.Role == role && asked.Host == host && asked.Subject == subject).Select(seen => seen.Value)];

    // A host that says "user unknown" of an invented address, and something else of this one, means something else by it.
    private static bool HasOtherWordsForUnknown(Diagnosis diagnosis) => diagnosis.Symptom is { Reason: "userunknown", Meaning: not Meanings.RecipientUnknown, RefusingHost: { } host, Reply: { } said }
        && diagnosis.Evidence.Asked<RcptRequest>().Any(asked => asked.Role is RcptRole.Control && asked.Host == host
            && diagnosis.Evidence.Find(asked) is Present<RcptAnswer> { Value: { Accepted: false, Reply: var now } } && now.Status != said.Status);
}
