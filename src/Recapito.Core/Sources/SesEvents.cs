using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Events of Amazon SES: notifications by SNS ("Amazon SNS notification contents for Amazon SES", with notificationType) and published
/// events ("Examples of event data that Amazon SES publishes", with eventType), both in the Amazon SES Developer Guide.
/// </summary>
internal static class SesEvents
{
    private const string System = "amazon-ses";
    private const string Source = "Amazon SES Developer Guide, notification contents";

    /// <summary>The kind of event in one of its two spellings; other services have an "eventType" too, and no "mail".</summary>
    internal static bool Is(JsonElement value) => value.Has("notificationType") || (value.Has("eventType") && value.IsObject("mail"));

    internal static DsnReport Read(JsonElement value, EventPlace place)
    {
        var kind = value.Text("notificationType") ?? value.Text("eventType") ?? "";
        var mail = value.Member("mail");
        var report = kind switch
        {
            "Bounce" => Bounce(value.Member("bounce"), mail, place),
            "Complaint" => Complaint(value.Member("complaint"), mail, place),
            "Delivery" => Delivery(value.Member("delivery"), mail),
            "DeliveryDelay" => Delay(value.Member("deliveryDelay"), mail, place),
            "Reject" => Unsent(mail, value.Member("reject").Text("reason")),
            "Rendering Failure" => Unsent(mail, value.Member("failure").Text("errorMessage")),
            _ => new() { Kind = ReportKind.NotABounce },
        };
        if (report.Kind == ReportKind.NotABounce && kind is not ("Send" or "Open" or "Click" or "Subscription" or "AmazonSnsSubscriptionSucceeded" or "Received"))
        {
            place.Unknown(value.Has("notificationType") ? "notificationType" : "eventType", kind, Source);
        }

        return report with
        {
            System = System,
            Message = report.Message with { ArrivalDate = mail.Time("timestamp") },
            Returned = value.IsObject("mail") ? Returned(mail) : null,
        };
    }

    /// <summary>bounceType is "Permanent", "Transient" or "Undetermined"; the members of a DSN are there only where a DSN came.</summary>
    private static DsnReport Bounce(JsonElement bounce, JsonElement mail, EventPlace place)
    {
        var reporter = Mta(bounce);
        var type = bounce.Text("bounceType");
        var words = string.Join(", ", new[] { type, bounce.Text("bounceSubType") }.Where(word => word is not null));
        var recipients = Addresses(bounce, "bouncedRecipients", mail, place).Select(recipient => new EventRecipient(recipient.Address, ReportKind.Bounce)
        {
            Action = recipient.Value.Text("action")?.ToLowerInvariant(),
            Status = recipient.Value.Text("status"),
            Class = type switch { "Permanent" => EventRecipient.Permanent, "Transient" => EventRecipient.Transient, _ => null },
            Diagnostic = recipient.Value.Text("diagnosticCode") ?? words,
            Classification = words,
            IsTyped = true,
            RemoteMta = bounce.Text("remoteMtaIp"),
            Reporter = reporter,
        }.Fields());
        return new() { Kind = ReportKind.Bounce, Recipients = [.. recipients], Message = new() { ReportingMta = reporter }, Date = bounce.Time("timestamp") };
    }

    private static DsnReport Complaint(JsonElement complaint, JsonElement mail, EventPlace place) => new()
    {
        Kind = ReportKind.Complaint,
        Recipients = [.. Addresses(complaint, "complainedRecipients", mail, place).Select(recipient => new EventRecipient(recipient.Address, ReportKind.Complaint).Fields())],
        Complaint = new()
        {
            FeedbackType = complaint.Text("complaintFeedbackType")?.ToLowerInvariant(),
            UserAgent = complaint.Text("userAgent"),
            ArrivalDate = complaint.Time("arrivalDate"),
        },
        Date = complaint.Time("timestamp"),
    };

    private static DsnReport Delivery(JsonElement delivery, JsonElement mail)
    {
        var reporter = Mta(delivery);
        var recipients = delivery.Items("recipients").Concat(delivery.Has("recipients") ? [] : mail.Items("destination")).Select(recipient => recipient.Text()).OfType<string>()
            .Select(address => new EventRecipient(address, ReportKind.Delivered) { Diagnostic = delivery.Text("smtpResponse"), RemoteMta = delivery.Text("remoteMtaIp"), Reporter = reporter }.Fields());
        return new() { Kind = ReportKind.Delivered, Recipients = [.. recipients], Message = new() { ReportingMta = reporter }, Date = delivery.Time("timestamp") };
    }

    /// <summary>delayType says why in one word ("MailboxFull", "RecipientServerError" …).</summary>
    private static DsnReport Delay(JsonElement delay, JsonElement mail, EventPlace place)
    {
        var reporter = Mta(delay);
        var recipients = Addresses(delay, "delayedRecipients", mail, place).Select(recipient => new EventRecipient(recipient.Address, ReportKind.Delay)
        {
            Status = recipient.Value.Text("status"),
            Class = EventRecipient.Transient,
            Diagnostic = recipient.Value.Text("diagnosticCode") ?? delay.Text("delayType"),
            Classification = delay.Text("delayType"),
            IsTyped = true,
            RemoteMta = delay.Text("remoteMtaIp"),
            Reporter = reporter,
            LastAttempt = delay.Time("timestamp"),
        }.Fields());
        return new() { Kind = ReportKind.Delay, Recipients = [.. recipients], Message = new() { ReportingMta = reporter }, Date = delay.Time("timestamp") };
    }

    /// <summary>SES took the message and did not send it: a virus ("Reject"), or a template that it could not fill ("Rendering Failure").</summary>
    private static DsnReport Unsent(JsonElement mail, string? reason) => new()
    {
        Kind = ReportKind.Bounce,
        Recipients = [.. mail.Items("destination").Select(recipient => recipient.Text()).OfType<string>()
            .Select(address => new EventRecipient(address, ReportKind.Bounce) { Diagnostic = reason, Class = EventRecipient.Permanent }.Fields())],
    };

    private static IEnumerable<(string Address, JsonElement Value)> Addresses(JsonElement value, string member, JsonElement mail, EventPlace place)
    {
        var found = value.Items(member).Select(recipient => (Address: recipient.Text("emailAddress"), recipient)).Where(recipient => recipient.Address is not null)
            .Select(recipient => (recipient.Address!, recipient.recipient)).ToList();
        if (found.Count > 0)
        {
            return found;
        }

        place.Add($"no \"{member}\" with an \"emailAddress\" ({Source})", "took the recipients from \"mail\"");
        return mail.Items("destination").Select(recipient => recipient.Text()).OfType<string>().Select(address => (address, default(JsonElement)));
    }

    private static string? Mta(JsonElement value) => value.Text("reportingMTA") is { } mta ? FieldValues.Mta(mta) : null;

    /// <summary>commonHeaders has what the sender wrote; messageId of "mail" is the one that SES gave.</summary>
    private static ReturnedMessage Returned(JsonElement mail)
    {
        var headers = mail.Member("commonHeaders");
        return new()
        {
            Sender = mail.Address("source") ?? headers.Items("from").Select(from => from.Text()).OfType<string>().Select(FieldValues.Address).FirstOrDefault(),
            To = headers.Items("to").Concat(mail.Items("destination")).Select(to => to.Text()).OfType<string>().Select(FieldValues.Address).FirstOrDefault(),
            Subject = headers.Text("subject") ?? Header(mail, "Subject"),
            MessageId = (headers.Text("messageId") ?? Header(mail, "Message-ID") ?? mail.Text("messageId"))?.Trim().Trim('<', '>'),
            Date = headers.Time("date"),
            ListId = Header(mail, "List-Id") is { } list ? ListOf(list) : null,
            CampaignId = Header(mail, "Feedback-ID") ?? Header(mail, "X-Campaign-ID") ?? Header(mail, "X-CampaignId"),
        };
    }

    private static string ListOf(string value)
    {
        var open = value.LastIndexOf('<');
        return open < 0 ? value.Trim() : value[(open + 1)..].TrimEnd('>', ' ');
    }

    private static string? Header(JsonElement mail, string name) => mail.Items("headers")
        .Where(header => name.Equals(header.Text("name"), StringComparison.OrdinalIgnoreCase)).Select(header => header.Text("value")).FirstOrDefault();
}
