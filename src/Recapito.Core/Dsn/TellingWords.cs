using System.Buffers;
using System.Text;

namespace Recapito.Core;

/// <summary>
/// The sentences of a report, in which a reason may stand that no reply tells. Titles, tables and the fields of the lost message are none: the
/// "Message Hops" of Exchange Online are a heading of every report.
/// </summary>
internal static class TellingWords
{
    /// <summary>Signs of addresses, fields and links.</summary>
    private static readonly SearchValues<char> Signs = SearchValues.Create("@:<>/=");

    /// <summary>A title has no more words.</summary>
    private const int LongestTitle = 3;

    /// <summary>A line as long as this goes on in the next one.</summary>
    private const int Wrapped = 50;

    internal static string Of(ReadOnlySpan<char> words)
    {
        var telling = new StringBuilder(words.Length);
        var isWrapped = false;
        foreach (var line in words.EnumerateLines())
        {
            var text = line.Trim();
            if (!text.IsEmpty && (isWrapped || !IsTitle(text)) && !IsField(text) && !IsRow(text))
            {
                telling.Append(text).Append('\n');
            }

            isWrapped = text.Length >= Wrapped;
        }

        return telling.ToString();
    }

    /// <summary>Few words without the sign that ends a sentence.</summary>
    private static bool IsTitle(ReadOnlySpan<char> line) =>
        line.Count(' ') < LongestTitle && char.IsLetter(line[^1]) && line[^1] < '\u2E80' && !line.ContainsAny(Signs);

    /// <summary>The subject of the lost message, or a label and who sent it, or got it.</summary>
    private static bool IsField(ReadOnlySpan<char> line)
    {
        if (line.Contains(LostSubject.Mark))
        {
            return true;
        }

        var colon = line.IndexOfAny(':', '：');
        return colon is > 0 and < 24 && line[..colon].Count(' ') < LongestTitle && !line[..colon].Contains('@') && line[colon..].Contains('@') && AddressText.TryFind(line[colon..], out var start, out var length)
            && line[(colon + start + length)..].Trim(">)\"'. ").IsEmpty;
    }

    private static bool IsRow(ReadOnlySpan<char> line) => line.Count('\t') > 1;
}
