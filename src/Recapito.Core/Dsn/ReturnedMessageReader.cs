using System.Text;

namespace Recapito.Core;

/// <summary>Reads what came back of the lost message: the whole, its headers, or headers that a text quotes.</summary>
internal static class ReturnedMessageReader
{
    internal const int LongestHeaders = 128 * 1024;

    private static readonly PartKind[] Kinds = [PartKind.Message, PartKind.MessageHeaders];

    /// <summary>From the part that holds the message or its headers; null where the mail has none.</summary>
    internal static ReturnedMessage? Read(ReportMail mail)
    {
        var passedOn = StatusParts.PassedOn(mail);
        return Read(mail, passedOn) ?? (passedOn >= 0 ? Read(mail, -1) : null);
    }

    /// <summary>A report that was passed on is itself no lost message, unless nothing else is there.</summary>
    private static ReturnedMessage? Read(ReportMail mail, int passedOn)
    {
        foreach (var kind in Kinds)
        {
            for (var part = mail.Find(kind); part >= 0; part = mail.Find(kind, part + 1))
            {
                if ((passedOn < 0 || !StatusParts.IsInside(mail, passedOn, part)) && Read(mail.Content(part, LongestHeaders)) is { } returned)
                {
                    return returned;
                }
            }
        }

        return null;
    }

    internal static ReturnedMessage? Read(string headers) => Read(Encoding.UTF8.GetBytes(headers, 0, Math.Min(headers.Length, LongestHeaders)));

    private static ReturnedMessage? Read(ReadOnlySpan<byte> bytes)
    {
        var table = new HeaderTable();
        var start = 0;
        while (start < bytes.Length && bytes[start] is (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        HeaderFields.Read(bytes, start, table, out _);
        if (table.Count == 0)
        {
            return null;
        }

        return new()
        {
            Sender = Address(bytes, table, HeaderName.ReturnPath) ?? Address(bytes, table, HeaderName.From),
            To = Address(bytes, table, HeaderName.To),
            Subject = Raw(bytes, table, HeaderName.Subject) is { } ? Text(bytes, table, HeaderName.Subject) : null,
            MessageId = Raw(bytes, table, HeaderName.MessageId)?.Trim('<', '>', ' ') is { Length: > 0 } id ? id : null,
            Date = Raw(bytes, table, HeaderName.Date) is { } date ? FieldValues.Date(date) : null,
            ListId = Raw(bytes, table, HeaderName.ListId) is { } list ? InBrackets(list) : null,
            CampaignId = Raw(bytes, table, HeaderName.CampaignId),
        };
    }

    private static bool TryFind(HeaderTable table, HeaderName name, out Slice value)
    {
        foreach (ref readonly var field in table.Slice(0, table.Count))
        {
            if (field.Name == name)
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static string? Raw(ReadOnlySpan<byte> bytes, HeaderTable table, HeaderName name) =>
        TryFind(table, name, out var value) ? HeaderText.Raw(value.Of(bytes)) : null;

    private static string? Text(ReadOnlySpan<byte> bytes, HeaderTable table, HeaderName name) =>
        TryFind(table, name, out var value) ? HeaderText.Of(value.Of(bytes)) : null;

    private static string? Address(ReadOnlySpan<byte> bytes, HeaderTable table, HeaderName name)
    {
        if (Raw(bytes, table, name) is not { } value)
        {
            return null;
        }

        if (value.IndexOf('<', StringComparison.Ordinal) is >= 0 and var open && value.IndexOf('>', open) is > 0 and var close)
        {
            var inside = value[(open + 1)..close];
            return FieldValues.IsAddress(inside) ? FieldValues.Address(inside) : null;
        }

        return AddressText.TryFind(value, out var start, out var length) ? FieldValues.Address(value.Substring(start, length)) : null;
    }

    private static string InBrackets(string value)
    {
        var open = value.LastIndexOf('<');
        var close = value.LastIndexOf('>');
        return open >= 0 && close > open ? value[(open + 1)..close] : value;
    }
}
