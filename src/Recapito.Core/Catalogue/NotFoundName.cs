namespace Recapito.Core;

/// <summary>Which name was not found, where the words of a refusal for an unknown host name one: the recipient's domain, or another host that its mail was to go to.</summary>
internal static class NotFoundName
{
    /// <summary>The recipient's own domain.</summary>
    public const string Domain = "domain";

    /// <summary>Another name, such as that of a mail exchanger or of a smart host.</summary>
    public const string Host = "host";

    private static readonly char[] Separators = [' ', '=', ';', ',', '\'', '"', '<', '>', '(', ')', ':'];

    /// <summary>One of the kinds above; null where the words name none.</summary>
    /// <param name="text">The words.</param>
    /// <param name="domain">The recipient's domain.</param>
    /// <param name="others">Hosts that are named for another reason, as they spoke.</param>
    public static string? KindIn(string text, string domain, params ReadOnlySpan<string?> others)
    {
        // What stands in brackets are notes of the server that wrote the words, its own name among them.
        var bracket = text.IndexOf('[', StringComparison.Ordinal);
        string? kind = null;
        foreach (var word in (bracket < 0 ? text : text[..bracket]).Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            var name = word.Trim('.');
            if (!name.Contains('.', StringComparison.Ordinal) || !Names.IsHostName(name) || !Names.IsTopLevel(name[(name.LastIndexOf('.') + 1)..]))
            {
                continue;
            }

            if (name.Equals(domain, StringComparison.OrdinalIgnoreCase))
            {
                return Domain;
            }

            kind = IsAmong(name, others) ? kind : Host;
        }

        return kind;
    }

    /// <summary>The same of a recipient of a report.</summary>
    public static string? KindIn(RecipientFields recipient, string? reportingMta, Catalogue catalogue)
    {
        var reply = recipient.Replies is [.., { Reply: { Text.Length: > 0 } last }] ? last : null;
        // Of a name that was not found the report may say that it refused, yet nobody answered there.
        var host = reply is null || catalogue.FormOf(reply)?.Meaning is Meanings.NameNotFound ? null : recipient.RefusingHost;
        return KindIn(reply?.Text ?? recipient.DiagnosticCode ?? "", Names.DomainOf(recipient.FinalRecipient) ?? "", reportingMta, host);
    }

    private static bool IsAmong(string name, ReadOnlySpan<string?> others)
    {
        foreach (var other in others)
        {
            if (name.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
