namespace Recapito.Core;

/// <summary>Tells who wrote a report.</summary>
internal static class ReportingSystem
{
    private static readonly string[] MicrosoftSuffixes = [".outlook.com", ".outlook.cn", ".office365.us"];

    internal static string Of(ReportMail mail, DeliveryStatus? status, ReportText text, string? reporter)
    {
        if (status is { IsOfPostfix: true })
        {
            return "postfix";
        }

        var isMicrosoftHost = reporter is not null && Array.Exists(MicrosoftSuffixes, suffix => reporter.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        return isMicrosoftHost ? "exchange-online"
            : text.System is not ("exchange" or "unknown") ? text.System
            : text.System == "exchange" || mail.Has(HeaderName.IsNdr) ? "exchange"
            : "unknown";
    }
}
