namespace Recapito.Core;

/// <summary>Whom a report without a status part is about: the header that some systems write, its text, or the lost message's own recipient.</summary>
internal static class TextEntries
{
    internal static List<TextEntry> Of(ReportMail mail, ReportText text, in MailAuthor author, ReturnedMessage? returned)
    {
        if (!MailKinds.IsReport(mail, text, author, returned))
        {
            return [];
        }

        var own = mail.Field(HeaderName.From) is { } from ? FieldValues.Address(from) : "";
        var named = text.Entries.Where(entry => !IsOwn(own, entry.Recipient)).ToList();
        if (named.Count > 1 && returned?.Sender is { } lostSender)
        {
            named.RemoveAll(entry => Same(entry.Recipient, lostSender));
        }

        // "Hello ana@fabrikam.example," names whom the report is for.
        var failed = FailedRecipients(mail);
        if (mail.Field(HeaderName.To) is { } to)
        {
            var addressee = FieldValues.Address(to);
            // A report to a list's own address may be about that address: then the lost message says so, or the mail system has a reply.
            var isAlone = failed.Count == 0 && named.Count == 1 && (returned?.Sender is not null || (text.Cues!.HasDaemonOnly && text.Cues.HasSubject && WrittenText.IndexOfReply(named[0].Diagnostic) >= 0));
            named.RemoveAll(entry => (!isAlone || entry.By >= NamedBy.Sentence) && Same(entry.Recipient, addressee) && !failed.Exists(address => Same(address, addressee)));
        }

        if (failed.Count > 0)
        {
            named.RemoveAll(entry => entry.By == NamedBy.Mention && !failed.Exists(address => Same(address, entry.Recipient)));
        }

        if (named is [{ By: NamedBy.Mention }, _, ..])
        {
            named.RemoveAll(entry => IsOfRole(entry.Recipient));
        }

        if (named is [{ By: NamedBy.Mention }, ..] && (named.Count > 1 || author.IsPerhapsPerson || author.IsNewsOfPostmaster))
        {
            // Which of several failed, only words could say that are not understood.
            named.Clear();
        }

        if (failed.Count > 0 && failed.Count == named.Count)
        {
            // A list may give the name of a local mailbox alone.
            return [.. named.Select((entry, i) => FieldValues.IsAddress(entry.Recipient) ? entry : entry with { Recipient = failed[i] })];
        }

        if (failed.Count > named.Count)
        {
            return failed.ConvertAll(address =>
                named.Find(entry => Same(entry.Recipient, address)) ?? new TextEntry(address, Said(named, text)) { Host = named is [var one] ? one.Host : null });
        }

        if (named.Count == 0 && text.Said.Length > 0 && returned?.To is { } lost)
        {
            named.Add(new(lost, text.Said));
        }

        if (named.Count == 0)
        {
            named.AddRange(GatewayNotice.Entries(text, mail.Field(HeaderName.To) is { } sender ? FieldValues.Address(sender) : null));
        }

        return named;
    }

    /// <summary>
    /// What the text says beside a status part. A reply that names nobody ("451 4.0.0 Operating system error" in a transcript) is about the
    /// one recipient of the part, where its class is that of the Status field.
    /// </summary>
    internal static IReadOnlyList<TextEntry> Beside(List<DeliveryStatus> all, ReportText text) =>
        text.Entries.Count == 0 && all is [{ Recipients: [var only] }] && WrittenText.StartsWithCode(text.Said)
        && only.Value(StatusFieldName.Status) is { } field && FieldValues.Status(field)?.Class == text.Said[0] - '0'
            ? [new(FieldValues.Address(only.Value(StatusFieldName.FinalRecipient) ?? ""), ReplyIn(text.Said))]
            : text.Entries;

    /// <summary>The lines that begin with the code of the first one: what follows is about the message ("Will keep trying").</summary>
    private static string ReplyIn(string said)
    {
        var code = said.AsSpan(0, Math.Min(3, said.Length));
        var end = 0;
        foreach (var line in said.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(code))
            {
                break;
            }

            end += line.Length + 1;
        }

        return said[..Math.Min(end, said.Length)];
    }

    /// <summary>Whom reports tell people to turn to (RFC 2142).</summary>
    private static bool IsOfRole(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && address[..at].ToLowerInvariant() is ("postmaster" or "abuse" or "support" or "help" or "helpdesk" or "noc" or "hostmaster");
    }

    private static string Said(List<TextEntry> named, ReportText text) => named is [var one] ? one.Diagnostic : text.Said;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address that the report comes from: nobody reports a failure of his own.</summary>
    private static bool IsOwn(string own, string address) =>
        Same(own, address) || address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase);

    internal static List<string> FailedRecipients(ReportMail mail)
    {
        var addresses = new List<string>();
        if (mail.Raw(HeaderName.FailedRecipients) is { } value)
        {
            foreach (var item in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (FieldValues.Address(item) is { Length: > 0 } address && FieldValues.IsAddress(address))
                {
                    addresses.Add(address);
                }
            }
        }

        return addresses;
    }
}
