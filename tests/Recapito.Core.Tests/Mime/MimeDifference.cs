using System.Text;

namespace Recapito.Core.Tests;

/// <summary>Where our reading of a mail and MimeKit's differ.</summary>
/// <param name="Reason">The rule that explains it; null where none does: a defect.</param>
/// <param name="What">For the message of a test that fails.</param>
internal sealed record MimeDifference(string? Reason, string What)
{
    internal static List<MimeDifference> Between(MimeNode ours, MimeNode theirs)
    {
        var found = new List<MimeDifference>();
        Compare(ours, theirs, isMail: true, found);
        return found;
    }

    private static void Compare(MimeNode ours, MimeNode theirs, bool isMail, List<MimeDifference> found)
    {
        if (ours.Type != theirs.Type || (ours.Parts.Count == 0 && theirs.Parts.Count == 0 && ours.Encoding != theirs.Encoding))
        {
            found.Add(new(null, $"{ours.Type} in {ours.Encoding}; MimeKit: {theirs.Type} in {theirs.Encoding}"));
        }
        else if (Shape(ours, theirs, isMail) is { } difference)
        {
            found.Add(difference);
        }
        else
        {
            CompareWords(ours, theirs, found);
            for (var i = 0; i < ours.Parts.Count; i++)
            {
                Compare(ours.Parts[i], theirs.Parts[i], isMail: false, found);
            }
        }
    }

    private static MimeDifference? Shape(MimeNode ours, MimeNode theirs, bool isMail)
    {
        var what = $"{ours.Shape}; MimeKit: {theirs.Shape}";
        if (theirs.Type.StartsWith("multipart/", StringComparison.Ordinal) && theirs.Parts.Count == 0)
        {
            return ours.Parts.Count == 0 ? new(ours.Text is null ? null : "a multipart without parts is read as text", what)
                : new(isMail ? "the lines tell a boundary that the header does not" : null, what);
        }

        if (theirs.Type == "message/partial" && theirs.Parts.Count == 0)
        {
            return new("a fragment is read as a message: the first one has its headers", what);
        }

        if (theirs.Parts.Count == 0 && ours is { Type: "message/rfc822", Parts: [{ Text: "" }] })
        {
            return new("a message may be empty", what);
        }

        return ours.Parts.Count == theirs.Parts.Count ? null : new(null, what);
    }

    private static void CompareWords(MimeNode ours, MimeNode theirs, List<MimeDifference> found)
    {
        if (ours.Heads is not null && ours.Heads != theirs.Heads)
        {
            var why = Same(ours.Heads, theirs.Heads) ? "bytes that are not what the charset says"
                : LacksLetters(ours.Heads, theirs.Heads ?? "") ? "the last letters of an encoded word without padding count too" : null;
            found.Add(new(why, $"{ours.Heads}MimeKit: {theirs.Heads}"));
        }

        if (ours.Text is not null && ours.Text != theirs.Text)
        {
            var isBare = theirs.Text is "" && ours.Heads?.Split('\n').All(line => line.Length == 0 || line.EndsWith(": ", StringComparison.Ordinal)) == true;
            var isEnd = theirs.Text is { Length: > 0 } text && ours.Text.EndsWith(text, StringComparison.Ordinal) && !ours.Text[..^text.Length].TrimEnd('\n').Contains("\n\n", StringComparison.Ordinal);
            found.Add(new(isEnd ? "lines that are no field end a header, where no known field follows" : isBare ? "a message without a header is its text" : Same(ours.Text, theirs.Text) ? "bytes that are not what the charset says" : null, $"{ours.Text}\nMimeKit: {theirs.Text}"));
        }
    }

    /// <summary>MimeKit puts question marks and U+FFFD in their place or believes a wrong label; we read them as UTF-8 or Latin-1.</summary>
    private static bool Same(string ours, string? theirs) => ours.Any(character => character > 127) && Ascii(ours) == Ascii(theirs ?? "");

    /// <summary>Each of their lines is ours, or ours without one or two letters in one place.</summary>
    private static bool LacksLetters(string ours, string theirs)
    {
        var (all, some) = (ours.Split('\n'), theirs.Split('\n'));
        return all.Length == some.Length && all.Zip(some).All(line => line.First == line.Second || IsShorter(line.First, line.Second));

        static bool IsShorter(string whole, string shorter)
        {
            var prefix = whole.AsSpan().CommonPrefixLength(shorter);
            return whole.Length - shorter.Length is 1 or 2 && whole.EndsWith(shorter[prefix..], StringComparison.Ordinal);
        }
    }

    private static string Ascii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            ascii.Append(character is > (char)127 or '?' ? "" : character.ToString());
        }

        return ascii.ToString();
    }
}
