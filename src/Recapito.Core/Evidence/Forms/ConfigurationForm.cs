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

    protected override void Write(Utf8JsonWriter json, ExchangeObjects value, bool isWhole)
    {
        json.WriteStartArray("items");
        foreach (var item in value.Items)
        {
            json.WriteStartObject();
            foreach (var name in item.Names)
            {
                WriteProperty(json, name, item[name]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    protected override ExchangeObjects ReadValue(FormReader read, ConfigurationRequest asked, JsonSpot spot)
    {
        read.Spots.Members(spot, "items");
        var items = read.Spots.Array(read.Spots.Need(spot, "items", "a list of objects with the properties that the cmdlet shows"));
        read.Spots.Expect(spot, items.Count > 0, "one object at least, as none at all is the outcome \"absent\"");
        return new([.. items.Select(item => Object(read, item))]);
    }

    private static ExchangeObject Object(FormReader read, JsonSpot spot)
    {
        read.Spots.Expect(spot, spot.Type is JsonTokenType.StartObject, "an object with the properties that the cmdlet shows");
        return new(spot.Members.Select(member => KeyValuePair.Create(member.Key, Values(read, member.Value))));
    }

    /// <summary>By hand, true, 25 and "text" are as good as a list of one text.</summary>
    private static IReadOnlyList<string> Values(FormReader read, JsonSpot spot) => spot.Type switch
    {
        JsonTokenType.Null => [],
        JsonTokenType.True => ["True"],
        JsonTokenType.False => ["False"],
        JsonTokenType.Number => [spot.Text],
        JsonTokenType.StartArray => [.. spot.Items.SelectMany(item => Values(read, item))],
        _ => [read.Spots.Text(spot)],
    };

    internal static void WriteProperty(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        switch (values)
        {
            case []:
                json.WriteNull(name);
                break;
            case [var one]:
                json.WriteString(name, one);
                break;
            default:
                ObservationJson.WriteStrings(json, name, values);
                break;
        }
    }
}
