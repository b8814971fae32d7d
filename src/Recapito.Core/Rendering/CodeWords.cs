namespace Recapito.Core;

/// <summary>What Microsoft documents of a code, in words: what happened, who must act, what to do.</summary>
internal static class CodeWords
{
    /// <summary>What happened: by the documented text, by the code alone and said so, or by the meaning of the reply's form.</summary>
    internal static string Says(Symptom symptom, Wording words)
    {
        var arguments = Arguments.Of(symptom);
        if (symptom.Code is not { } code)
        {
            var meaning = symptom.Meaning ?? Meanings.Unknown;
            return meaning is Meanings.Unknown ? OfNoForm(symptom, words)
                : meaning is Meanings.RecipientUnknown && symptom.Reply is { } reply && IsUnavailable(reply) ? words.Say("meaning.recipient-unknown.says.unavailable", arguments)
                : words.Say(words.Has($"meaning.{meaning}.says") ? $"meaning.{meaning}.says" : $"meaning.{Meanings.Unknown}.says", arguments);
        }

        var says = words.Say($"code.{code.Entry.Id}.says", arguments);
        return code.IsByCodeAlone ? $"{words.Say(code.Reply.Text.Length == 0 ? "ui.code-alone.no-text" : "ui.code-alone", ("code", code.Reply.Status?.ToString()))} {says}" : says;
    }

    /// <summary>An enhanced code in words: its class, and its detail or else its subject (RFC 3463 §2).</summary>
    /// <param name="status">The code.</param>
    /// <param name="words">The words.</param>
    /// <param name="ended">"expired" where whoever wrote it had given up after trying, and refused nothing; "delayed" where it still tries.</param>
    /// <param name="isOnlines">True where Exchange Online wrote it, or nobody knows who did.</param>
    internal static string Says(EnhancedStatusCode status, Wording words, string ended = "", bool isOnlines = false)
    {
        var key = isOnlines && words.Has($"ui.status.{status}.exchange-online") ? $"ui.status.{status}.exchange-online" : $"ui.status.x.{status.Subject}.{status.Detail}";
        var said = words.Has(key) ? words.Say(key) : words.Say($"ui.status.subject.{(status.Subject is >= 1 and <= 7 ? status.Subject : 0)}");
        return $"{status}: {words.Say("ui.status." + (ended.Length > 0 ? ended : "class." + status.Class))}; {said}";
    }

    /// <summary>Who can act first as a rule, by the plain words of a reply of no known form; null where they do not tell.</summary>
    internal static Party? ToldParty(Symptom symptom, Catalogue catalogue) => symptom.Meaning is Meanings.ListMembersOnly or Meanings.BeyondAscii ? Party.Sender
        : symptom is { Reason: "policyviolation", ReportersAdmin: Party.SendersAdmin } && Speaker.IsReporter(symptom) ? Party.SendersAdmin
        : symptom.Reason is { } reason ? catalogue.EntryOf(reason)?.Party : null;

    /// <summary>True where a server speaks of a policy of its own, and nobody knows whose server it is.</summary>
    internal static bool IsPolicyOfReporter(Symptom symptom) => symptom is { Reason: "policyviolation", Meaning: Meanings.Unknown, ReportersAdmin: null, ReportingMta: not null } && Speaker.IsReporter(symptom);

    /// <summary>The kind of failure in words, or the words for what the reply means where they say more.</summary>
    internal static string Reason(Symptom symptom, string reason, Wording words) =>
        words.Say(words.Fitting("reason." + reason, [.. IsAfterContent(symptom.SmtpCommand) ? ["data"] : Array.Empty<string>(), symptom.Meaning ?? Meanings.Unknown, .. symptom.IsDelayed ? ["delay", "retry"] : symptom.Reply is { IsTransient: true } ? ["retry"] : Array.Empty<string>()]));

    /// <summary>True where the refusal is known to have come once the content was sent.</summary>
    internal static bool IsAfterContent(string? command) => command?.Contains("DATA", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>
    /// True for words that name no mailbox that is not there: by RFC 5321 §4.2.3, a 550 with these words stands for no such mailbox, no access, and a policy alike. A code of an unknown
    /// mailbox beside them says which (RFC 3463 §3.2).
    /// </summary>
    internal static bool IsUnavailable(SmtpReply reply) => reply.Status is not { Subject: 1 } && (reply.Text.Contains("action not taken: mailbox unavailable", StringComparison.OrdinalIgnoreCase) || reply.Text.Contains("mailbox unavailable or access denied", StringComparison.OrdinalIgnoreCase))
        && !reply.Text.Contains("unknown", StringComparison.OrdinalIgnoreCase);

    private static string OfNoForm(Symptom symptom, Wording words)
    {
        var says = symptom.Reason is { } reason ? words.Say("ui.means-by-reason", ("reason", Reason(symptom, reason, words))) : words.Say($"meaning.{Meanings.Unknown}.says");
        return symptom.Reply?.Status is { } status && symptom.Reason is null ? $"{says} {Says(status, words, isOnlines: IsOnlines(symptom))}." : says;
    }

    /// <summary>Who must act, the first one first. Of a rule that either side may have made, it is the side of whoever refused, where that is known.</summary>
    internal static string WhoActs(CodeEntry entry, Symptom symptom, Wording words) =>
        words.Has("who." + entry.Id) && entry.Parties.Count > 1 && RefusersAdmin(symptom) is { } own ? words.Say("party." + Kebab.Of(own)) : WhoActs(entry, words);

    /// <summary>The same where no report is in hand.</summary>
    internal static string WhoActs(CodeEntry entry, Wording words) => words.Has("who." + entry.Id) ? words.Say("who." + entry.Id)
        : string.Join($", {words.Say("ui.or")} ", entry.Parties.Select(party => words.Say($"party.{Kebab.Of(party)}")));

    /// <summary>True where a server of Exchange Online spoke, or where nobody is known to have spoken: a code of its own may then be meant as it means it.</summary>
    internal static bool IsOnlines(Symptom symptom) => symptom.DecidingServer is not null || symptom.Code is not null || CodeExplanation.IsMicrosofts(symptom.RefusingHost ?? symptom.ReportingMta) || symptom is { RefusingHost: null, ReportingMta: null };

    private static Party? RefusersAdmin(Symptom symptom) => Speaker.IsReporter(symptom) ? symptom.ReportersAdmin : Party.RecipientsAdmin;

    /// <summary>Who must act and the steps, numbered; then whether evidence can be had for it.</summary>
    internal static void WriteWhatToDo(CodeEntry entry, Symptom symptom, Page page, Wording words, Catalogue catalogue)
    {
        var arguments = Arguments.Of(symptom);
        page.Paragraph(words.Say("ui.what-to-do-by", ("party", WhoActs(entry, symptom, words))), 2);
        for (var i = 0; i < entry.Steps.Count; i++)
        {
            page.Step($"  {i + 1}. ", "     ", words.SaySteps(entry.Steps[i] is "wait-retry" && HasGivenUp(symptom) ? "ui.explain.send-again" : $"code-step.{entry.Steps[i]}", arguments));
        }

        if (symptom.Recipient.Contains('@', StringComparison.Ordinal))
        {
            // Of words without a recipient it is not known what can be looked for.
            page.Paragraph(words.Say(HasCheck(symptom, catalogue) ? "ui.explain.evidence" : "ui.explain.no-evidence"), 2);
        }

        page.Paragraph($"{words.Say("ui.explain.source")}: {entry.Source}", 2);
    }

    // What a report says has failed is tried no more, whatever its code (RFC 3464 §2.3.3).
    private static bool HasGivenUp(Symptom symptom) => symptom is { IsDelayed: false, ReportingMta: not null };

    /// <summary>True where some cause of such a refusal is looked for by a check.</summary>
    internal static bool HasCheck(Symptom symptom, Catalogue catalogue) =>
        symptom.Meaning is { } meaning && Checks.All.Any(check => catalogue.Causes[check.Cause].Symptoms.Contains(meaning));
}
