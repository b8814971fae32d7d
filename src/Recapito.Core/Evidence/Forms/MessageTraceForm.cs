using System.Text.Json;

namespace Recapito.Core;

/// <summary>Rows of a message trace, property by property as Microsoft Graph shows them.</summary>
internal sealed class MessageTraceForm : EvidenceForm<MessageTraceRequest, ExchangeObjects>
{
    public override string Kind => "message-trace";

    public override MessageTraceRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        var (recipient, since, until) = ReadSearch(read, spot);
        return new(recipient, since, until);
    }

    /// <summary>Reads whom and which time a search is about.</summary>
    public static (string Recipient, DateTimeOffset Since, DateTimeOffset Until) ReadSearch(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "recipient", "since", "until");
        const string time = "a time with its zone (RFC 3339), such as \"2026-11-23T10:15:00Z\"";
        var since = read.Spots.Moment(read.Spots.Need(spot, "since", time));
        var end = read.Spots.Need(spot, "until", time);
        var until = read.Spots.Moment(end);
        read.Spots.Expect(end, since < until, "a time after \"since\"");
        return (read.Mailbox(spot, "recipient"), since, until);
    }

    /// <summary>Writes the same.</summary>
    public static void WriteSearch(Utf8JsonWriter json, string recipient, DateTimeOffset since, DateTimeOffset until)
    {
        json.WriteString("recipient", recipient);
        json.WriteString("since", ObservationJson.Time(since));
        json.WriteString("until", ObservationJson.Time(until));
    }

    protected override void Write(Utf8JsonWriter json, MessageTraceRequest request) => WriteSearch(json, request.Recipient, request.Since, request.Until);

    protected override void Write(Utf8JsonWriter json, ExchangeObjects value, bool isWhole) => ExchangeObjectsJson.Write(json, value);

    protected override ExchangeObjects ReadValue(FormReader read, MessageTraceRequest asked, JsonSpot spot) =>
        ExchangeObjectsJson.Read(read, spot, "a list of rows with the properties of exchangeMessageTrace");
}
