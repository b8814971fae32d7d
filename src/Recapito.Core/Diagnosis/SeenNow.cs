namespace Recapito.Core;

/// <summary>
/// The words of a refusal that name nobody, as people copy them out of a window, may leave open where mail fails. What a host is seen to refuse now says more, and
/// has to be mended in any case. Whether it is the same refusal nobody knows, so it proves nothing of that one, and what else the words may mean still stands. Words that tell
/// their reason plainly speak for themselves.
/// </summary>
internal static class SeenNow
{
    private const string NamesNoHost = "why.report-names-no-host";

    /// <summary>The judgement of what is refused now, where the words determine nothing and that does; else the judgement of the words.</summary>
    /// <param name="ofWords">What the words, beside all that was seen, are judged to mean.</param>
    /// <param name="catalogue">Who can act on what.</param>
    /// <param name="judge">Judges another symptom by the same evidence.</param>
    public static Diagnosis InPlaceOf(Diagnosis ofWords, Catalogue catalogue, Func<Symptom, Diagnosis> judge)
    {
        var words = ofWords.Symptom;
        if (!words.IsWordsAlone || ofWords.Verdict is not Verdict.Undetermined || ToldReason.Of(ofWords, catalogue) is not null || IsOfSendersSide(ofWords, catalogue) || !Names.IsAddress(words.Recipient))
        {
            return ofWords;
        }

        var seen = judge(Symptoms.OfAddress(words.Recipient));
        return seen.Cause is not null && IsOfSameSystem(seen.Symptom, words) ? AtMostLikely(seen, ofWords) : ofWords;
    }

    // Of what only a sender meets, nothing is seen from here.
    private static bool IsOfSendersSide(Diagnosis ofWords, Catalogue catalogue) =>
        ofWords.Candidates.Count > 0 && ofWords.Candidates.All(cause => catalogue.Causes[cause].Parties[0] is Party.Sender or Party.SendersAdmin);

    // Words that a server of Exchange Online has put its name to are not those of another system that refuses now.
    private static bool IsOfSameSystem(Symptom seen, Symptom words) =>
        words.DecidingServer is null || (seen.RefusingHost is { } host && MicrosoftNames.IsExchangeOnline(host));

    private static Diagnosis AtMostLikely(Diagnosis seen, Diagnosis ofWords)
    {
        List<string> why = [.. seen.WhyNotProven, NamesNoHost];
        return seen with
        {
            HandedIn = ofWords.Symptom, Verdict = Verdict.Likely, WhyNotProven = why, NextQuestion = NextQuestion.For(why),
            Candidates = [.. seen.Candidates.Union(ofWords.Candidates).Where(cause => cause != seen.Cause!.Cause)],
        };
    }
}
