using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Recapito.Lab;

/// <summary>Reads RDATA from the words of a zone text.</summary>
internal static class RData
{
    /// <summary>Begins RDATA that is given as octets (RFC 3597 §5): "\# 3 0a0b0c". Any type may be written so, also with octets that do not fit it.</summary>
    public const string Generic = @"\#";

    private const string TimeForm = "yyyyMMddHHmmss";

    /// <summary>True where a field of a type is a domain name.</summary>
    public static bool IsName(ZoneRecord record, int index) =>
        !record.IsGeneric && RDataShape.Of(record.Type) is { } shape && index < shape.Count && shape[index] is RDataField.Name or RDataField.WholeName;

    /// <summary>True where a field is a string that a zone text has in quotes.</summary>
    public static bool IsText(ZoneRecord record, int index) =>
        !record.IsGeneric && RDataShape.Of(record.Type) is { } shape && (shape is [RDataField.Text] || (index < shape.Count && shape[index] is RDataField.RestAsText));

    /// <summary>The fields of a record.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="at">The word that named the type, for errors.</param>
    /// <param name="tokens">The words behind it.</param>
    /// <param name="name">Turns a word into an absolute canonical name.</param>
    /// <exception cref="ZoneFileException">A field is missing, too many or wrong.</exception>
    public static IReadOnlyList<string> Read(DnsType type, ZoneToken at, IReadOnlyList<ZoneToken> tokens, Func<ZoneToken, string> name)
    {
        if (tokens is [{ Text: Generic, Quoted: false }, ..])
        {
            return ReadGeneric(tokens);
        }

        var shape = RDataShape.Of(type) ?? throw Count(type, at, tokens.Count);
        var least = shape[^1] is RDataField.Types ? shape.Count - 1 : shape.Count;
        var open = shape[^1] is RDataField.Types or RDataField.Hex or RDataField.Base64 || shape is [RDataField.Text];
        if (tokens.Count < least || (tokens.Count > shape.Count && !open))
        {
            throw Count(type, tokens.Count > shape.Count ? tokens[shape.Count] : at, tokens.Count, at.Text);
        }

        var fields = tokens.Take(shape.Count - 1).Select((token, i) => Value(shape[i], token, name)).ToList();
        var rest = tokens.Skip(shape.Count - 1).ToList();
        if (shape[^1] is RDataField.Hex or RDataField.Base64)
        {
            // Blanks inside mean nothing (RFC 4034 §2.2).
            rest = [rest[0] with { Text = string.Concat(rest.Select(token => token.Text)) }];
        }

        return [.. fields, .. rest.Select(token => Value(shape[^1], token, name))];
    }

    /// <summary>The moment that a field of RRSIG says, in seconds since 1970.</summary>
    public static uint Seconds(string time) => (uint)DateTimeOffset.ParseExact(time, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();

    /// <summary>A moment as RRSIG has it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static ZoneFileException Count(DnsType type, ZoneToken place, int given, string? word = null) =>
        new(place.Line, place.Column, $"{(word ?? place.Text).ToUpperInvariant()} takes {RDataShape.InWords(type)}, {given} given");

    private static IReadOnlyList<string> ReadGeneric(IReadOnlyList<ZoneToken> tokens)
    {
        var hex = string.Concat(tokens.Skip(2).Select(token => token.Text)).ToLowerInvariant();
        var length = tokens.Count > 1 && ushort.TryParse(tokens[1].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return length >= 0 && hex.Length == 2 * length && hex.All(char.IsAsciiHexDigit)
            ? [Generic, length.ToString(CultureInfo.InvariantCulture), .. length > 0 ? new[] { hex } : []]
            : throw Wrong(tokens[0], "followed by the number of octets and as many pairs of hexadecimal digits (\\# 3 0a0b0c, RFC 3597 §5)");
    }

    private static string Value(RDataField field, ZoneToken token, Func<ZoneToken, string> name) => field switch
    {
        RDataField.Name or RDataField.WholeName => name(token),
        RDataField.Octet => Number(token, byte.MaxValue),
        RDataField.Short => Number(token, ushort.MaxValue),
        RDataField.Number => Number(token, uint.MaxValue),
        RDataField.Seconds => ZoneFile.Ttl(token.Text)?.ToString(CultureInfo.InvariantCulture) ?? throw Wrong(token, "a time in seconds (3600) or units (1h30m)"),
        RDataField.Ipv4 => Address(token, AddressFamily.InterNetwork),
        RDataField.Ipv6 => Address(token, AddressFamily.InterNetworkV6),
        RDataField.Hex => Placeholder.IsOne(token.Text) || IsHex(token.Text) ? token.Text.ToLowerInvariant() : throw Wrong(token, "hexadecimal digits in pairs"),
        RDataField.Salt => token.Text is "-" || (IsHex(token.Text) && token.Text.Length <= 510) ? token.Text.ToLowerInvariant() : throw Wrong(token, "a salt: hexadecimal digits in pairs, or \"-\" for none"),
        RDataField.Base64 => Convert.TryFromBase64String(token.Text, new byte[token.Text.Length], out _) ? token.Text : throw Wrong(token, "base64"),
        RDataField.Hash => Base32Hex.IsOne(token.Text) ? token.Text.ToLowerInvariant() : throw Wrong(token, "a hash in base32hex"),
        RDataField.Type or RDataField.Types => DnsTypeName.Parse(token.Text) is { } type ? DnsTypeName.Of(type) : throw Wrong(token, "a record type"),
        RDataField.Time => Moment(token),
        _ => Text(token, field is RDataField.RestAsText ? ushort.MaxValue - 512 : 255),
    };

    private static string Text(ZoneToken token, int most)
    {
        var text = token.Quoted ? token.Text : ZoneTokens.Unescaped(token.Text);
        return text.Length <= most && text.All(c => c <= 255) ? text : throw Wrong(token, "a string of at most 255 octets (RFC 1035 §3.3.14); cut it into several quoted strings");
    }

    private static bool IsHex(string text) => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);

    private static string Moment(ZoneToken token) =>
        token.Text.Length == TimeForm.Length && DateTimeOffset.TryParseExact(token.Text, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? token.Text
        : uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Time(DateTimeOffset.FromUnixTimeSeconds(seconds))
        : throw Wrong(token, "a moment (20261123101500, or seconds since 1970)");

    private static string Number(ZoneToken token, uint max) =>
        uint.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= max
            ? value.ToString(CultureInfo.InvariantCulture)
            : throw Wrong(token, $"a number from 0 to {max.ToString(CultureInfo.InvariantCulture)}");

    private static string Address(ZoneToken token, AddressFamily family)
    {
        var good = IPAddress.TryParse(token.Text, out var address) && address.AddressFamily == family
            && (family is AddressFamily.InterNetworkV6 || token.Text.Count(c => c is '.') == 3);
        return good ? address!.ToString() : throw Wrong(token, family is AddressFamily.InterNetwork ? "an IPv4 address (192.0.2.25)" : "an IPv6 address (2001:db8::25)");
    }

    private static ZoneFileException Wrong(ZoneToken token, string wanted) =>
        new(token.Line, token.Column, $"\"{token.Text}\" is not {wanted}");
}
