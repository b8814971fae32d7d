using System.Text;

namespace Recapito.Core;

/// <summary>Tells what an attachment is: reports and the messages that they return matter, the rest is only named.</summary>
internal static class OutlookAttachment
{
    /// <summary>Types whose content is read (RFC 3464, RFC 5965, RFC 6522, RFC 6533, RFC 8098).</summary>
    private static readonly string[] Read =
    [
        "message/rfc822", "message/global", "message/delivery-status", "message/global-delivery-status", "message/feedback-report",
        "message/disposition-notification", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers",
    ];

    private static readonly string[] StatusFields = ["Reporting-MTA:", "Original-Envelope-Id:", "DSN-Gateway:", "Received-From-MTA:", "Final-Recipient:", "X-Postfix-Queue-ID:"];

    private static readonly string[] HeaderFields = ["Return-Path:", "Received:", "Delivered-To:", "DKIM-Signature:"];

    /// <summary>The media type of an attachment: the one it came with, else by its name, else by how it begins.</summary>
    /// <param name="mimeTag">PidTagAttachMimeTag.</param>
    /// <param name="name">Its file name.</param>
    /// <param name="start">The first bytes of its content.</param>
    internal static string TypeOf(string? mimeTag, string name, ReadOnlySpan<byte> start)
    {
        var tag = (mimeTag ?? "").Split(';')[0].Trim().ToLowerInvariant();
        if (Read.Contains(tag))
        {
            return tag;
        }

        if (name.EndsWith(".eml", StringComparison.OrdinalIgnoreCase))
        {
            return "message/rfc822";
        }

        // Outlook calls the parts of a report that it does not know "details.txt" or "ATT00001.txt", with a type of its own or none.
        var text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, 64)]).TrimStart('\r', '\n', '\u00EF', '\u00BB', '\u00BF');
        return Begins(text, StatusFields) ? "message/delivery-status"
            : Begins(text, HeaderFields) ? "text/rfc822-headers"
            : "application/octet-stream";
    }

    internal static bool IsRead(string type) => Read.Contains(type);

    private static bool Begins(string text, string[] names) => Array.Exists(names, name => text.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
