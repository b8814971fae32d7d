using System.Text;
using MimeKit;

namespace Recapito.Core;

/// <summary>A leaf of the mail's tree with its place in the bytes.</summary>
/// <param name="Entity">The part; lives as long as its message.</param>
/// <param name="Type">Media type in lower case, such as "message/delivery-status".</param>
/// <param name="Number">1 for the first leaf.</param>
/// <param name="Offset">Byte offset of the part's first header line, for a mail without parts that of its first header.</param>
/// <param name="ContentOffset">Byte offset of the content; that of the part where the content is encoded, as places inside are lost.</param>
/// <param name="IsEncoded">Base64, quoted-printable or uuencode: offsets inside the decoded content mean nothing.</param>
internal sealed record MailPart(MimeEntity Entity, string Type, int Number, long Offset, long ContentOffset, bool IsEncoded)
{
    internal string Name => $"part {Number} ({Type})";

    /// <summary>The place in the mail of a place in the decoded content.</summary>
    internal long Place(long offsetInContent) => IsEncoded ? Offset : ContentOffset + offsetInContent;

    /// <summary>The decoded content, at most so many bytes of it.</summary>
    internal byte[] Decode(int limit)
    {
        if (Entity is not MimePart { Content: { } content })
        {
            return [];
        }

        using var stream = content.Open();
        var buffer = new byte[Math.Min(limit, 4096)];
        var length = 0;
        while (length < limit && stream.Read(buffer, length, buffer.Length - length) is > 0 and var read)
        {
            length += read;
            if (length == buffer.Length && length < limit)
            {
                Array.Resize(ref buffer, Math.Min(limit, length * 2));
            }
        }

        return buffer[..length];
    }

    /// <summary>The decoded content as text in the part's charset; where that is missing or unknown, UTF-8 if it fits, else Latin-1.</summary>
    internal string Text(int limit)
    {
        var bytes = Decode(limit);
        return CharsetOf(Entity.ContentType) is { } charset ? charset.GetString(bytes) : TextOf(bytes);
    }

    /// <summary>UTF-8 where the bytes are that, else Latin-1, which fits any bytes.</summary>
    internal static string TextOf(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);

    private static Encoding? CharsetOf(ContentType type)
    {
        try
        {
            return string.IsNullOrWhiteSpace(type.Charset) || type.Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
                ? null
                : type.CharsetEncoding;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
