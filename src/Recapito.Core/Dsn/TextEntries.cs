namespace Recapito.Core;

/// <summary>Whom a report without a status part is about: the header that some systems write, its text, or the lost message's own recipient.</summary>
internal static class TextEntries
{
    internal static List<TextEntry> Of(ReportMail mail, ReportText text, ReturnedMessage? returned)
    {
        if (!MailKinds.IsReport(mail, text))
        {
            return [];
        }

        var own = mail.Field(HeaderName.From) is { } from ? FieldValues.Address(from) : "";
        var named = text.Entries.Where(entry => !IsOwn(own, entry.Recipient)).ToList();
        if (named.Count > 1 && returned?.Sender is { } sender)
        {
            named.RemoveAll(entry => Same(entry.Recipient, sender));
        }

        // "Hello ana@fabrikam.example," names whom the report is for.
        var failed = FailedRecipients(mail);
        if (mail.Field(HeaderName.To) is { } to)
        {
            var addressee = FieldValues.Address(to);
            var isAlone = failed.Count == 0 && named.Count == 1;
            named.RemoveAll(entry => (!isAlone || entry.By == NamedBy.Sentence) && Same(entry.Recipient, addressee) && !failed.Exists(address => Same(address, addressee)));
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

        return named;
    }

    private static string Said(List<TextEntry> named, ReportText text) => named is [var one] ? one.Diagnostic : text.Said;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address that the report comes from: nobody reports a failure of his own.</summary>
    private static bool IsOwn(string own, string address) =>
        Same(own, address) || address.StartsWith("mailer-daemon@", StringComparison.OrdinalIgnoreCase);

    internal static List<string> FailedRecipients(ReportMail mail)
    {
        var addresses = new List<string>();
        if (mail.Tree.TryField(0, HeaderName.FailedRecipients, out var value))
        {
            foreach (var item in HeaderText.Raw(value.Of(mail.Bytes)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
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
