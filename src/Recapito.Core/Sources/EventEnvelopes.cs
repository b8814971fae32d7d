using System.Text.Json;

namespace Recapito.Core;

/// <summary>
/// Takes events out of what they travel in: messages of Amazon SNS ("HTTP/HTTPS notification JSON format"), SQS (Body, or the records of a
/// Lambda function), EventBridge (detail), and the lists of services' APIs.
/// </summary>
internal sealed class EventEnvelopes(List<DsnReport> reports)
{
    /// <summary>SES inside SNS inside SQS inside the records of a function are four.</summary>
    private const int DeepestEnvelope = 6;

    private static readonly string[] Lists = ["Records", "Messages", "items", "Bounces"];

    internal void Read(JsonElement value, EventPlace place, int depth = 0)
    {
        if (depth > DeepestEnvelope)
        {
            place.Add($"events in envelopes, more than {DeepestEnvelope} deep", "left out the inner ones");
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            ReadAll(value, place, depth);
        }
        else if (Report(value, place) is { } report)
        {
            reports.Add(report);
        }
        else if (!Unwrap(value, place, depth))
        {
            place.Add("no event of Amazon SES, SendGrid, Postmark, Mailgun or Azure Communication Services", "left it out");
        }
    }

    private void ReadAll(JsonElement array, EventPlace place, int depth)
    {
        foreach (var item in array.EnumerateArray())
        {
            Read(item, place, depth + 1);
        }
    }

    private static DsnReport? Report(JsonElement value, EventPlace place) =>
        value.ValueKind != JsonValueKind.Object ? null
        : SesEvents.Is(value) ? SesEvents.Read(value, place)
        : AzureEvents.Is(value) ? AzureEvents.Read(value, place)
        : PostmarkEvents.Is(value) ? PostmarkEvents.Read(value, place)
        : MailgunEvents.Is(value) ? MailgunEvents.Read(value, place)
        : SendGridEvents.Is(value) ? SendGridEvents.Read(value, place)
        : value.Text("Type") is "SubscriptionConfirmation" or "UnsubscribeConfirmation" && value.Has("TopicArn") ? new() { Kind = ReportKind.NotABounce, System = "amazon-ses" }
        : null;

    private bool Unwrap(JsonElement value, EventPlace place, int depth)
    {
        foreach (var name in (ReadOnlySpan<string>)["event-data", "Sns", "detail"])
        {
            if (value.IsObject(name))
            {
                Read(value.Member(name), place, depth + 1);
                return true;
            }
        }

        if (Array.Find(Lists, name => value.IsArray(name)) is { } list)
        {
            ReadAll(value.Member(list), place, depth);
            return true;
        }

        return (value.Has("Message") && ReadText(value.Member("Message"), place, depth))
            || (value.Has("Body") && ReadText(value.Member("Body"), place, depth))
            || (value.Has("body") && ReadText(value.Member("body"), place, depth));
    }

    /// <summary>JSON in a string, as SNS and SQS carry it.</summary>
    private bool ReadText(JsonElement value, EventPlace place, int depth)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            Read(value, place, depth + 1);
            return true;
        }

        var text = value.Text(int.MaxValue)?.Trim() ?? "";
        if (text is not ['{' or '[', ..])
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            Read(document.RootElement, place, depth + 1);
        }
        catch (JsonException wrong)
        {
            place.Add($"the message in it is no JSON: {EventJson.Brief(wrong.Message)}", "left it out");
        }

        return true;
    }
}
