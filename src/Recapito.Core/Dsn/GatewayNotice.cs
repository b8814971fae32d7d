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

    /// <summary>Words that speak to the one for whom somebody else's mail was.</summary>
    private static readonly SearchValues<string> ToRecipient = SearchValues.Create(
    [
        "mail to you ", "mails to you ", "message to you ", "messages to you ", "sent to you ", "addressed to you", "an sie gerichtet", "nachrichten an sie ", "nachricht an sie ",
        "qui vous est adressé", "messages pour vous", "message pour vous", "dirigido a usted", "mensajes para usted", "messaggi per lei", "messaggio per lei", "para você",
        "berichten aan u ", "bericht aan u ", "meddelanden till dig", "meddelande till dig", "beskeder til dig", "meldinger til deg", "do ciebie", "zprávy pro vás", "адресованн", "вам сообщени",
        "size gönderilen", "önnek küldött", "あなた宛", "お客様宛", "发给您的", "寄給您的", "귀하에게",
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
        var isToSender = SpeaksToSender(text);
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

    /// <summary>The text speaks to the one who sent the mail.</summary>
    internal static bool SpeaksToSender(ReportText text) => text.Own.Span.IndexOfAny(ToSender) >= 0;

    /// <summary>The text speaks to the one for whom the mail was, and not to the one who sent it.</summary>
    internal static bool SpeaksToRecipient(ReportText text) => text.Own.Span.IndexOfAny(ToRecipient) >= 0 && !SpeaksToSender(text);

    private static void Add(List<TextEntry> entries, ReadOnlySpan<char> addresses, string said)
    {
        while (entries.Count < ReportGrammar.MostRecipients && AddressText.TryFind(addresses, out var start, out var length))
        {
            entries.Add(new(FieldValues.Address(addresses.Slice(start, length).ToString()), said) { By = NamedBy.Mention });
            addresses = addresses[(start + length)..];
        }
    }
}
