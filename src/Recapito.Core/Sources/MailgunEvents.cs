using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Events of Mailgun ("Event Structure" in the documentation of its Events API, and its webhooks, which have the same event under
/// "event-data"), the flat fields of its legacy webhooks, and the list of its API GET /v3/DOMAIN/bounces.
/// </summary>
internal static class MailgunEvents
{
    private const string System = "mailgun";
    private const string Source = "Mailgun documentation, event structure";

    internal static bool Is(JsonElement value) => (value.Has("event") && value.Has("recipient")) || (value.Has("address") && value.Has("created_at") && value.Has("code"));

    internal static DsnReport Read(JsonElement value, EventPlace place)
    {
        var name = (value.Text("event") ?? "bounced").ToLowerInvariant();
        var isTemporary = value.Text("severity") == "temporary";
        var kind = name switch
        {
            "failed" => isTemporary ? ReportKind.Delay : ReportKind.Bounce,
            "rejected" or "bounced" or "dropped" or "permanent_fail" => ReportKind.Bounce,
            "temporary_fail" => ReportKind.Delay,
            "delivered" => ReportKind.Delivered,
            "complained" or "unsubscribed" => ReportKind.Complaint,
            _ => ReportKind.NotABounce,
        };
        if (kind == ReportKind.NotABounce && name is not ("accepted" or "opened" or "clicked" or "stored" or "list_member_uploaded" or "list_uploaded" or "list_member_upload_error" or "email_validation"))
        {
            place.Unknown("event", name, Source);
        }

        if (name == "failed" && value.Text("severity") is not ("permanent" or "temporary"))
        {
            place.Add($"a failure without the severity \"permanent\" or \"temporary\" ({Source})", "took it for a bounce");
        }

        return new()
        {
            Kind = kind,
            System = System,
            Recipients = kind == ReportKind.NotABounce || (value.Address("recipient") ?? value.Address("address")) is not { } address ? [] : [Recipient(value, address, kind, name).Fields()],
            Complaint = kind != ReportKind.Complaint ? null : new() { FeedbackType = name == "complained" ? "abuse" : "opt-out" },
            Returned = Returned(value),
            Date = value.Time("timestamp") ?? value.Time("created_at"),
        };
    }

    private static EventRecipient Recipient(JsonElement value, string address, ReportKind kind, string name)
    {
        var status = value.Member("delivery-status");
        var host = status.Text("mx-host");
        return new(address, kind)
        {
            Status = status.Text("enhanced-code"),
            Class = kind == ReportKind.Delay || status.Text("bounce-type") == "soft" ? EventRecipient.Transient
                : kind == ReportKind.Bounce && (value.Text("severity") == "permanent" || name != "failed") ? EventRecipient.Permanent
                : null,
            Diagnostic = kind == ReportKind.Complaint ? null : Diagnostic(value, status),
            RemoteMta = host is null ? null : FieldValues.Host(host),
            LastAttempt = kind is ReportKind.Bounce or ReportKind.Delay && status.Has("attempt-no") ? value.Time("timestamp") : null,
        };
    }

    /// <summary>Code and message of the reply; where nobody was asked, Mailgun's own words ("Not delivering to previously bounced address").</summary>
    private static string? Diagnostic(JsonElement value, JsonElement status)
    {
        var message = status.Text("message") ?? status.Text("description") ?? value.Member("reject").Text("description") ?? value.Member("reject").Text("reason")
            ?? value.Text("error") ?? value.Text("description") ?? value.Text("reason");
        var code = status.Text("code") ?? value.Text("code");
        // Codes from 600 on are Mailgun's, and no replies.
        var isReply = code is { Length: 3 } && code[0] is >= '2' and <= '5' && code.All(char.IsAsciiDigit);
        return message is null ? isReply ? code : null
            : isReply && !message.StartsWith(code!, StringComparison.Ordinal) ? $"{code} {OneLine(message)}"
            : OneLine(message);
    }

    /// <summary>A reply of several lines repeats its enhanced code in each (RFC 2034 §4).</summary>
    private static string OneLine(string message)
    {
        var lines = message.Split('\n');
        var word = lines[0].AsSpan().TrimStart();
        var end = word.IndexOf(' ');
        var repeated = end > 0 && EnhancedStatusCode.TryParse(word[..end], out _) ? word[..(end + 1)].ToString() : null;
        return repeated is null ? message : string.Join(' ', lines.Select((line, i) => i > 0 && line.TrimStart().StartsWith(repeated, StringComparison.Ordinal) ? line.TrimStart()[repeated.Length..] : line));
    }

    private static ReturnedMessage Returned(JsonElement value)
    {
        var headers = value.Member("message").Member("headers");
        return new()
        {
            Sender = value.Member("envelope").Address("sender") ?? headers.Address("from") ?? value.Address("sender"),
            To = headers.Address("to"),
            Subject = headers.Text("subject") ?? value.Text("subject"),
            MessageId = (headers.Text("message-id") ?? value.Text("Message-Id") ?? value.Text("message-id"))?.Trim().Trim('<', '>'),
            ListId = value.Member("mailing-list").Text("list-id"),
            CampaignId = value.Items("campaigns").Select(campaign => campaign.Text("id") ?? campaign.Text()).FirstOrDefault(id => id is not null) ?? value.Text("campaign-id"),
        };
    }
}
