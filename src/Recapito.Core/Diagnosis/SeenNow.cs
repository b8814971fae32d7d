namespace Recapito.Core;

/// <summary>
/// The words of a refusal that name nobody, as people copy them out of a window, may leave open where mail fails. What a host is seen to refuse now says more, and
/// has to be mended in any case. Whether it is the same refusal nobody knows, so it proves nothing of that one, and what else the words may mean still stands. Words that tell
/// their reason plainly speak for themselves.
/// </summary>
internal static class SeenNow
{
    private const string NamesNoHost = "why.report-names-no-host";

    /// <summary>What is refused now in place of words alone, as far as it was seen; null where nothing was.</summary>
    public static Symptom? Symptom(Symptom words, EvidenceSet evidence, Inquiry inquiry) =>
        new Case(Of(words), evidence, inquiry, Catalogue.Default).Symptom is { Meaning: not null } seen ? seen : null;

    /// <summary>The judgement of what is refused now, where it says more than that of the words; else that of the words.</summary>
    /// <param name="ofWords">What the words, beside all that was seen, are judged to mean.</param>
    /// <param name="catalogue">Who can act on what.</param>
    /// <param name="judge">Judges another symptom by the same evidence.</param>
    public static Diagnosis InPlaceOf(Diagnosis ofWords, Catalogue catalogue, Func<Symptom, Diagnosis> judge)
    {
        var words = ofWords.Symptom;
        if (!words.IsWordsAlone || ofWords.Verdict is not (Verdict.Undetermined or Verdict.Likely) || !Names.IsAddress(words.Recipient))
        {
            return ofWords;
        }

        var seen = judge(Of(words));
        return seen.Cause is not { } cause || !IsOfSameSystem(seen.Symptom, words) ? ofWords
            : IsOfSendersSide(ofWords, catalogue) ? (ofWords.Cause is null && cause.Party is not (Party.Sender or Party.SendersAdmin) ? Hindered(ofWords, seen, cause) : ofWords)
            : SaysMore(seen, ofWords, catalogue) ? AtMostLikely(seen, ofWords)
            : ofWords.Cause is null ? Hindered(ofWords, seen, cause)
            : ofWords;
    }

    private static Diagnosis Hindered(Diagnosis ofWords, Diagnosis seen, Finding cause) => ofWords with { Hindrance = cause, VisibleEverywhereAt = seen.VisibleEverywhereAt, NextQuestion = NextQuestion.For([NamesNoHost]) };

    private static Symptom Of(Symptom words) => new() { Recipient = words.Recipient, Domain = words.Domain };

    // A host that says nothing has not said the words. What the words say plainly is not given up, but for what proves that nobody is there, or why; and a cause only for what explains it more closely.
    private static bool SaysMore(Diagnosis seen, Diagnosis ofWords, Catalogue catalogue) => ofWords.Cause is { } cause
        ? seen is { Verdict: Verdict.Proven, Cause: { } closer } && closer.Cause != cause.Cause && catalogue.Causes[closer.Cause].Refines == cause.Cause
        : seen.Symptom.Meaning is not Meanings.NoAnswer && (ToldReason.Of(ofWords, catalogue) is null || (seen.Verdict is Verdict.Proven && ofWords.Symptom.Meaning is Meanings.RecipientUnknown));

    // Of what only a sender meets, nothing is seen from here; but what stops everybody stops that sender too.
    private static bool IsOfSendersSide(Diagnosis ofWords, Catalogue catalogue) =>
        ofWords.Candidates.Count > 0 && ofWords.Candidates.All(cause => catalogue.Causes[cause].Parties.All(party => party is Party.Sender or Party.SendersAdmin));

    // Words that a server of Exchange Online has put its name to are not those of another system that refuses now.
    private static bool IsOfSameSystem(Symptom seen, Symptom words) =>
        words.DecidingServer is null || (seen.RefusingHost is { } host && MicrosoftNames.IsExchangeOnline(host));

    // What was ruled out by the host that refuses now is not ruled out for whoever refused then.
    private static Diagnosis AtMostLikely(Diagnosis seen, Diagnosis ofWords)
    {
        List<string> why = [.. seen.WhyNotProven, NamesNoHost];

        // A name that does not exist, or takes no mail, has no host at which anything else could have gone wrong.
        var further = ofWords.Cause is null && seen.Symptom.Meaning is not (Meanings.NameNotFound or Meanings.DomainAcceptsNoMail) ? ofWords.Candidates : [];
        var candidates = seen.Candidates.Union(further).Where(cause => cause != seen.Cause!.Cause).ToList();
        return seen with
        {
            HandedIn = ofWords.Symptom, Verdict = Verdict.Likely, WhyNotProven = why, NextQuestion = NextQuestion.For(why), Candidates = candidates,
            RuledOut = [.. ofWords.RuledOut.Where(ruled => ruled.Cause != seen.Cause!.Cause && !candidates.Contains(ruled.Cause))],
        };
    }
}
