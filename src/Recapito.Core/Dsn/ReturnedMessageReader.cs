using System.Text;
using MimeKit;

namespace Recapito.Core;

/// <summary>Reads what came back of the lost message: the whole, its headers, or headers that a text quotes.</summary>
internal static class ReturnedMessageReader
{
    private const int LongestHeaders = 128 * 1024;

    internal static ReturnedMessage? Read(MailPart part, string? envelopeSender) => part.Entity switch
    {
        MessagePart { Message: { } message } => Of(message, envelopeSender),
        MimePart => Read(part.Decode(LongestHeaders), envelopeSender),
        _ => null,
    };

    internal static ReturnedMessage? Read(string headers, string? envelopeSender) =>
        Read(Encoding.UTF8.GetBytes(headers.Trim() + "\n\n"), envelopeSender);

    private static ReturnedMessage? Read(byte[] headers, string? envelopeSender)
    {
        try
        {
            using var stream = new MemoryStream(headers, writable: false);
            var parser = new MimeParser(stream, MimeFormat.Entity);
            using var message = parser.ParseMessage();
            return Of(message, envelopeSender);
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ReturnedMessage? Of(MimeMessage message, string? envelopeSender)
    {
        if (message.Headers.Count == 0)
        {
            return null;
        }

        var sender = envelopeSender ?? AddressIn(message.Headers[HeaderId.ReturnPath]) ?? message.From.Mailboxes.FirstOrDefault()?.Address;
        return new()
        {
            Sender = string.IsNullOrEmpty(sender) ? null : sender,
            To = message.To.Mailboxes.FirstOrDefault()?.Address,
            Subject = message.Headers.Contains(HeaderId.Subject) ? message.Subject : null,
            MessageId = string.IsNullOrEmpty(message.MessageId) ? null : message.MessageId,
            Date = message.Headers[HeaderId.Date] is { } date ? FieldValues.Date(date) : null,
        };
    }

    private static string? AddressIn(string? value) =>
        value is not null && FieldValues.Address(value) is { } address && FieldValues.IsAddress(address) ? address : null;
}
