using System.Buffers;

namespace Recapito.Core;

/// <summary>Why a recipient failed.</summary>
/// <param name="Reason">Id of a reason (<c>catalogue/reasons.yaml</c>).</param>
/// <param name="Permanent">As <see cref="ReadRecord.Permanent"/>.</param>
/// <param name="Advice">"stop", "stop-after-n", "retry", "slow-down", "fix-the-sender", "fix-the-route", "change-the-message", "wait" or "not-a-bounce".</param>
internal readonly record struct ReasonVerdict(string Reason, bool? Permanent, string? Advice);

/// <summary>
/// Decides reason, permanence and advice of a failed recipient. The text speaks first, that of the innermost reply before that around it;
/// a code speaks with the weight that its meaning has in practice (docs/adr/0010-reasons.md).
/// </summary>
internal static class ReasonJudge
{
    /// <summary>More is no reply; what follows is not looked at.</summary>
    private const int LongestText = 8 * 1024;
    private const int OnStack = 1024;

    /// <summary>So Exim, qmail and Gmail say of the whole report that no further attempt will be made.</summary>
    private static readonly SearchValues<string> Final = SearchValues.Create(["this is a permanent error", "these are permanent errors", "failed permanently"], StringComparison.OrdinalIgnoreCase);

    /// <summary>From this score on, what is around a reply is not asked.</summary>
    private const int Decisive = 45 << 8;

    /// <summary>Below this score, codes or bare words speak.</summary>
    private const int Telling = 32 << 8;

    /// <summary>Below this score words go with a reason more often than with another, and do not name it: "access denied" says not to whom, nor why.</summary>
    private const int Plain = 40 << 8;

    /// <summary>From this score on, words mean what they say wherever they stand.</summary>
    private const int Certain = 60 << 8;

    /// <summary>From this score on, words can mean nothing else.</summary>
    private const int Unmistakable = 80 << 8;

    internal static ReasonVerdict Judge(RecipientFields recipient, DsnReport report, Catalogue catalogue)
    {
        if (OfKind(recipient.Kind, catalogue) is { } known)
        {
            return known;
        }

        var best = default(Opinion);
        var host = HostOf(recipient, report);
        for (var i = recipient.Replies.Count - 1; i >= 0 && best.Score < Decisive; i--)
        {
            var reply = recipient.Replies[i].Reply;
            best = Better(best, OfText(reply.Text, reply.Code, reply.Status ?? recipient.Status, host, recipient.SmtpCommand, catalogue));
        }

        if (best.Score < Decisive && recipient.DiagnosticCode is { Length: > 0 } text)
        {
            best = Better(best, OfText(text, ReplyCode(recipient), recipient.Status, host, recipient.SmtpCommand, catalogue));
        }
        else if (best.Reason is "networkerror" && recipient.DiagnosticCode is { Length: > 0 } whole
            && OfText(whole, null, null, host, recipient.SmtpCommand, catalogue) is { Reason: "expired" } expired)
        {
            // Nobody answered to the last attempt, and what stands around says that there will be no other.
            best = Better(best, expired);
        }

        if (best.Reason is null)
        {
            best = OfCodes(recipient, host, catalogue);
        }

        return Verdict(recipient, WithReport(best, recipient, report, host, catalogue), report, catalogue);
    }

    /// <summary>The reason that a reply's own words tell plainly, codes aside; null where they do not.</summary>
    internal static string? ToldBy(SmtpReply reply, Catalogue catalogue) =>
        OfText(reply.Text, reply.Code, reply.Status, null, null, catalogue) is { Cue: not null, Score: >= Plain } told ? told.Reason : null;

    /// <summary>The verdict on a mail that reports no failure, whoever it names; null for one that reports one.</summary>
    internal static ReasonVerdict? OfKind(ReportKind kind, Catalogue catalogue) =>
        (kind switch { ReportKind.Delivered => "delivered", ReportKind.Complaint => "feedback", _ => null }) is { } reason
            ? new(reason, null, catalogue.AdviceOf(reason))
            : null;

    private static Opinion OfCodes(RecipientFields recipient, string? host, Catalogue catalogue)
    {
        var status = recipient.Status ?? recipient.StatusField;
        return WithCodes(default, ReplyCode(recipient), status, new() { ReplyCode = ReplyCode(recipient) ?? 0, Status = Number(status), Host = host }, catalogue);
    }

    /// <summary>What the report says besides the reply, where the reply says too little or leaves open what was refused.</summary>
    private static Opinion WithReport(Opinion best, RecipientFields recipient, DsnReport report, string? host, Catalogue catalogue)
    {
        // RFC 3464 §2.3.6: what is not of SMTP is of the program that the message was handed to (Postfix pipe(8), Sendmail's mailers).
        var isOfOne = report.Recipients.Count <= 1 && !report.Words.IsEmpty;
        if (best.Score < Certain && "x-unix".Equals(recipient.DiagnosticType, StringComparison.OrdinalIgnoreCase))
        {
            // A program whose own words stand beside its number says more than that it failed.
            return isOfOne && OfText(report.Words.Span, null, null, host, recipient.SmtpCommand, catalogue) is { Score: >= Unmistakable } told ? told : new("mailererror", Certain, null);
        }

        if (best.Score < Telling && isOfOne
            && OfText(TellingWords.Of(report.Words.Span), null, null, host, recipient.SmtpCommand, catalogue) is { Score: >= Certain } words)
        {
            best = words;
        }

        if ((best.Score < Telling || best.Reason == "onhold") && recipient.Classification is { } classification
            && OfText(classification, null, null, host, recipient.SmtpCommand, catalogue) is { Score: >= Certain } called)
        {
            best = called;
        }

        if (best.Score < Telling && recipient.Kind == ReportKind.Delay)
        {
            return new("expired", Telling, null);
        }

        return best;
    }

    private readonly record struct Opinion(string? Reason, int Score, Cue? Cue);

    private static Opinion Better(Opinion one, Opinion other) => other.Score > one.Score ? other : one;

    private static Opinion OfText(ReadOnlySpan<char> text, int? code, EnhancedStatusCode? status, string? host, string? command, Catalogue catalogue)
    {
        var length = Math.Min(text.Length, LongestText);
        var rented = length > OnStack ? ArrayPool<char>.Shared.Rent(length) : null;
        Span<char> folded = rented ?? stackalloc char[OnStack];
        var context = new CueContext
        {
            ReplyCode = code ?? 0,
            Status = Number(status),
            Host = host,
            Command = command,
        };
        var cue = catalogue.Cues.Find(folded[..CueText.Fold(text[..length], folded)], context, out var score);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return WithCodes(new(cue?.Reason, score, cue), code, status, context, catalogue);
    }

    private static int Number(EnhancedStatusCode? status) => status is { } known ? (known.Class * 1_000_000) + (known.Subject * 1000) + known.Detail : 0;

    private static Opinion WithCodes(Opinion best, int? code, EnhancedStatusCode? status, in CueContext context, Catalogue catalogue)
    {
        if (status is { } known && catalogue.VoteOf(known) is { } vote)
        {
            best = Better(best, new(vote.Reason, vote.Weight << 8, null));
        }

        if (code is { } number && catalogue.VoteOf(number) is { } other)
        {
            best = Better(best, new(other.Reason, other.Weight << 8, null));
        }

        return !context.Host.IsEmpty && catalogue.Cues.FindWithoutText(context) is { } cue ? Better(best, new(cue.Reason, cue.Weight << 8, cue)) : best;
    }

    private static ReasonVerdict Verdict(RecipientFields recipient, Opinion best, DsnReport report, Catalogue catalogue)
    {
        var reason = best.Reason ?? (recipient.DiagnosticCode is { Length: > 0 } || recipient.Status is not null ? "onhold" : "undefined");
        var entry = catalogue.EntryOf(reason);
        var permanent = IsPermanent(recipient, best.Cue, entry, report);
        // Whoever writes to a good address of a domain whose mail host has no such name stops nothing by leaving the address out.
        var leadsAstray = reason is "hostunknown" && permanent != false && NotFoundName.KindIn(recipient, report.Message.ReportingMta, catalogue) is NotFoundName.Host;
        var advice = recipient.Kind == ReportKind.Delay ? "wait" : leadsAstray ? "fix-the-route" : best.Cue?.Advice ?? (permanent == false ? entry?.Temporary ?? entry?.Advice : entry?.Advice);
        return new(reason, permanent, advice);
    }

    /// <summary>
    /// The classes of reply code and enhanced code must agree, as "554 4.3.2" and "550 4.4.7" are real (neither is to be trusted alone);
    /// where they do not, the reason decides if it can.
    /// </summary>
    private static bool? IsPermanent(RecipientFields recipient, Cue? cue, ReasonEntry? entry, DsnReport report)
    {
        if (cue?.Permanent is { } known)
        {
            return known;
        }

        if (recipient.Kind == ReportKind.Delay)
        {
            return false;
        }

        var reply = ReplyCode(recipient) / 100;
        var status = recipient.Status?.Class;
        return (reply is null || status is null || reply == status ? reply ?? status : null) switch { 5 => true, 4 => false, _ => reply is null && status is null && report.Words.Span.IndexOfAny(Final) >= 0 ? true : entry?.Permanent };
    }

    private static int? ReplyCode(RecipientFields recipient)
    {
        for (var i = recipient.Replies.Count - 1; i >= 0; i--)
        {
            if (recipient.Replies[i].Reply.Code is { } code)
            {
                return code;
            }
        }

        return null;
    }

    /// <summary>The host that said no; where a report names none, whoever wrote it, or the recipient's domain.</summary>
    private static string? HostOf(RecipientFields recipient, DsnReport report) =>
        Named(recipient.RefusingHost) ?? Named(recipient.RemoteMta) ?? (recipient.Replies.Count == 0 ? report.Message.ReportingMta : null)
        ?? (recipient.FinalRecipient.LastIndexOf('@') is >= 0 and var at ? recipient.FinalRecipient[(at + 1)..] : null);

    /// <summary>Not an address literal (RFC 5321 §4.1.3).</summary>
    private static string? Named(string? host) => host is { Length: > 0 } && char.IsAsciiLetter(host[^1]) ? host : null;
}
