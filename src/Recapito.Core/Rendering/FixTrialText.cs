using System.Globalization;

namespace Recapito.Core;

/// <summary>A trial of a remedy, as people read it.</summary>
public static class FixTrialText
{
    /// <summary>What was tried and what came of it.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="found">The diagnosis whose first remedy was tried.</param>
    /// <param name="style">How text is laid out.</param>
    /// <param name="catalogue">Where the words stand.</param>
    public static string Write(FixTrial trial, Diagnosis found, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        if (trial.End is TrialEnd.NotAlike)
        {
            NotTried(page, words, trial, found);
            return page.ToString();
        }

        page.Paragraph(words.Say("fix.trial.heading"), 0, Ink.Bold);
        Rebuilt(page, words, trial);
        Delivery(page, words, "fix.trial.before", trial.Before);
        if (trial.After is { } after)
        {
            Delivery(page, words, trial.SentTo is null ? "fix.trial.after" : "fix.trial.after-meant", after, trial.SentTo);
        }

        var meant = trial.SentTo ?? Changes(found).OfType<SendToMeant>().FirstOrDefault()?.Meant;
        page.Paragraph(words.Say(Result(trial, found, meant), ("meant", meant), ("party", found.Remedies is [var first, ..] ? PartyWords.Of(found, first, words) : null)), 2, trial.End switch
        {
            TrialEnd.Mends or TrialEnd.MendsInTime => Ink.Good,
            TrialEnd.StillFails => Ink.Bad,
            _ => Ink.Unsure,
        });
        return page.ToString();
    }

    private static string Result(FixTrial trial, Diagnosis found, string? meant) => trial.End switch
    {
        TrialEnd.Mends when meant is not null => "fix.trial.mends-meant",
        TrialEnd.Mends when Remains(found) => "fix.trial.mends-if-so",
        TrialEnd.NotTriable when IsWaiting(found) => "fix.trial.nothing",
        TrialEnd.NotTriable when meant is not null => "fix.trial.meant-not-seen",
        var end => $"fix.trial.{Kebab.Of(end)}",
    };

    private static IReadOnlyList<WorldChange> Changes(Diagnosis found) => found.Remedies is [{ Changes: var changes }, ..] ? changes : [];

    private static bool IsWaiting(Diagnosis found) => found.Remedies is [{ Id: "wait" or "wait-for-microsoft" }, ..];

    // A reply that begins with 4 is no end: who hears it keeps the message and tries again (RFC 5321 §4.2.1).
    private static string OutcomeOf(TrialDelivery delivery) =>
        delivery.IsDelivered ? "taken" : delivery.How is not null ? "lost" : delivery.Reply is ['4', ..] ? "waits" : "returned";

    private static void Rebuilt(Page page, Wording words, FixTrial trial)
    {
        page.Paragraph(words.Say("fix.trial.copy", ("count", trial.Observations.ToString(CultureInfo.InvariantCulture))), 2);
        if (trial.Assumed.Count > 0)
        {
            page.Paragraph(words.Say("fix.trial.assumed"), 2);
        }

        foreach (var assumed in trial.Assumed)
        {
            page.Hanging("    ", "    ", words.Say($"fix.assumed.{assumed.Id}", ("host", assumed.Subject)), Ink.Unsure);
        }
    }

    /// <summary>What becomes of the message in a copy that is not alike is not how things are: it is said why there was no trial, and what to do instead.</summary>
    private static void NotTried(Page page, Wording words, FixTrial trial, Diagnosis found)
    {
        page.Paragraph(words.Say("fix.trial.heading-not"), 0, Ink.Bold);
        if (CopyLimits.Of(found.Cause?.Cause) is { } limit)
        {
            page.Paragraph(words.Say($"fix.trial.beyond.{limit}"), 2, Ink.Unsure);
        }
        else
        {
            Rebuilt(page, words, trial);
            page.Paragraph(words.Say(trial.Before.IsDelivered ? "fix.trial.not-failing" : trial.SaysOtherwise ? "fix.trial.says-otherwise" : "fix.trial.not-alike",
                ("wanted", Said(found, words)), ("seen", Said(trial.InCopy, words))), 2, Ink.Unsure);
        }

        page.Paragraph(words.Say(IsWaiting(found) ? "fix.trial.nothing" : "fix.trial.instead"), 2);
        if (found.NextQuestion is { } question && CopyLimits.Of(found.Cause?.Cause) is null)
        {
            // Only what would settle the diagnosis can make the copy more like the world; where nothing is open, there is nothing to hand in.
            page.Step("  ", "  ", words.SaySteps(words.Fitting(question, "command"), Arguments.Of(found)));
        }
    }

    /// <summary>True where a change says what is to be reached, not how: the copy takes that for reached, and shows only whether more stands in the way.</summary>
    private static bool Remains(Diagnosis found) => Changes(found).Any(change => change is AddAcceptedDomain or AddRecipient or ResyncEdgeDirectory or EnableMailService or RemoveAcceptedDomain or ShowCertificate or RestoreHost);

    private static void Delivery(Page page, Wording words, string key, TrialDelivery delivery, string? meant = null)
    {
        page.Hanging("  ", "    ", words.Say($"{key}.{OutcomeOf(delivery)}", ("host", delivery.Host), ("meant", meant)));
        if (delivery.How is { } how)
        {
            page.Hanging("    ", "    ", words.Say($"fix.met.{how}"), Ink.Dim);
        }

        if (delivery.Reply is { } reply)
        {
            page.Hanging("    ", "    ", SafeText.Escape(reply), Ink.Dim);
        }
    }

    private static string Said(Diagnosis found, Wording words) =>
        found.Cause is { } cause ? $"{words.Say("verdict." + Kebab.Of(found.Verdict))}: {cause.Cause}" : words.Say("verdict." + Kebab.Of(found.Verdict));
}
