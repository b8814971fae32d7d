namespace Recapito.Core;

/// <summary>Reads an abuse report (RFC 5965).</summary>
internal static class ComplaintReader
{
    internal const int LongestPart = 64 * 1024;

    internal static DsnReport Read(ReportMail mail, int part, MailContext context, IssueList issues)
    {
        var fields = DeliveryStatus.Read(mail.Place(part), mail.Content(part, LongestPart), new());
        string? Value(StatusFieldName name) => fields.Message.Value(name) ?? (fields.Recipients.Count > 0 ? fields.Recipients[0].Value(name) : null);
        var lost = ReturnedMessageReader.Read(mail);
        var returned = lost is not null && Value(StatusFieldName.OriginalMailFrom) is { } from ? lost with { Sender = FieldValues.Address(from) } : lost;
        var recipient = Value(StatusFieldName.OriginalRcptTo) ?? Value(StatusFieldName.RemovalRecipient);
        var address = recipient is null ? returned?.To : FieldValues.Address(recipient);
        return new()
        {
            Kind = ReportKind.Complaint,
            System = "feedback-loop",
            Message = new() { ReportingMta = Value(StatusFieldName.ReportingMta) is { } mta ? FieldValues.Mta(mta) : null },
            Recipients = Recipient(address),
            Complaint = new()
            {
                FeedbackType = Value(StatusFieldName.FeedbackType)?.ToLowerInvariant(),
                UserAgent = Value(StatusFieldName.UserAgent),
                SourceIp = Value(StatusFieldName.SourceIp),
                ArrivalDate = MailDate.Read(Value(StatusFieldName.ArrivalDate)),
            },
            Returned = returned,
            Date = context.Date,
            AddressedTo = context.AddressedTo,
            Issues = issues.All,
        };
    }

    /// <summary>Of a complaint without a feedback part, as some providers wrote them before RFC 5965: who had got the message.</summary>
    internal static List<RecipientFields> Recipients(ReportMail mail, ReturnedMessage? returned)
    {
        var address = mail.Field(HeaderName.ComplainedRecipient);
        for (var part = mail.Find(PartKind.Message); address is null && part >= 0; part = mail.Find(PartKind.Message, part + 1))
        {
            address = part + 1 < mail.Tree.Count && mail.Tree[part + 1].Parent == part ? mail.Field(part + 1, HeaderName.ComplainedRecipient) : null;
        }

        return Recipient(address is null ? returned?.To : FieldValues.Address(address));
    }

    private static List<RecipientFields> Recipient(string? address) =>
        address is { Length: > 0 } ? [new() { FinalRecipient = address, Kind = ReportKind.Complaint }] : [];
}
