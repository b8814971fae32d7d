using System.Text.Json;

namespace Recapito.Core;

/// <summary>That a message trace shows mail for somebody else, and when; nothing of whose it was.</summary>
internal sealed class MessageTraceControlForm : EvidenceForm<MessageTraceControlRequest, TracedMail>
{
    public override string Kind => "message-trace-control";

    public override MessageTraceControlRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        var (recipient, since, until) = MessageTraceForm.ReadSearch(read, spot);
        return new(recipient, since, until);
    }

    protected override void Write(Utf8JsonWriter json, MessageTraceControlRequest request) => MessageTraceForm.WriteSearch(json, request.Recipient, request.Since, request.Until);

    protected override void Write(Utf8JsonWriter json, TracedMail value, bool isWhole) => json.WriteString("receivedAt", ObservationJson.Time(value.ReceivedAt));

    protected override TracedMail ReadValue(FormReader read, MessageTraceControlRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "receivedAt");
        return new(read.Spots.Moment(read.Spots.Need(spot, "receivedAt", "when the message was received, as \"2026-11-23T10:15:00Z\"")));
    }
}
