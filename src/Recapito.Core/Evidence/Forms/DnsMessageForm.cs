using System.Text.Json;

namespace Recapito.Core;

/// <summary>A whole DNS message. Only <c>rcode</c> is needed; what is missing is false, null or empty.</summary>
internal sealed class DnsMessageForm : EvidenceForm<DnsMessageRequest, DnsMessage>
{
    public override string Kind => "dns-message";

    public override DnsMessageRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "name", "type", "from", "form");
        return new(
            read.Host(spot, "name"),
            read.Spots.Type(read.Spots.Need(spot, "type", "a record type such as \"MX\"")),
            read.From(spot),
            spot.Members.TryGetValue("form", out var form) ? read.Spots.Name<QueryForm>(form) : QueryForm.Dnssec);
    }

    protected override void Write(Utf8JsonWriter json, DnsMessageRequest request)
    {
        DnsRecordsForm.WriteQuestion(json, request.Name, request.Type, request.From);
        json.WriteString("form", Kebab.Of(request.Form));
    }

    protected override void Write(Utf8JsonWriter json, DnsMessage value, bool isWhole)
    {
        json.WriteString("rcode", value.Rcode);
        json.WriteBoolean("authoritative", value.Authoritative);
        json.WriteBoolean("recursionAvailable", value.RecursionAvailable);
        json.WriteBoolean("authenticData", value.AuthenticData);
        json.WriteBoolean("truncated", value.Truncated);
        DnsRecordsForm.Write(json, "answer", value.Answer);
        DnsRecordsForm.Write(json, "authority", value.Authority);
        DnsRecordsForm.Write(json, "additional", value.Additional);
        if (value.EdnsVersion is { } version)
        {
            WriteEdns(json, value, version);
        }

        ObservationJson.WriteStrings(json, "extendedErrors", value.ExtendedErrors);
        json.WriteString("echoedName", value.EchoedName);
        json.WriteNumber("octets", value.Octets);
        json.WriteString("via", Kebab.Of(value.Via));
        json.WriteString("otherSource", value.OtherSource);
    }

    protected override DnsMessage ReadValue(FormReader read, DnsMessageRequest asked, JsonSpot spot)
    {
        var spots = read.Spots;
        spots.Members(
            spot, "rcode", "authoritative", "recursionAvailable", "authenticData", "truncated", "answer", "authority", "additional",
            "edns", "extendedErrors", "echoedName", "octets", "via", "otherSource");
        var message = new DnsMessage(
            spots.Text(spots.Need(spot, "rcode", "the response code, such as \"NOERROR\"")),
            read.Flag(spot, "authoritative"),
            Records("answer"),
            Records("authority"),
            Records("additional"))
        {
            RecursionAvailable = read.Flag(spot, "recursionAvailable"),
            AuthenticData = read.Flag(spot, "authenticData"),
            Truncated = read.Flag(spot, "truncated"),
            ExtendedErrors = read.Texts(spot, "extendedErrors"),
            EchoedName = spots.TextOrNull(spot, "echoedName"),
            Octets = read.NumberOrNull(spot, "octets", ushort.MaxValue) ?? 0,
            Via = spot.Members.TryGetValue("via", out var via) ? spots.Name<TransportProtocol>(via) : TransportProtocol.Udp,
            OtherSource = spots.TextOrNull(spot, "otherSource"),
        };
        return spot.Members.TryGetValue("edns", out var edns) ? ReadEdns(read, edns, message) : message;

        IReadOnlyList<DnsRecord> Records(string section) =>
            spot.Members.TryGetValue(section, out var list) ? DnsRecordsForm.Read(read, list, asked.Name, asked.Type) : [];
    }

    private static void WriteEdns(Utf8JsonWriter json, DnsMessage value, int version)
    {
        json.WriteStartObject("edns");
        json.WriteNumber("version", version);
        json.WriteNumber("flags", value.EdnsFlags);
        json.WriteStartArray("options");
        foreach (var option in value.EdnsOptions)
        {
            json.WriteNumberValue(option);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static DnsMessage ReadEdns(FormReader read, JsonSpot spot, DnsMessage message)
    {
        read.Spots.Members(spot, "version", "flags", "options");
        return message with
        {
            EdnsVersion = (int)read.Spots.Number(read.Spots.Need(spot, "version", "the EDNS version of the answer"), byte.MaxValue),
            EdnsFlags = read.NumberOrNull(spot, "flags", short.MaxValue) ?? 0,
            EdnsOptions = spot.Members.TryGetValue("options", out var list)
                ? [.. read.Spots.Array(list).Select(option => (int)read.Spots.Number(option, ushort.MaxValue))]
                : [],
        };
    }
}
