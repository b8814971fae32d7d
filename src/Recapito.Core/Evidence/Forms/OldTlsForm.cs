using System.Text.Json;

namespace Recapito.Core;

/// <summary>Whether a host takes old versions of TLS.</summary>
internal sealed class OldTlsForm : EvidenceForm<OldTlsRequest, OldTls>
{
    public override string Kind => "old-tls";

    public override OldTlsRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "host", "address");
        return new(read.Host(spot, "host"), read.Address(spot, "address"));
    }

    protected override void Write(Utf8JsonWriter json, OldTlsRequest request)
    {
        json.WriteString("host", request.Host);
        json.WriteString("address", request.Address);
    }

    protected override void Write(Utf8JsonWriter json, OldTls value, bool isWhole) => json.WriteString("protocol", value.Protocol);

    protected override OldTls ReadValue(FormReader read, OldTlsRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "protocol");
        read.Spots.Need(spot, "protocol", "\"TLS 1.1\", \"TLS 1.0\", or null where the host declines");
        return new(read.Spots.TextOrNull(spot, "protocol"));
    }
}
