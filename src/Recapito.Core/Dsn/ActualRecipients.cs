namespace Recapito.Core;

/// <summary>Some systems write the address of an alias for each of its members; their text names the members.</summary>
internal static class ActualRecipients
{
    /// <summary>Puts the addresses of the text in the place of one that stands for all.</summary>
    internal static void Put(List<RecipientFields> recipients, IReadOnlyList<TextEntry> entries)
    {
        var isOneForAll = recipients.Count > 1 && recipients.Count == entries.Count
            && recipients.TrueForAll(recipient => Same(recipient.FinalRecipient, recipients[0].FinalRecipient))
            && entries.Select(entry => entry.Recipient).Distinct(StringComparer.OrdinalIgnoreCase).Count() == entries.Count;
        for (var i = 0; isOneForAll && i < entries.Count; i++)
        {
            recipients[i] = recipients[i] with { FinalRecipient = entries[i].Recipient, OriginalRecipient = recipients[i].OriginalRecipient ?? recipients[i].FinalRecipient };
        }
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
