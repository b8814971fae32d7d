using MimeKit;

namespace Recapito.Core;

/// <summary>Tells who wrote a report.</summary>
internal static class ReportingSystem
{
    internal static string Of(MimeMessage? message, DeliveryStatus? status, ReportText? text, string? plain, string? reporter)
    {
        if (status is not null && status.Message.Keys.Any(name => name.StartsWith("x-postfix", StringComparison.Ordinal)))
        {
            return "postfix";
        }

        var host = reporter ?? "";
        var isMicrosoftHost = host.EndsWith(".outlook.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".outlook.cn", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".office365.us", StringComparison.OrdinalIgnoreCase);
        var isNdr = text?.System == "exchange" || message?.Headers.Contains("X-MS-Exchange-Message-Is-Ndr") == true;
        if (isMicrosoftHost || isNdr)
        {
            return isMicrosoftHost ? "exchange-online" : "exchange";
        }

        return text?.System ?? OfHeaders(message) ?? OfText(plain ?? "") ?? "unknown";
    }

    private static string? OfHeaders(MimeMessage? message)
    {
        var from = message?.Headers[HeaderId.From] ?? "";
        return message is null ? null
            : from.Contains("@googlemail.com", StringComparison.OrdinalIgnoreCase) ? "gmail"
            : from.Contains("amazonses.com", StringComparison.OrdinalIgnoreCase) ? "amazon-ses"
            : message.Headers.Contains("X-MC-System") ? "mimecast"
            : message.Headers.Contains("X-Failed-Recipients") ? "exim"
            : message.Headers["X-Mailer"]?.Contains("Microsoft Exchange", StringComparison.OrdinalIgnoreCase) == true ? "exchange"
            : null;
    }

    private static string? OfText(string text) =>
        text.Contains("The original message was received at", StringComparison.Ordinal) ? "sendmail"
        : text.Contains("amavis", StringComparison.OrdinalIgnoreCase) ? "amavis"
        : null;
}
