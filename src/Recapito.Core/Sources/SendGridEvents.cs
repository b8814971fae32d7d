using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Events of Twilio SendGrid ("Event Webhook Reference" in its documentation), and the list of its API GET /v3/suppression/bounces.
/// </summary>
internal static class SendGridEvents
{
    private const string System = "sendgrid";
    private const string Source = "SendGrid Event Webhook Reference";

    /// <summary>An event and an address; in the list of bounces the time and the reason of one.</summary>
    internal static bool Is(JsonElement value) => value.Text("email") is not null && (value.Has("event") || (value.Has("created") && value.Has("reason")));

    internal static DsnReport Read(JsonElement value, EventPlace place)
    {
        var name = (value.Text("event") ?? "bounce").ToLowerInvariant();
        var kind = name switch
        {
            "bounce" or "blocked" or "dropped" => ReportKind.Bounce,
            "deferred" => ReportKind.Delay,
            "delivered" => ReportKind.Delivered,
            "spamreport" or "spam_report" or "unsubscribe" or "group_unsubscribe" => ReportKind.Complaint,
            _ => ReportKind.NotABounce,
        };
        if (kind == ReportKind.NotABounce && name is not ("processed" or "open" or "click" or "group_resubscribe"))
        {
            place.Unknown("event", name, Source);
        }

        var time = value.Time("timestamp") ?? value.Time("created");
        return new()
        {
            Kind = kind,
            System = System,
            Recipients = kind == ReportKind.NotABounce ? [] : [Recipient(value, name, kind, time).Fields()],
            Complaint = kind != ReportKind.Complaint ? null : new() { FeedbackType = name.StartsWith("spam", StringComparison.Ordinal) ? "abuse" : "opt-out" },
            Returned = Returned(value),
            Date = time,
        };
    }

    /// <summary>
    /// A bounce has "reason" and "status" and, where it is a refusal for now, the type "blocked"; a deferral and a delivery have
    /// "response"; a drop has "reason" only, as nobody was asked.
    /// </summary>
    private static EventRecipient Recipient(JsonElement value, string name, ReportKind kind, DateTimeOffset? time) => new(value.Text("email")!, kind)
    {
        Status = value.Text("status"),
        Class = kind == ReportKind.Delay || name == "blocked" || value.Text("type") == "blocked" ? EventRecipient.Transient
            : kind == ReportKind.Bounce ? EventRecipient.Permanent
            : null,
        Diagnostic = value.Text("reason") ?? value.Text("response") ?? (kind == ReportKind.Bounce ? value.Text("bounce_classification") : null),
        LastAttempt = name is "bounce" or "blocked" or "deferred" ? time : null,
    };

    private static ReturnedMessage? Returned(JsonElement value)
    {
        var id = value.Text("smtp-id") ?? value.Text("sg_message_id");
        var campaign = value.Text("marketing_campaign_id") ?? value.Text("singlesend_id");
        return id is null && campaign is null ? null : new() { MessageId = id?.Trim().Trim('<', '>'), CampaignId = campaign };
    }
}
