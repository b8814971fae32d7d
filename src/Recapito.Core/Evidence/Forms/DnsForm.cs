using System.Text.Json;

namespace Recapito.Core;

/// <summary>An RRset.</summary>
internal sealed class DnsForm : EvidenceForm<DnsRequest, RrSet>
{
    public override string Kind => "dns";

    public override DnsRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "name", "type", "from");
        return new(read.Host(spot, "name"), read.Spots.Type(read.Spots.Need(spot, "type", "a record type such as \"MX\"")), read.From(spot));
    }

    protected override void Write(Utf8JsonWriter json, DnsRequest request) => DnsRecordsForm.WriteQuestion(json, request.Name, request.Type, request.From);

    protected override void Write(Utf8JsonWriter json, RrSet value, bool isWhole)
    {
        json.WriteBoolean("authoritative", value.Authoritative);
        DnsRecordsForm.Write(json, "records", value.Records);
    }

    protected override RrSet ReadValue(FormReader read, DnsRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "authoritative", "records");
        var list = read.Spots.Need(spot, "records", "a list of resource records");
        read.Spots.Expect(list, read.Spots.Array(list).Count > 0, "one record at least (an answer without records is \"absent\")");
        var authoritative = spot.Members.TryGetValue("authoritative", out var aa) ? read.Spots.Flag(aa) : asked.From.Kind is VantageKind.NameServer;
        return new(DnsRecordsForm.Read(read, list, asked.Name, asked.Type), authoritative);
    }
}
