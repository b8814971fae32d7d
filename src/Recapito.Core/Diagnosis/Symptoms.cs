namespace Recapito.Core;

/// <summary>From a report to what is to be explained.</summary>
public static class Symptoms
{
    /// <summary>One symptom per failed or delayed recipient of a report, in its order.</summary>
    public static IReadOnlyList<Symptom> Of(DsnReport report, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        return [.. report.Recipients
            .Where(recipient => recipient.Kind is ReportKind.Bounce or ReportKind.Delay && IsAskable(recipient.FinalRecipient))
            .Select(recipient => Of(report, recipient, catalogue))];
    }

    /// <summary>An address that may be put into questions: with a domain that is a host name, and without characters that end or open a line or a path.</summary>
    private static bool IsAskable(string recipient) =>
        Names.DomainOf(recipient) is { } domain && Names.IsHostName(domain) && !recipient.Any(c => char.IsControl(c) || c is '<' or '>');

    /// <summary>The symptom of an address without a bounce: what its hosts answer now.</summary>
    /// <exception cref="FormatException">The text is no address that may be asked for.</exception>
    public static Symptom OfAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Names.IsAddress(address)
            ? new() { Recipient = Names.CanonicalAddress(address), Domain = Names.DomainOf(address)! }
            : throw new FormatException("this is no mail address that can be asked for: expected local-part@domain (RFC 5321 §4.1.2)");
    }

    /// <summary>The symptom of a reply alone: nobody knows to whom it was given, so nothing can be asked by it.</summary>
    /// <param name="text">The reply with its code.</param>
    /// <param name="catalogue">The knowledge.</param>
    internal static Symptom OfReply(string text, Catalogue catalogue)
    {
        var recipient = new RecipientFields { FinalRecipient = "", DiagnosticCode = text };
        var reply = SmtpReply.Parse(text);
        var form = ReportJson.FormOf(recipient, catalogue);
        return new()
        {
            Recipient = "",
            Domain = "",
            Meaning = form?.Meaning ?? catalogue.MeaningOf(reply),
            Form = form?.Id,
            Reason = ReasonJudge.ToldBy(reply, catalogue),
            Code = CodeExplanation.OfReply(reply, catalogue),
            Reply = reply,
        };
    }

    private static Symptom Of(DsnReport report, RecipientFields recipient, Catalogue catalogue)
    {
        var reply = recipient.Replies.Count > 0 ? recipient.Replies[^1].Reply : Fallback(recipient);
        var form = ReportJson.FormOf(recipient, catalogue);
        var reporting = HostName(report.Message.ReportingMta);
        var named = HostName(recipient.RemoteMta) is { } remote && remote != reporting ? remote : NameInText(form, reply, reporting);
        return new()
        {
            Recipient = Names.CanonicalAddress(recipient.FinalRecipient),
            Domain = Names.DomainOf(recipient.FinalRecipient)!,
            Meaning = form?.Meaning ?? (reply is null ? Meanings.Unknown : catalogue.MeaningOf(reply)),
            Form = form?.Id,
            Reason = reply is null ? null : ReasonJudge.ToldBy(reply, catalogue),
            Code = CodeExplanation.Of(report, recipient, catalogue),
            Reply = reply,
            RefusingHost = HostName(recipient.RefusingHost) is { } host && host != reporting && !IsReportersOwn(form, recipient) ? host : null,
            DecidingServer = recipient.Replies.Count > 0 ? HostName(recipient.Replies[^1].DecidingServer) : null,
            RemoteMta = named,
            ReportingMta = reporting,
            IsReportedByRecipientsOnline = report is { System: "exchange-online", Organisation: { } writer } && writer == Names.DomainOf(recipient.FinalRecipient)
                && writer != Names.DomainOf(report.Returned?.Sender ?? ""),
            ReportersAdmin = AdminOf(report, reporting, Names.DomainOf(recipient.FinalRecipient)!),
            IsPassedOn = recipient.DiagnosticCode is { } diagnostic && PassedOnReply.Is(diagnostic) && !IsOfAnother(diagnostic, recipient.FinalRecipient),
            QuotingHost = QuotingHost(recipient, reporting),
            SmtpCommand = recipient.SmtpCommand,
            Sender = report.Returned?.Sender,
            MessageId = report.Returned?.MessageId,
            Hops = report.Returned?.Hops ?? [],
            IsDelayed = recipient.Kind is ReportKind.Delay,
            Since = report.Message.ArrivalDate,
            At = recipient.LastAttempt ?? report.Date ?? report.Message.ArrivalDate,
        };
    }

    /// <summary>"Verification failed for &lt;ana@fabrikam.example>" (Exim): what is quoted behind it was answered for that address, by its own host.</summary>
    private static bool IsOfAnother(string diagnostic, string recipient)
    {
        const string verified = "Verification failed for <";
        var at = diagnostic.IndexOf(verified, StringComparison.OrdinalIgnoreCase) + verified.Length;
        return at >= verified.Length && !diagnostic.AsSpan(at).StartsWith(recipient + ">", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The host that gave the answer in which that of another one stands, where the report names both: it was asked, and took no message.</summary>
    private static string? QuotingHost(RecipientFields recipient, string? reporting) =>
        recipient.SmtpCommand is "RCPT TO" && recipient.Replies is [.., { Host: { } outer, IsOfFurtherAttempt: false }, { Host: { } inner, IsOfFurtherAttempt: false }] && HostName(outer) != HostName(inner) && HostName(outer) != reporting
            ? HostName(outer) : null;

    /// <summary>
    /// Whose TLS was not as demanded is told by the one who demanded it: the host itself had said nothing to the message. Nor had a host that Exchange did not get
    /// through to; it names the one that it tried.
    /// </summary>
    private static bool IsReportersOwn(ReplyForm? form, RecipientFields recipient) => recipient.Replies is [.., { Host: null }]
        && (form?.Meaning is Meanings.TlsFailure || form is { Meaning: Meanings.NoAnswer, System: "exchange" or "exchange-online" });

    // Servers of Exchange Online all have Microsoft's names; there, only the organisation that the report names tells. Within one organisation, both sides are the same.
    private static Party? AdminOf(DsnReport report, string? reporting, string recipients)
    {
        bool IsOf(string? domain) => domain is not null && (report is { System: "exchange-online", Organisation: { } writer } ? writer == domain
            : reporting is not null && (reporting == domain || reporting.EndsWith('.' + domain, StringComparison.Ordinal)));
        return (IsOf(Names.DomainOf(report.Returned?.Sender ?? "")), IsOf(recipients)) switch
        {
            (true, false) => Party.SendersAdmin,
            (false, true) => Party.RecipientsAdmin,
            _ => null,
        };
    }

    /// <summary>A local diagnosis such as Postfix's "connect to …: Connection timed out" is no reply of anybody, yet it says what happened.</summary>
    private static SmtpReply? Fallback(RecipientFields recipient) =>
        recipient.DiagnosticCode is { Length: > 0 } text ? SmtpReply.Parse(text) with { Status = SmtpReply.Parse(text).Status ?? recipient.Status } : null;

    /// <summary>
    /// Where the reporting MTA gave up by itself, its own words often name the host that it could not find or reach. Words such as Exchange's
    /// "SMTPSEND.DNS.NonExistentDomain" look like names and are none: no top-level domain is written in mixed case.
    /// </summary>
    private static string? NameInText(ReplyForm? form, SmtpReply? reply, string? reporting) => form?.Meaning is not (Meanings.NoAnswer or Meanings.NameNotFound)
        ? null
        : (reply?.Text ?? "")
            .Split([' ', '=', ';', ',', '\'', '"', '<', '>', '(', ')', '[', ']', ':', '@'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.'))
            .Where(word => word.Contains('.', StringComparison.Ordinal) && Names.IsHostName(word) && Names.IsTopLevel(word[(word.LastIndexOf('.') + 1)..]))
            .Select(Names.Canonical)
            .FirstOrDefault(name => name != reporting);

    private static string? HostName(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var bare = text.Trim().Trim('[', ']');
        var bracket = bare.IndexOfAny(['[', '(', ' ']);
        return Names.Canonical(bracket > 0 ? bare[..bracket] : bare);
    }
}
