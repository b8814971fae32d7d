using System.Text;

namespace Recapito.Core;

/// <summary>What was said of a recipient so far, and how it takes what is said next.</summary>
internal static class DiagnosticText
{
    /// <summary>A code stands this near to the start of what it opens.</summary>
    private const int LongestStart = 64;

    /// <summary>A reply takes the place of mere words, so that its code stands first.</summary>
    internal static void MakeRoomFor(this StringBuilder told, ReadOnlySpan<char> words)
    {
        if (WrittenText.StartsWithCode(words) && !told.HasReply())
        {
            told.Clear();
        }
    }

    internal static bool HasReply(this StringBuilder told) => WrittenText.IndexOfReply(told.ToString()) >= 0;

    internal static bool StartsWithCode(this StringBuilder told)
    {
        Span<char> start = stackalloc char[Math.Min(told.Length, LongestStart)];
        told.CopyTo(0, start, start.Length);
        return WrittenText.StartsWithCode(start);
    }

    /// <summary>It holds a reply code of class 4 that is not the last word.</summary>
    internal static bool RefusesForNow(this StringBuilder told) =>
        WrittenText.IndexOfReply(told.ToString()) is >= 0 and var at && told[at] == '4' && at + 3 < told.Length && told[at + 1] != '.';

    /// <summary>Both begin with a reply code, and not with the same one: what a later host says is not what this recipient failed with.</summary>
    internal static bool IsOtherReply(this StringBuilder told, ReadOnlySpan<char> words)
    {
        Span<char> code = stackalloc char[Math.Min(told.Length, 3)];
        told.CopyTo(0, code, code.Length);
        return code.Length == 3 && !code.ContainsAnyExceptInRange('0', '9') && words.Length > 3 && !words[..3].ContainsAnyExceptInRange('0', '9') && !words.StartsWith(code);
    }

    /// <summary>The same reply again, as the reporting system writes it: with an enhanced code, which the other one lacks (RFC 3463 §2 lets it choose).</summary>
    internal static bool LacksCodeOf(this StringBuilder told, ReadOnlySpan<char> words) =>
        words.Length > 4 && EnhancedStatusCode.TryParse(words[4..].IndexOf(' ') is > 0 and var end ? words.Slice(4, end) : words[4..], out _)
        && !told.IsOtherReply(words) && told.Length < LongestStart * 8 && WrittenText.StatusIn(told.ToString(), null) is null;
}
