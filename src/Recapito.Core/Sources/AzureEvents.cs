using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Events of Azure Communication Services ("Azure Communication Services - Email events" in the documentation of Azure Event Grid), in
/// the schema of Event Grid (eventType) and in that of CloudEvents 1.0 (type).
/// </summary>
internal static class AzureEvents
{
    private const string System = "azure-communication-services";
    private const string Source = "Azure Event Grid, Communication Services email events";
    private const string DeliveryReport = "Microsoft.Communication.EmailDeliveryReportReceived";

    private static readonly string[] Others =
        ["Microsoft.Communication.EmailEngagementTrackingReportReceived", "Microsoft.EventGrid.SubscriptionValidationEvent", "Microsoft.EventGrid.SubscriptionDeletedEvent"];

    internal static bool Is(JsonElement value) => TypeOf(value) is { } type
        && (type.StartsWith("Microsoft.Communication.", StringComparison.OrdinalIgnoreCase) || type.StartsWith("Microsoft.EventGrid.", StringComparison.OrdinalIgnoreCase));

    internal static DsnReport Read(JsonElement value, EventPlace place)
    {
        var type = TypeOf(value) ?? "";
        if (!type.Equals(DeliveryReport, StringComparison.OrdinalIgnoreCase))
        {
            if (!Others.Contains(type, StringComparer.OrdinalIgnoreCase))
            {
                place.Unknown(value.Has("eventType") ? "eventType" : "type", type, Source);
            }

            return new() { Kind = ReportKind.NotABounce, System = System };
        }

        var data = value.Member("data");
        var status = data.Text("status") ?? "";
        var kind = KindOf(status, place);
        var time = data.Time("deliveryAttemptTimeStamp") ?? data.Time("deliveryAttemptTimestamp");
        if (data.Address("recipient") is not { } address)
        {
            place.Missing("recipient", Source);
            address = "";
        }

        return new()
        {
            Kind = kind,
            System = System,
            Recipients = address.Length == 0 ? [] : [Recipient(data, address, status, kind, time).Fields()],
            Returned = new() { Sender = data.Address("sender"), MessageId = (data.Text("internetMessageId") ?? data.Text("messageId"))?.Trim().Trim('<', '>') },
            Date = time ?? value.Time("eventTime") ?? value.Time("time"),
        };
    }

    private static EventRecipient Recipient(JsonElement data, string address, string status, ReportKind kind, DateTimeOffset? time)
    {
        var details = data.Member("deliveryStatusDetails");
        var host = details.Text("recipientMailServerHostName");
        return new(address, kind)
        {
            Action = status == "Expanded" ? "expanded" : null,
            Class = status is "Bounced" or "Suppressed" ? EventRecipient.Permanent : null,
            // The one word says more than nothing: "Quarantined", "FilteredSpam".
            Diagnostic = details.Text("statusMessage") ?? (kind == ReportKind.Bounce ? status : null),
            RemoteMta = host is null ? null : FieldValues.Host(host),
            LastAttempt = time,
        };
    }

    /// <summary>"Any value other than Delivered is considered failed"; what went to the members of a list was not.</summary>
    private static ReportKind KindOf(string status, EventPlace place)
    {
        if (status is not ("Delivered" or "Expanded" or "Bounced" or "Suppressed" or "Failed" or "Quarantined" or "FilteredSpam"))
        {
            place.Add($"\"status\" is '{(status.Length > 60 ? status[..60] + "…" : status)}', which is no status of {Source}", "took it for a bounce, as all but \"Delivered\" are failures");
        }

        return status is "Delivered" or "Expanded" ? ReportKind.Delivered : ReportKind.Bounce;
    }

    private static string? TypeOf(JsonElement value) => value.Text("eventType") ?? value.Text("type");
}
