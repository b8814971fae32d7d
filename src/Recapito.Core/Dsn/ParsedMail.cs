using System.Runtime.InteropServices;
using MimeKit;

namespace Recapito.Core;

/// <summary>A mail taken apart: its headers, its leaves and the place of each.</summary>
internal sealed class ParsedMail : IDisposable
{
    /// <summary>A report stands before the message that comes back: what is behind this many bytes tells nothing more.</summary>
    internal const int LongestMail = 16 << 20;

    /// <summary>Deeper trees are attacks; a report has three levels.</summary>
    private const int DeepestPart = 24;

    private const int MostParts = 500;

    private readonly Dictionary<MimeEntity, (long Begin, long Content)> places = [];
    private readonly ReadOnlyMemory<byte> bytes;

    private ParsedMail(ReadOnlyMemory<byte> bytes) => this.bytes = bytes;

    internal MimeMessage Message { get; private set; } = null!;

    internal List<MailPart> Parts { get; } = [];

    /// <summary>Null, with an issue, where the bytes are no mail at all.</summary>
    internal static ParsedMail? Parse(ReadOnlyMemory<byte> mail, IssueList issues)
    {
        if (mail.Length > LongestMail)
        {
            issues.Add(new("mail", LongestMail, $"the mail has {mail.Length} bytes", $"read the first {LongestMail} bytes only"));
            mail = mail[..LongestMail];
        }

        var parsed = new ParsedMail(mail);
        try
        {
            parsed.ParseBytes();
            parsed.Walk(parsed.Message.Body, 0);
            return parsed;
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            issues.Add(new("mail", 0, $"no headers as RFC 5322 §2.2 wants them ({e.Message})", "took it for no bounce"));
            parsed.Dispose();
            return null;
        }
    }

    public void Dispose() => Message?.Dispose();

    private void ParseBytes()
    {
        using var stream = MemoryMarshal.TryGetArray(bytes, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = DeepestPart;
        var parser = new MimeParser(options, stream, MimeFormat.Entity, persistent: false);
        parser.MimeEntityEnd += (_, e) => places[e.Entity] = (e.BeginOffset, e.HeadersEndOffset);
        Message = parser.ParseMessage();
    }

    private void Walk(MimeEntity? entity, int depth)
    {
        if (entity is null || depth > DeepestPart || Parts.Count >= MostParts)
        {
            return;
        }

        if (entity is Multipart multipart)
        {
            foreach (var child in multipart)
            {
                Walk(child, depth + 1);
            }

            return;
        }

        var (begin, content) = places.GetValueOrDefault(entity);
        var encoded = entity is MimePart { ContentTransferEncoding: ContentEncoding.Base64 or ContentEncoding.QuotedPrintable or ContentEncoding.UUEncode };
        Parts.Add(new(entity, entity.ContentType.MimeType.ToLowerInvariant(), Parts.Count + 1, begin, AfterBlankLine(content), encoded));
    }

    /// <summary>The headers end before or after their closing blank line, depending on whether there is one.</summary>
    private long AfterBlankLine(long offset)
    {
        var rest = bytes.Span[(int)Math.Clamp(offset, 0, bytes.Length)..];
        return offset + (rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) ? 1 : 0);
    }
}
