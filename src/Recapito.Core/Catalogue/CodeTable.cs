namespace Recapito.Core;

/// <summary>Finds what Microsoft documents of a reply: the text decides, and the code alone only where no text does.</summary>
internal sealed class CodeTable(CodeEntry[] entries)
{
    /// <summary>What follows so far behind the codes is session data, not the text of a reply (RFC 5321 §4.5.3.1.5 allows 512 octets a line).</summary>
    private const int LongestText = 8 * 1024;

    internal IReadOnlyList<CodeEntry> Entries => entries;

    /// <summary>The entry with the longest text that the reply has, or null.</summary>
    /// <param name="text">The reply's text.</param>
    /// <param name="status">Its enhanced code, or the one that the report states for it; null where there is none.</param>
    /// <param name="isMicrosofts">A server of Microsoft's, or Exchange, spoke: words of many systems count too.</param>
    internal CodeEntry? ByText(string text, EnhancedStatusCode? status, bool isMicrosofts)
    {
        var folded = CatalogueFormat.Fold(text[..Math.Min(text.Length, LongestText)]);
        var (best, most) = ((CodeEntry?)null, 0);
        foreach (var entry in entries)
        {
            if (status is { } code && entry.Codes.Count > 0 ? !entry.Has(code) : !entry.IsForTextAlone)
            {
                continue;
            }

            var length = Math.Max(Longest(entry.Texts, folded), isMicrosofts ? Longest(entry.CommonTexts, folded) : 0);
            (best, most) = length > most ? (entry, length) : (best, most);
        }

        return best;
    }

    /// <summary>The entry that stands for a code whose text is not known, or null.</summary>
    internal CodeEntry? ByCode(EnhancedStatusCode status) => Array.Find(entries, entry => entry.IsForCodeAlone && entry.Has(status));

    private static int Longest(IReadOnlyList<string> texts, string folded)
    {
        var most = 0;
        foreach (var text in texts)
        {
            most = text.Length > most && HasAll(text, folded) ? text.Length : most;
        }

        return most;
    }

    /// <summary>All parts of a text occur, in their order.</summary>
    private static bool HasAll(string text, string folded)
    {
        var rest = folded.AsSpan();
        foreach (var part in text.AsSpan().Split('*'))
        {
            var at = rest.IndexOf(text.AsSpan(part), StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + text.AsSpan(part).Length)..];
        }

        return true;
    }
}
