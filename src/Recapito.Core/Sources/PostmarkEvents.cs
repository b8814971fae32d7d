using System.Text;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Events of Postmark (its developer documentation, "Bounce webhook", "Delivery webhook", "Spam complaint webhook", "Subscription change
/// webhook"), and the list of its API GET /bounces ("Bounce API", with the table of bounce types).
/// </summary>
internal static class PostmarkEvents
{
    private const string System = "postmark";
    private const string Source = "Postmark developer documentation, webhooks";

    /// <summary>Webhooks of before 2018 have no RecordType, and are bounces.</summary>
    internal static bool Is(JsonElement value) => value.Has("RecordType") || (value.Has("TypeCode") && value.Has("Email"));

    internal static DsnReport Read(JsonElement value, EventPlace place)
    {
        var record = value.Text("RecordType") ?? "Bounce";
        var type = value.Text("Type") ?? "";
        var kind = record switch
        {
            "Bounce" => KindOf(type, place),
            "SpamComplaint" => ReportKind.Complaint,
            "Delivery" => ReportKind.Delivered,
            "SubscriptionChange" when value.Member("SuppressSending").ValueKind == JsonValueKind.True => value.Text("SuppressionReason") == "HardBounce" ? ReportKind.Bounce : ReportKind.Complaint,
            "SMTPApiError" => ReportKind.Bounce,
            _ => ReportKind.NotABounce,
        };
        if (record is not ("Bounce" or "SpamComplaint" or "Delivery" or "SubscriptionChange" or "SMTPApiError" or "Open" or "Click" or "Inbound"))
        {
            place.Unknown("RecordType", record, Source);
        }

        var report = Report(value, kind, type, place);
        return report with
        {
            System = System,
            Complaint = kind != ReportKind.Complaint ? null
                : new() { FeedbackType = type == "Unsubscribe" || value.Text("SuppressionReason") == "ManualSuppression" ? "opt-out" : "abuse" },
            Returned = Returned(value, report.Returned),
            Date = value.Time("BouncedAt") ?? value.Time("DeliveredAt") ?? value.Time("ChangedAt"),
        };
    }

    /// <summary>The types of the Bounce API's table.</summary>
    private static ReportKind KindOf(string type, EventPlace place)
    {
        switch (type)
        {
            case "HardBounce" or "SoftBounce" or "DnsError" or "SpamNotification" or "VirusNotification" or "BadEmailAddress" or "Blocked" or "DMARCPolicy"
                or "SMTPApiError" or "TemplateRenderingFailed" or "ManuallyDeactivated" or "Unknown":
                return ReportKind.Bounce;
            case "Transient":
                return ReportKind.Delay;
            case "AutoResponder" or "AddressChange":
                return ReportKind.AutoReply;
            case "ChallengeVerification":
                return ReportKind.Challenge;
            case "SpamComplaint" or "Unsubscribe":
                return ReportKind.Complaint;
            case "Subscribe" or "OpenRelayTest" or "Unconfirmed" or "InboundError":
                return ReportKind.NotABounce;
            default:
                place.Add($"\"Type\" is '{(type.Length > 60 ? type[..60] + "…" : type)}', which is no bounce type of Postmark's Bounce API", "took it for a bounce");
                return ReportKind.Bounce;
        }
    }

    private static DsnReport Report(JsonElement value, ReportKind kind, string type, EventPlace place)
    {
        if (kind == ReportKind.NotABounce)
        {
            return new() { Kind = kind };
        }

        if ((value.Address("Email") ?? value.Address("Recipient")) is not { } address)
        {
            place.Missing("Email", Source);
            return new() { Kind = kind };
        }

        // The whole bounce says more than its summary.
        if (kind is ReportKind.Bounce or ReportKind.Delay && value.Member("Content").Text(int.MaxValue) is { } content && DsnReader.Read(Encoding.UTF8.GetBytes(content)) is var bounce
            && bounce.Recipients.FirstOrDefault(recipient => recipient.FinalRecipient.Equals(address, StringComparison.OrdinalIgnoreCase)) is { Status: not null } found)
        {
            return new() { Kind = kind, Message = bounce.Message, Returned = bounce.Returned, Language = bounce.Language, Recipients = [found with { Kind = kind }] };
        }

        var recipient = new EventRecipient(address, kind)
        {
            Class = type switch
            {
                "HardBounce" or "BadEmailAddress" or "ManuallyDeactivated" => EventRecipient.Permanent,
                "SoftBounce" or "Transient" or "DnsError" => EventRecipient.Transient,
                _ => value.Text("SuppressionReason") == "HardBounce" ? EventRecipient.Permanent : null,
            },
            Diagnostic = kind == ReportKind.Complaint ? null : value.Text("Details") ?? value.Text("Description"),
            IsTyped = true,
        };
        return new() { Kind = kind, Recipients = [recipient.Fields()] };
    }

    private static ReturnedMessage Returned(JsonElement value, ReturnedMessage? returned) => (returned ?? new()) with
    {
        Sender = value.Address("From") ?? returned?.Sender,
        Subject = value.Text("Subject") ?? returned?.Subject,
        MessageId = returned?.MessageId ?? value.Text("MessageID"),
        CampaignId = returned?.CampaignId ?? value.Text("Tag"),
    };
}
