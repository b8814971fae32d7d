namespace Recapito.Lab;

/// <summary>A command line taken apart (RFC 5321 §4.1.1).</summary>
/// <param name="Verb">In capitals.</param>
/// <param name="Argument">What follows, trimmed.</param>
internal readonly record struct SmtpCommand(string Verb, string Argument)
{
    public static SmtpCommand Parse(string line)
    {
        var text = line.Trim();
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0
            ? new(text.ToUpperInvariant(), "")
            : new(text[..blank].ToUpperInvariant(), text[(blank + 1)..].Trim());
    }

    /// <summary>The path after "FROM:" or "TO:", without angle brackets and source route; null where it is no path (RFC 5321 §4.1.2).</summary>
    public string? Path(string keyword)
    {
        if (!Argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var rest = Argument[keyword.Length..].TrimStart();
        var end = rest.IndexOf('>', StringComparison.Ordinal);
        if (rest.Length == 0 || rest[0] != '<' || end < 0 || (end + 1 < rest.Length && rest[end + 1] != ' '))
        {
            return null;
        }

        var path = rest[1..end];
        var colon = path.StartsWith('@') ? path.IndexOf(':', StringComparison.Ordinal) : -1;
        return path[(colon + 1)..];
    }
}
