namespace Recapito.Core;

/// <summary>What a report in words alone says of a recipient that got the message: a host's reply of class 2 (RFC 5321 §4.2.1), and no refusal beside it.</summary>
internal static class ServedEntry
{
    internal static bool Is(string diagnostic) => WrittenText.IndexOfReply(diagnostic) < 0 && HasSuccess(WrittenText.Collapse(diagnostic));

    /// <summary>"250 2.0.0 Ok": both codes, or the code where a reply begins.</summary>
    private static bool HasSuccess(ReadOnlySpan<char> text)
    {
        for (var at = 0; at + 4 <= text.Length; at++)
        {
            if (text[at] != '2' || text[at + 1] != '5' || !char.IsAsciiDigit(text[at + 2]) || text[at + 3] != ' ' || (at > 0 && text[at - 1] != ' '))
            {
                continue;
            }

            var rest = text[(at + 4)..];
            var isWhole = rest.Length > 4 && rest[0] == '2' && rest[1] == '.' && char.IsAsciiDigit(rest[2]) && rest[3] == '.';
            if (isWhole || ((at == 0 || (at > 1 && text[at - 2] == ':')) && rest.StartsWith("ok", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
