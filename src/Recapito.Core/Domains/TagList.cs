namespace Recapito.Core;

/// <summary>One tag of a list.</summary>
/// <param name="Name">As written.</param>
/// <param name="Value">Without blanks around it.</param>
/// <param name="Position">Where the name begins: 1 is the first character of the record.</param>
internal sealed record Tag(string Name, string Value, int Position);

/// <summary>
/// A list "name=value; name=value" as DKIM defined it (RFC 6376 §3.2), and DMARC, MTA-STS, TLS-RPT and BIMI took over. Blanks around names and values
/// do not count; the order does, for the version.
/// </summary>
internal sealed class TagList
{
    private TagList(string text, IReadOnlyList<Tag> tags, string? broken)
    {
        (Text, Tags, Broken) = (text, tags, broken);
    }

    /// <summary>The record.</summary>
    public string Text { get; }

    /// <summary>The tags in their order; of a repeated name, all.</summary>
    public IReadOnlyList<Tag> Tags { get; }

    /// <summary>The first part that is no "name=value", or the name that stands there twice (§3.2: then the list is invalid); null where the list is whole.</summary>
    public string? Broken { get; }

    /// <summary>The value of a tag, the first one; null where there is none.</summary>
    public string? this[string name] => Tags.FirstOrDefault(tag => tag.Name == name)?.Value;

    /// <summary>Reads a record.</summary>
    public static TagList Parse(string text)
    {
        var tags = new List<Tag>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? broken = null;
        var start = 0;
        foreach (var part in text.Split(';'))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = (equals < 0 ? part : part[..equals]).Trim(' ', '\t', '\r', '\n');
            if (equals < 0 ? name.Length > 0 : !IsName(name))
            {
                broken ??= part.Trim();
            }
            else if (equals >= 0)
            {
                tags.Add(new(name, part[(equals + 1)..].Trim(' ', '\t', '\r', '\n'), start + part.IndexOf(name, StringComparison.Ordinal) + 1));
                broken ??= seen.Add(name) ? null : name;
            }

            start += part.Length + 1;
        }

        return new(text, tags, broken);
    }

    /// <summary>
    /// True where the first tag is v with this value, letter by letter, and nothing but a semicolon or the end follows: the mark by which each of these
    /// records is told from other TXT records.
    /// </summary>
    public bool IsVersion(string value) => Tags is [{ Name: "v" } first, ..] && first.Value == value && Text.AsSpan().TrimStart().StartsWith("v");

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');
}
