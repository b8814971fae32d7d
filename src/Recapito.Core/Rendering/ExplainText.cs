namespace Recapito.Core;

/// <summary>What one bounce means, from the report alone: nothing was looked up, and the text says so.</summary>
public static class ExplainText
{
    /// <summary>The explanation of each recipient's failure.</summary>
    /// <param name="report">The report as read.</param>
    /// <param name="symptoms">Its symptoms, from <see cref="Symptoms"/>.</param>
    /// <param name="style">Layout and language.</param>
    /// <param name="catalogue">The words.</param>
    public static string Write(DsnReport report, IReadOnlyList<Symptom> symptoms, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(symptoms);
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        // Of mere words that put off, nobody saw whether anything came back.
        page.Paragraph(words.Say(words.Fitting("ui.kind." + Kebab.Of(report.Kind), symptoms is [_, ..] && symptoms.All(symptom => symptom.IsNotFinal) ? "not-final" : "")), 0, Ink.Bold);
        if (report.Returned?.Subject is { Length: > 0 } subject)
        {
            page.Paragraph($"{words.Say("ui.field.subject")}: {SafeText.Escape(subject)}");
        }

        foreach (var symptom in symptoms)
        {
            Explain(symptom, page, words, catalogue);
        }

        foreach (var issue in report.Issues)
        {
            page.Hanging("! ", "  ", words.Say(style.Verbose ? "ui.read-issue-at" : "ui.read-issue", ("part", issue.Part), ("offset", issue.Offset.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                ("problem", issue.Problem), ("remedy", issue.Remedy)), Ink.Unsure);
        }

        page.Blank();
        page.Paragraph(words.Say("ui.explain.nothing-looked-up"));
        return page.ToString();
    }

    /// <summary>The explanation of a reply alone, as people copy it out of a log or of a mail program.</summary>
    /// <param name="text">The reply with its code.</param>
    /// <param name="style">Layout and language.</param>
    /// <param name="catalogue">The words.</param>
    public static string WriteReply(string text, TextStyle style, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(style);
        var (page, words) = (new Page(style), new Wording(catalogue, style.Language));
        var symptom = Symptoms.OfReply(text, catalogue) with { Recipient = words.Say("ui.explain.reply-address"), Domain = words.Say("ui.explain.reply-domain") };
        page.Paragraph(words.Say("ui.explain.reply-alone"), 0, Ink.Bold);
        page.Blank();
        Quote(symptom.Reply!, "", symptom, page, words);
        page.Blank();
        Meaning(symptom, page, words, catalogue);
        page.Blank();
        page.Paragraph(words.Say("ui.explain.reply-nothing-looked-up"));
        return page.ToString();
    }

    private static void Explain(Symptom symptom, Page page, Wording words, Catalogue catalogue)
    {
        page.Heading(SafeText.Escape(symptom.Recipient));
        Meaning(symptom, page, words, catalogue);
        page.Blank();
        PathFigureText.Draw(page, PathFigure.Of(new Diagnosis { Symptom = symptom, Verdict = Verdict.Undetermined, Evidence = EvidenceSet.Empty }), words);

        if (symptom.Reply is { } reply)
        {
            page.Blank();
            page.Hanging("  ", "  ", Speaker.Says(symptom, words) + ":");
            Quote(reply, Ended(symptom, reply), symptom, page, words);
        }
    }

    private static void Quote(SmtpReply reply, string ended, Symptom symptom, Page page, Wording words)
    {
        var bar = "  " + page.Paint(page.Sign("┃ ", "| "), Ink.Bad);
        page.Hanging(bar, bar, SafeText.Escape(reply.ToString()));
        Codes(reply, ended, CodeWords.IsOnlines(symptom), page, words);
    }

    private static void Meaning(Symptom symptom, Page page, Wording words, Catalogue catalogue)
    {
        page.Paragraph($"{words.Say("ui.what-happened")}: {CodeWords.Says(symptom, words)}", 2);
        if (symptom.Code is { Entry: var entry })
        {
            CodeWords.WriteWhatToDo(entry, symptom, page, words, catalogue);
        }
        else
        {
            page.Paragraph($"{words.Say("ui.usually")}: {Usually(symptom, words, catalogue)}", 2);
        }

        if (symptom.IsDelayed)
        {
            page.Paragraph(words.Say("ui.meanwhile.delayed"), 2);
        }
        else if (symptom.IsNotFinal)
        {
            page.Paragraph(words.Say("ui.explain.not-final"), 2);
        }
    }

    // The two codes may contradict each other (RFC 3463 §1 asks that they do not); each is put into words for itself.
    private static void Codes(SmtpReply reply, string ended, bool isOnlines, Page page, Wording words)
    {
        if (reply.Code is { } code)
        {
            var text = code.ToString(System.Globalization.CultureInfo.InvariantCulture);
            page.Hanging("  ", "    ", $"{text}: {words.Say("ui.code." + (ended.Length > 0 ? ended : text[..1]))}");
        }

        if (reply.Status is not { } status)
        {
            return;
        }

        page.Hanging("  ", "    ", CodeWords.Says(status, words, ended, isOnlines));
    }

    /// <summary>"expired" or "delayed" where nobody refused the message: whoever wrote the report had tried for as long as it keeps mail (RFC 3463 §3.5, X.4.7), whatever code it put there.</summary>
    private static string Ended(Symptom symptom, SmtpReply reply) => !Speaker.IsReporter(symptom)
        || !(reply.Status is { Subject: 4, Detail: 7 } || reply.Text.Contains("message expired", StringComparison.OrdinalIgnoreCase)) ? "" : symptom.IsDelayed ? "delayed" : "expired";

    // Where words say nothing, a code that means one thing does: X.1.1 is a mailbox that is not there (RFC 3463 §3.2).
    private static string Usually(Symptom symptom, Wording words, Catalogue catalogue)
    {
        var meaning = symptom.Meaning ?? Meanings.Unknown;
        return CodeWords.IsPolicyOfReporter(symptom) ? words.Say("ui.explain.reporters-admin", ("host", symptom.ReportingMta))
            : meaning is Meanings.Unknown && CodeWords.ToldParty(symptom, catalogue) is { } party ? words.Say("party." + Kebab.Of(party)) + "."
            : meaning is Meanings.Unknown && symptom is { Reason: null, Reply: { IsPermanent: true, Status: { Subject: 1, Detail: 1 } } } ? words.Say($"meaning.{Meanings.RecipientUnknown}.usually", Arguments.Of(symptom))
            : words.Say(words.Has($"meaning.{meaning}.usually") ? words.Fitting($"meaning.{meaning}.usually", symptom.IsNotFinal ? "delayed" : "") : $"meaning.{Meanings.Unknown}.usually", Arguments.Of(symptom));
    }
}
