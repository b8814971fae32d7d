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
        if (!isOneForAll)
        {
            return;
        }

        // Fields and text need not have the same order: first those whose reply names its recipient, then the others as they stand.
        var left = entries.Select(entry => entry.Recipient).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = recipients.ConvertAll(recipient => InBrackets(recipient.DiagnosticCode) is { } address && left.Remove(address) ? address : null);
        using var others = entries.Select(entry => entry.Recipient).Where(left.Contains).ToList().GetEnumerator();
        for (var i = 0; i < recipients.Count; i++)
        {
            var address = named[i] ?? (others.MoveNext() ? others.Current : recipients[i].FinalRecipient);
            recipients[i] = recipients[i] with { FinalRecipient = address, OriginalRecipient = recipients[i].OriginalRecipient ?? recipients[i].FinalRecipient };
        }
    }

    /// <summary>The first text in angle brackets; null where there is none.</summary>
    private static string? InBrackets(string? text)
    {
        var open = text?.IndexOf('<', StringComparison.Ordinal) ?? -1;
        var length = open < 0 ? -1 : text.AsSpan(open + 1).IndexOf('>');
        return length < 0 ? null : text!.Substring(open + 1, length);
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
