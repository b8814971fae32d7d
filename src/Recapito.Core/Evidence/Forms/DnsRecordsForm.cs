using System.Globalization;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>Lists of resource records.</summary>
internal static class DnsRecordsForm
{
    /// <summary>Writes the members of a question to the DNS.</summary>
    public static void WriteQuestion(Utf8JsonWriter json, string name, RrType type, Vantage from)
    {
        json.WriteString("name", name);
        json.WriteString("type", ObservationJson.TypeName(type));
        if (from.Address is null)
        {
            json.WriteString("from", from.ToString());
            return;
        }

        json.WriteStartObject("from");
        json.WriteString(from.Kind is VantageKind.NameServer ? "server" : "resolver", from.Name);
        json.WriteString("address", from.Address);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string member, IReadOnlyList<DnsRecord> records)
    {
        json.WriteStartArray(member);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("name", record.Name);
            json.WriteString("type", ObservationJson.TypeName(record.Type));
            json.WriteNumber("ttl", record.Ttl);
            json.WriteString("data", record.Data);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Reads a list; name and type are the question's where they are missing.</summary>
    public static IReadOnlyList<DnsRecord> Read(FormReader read, JsonSpot list, string name, RrType type) =>
        [.. read.Spots.Array(list).Select(record => Record(read.Spots, record, name, type))];

    private static DnsRecord Record(SpotReader spots, JsonSpot spot, string askedName, RrType askedType)
    {
        spots.Members(spot, "name", "type", "ttl", "data");
        var type = spot.Members.TryGetValue("type", out var named) ? spots.Type(named) : askedType;
        var data = spots.Need(spot, "data", "RDATA as dig shows it, such as \"10 mx.contoso.example\"");
        CheckData(spots, type, data);
        return new(
            spots.TextOrNull(spot, "name") is { } name ? Owner(name) : askedName,
            type,
            spots.Number(spots.Need(spot, "ttl", "the TTL in seconds")),
            spots.Text(data));
    }

    // A name with escapes was written by a program; its last dot may be part of a label.
    private static string Owner(string name) => name.Contains('\\', StringComparison.Ordinal) ? name : Names.Canonical(name);

    // RrSet.Mx and RrSet.Soa rely on the fields; a bad one must end here, with its place.
    private static void CheckData(SpotReader spots, RrType type, JsonSpot data)
    {
        var fields = spots.Text(data).Split(' ');
        var good = type switch
        {
            RrType.Mx => fields.Length == 2 && ushort.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out _) && fields[1].Length > 0,
            RrType.Soa => fields.Length == 7 && fields[2..].All(field => uint.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out _)),
            _ => data.Text.Length > 0,
        };
        spots.Expect(data, good, type switch
        {
            RrType.Mx => "preference and exchanger, such as \"10 mx.contoso.example\"",
            RrType.Soa => "the seven fields of an SOA record (RFC 1035 §3.3.13)",
            _ => "RDATA",
        });
    }
}
