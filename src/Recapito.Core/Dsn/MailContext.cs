namespace Recapito.Core;

/// <summary>When a mail was written and to whom it was sent, whatever it is.</summary>
internal sealed record MailContext(DateTimeOffset? Date, IReadOnlyList<string> AddressedTo)
{
    private static readonly HeaderName[] Envelope = [HeaderName.OriginalTo, HeaderName.DeliveredTo, HeaderName.EnvelopeTo, HeaderName.To];

    internal static MailContext Read(ReportMail mail)
    {
        var addresses = new List<string>(2);
        foreach (var name in Envelope)
        {
            if (mail.Raw(name) is { } value && FieldValues.Address(value) is { Length: > 0 } address
                && FieldValues.IsAddress(address) && !addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        return new(MailDate.Read(mail.Raw(HeaderName.Date)), addresses);
    }
}
