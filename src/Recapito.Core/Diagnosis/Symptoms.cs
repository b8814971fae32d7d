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
            .Where(recipient => recipient.Kind is ReportKind.Bounce or ReportKind.Delay && Names.DomainOf(recipient.FinalRecipient) is not null)
            .Select(recipient => Of(report, recipient, catalogue))];
    }

    /// <summary>The symptom of an address without a bounce: what its hosts answer now.</summary>
    /// <exception cref="FormatException">The text is no address that may be asked for.</exception>
    public static Symptom OfAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Names.IsAddress(address)
            ? new() { Recipient = Names.CanonicalAddress(address), Domain = Names.DomainOf(address)! }
            : throw new FormatException("this is no mail address that can be asked for: expected local-part@domain (RFC 5321 §4.1.2)");
    }

    private static Symptom Of(DsnReport report, RecipientFields recipient, Catalogue catalogue)
    {
        var reply = recipient.Replies.Count > 0 ? recipient.Replies[^1].Reply : Fallback(recipient);
        var form = ReportJson.FormOf(recipient, catalogue);
        return new()
        {
            Recipient = Names.CanonicalAddress(recipient.FinalRecipient),
            Domain = Names.DomainOf(recipient.FinalRecipient)!,
            Meaning = form?.Meaning ?? Meanings.Unknown,
            Form = form?.Id,
            Reply = reply,
            RefusingHost = HostName(recipient.RefusingHost),
            DecidingServer = recipient.Replies.Count > 0 ? HostName(recipient.Replies[^1].DecidingServer) : null,
            RemoteMta = HostName(recipient.RemoteMta),
            ReportingMta = HostName(report.Message.ReportingMta),
            SmtpCommand = recipient.SmtpCommand,
            Sender = report.Returned?.Sender,
            At = recipient.LastAttempt ?? report.Date ?? report.Message.ArrivalDate,
        };
    }

    /// <summary>A local diagnosis such as Postfix's "connect to …: Connection timed out" is no reply of anybody, yet it says what happened.</summary>
    private static SmtpReply? Fallback(RecipientFields recipient) =>
        recipient.DiagnosticCode is { Length: > 0 } text ? SmtpReply.Parse(text) with { Status = SmtpReply.Parse(text).Status ?? recipient.Status } : null;

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
