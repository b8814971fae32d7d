using System.Text.Json;

namespace Recapito.Core;

/// <summary>Objects of an organisation's configuration, property by property as its cmdlets show them.</summary>
internal sealed class ConfigurationForm : EvidenceForm<ConfigurationRequest, ExchangeObjects>
{
    public override string Kind => "configuration";

    public override ConfigurationRequest ReadRequest(FormReader read, JsonSpot spot)
    {
        read.Spots.Members(spot, "kind", "domain", "side", "objects");
        return new(
            read.Host(spot, "domain"),
            read.Spots.Name<ExchangeSide>(read.Spots.Need(spot, "side", "\"exchange-online\" or \"exchange-server\"")),
            read.Spots.ExchangeName<ExchangeObjectKind>(read.Spots.Need(spot, "objects", "the noun of the cmdlet, such as \"InboundConnector\"")));
    }

    protected override void Write(Utf8JsonWriter json, ConfigurationRequest request)
    {
        json.WriteString("domain", request.Domain);
        json.WriteString("side", Kebab.Of(request.Side));
        json.WriteString("objects", request.Objects.ToString());
    }

    protected override void Write(Utf8JsonWriter json, ExchangeObjects value, bool isWhole) => ExchangeObjectsJson.Write(json, value);

    protected override ExchangeObjects ReadValue(FormReader read, ConfigurationRequest asked, JsonSpot spot) =>
        ExchangeObjectsJson.Read(read, spot, "a list of objects with the properties that the cmdlet shows");
}
