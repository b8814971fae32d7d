using MimeKit;

namespace Recapito.Core;

/// <summary>A mail as its reader sees it in a mail program, without pictures and layout.</summary>
public static class ReadableMail
{
    /// <summary>Its subject and its text; null where it has none to be read. Whoever shows it escapes it: it is what others wrote.</summary>
    /// <param name="mail">The mail.</param>
    /// <exception cref="FormatException">It has no header at all (RFC 5322 §2.1).</exception>
    public static string? TextOf(byte[] mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        using var source = new MemoryStream(mail, writable: false);
        using var message = MimeMessage.Load(source);
        var text = message.TextBody ?? (message.HtmlBody is { } html ? HumanText.OfHtml(html) : "");
        return text.Trim() is { Length: > 0 } read ? $"{message.Subject}\n\n{read}" : null;
    }
}
