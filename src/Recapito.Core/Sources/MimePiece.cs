using System.Globalization;
using System.Text;

namespace Recapito.Core;

/// <summary>A part of a mail that is being written (RFC 2046).</summary>
/// <param name="Type">The value of Content-Type.</param>
/// <param name="Content">The bytes of the part as they stand in the mail, in UTF-8 where they are text.</param>
/// <param name="Name">The name of the attachment, or null.</param>
internal sealed record MimePiece(string Type, byte[] Content, string? Name = null)
{
    private const string BoundaryStart = "=_outlook_";
    private const int BoundaryDigits = 9;

    internal static MimePiece Text(string type, string text) => new($"{type}; charset=utf-8", Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)));

    /// <summary>Several pieces as one; a single one stays what it is.</summary>
    internal static MimePiece Join(string type, IReadOnlyList<MimePiece> pieces)
    {
        if (pieces is [var only])
        {
            return only;
        }

        var boundary = FreeBoundary(pieces);
        using var content = new MemoryStream(pieces.Sum(piece => piece.Content.Length + 256));
        foreach (var piece in pieces)
        {
            content.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\n{piece.Fields()}\r\n"));
            content.Write(piece.Content);
            content.Write("\r\n"u8);
        }

        content.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return new($"{type}; boundary=\"{boundary}\"", content.ToArray());
    }

    /// <summary>The header fields that describe the piece (RFC 2045 §5, §6; RFC 2183).</summary>
    internal string Fields()
    {
        var encoding = Content.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF) ? "Content-Transfer-Encoding: 8bit\r\n" : "";
        var disposition = Name is null ? "" : $"Content-Disposition: attachment; filename=\"{MimeFields.Quotable(Name)}\"\r\n";
        return $"Content-Type: {Type}\r\n{encoding}{disposition}";
    }

    /// <summary>One that no piece contains: messages inside have boundaries of the same form.</summary>
    private static string FreeBoundary(IReadOnlyList<MimePiece> pieces)
    {
        var start = Encoding.ASCII.GetBytes("--" + BoundaryStart);
        var greatest = 0;
        foreach (var piece in pieces)
        {
            var rest = piece.Content.AsSpan();
            for (var found = rest.IndexOf(start); found >= 0; found = rest.IndexOf(start))
            {
                rest = rest[(found + start.Length)..];
                var digits = rest[..Math.Min(BoundaryDigits, rest.Length)];
                greatest = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(greatest, number) : greatest;
            }
        }

        return BoundaryStart + (greatest + 1).ToString("D9", CultureInfo.InvariantCulture);
    }
}
