using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;
using MimeKit;

namespace Recapito.Core;

/// <summary>From the bytes of a part to text, in whatever charset they say they are, or are.</summary>
internal static class Charsets
{
    /// <summary>Looking a charset up costs more than reading a header. Names that come from mails are bounded in number.</summary>
    private static readonly ConcurrentDictionary<string, Encoding?> Tables = new(StringComparer.OrdinalIgnoreCase);

    private const int MostTables = 300;

    /// <summary>.NET brings the tables of most charsets, and uses them only when told to.</summary>
    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>
    /// The text. A charset that is missing, unknown or contradicted by the bytes gives way: to ISO-2022-JP where its escapes stand (RFC 1468),
    /// else to UTF-8 where the bytes are that, else to Latin-1, which fits any bytes.
    /// </summary>
    internal static string Decode(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> charset)
    {
        if (!bytes.ContainsAnyExceptInRange((byte)1, (byte)127) && !IsShifted(bytes, charset))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        return Named(charset, bytes) ?? OfUnnamed(bytes);
    }

    private static string OfUnnamed(ReadOnlySpan<byte> bytes) =>
        HasEscapes(bytes) && Table("iso-2022-jp") is { } japanese ? japanese.GetString(bytes)
        : Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
        : Encoding.Latin1.GetString(bytes);

    /// <summary>Seven-bit bytes that are not ASCII all the same.</summary>
    private static bool IsShifted(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> charset) =>
        HasEscapes(bytes) || (IsUtf7(charset) && bytes.Contains((byte)'+')) || Ascii.EqualsIgnoreCase(charset, "hz-gb-2312"u8);

    private static bool HasEscapes(ReadOnlySpan<byte> bytes) => bytes.IndexOf("\u001b$"u8) >= 0 || bytes.IndexOf("\u001b("u8) >= 0;

    private static bool IsUtf7(ReadOnlySpan<byte> charset) =>
        Ascii.EqualsIgnoreCase(charset, "utf-7"u8) || Ascii.EqualsIgnoreCase(charset, "unicode-1-1-utf-7"u8);

    private static string? Named(ReadOnlySpan<byte> charset, ReadOnlySpan<byte> bytes)
    {
        if (charset.IsEmpty || charset.Length > 40 || Ascii.EqualsIgnoreCase(charset, "us-ascii"u8) || Ascii.EqualsIgnoreCase(charset, "utf-8"u8))
        {
            return null;
        }

        if (IsUtf7(charset))
        {
            return Utf7.Decode(bytes);
        }

        // What is plain UTF-8 was relabelled on its way more often than it is anything else by chance.
        var isLatin = charset.BeginsWith("iso-8859"u8);
        return isLatin && Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Table(Encoding.ASCII.GetString(charset))?.GetString(bytes);
    }

    /// <summary>Null for a charset that nobody knows.</summary>
    private static Encoding? Table(string name)
    {
        if (Tables.TryGetValue(name, out var known))
        {
            return known;
        }

        var table = LookUp(name);
        if (Tables.Count < MostTables)
        {
            Tables.TryAdd(name, table);
        }

        return table;
    }

    /// <summary>MimeKit knows more names than .NET does, but to ask it costs the tables of twenty charsets.</summary>
    private static Encoding? LookUp(string name) =>
        Found(name, static name => Encoding.GetEncoding(name)) ?? Found(name, static name => new ContentType("text", "plain") { Charset = name }.CharsetEncoding);

    private static Encoding? Found(string name, Func<string, Encoding?> look)
    {
        try
        {
            return look(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
