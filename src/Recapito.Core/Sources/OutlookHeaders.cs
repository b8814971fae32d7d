using System.Text;

namespace Recapito.Core;

/// <summary>The header of the mail that an Outlook message becomes: that which came with it, completed from its properties.</summary>
internal static class OutlookHeaders
{
    /// <summary>The fields, each with its line end; those that describe the body are left out, as the body is written anew.</summary>
    internal static string Of(PropertyStorage message, string messageClass, int limit)
    {
        var headers = new StringBuilder();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        AddTransported(message.Text(PropertyTag.TransportHeaders, limit) ?? "", headers, names);
        AddMissing("From", Sender(message), headers, names);
        AddMissing("To", MimeFields.Mailbox(message.Text(PropertyTag.ReceivedByName), Receiver(message)) ?? message.Text(PropertyTag.DisplayTo), headers, names);
        AddMissing("Subject", message.Text(PropertyTag.Subject), headers, names);
        AddMissing("Date", MimeFields.Date(message.Time(PropertyTag.ClientSubmitTime) ?? message.Time(PropertyTag.MessageDeliveryTime)), headers, names);
        AddMissing("Message-ID", message.Text(PropertyTag.InternetMessageId), headers, names);
        AddMissing("Auto-Submitted", IsAutomatic(messageClass) ? "auto-replied" : null, headers, names);
        return headers.ToString();
    }

    /// <summary>The address that the message was delivered to, where it is an internet one.</summary>
    internal static string? Receiver(PropertyStorage message) =>
        Internet(message.Text(PropertyTag.ReceivedBySmtpAddress)) ?? Internet(message.Text(PropertyTag.ReceivedByAddress));

    /// <summary>Addresses inside an organisation look like "/O=CONTOSO/OU=…/CN=LEE" ([MS-OXOMSG], address type EX).</summary>
    internal static string? Internet(string? address) => address is not null && FieldValues.IsAddress(address.Trim()) ? address.Trim() : null;

    private static string? Sender(PropertyStorage message) => MimeFields.Mailbox(
        message.Text(PropertyTag.SenderName) ?? message.Text(PropertyTag.SentRepresentingName),
        Internet(message.Text(PropertyTag.SenderSmtpAddress)) ?? Internet(message.Text(PropertyTag.SenderAddress))
        ?? Internet(message.Text(PropertyTag.SentRepresentingSmtpAddress)) ?? Internet(message.Text(PropertyTag.SentRepresentingAddress)));

    /// <summary>Reports, and the answers of the out-of-office assistant ([MS-OXCMAIL] §2.1.3.2; RFC 3834 §5).</summary>
    private static bool IsAutomatic(string messageClass) =>
        OutlookReport.ActionOf(messageClass) is not null || messageClass.StartsWith("IPM.Note.Rules.OofTemplate", StringComparison.OrdinalIgnoreCase);

    private static void AddMissing(string name, string? value, StringBuilder headers, HashSet<string> names)
    {
        if (names.Add(name))
        {
            headers.Append(MimeFields.Field(name, value));
        }
    }

    /// <summary>
    /// PidTagTransportMessageHeaders ends with the header, or goes on with those of the parts after a blank line; a title of
    /// Outlook's own ("Microsoft Mail Internet Headers Version 2.0") may stand before it.
    /// </summary>
    private static void AddTransported(string text, StringBuilder headers, HashSet<string> names)
    {
        var isKept = false;
        foreach (var part in text.AsSpan().TrimStart("\r\n").EnumerateLines())
        {
            var line = part.TrimEnd();
            if (line.IsEmpty)
            {
                break;
            }

            if (line[0] is not (' ' or '\t'))
            {
                var name = NameOf(line);
                isKept = name.Length > 0 && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && !name.Equals("MIME-Version", StringComparison.OrdinalIgnoreCase);
                if (isKept)
                {
                    names.Add(name);
                }
            }

            if (isKept)
            {
                headers.Append(line).Append("\r\n");
            }
        }
    }

    private static string NameOf(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        var name = colon < 0 ? [] : line[..colon].TrimEnd();
        foreach (var character in name)
        {
            if (character is <= ' ' or > '~')
            {
                return "";
            }
        }

        return name.ToString();
    }
}
