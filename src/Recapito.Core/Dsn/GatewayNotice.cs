using System.Buffers;

namespace Recapito.Core;

/// <summary>
/// What gateways write to the sender of a mail that they stopped: no reply and no list, but the mail's own From, To and Subject as lines. Such a
/// notice is a bounce only where it goes to the one who sent the mail.
/// </summary>
internal static class GatewayNotice
{
    /// <summary>Words that speak to the sender.</summary>
    private static readonly SearchValues<string> ToSender = SearchValues.Create(
    [
        "you sent", "you have sent", "from you", "your message", "your mail", "your e-mail", "your email", "ihre nachricht", "ihre e-mail", "von ihnen",
        "votre message", "su mensaje", "il suo messaggio", "il tuo messaggio", "sua mensagem", "uw bericht",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>Those whom a line "To:" names, with what the text says went wrong; none where the notice is for somebody else.</summary>
    internal static List<TextEntry> Entries(ReportText text, string? addressee)
    {
        var entries = new List<TextEntry>();
        if (!text.Cues!.Has(DialectRole.Failure) || text.Said.Length == 0)
        {
            return entries;
        }

        var own = text.Own.Span;
        var isToSender = own.IndexOfAny(ToSender) >= 0;
        foreach (var range in own.Split('\n'))
        {
            var line = own[range].Trim(" \t\r*-");
            isToSender |= addressee is not null && line.StartsWith("From:", StringComparison.OrdinalIgnoreCase) && line.Contains(addressee, StringComparison.OrdinalIgnoreCase);
            if (line.StartsWith("To:", StringComparison.OrdinalIgnoreCase))
            {
                Add(entries, line[3..], text.Said);
            }
        }

        return isToSender ? entries : [];
    }

    private static void Add(List<TextEntry> entries, ReadOnlySpan<char> addresses, string said)
    {
        while (entries.Count < ReportGrammar.MostRecipients && AddressText.TryFind(addresses, out var start, out var length))
        {
            entries.Add(new(FieldValues.Address(addresses.Slice(start, length).ToString()), said) { By = NamedBy.Mention });
            addresses = addresses[(start + length)..];
        }
    }
}
