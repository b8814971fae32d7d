using MimeKit;

namespace Recapito.Core;

/// <summary>One mail on its way to a <see cref="DsnReport"/>: first the parts that RFC 3464 defines, then the human text.</summary>
internal sealed class MailReading
{
    private const int LongestStatusPart = 1 << 20;

    private readonly IssueList issues;
    private readonly MimeMessage? message;
    private readonly List<MailPart> parts;
    private readonly ReportText? text;
    private readonly string? plain;
    private readonly bool hasNoHeaders;

    internal MailReading(ParsedMail mail, IssueList issues)
    {
        this.issues = issues;
        message = mail.Message;
        parts = mail.Parts;
        (text, plain) = ReadText();
        hasNoHeaders = !mail.Message.Headers.Contains(HeaderId.From) && !mail.Message.Headers.Contains(HeaderId.Received);
    }

    private MailReading(string pasted, IssueList issues)
    {
        this.issues = issues;
        parts = [];
        plain = pasted;
        text = ReadText(pasted);
        hasNoHeaders = true;
    }

    /// <summary>A text without headers, as somebody copied it out of a window.</summary>
    internal static MailReading OfPastedText(ReadOnlyMemory<byte> bytes, IssueList issues) =>
        new(MailPart.TextOf(bytes.Span[..Math.Min(bytes.Length, HumanText.LongestText)]), issues);

    internal DsnReport Report()
    {
        var status = ReadStatus();
        var reporter = status?.Message.GetValueOrDefault("reporting-mta") is { } field ? FieldValues.Mta(field.Value) : null;
        reporter ??= text?.ReportingMta;
        var reader = new RecipientReader(issues, reporter, text?.Entries ?? []);
        var recipients = ReadRecipients(status, reader);
        if (recipients.Count == 0)
        {
            return new() { Kind = MailKinds.WithoutRecipients(message, parts), Date = Date(), Issues = issues.All };
        }

        var origin = ReportingSystem.Of(message, status, text, plain, reporter);
        return new()
        {
            Kind = MailKinds.Of(recipients),
            System = origin,
            Message = new()
            {
                ReportingMta = reporter,
                ReceivedFromMta = status?.Message.GetValueOrDefault("received-from-mta") is { } from ? FieldValues.Mta(from.Value) : null,
                ArrivalDate = status?.Message.GetValueOrDefault("arrival-date") is { } arrival ? FieldValues.Date(arrival.Value) : null,
            },
            Recipients = recipients,
            Returned = ReadReturned(status),
            Date = Date(),
            Language = text?.Language ?? LanguageOfHeaders(),
            Issues = issues.All,
        };
    }

    private List<RecipientFields> ReadRecipients(DeliveryStatus? status, RecipientReader reader)
    {
        var entries = text?.Entries ?? [];
        if (status is { Recipients.Count: > 0 })
        {
            return Distinct(status.Recipients.Select(group => reader.Read(group)).OfType<RecipientFields>());
        }

        if (entries.Count == 0 || !(hasNoHeaders || MailKinds.IsWrittenByProgram(message)) || MailKinds.IsFeedback(parts))
        {
            return [];
        }

        issues.Add(new(parts.Count > 0 ? parts[0].Name : "text", parts.Count > 0 ? parts[0].Offset : 0,
            "no message/delivery-status part (RFC 6522 §3)", $"read the text as one of {text!.System}"));
        var kind = MailKinds.IsDelay(message, plain) ? ReportKind.Delay : ReportKind.Bounce;
        return Distinct(entries.Select(entry => reader.Read(entry, kind)));
    }

    private DeliveryStatus? ReadStatus()
    {
        foreach (var part in parts.Where(part => part.Type is "message/delivery-status" or "message/global-delivery-status"))
        {
            if (part.IsEncoded)
            {
                issues.Add(new(part.Name, part.Offset, "an encoded status part (RFC 3464 §2.1 wants 7bit, RFC 6533 §4 8bit)", "decoded it"));
            }

            var status = DeliveryStatus.Read(part, part.Decode(LongestStatusPart), issues);
            if (status.Recipients.Count > 0)
            {
                NoteReportType(part);
                return status;
            }

            issues.Add(new(part.Name, part.Offset, "a status part that names no recipient (RFC 3464 §2.1)", "looked into the text"));
        }

        return null;
    }

    private void NoteReportType(MailPart part)
    {
        if (message?.Body?.ContentType is { } type && !(type.IsMimeType("multipart", "report") && type.Parameters.Contains("report-type")))
        {
            issues.Add(new("mail", 0, "not multipart/report with report-type=delivery-status (RFC 6522 §3)", $"took it for a report because of {part.Name}"));
        }
    }

    private (ReportText? Text, string? Plain) ReadText()
    {
        string? first = null;
        foreach (var part in parts.TakeWhile(part => part.Entity is not MessagePart).Where(part => part.Type is "text/plain" or "text/html").Take(4))
        {
            var content = part.Text(HumanText.LongestText);
            content = part.Type == "text/html" ? HumanText.OfHtml(content) : content;
            first ??= content;
            if (ReadText(content) is { } read)
            {
                return (read, content);
            }
        }

        return (null, first);
    }

    private static ReportText? ReadText(string content)
    {
        var lines = HumanText.Lines(content);
        return PlainText.Read(lines) ?? ExchangeText.Read(lines);
    }

    /// <summary>One entry per address; where a report names it twice, the failure or the one with a reply counts.</summary>
    private List<RecipientFields> Distinct(IEnumerable<RecipientFields> recipients)
    {
        var distinct = new List<RecipientFields>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var recipient in recipients)
        {
            if (places.TryAdd(recipient.FinalRecipient, distinct.Count))
            {
                distinct.Add(recipient);
                continue;
            }

            var place = places[recipient.FinalRecipient];
            issues.Add(new("report", 0, $"{recipient.FinalRecipient} is named twice", "kept the entry that says more"));
            distinct[place] = Weight(recipient) > Weight(distinct[place]) ? recipient : distinct[place];
        }

        return distinct;
    }

    private static int Weight(RecipientFields recipient) =>
        (recipient.Kind == ReportKind.Bounce ? 4 : 0) + (recipient.Replies.Count > 0 ? 2 : 0) + (recipient.Status is not null ? 1 : 0);

    private ReturnedMessage? ReadReturned(DeliveryStatus? status)
    {
        var sender = status?.Message.GetValueOrDefault("x-postfix-sender") is { } field ? FieldValues.Address(field.Value) : null;
        var part = parts.Find(part => part.Type is "message/rfc822" or "message/global" or "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers");
        return part is not null && ReturnedMessageReader.Read(part, sender) is { } returned ? returned
            : text?.OriginalHeaders is { } headers ? ReturnedMessageReader.Read(headers, sender)
            : sender is not null ? new() { Sender = sender }
            : null;
    }

    private DateTimeOffset? Date() =>
        message?.Headers[HeaderId.Date] is { } date ? FieldValues.Date(date) : null;

    private string? LanguageOfHeaders() =>
        message?.Headers["Content-Language"] is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : null;
}
