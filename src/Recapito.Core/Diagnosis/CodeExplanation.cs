namespace Recapito.Core;

/// <summary>What Microsoft documents of the reply that a report quotes.</summary>
/// <param name="Entry">The code with its party and steps.</param>
/// <param name="Reply">The reply that it explains; of a wrapped one, the innermost that is explained.</param>
/// <param name="IsByCodeAlone">The text is not one of the documented ones: only the code was recognised.</param>
public sealed record CodeExplanation(CodeEntry Entry, SmtpReply Reply, bool IsByCodeAlone)
{
    private const string LastError = "{LED=";

    /// <summary>So Exchange says that a message is late.</summary>
    private const string DelayWords = "Message delayed";

    // Exchange's "IMCEA" for an address of another kind than SMTP, here one of its own (EX).
    private const string Encapsulated = "IMCEAEX-";

    private static readonly string[] MicrosoftSuffixes = [".outlook.com", ".outlook.cn", ".office365.us", ".office365.com", ".hotmail.com", ".mx.microsoft"];

    /// <summary>
    /// The explanation of one recipient's failure, or null. The innermost reply with a documented text comes first: what wraps it is only the
    /// report of it. A code without such a text counts only where a server of Microsoft's spoke, as other systems use the same codes for other things, and not
    /// where the words speak of a null MX, for which RFC 7505 §4.2 has codes that Microsoft uses for other things.
    /// </summary>
    public static CodeExplanation? Of(DsnReport report, RecipientFields recipient, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(catalogue);
        var replies = ReportJson.FormOf(recipient, catalogue)?.Meaning is Meanings.ListNotAsked ? [] : Replies(report, recipient);
        if (OldAddress(recipient, replies, catalogue) is { } old)
        {
            return old;
        }

        foreach (var (reply, isMicrosofts) in replies)
        {
            if (catalogue.CodeTable.ByText(reply.Text, reply.Status, isMicrosofts) is { } entry)
            {
                return new(entry, reply, IsByCodeAlone: false);
            }
        }

        foreach (var (reply, isMicrosofts) in ReportJson.FormOf(recipient, catalogue)?.Meaning is Meanings.DomainAcceptsNoMail ? [] : replies)
        {
            if (isMicrosofts && reply.Status is { } status && (OfDelay(status, recipient, catalogue) ?? catalogue.CodeTable.ByCode(status)) is { } entry)
            {
                return new(entry, reply, IsByCodeAlone: true);
            }
        }

        return null;
    }

    /// <summary>What is late has not failed: the code for a message whose time is over stands in Exchange's notices of delay too (RFC 3464 §2.3.3).</summary>
    private static CodeEntry? OfDelay(EnhancedStatusCode status, RecipientFields recipient, Catalogue catalogue) =>
        recipient.Kind is ReportKind.Delay ? catalogue.CodeTable.ByText(DelayWords, status, isMicrosofts: true) : null;

    /// <summary>
    /// An X.500 address in the form that Exchange sends on: whoever does not know it, and by whatever code, knows nothing of the recipient's real address.
    /// </summary>
    private static CodeExplanation? OldAddress(RecipientFields recipient, List<(SmtpReply Reply, bool IsMicrosofts)> replies, Catalogue catalogue) =>
        recipient.FinalRecipient.StartsWith(Encapsulated, StringComparison.OrdinalIgnoreCase) && replies is [var (reply, _), ..]
        && ReasonJudge.ToldBy(reply, catalogue) is "userunknown" && catalogue.Codes.FirstOrDefault(entry => entry.Id == "old-exchange-address") is { } entry
            ? new(entry, reply, IsByCodeAlone: false) : null;

    /// <summary>
    /// The explanation of a reply alone; null where neither its text nor its code is documented. Nobody says there which system wrote it, so by its code it is
    /// explained as what Exchange Online means by it, and <see cref="IsByCodeAlone"/> says so.
    /// </summary>
    internal static CodeExplanation? OfReply(SmtpReply reply, Catalogue catalogue) =>
        catalogue.FormOf(reply)?.Meaning is Meanings.ListNotAsked ? null
            : catalogue.CodeTable.ByText(reply.Text, reply.Status, false) is { } entry ? new(entry, reply, IsByCodeAlone: false)
            : reply is { Status: { } status, Text.Length: 0 } && catalogue.CodeTable.ByCode(status) is { } coded ? new(coded, reply, IsByCodeAlone: true)
            : null;

    /// <summary>From inner to outer, each with its enhanced code or the one that the report's fields state, and whether Microsoft's servers spoke.</summary>
    private static List<(SmtpReply Reply, bool IsMicrosofts)> Replies(DsnReport report, RecipientFields recipient)
    {
        var quoted = recipient.Replies;
        if (quoted.Count == 0)
        {
            return recipient.DiagnosticCode is { Length: > 0 } text ? WithLastError(WithStatus(SmtpReply.Parse(text), recipient), IsReportersOwn(report, recipient)) : [];
        }

        var replies = new List<(SmtpReply, bool)>(quoted.Count);
        for (var i = quoted.Count - 1; i >= 0; i--)
        {
            var reply = quoted.Count == 1 ? WithStatus(quoted[i].Reply, recipient) : quoted[i].Reply;
            var isOwn = i == 0 && (quoted[i].Host is null || quoted[i].Host == report.Message.ReportingMta) && IsReportersOwn(report, recipient);
            replies.AddRange(WithLastError(reply, isOwn || IsMicrosofts(quoted[i].Host) || IsMicrosofts(quoted[i].DecidingServer)));
        }

        return replies;
    }

    /// <summary>The last error that a queue of Exchange met stands inside its words, as "[{LED=450 4.4.317 …};{MSG=…};…]"; it is the inner reply.</summary>
    private static List<(SmtpReply Reply, bool IsMicrosofts)> WithLastError(SmtpReply reply, bool isMicrosofts)
    {
        var text = reply.Text;
        var start = text.IndexOf(LastError, StringComparison.OrdinalIgnoreCase) + LastError.Length;
        if (start < LastError.Length)
        {
            return [(reply, isMicrosofts)];
        }

        var end = text.IndexOf('}', start);
        return [(SmtpReply.Parse(text.AsSpan(start, (end < 0 ? text.Length : end) - start)), isMicrosofts), (reply, isMicrosofts)];
    }

    // "x.0.0" is what systems write that were told no enhanced code.
    private static SmtpReply WithStatus(SmtpReply reply, RecipientFields recipient) =>
        reply.Status is null && recipient.StatusField is { Subject: not 0 } status ? reply with { Status = status } : reply;

    /// <summary>Exchange wrote the report and names no other host, or one of Microsoft's.</summary>
    private static bool IsReportersOwn(DsnReport report, RecipientFields recipient) =>
        report.System is "exchange" or "exchange-online"
        && (recipient.RemoteMta is not { } remote || remote == report.Message.ReportingMta || IsMicrosofts(remote));

    internal static bool IsMicrosofts(string? host) =>
        host is not null && Array.Exists(MicrosoftSuffixes, suffix => host.TrimEnd('.').EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
}
