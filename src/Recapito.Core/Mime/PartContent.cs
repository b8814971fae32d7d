using System.Buffers;
using MimeKit.Encodings;

namespace Recapito.Core;

/// <summary>The content of a part without its transfer encoding (RFC 2045 §6).</summary>
internal static class PartContent
{
    /// <summary>The last letters count too where their padding was lost; more of it than is needed says nothing.</summary>
    private static readonly byte[] Padding = [(byte)'=', (byte)'='];

    /// <summary>The bytes; where nothing is encoded, those of the mail themselves. At most so many are decoded.</summary>
    internal static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> mail, in MailPart part, int limit)
    {
        var content = mail[part.Content..Math.Max(part.Content, part.End)];
        return part.Encoding switch
        {
            PartEncoding.Base64 => Decode(new Base64Decoder(), content, limit, padding: Padding),
            PartEncoding.QuotedPrintable => QuotedPrintable.Decode(content, limit),
            PartEncoding.UuEncode => Decode(new UUDecoder(), content, limit, padding: []),
            _ => content[..Math.Min(content.Length, limit)],
        };
    }

    /// <summary>The content as text in its charset.</summary>
    internal static string Text(ReadOnlySpan<byte> mail, in MailPart part, int limit) =>
        Charsets.Decode(Of(mail, part, limit), part.Charset.Of(mail));

    /// <summary>No encoding makes a content longer, so what decodes to the limit is at most four times as long.</summary>
    private static byte[] Decode(IMimeDecoder decoder, ReadOnlySpan<byte> content, int limit, byte[] padding)
    {
        content = content[..(int)Math.Min(content.Length, (long)limit * 4)];
        var size = content.Length + padding.Length;
        var input = ArrayPool<byte>.Shared.Rent(size);
        content.CopyTo(input);
        padding.CopyTo(input, content.Length);
        var output = new byte[decoder.EstimateOutputLength(size)];
        var length = decoder.Decode(input, 0, size, output);
        ArrayPool<byte>.Shared.Return(input);
        return output[..Math.Min(length, limit)];
    }
}
