using System.Text;

namespace Recapito.Core;

/// <summary>Reads what came back of the lost message: the whole, its headers, or headers that a text quotes.</summary>
internal static class ReturnedMessageReader
{
    internal const int LongestHeaders = 128 * 1024;

    private const int FewestHopsOfLoop = 6;
    private const int MostHops = 100;

    /// <summary>A report has few parts that are neither its text nor its status.</summary>
    private const int MostOthers = 8;

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

    /// <summary>
    /// From a part of another type, behind the report's text, that begins with a message's header fields: a text, or an attached file as some
    /// gateways send the lost message (application/octet-stream, "message.eml"). Null where none does.
    /// </summary>
    internal static ReturnedMessage? ReadUntyped(ReportMail mail, int text)
    {
        var others = 0;
        for (var part = Math.Max(text, mail.Find(PartKind.Text)) + 1; part > 0 && part < mail.Tree.Count && others < MostOthers; part++)
        {
            if (!IsPerhapsMessage(mail, part) || StatusParts.IsNested(mail, part))
            {
                continue;
            }

            others++;
            if (Read(mail.Content(part, LongestHeaders), isSurelyMessage: false) is { } returned)
            {
                return returned;
            }
        }

        return null;
    }

    private static bool IsPerhapsMessage(ReportMail mail, int part)
    {
        ref readonly var found = ref mail.Tree[part];
        return found.Kind == PartKind.Text || (found.Kind == PartKind.Other && Ascii.EqualsIgnoreCase(found.Type.Of(mail.Bytes), "application/octet-stream"u8));
    }

    /// <summary>A Message-ID or where it came from, or what each message has: words that only look like a field are no header.</summary>
    private static bool IsHeader(HeaderTable table)
    {
        var hasFrom = TryFind(table, HeaderName.From, out _) || TryFind(table, HeaderName.ReturnPath, out _);
        var isTraced = TryFind(table, HeaderName.MessageId, out _) || TryFind(table, HeaderName.Received, out _);
        var isAddressed = TryFind(table, HeaderName.To, out _) && TryFind(table, HeaderName.Subject, out _);
        return hasFrom && (isTraced || isAddressed);
    }

    internal static ReturnedMessage? Read(string headers) => Read(Encoding.UTF8.GetBytes(headers, 0, Math.Min(headers.Length, LongestHeaders)));

    private static ReturnedMessage? Read(ReadOnlySpan<byte> bytes, bool isSurelyMessage = true)
    {
        var table = new HeaderTable();
        var start = 0;
        while (start < bytes.Length && bytes[start] is (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        HeaderFields.Read(bytes, start, table, out _);
        if (table.Count == 0 || !(isSurelyMessage || IsHeader(table)))
        {
            return null;
        }

        return new()
        {
            Sender = Address(bytes, table, HeaderName.ReturnPath) ?? Address(bytes, table, HeaderName.From),
            To = Address(bytes, table, HeaderName.To),
            Subject = Text(bytes, table, HeaderName.Subject),
            MessageId = Raw(bytes, table, HeaderName.MessageId)?.Trim('<', '>', ' ') is { Length: > 0 } id ? id : null,
            Date = MailDate.Read(Raw(bytes, table, HeaderName.Date)),
            ListId = Raw(bytes, table, HeaderName.ListId) is { } list ? InBrackets(list) : null,
            CampaignId = Raw(bytes, table, HeaderName.CampaignId),
            Hops = Hops(bytes, table),
        };
    }

    /// <summary>Only where there are more than any message has that goes straight to its goal: most mails need not pay for it.</summary>
    private static List<ReceivedHop> Hops(ReadOnlySpan<byte> bytes, HeaderTable table)
    {
        var count = 0;
        foreach (ref readonly var field in table.Slice(0, table.Count))
        {
            count += field.Name == HeaderName.Received ? 1 : 0;
        }

        if (count < FewestHopsOfLoop)
        {
            return [];
        }

        var hops = new List<ReceivedHop>(count);
        foreach (ref readonly var field in table.Slice(0, table.Count))
        {
            if (field.Name == HeaderName.Received && hops.Count < MostHops)
            {
                hops.Add(ReceivedHop.Read(HeaderText.Raw(field.Value.Of(bytes))));
            }
        }

        hops.Reverse();
        return hops;
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
