using System.Text.Json;

namespace Recapito.Core;

/// <summary>Objects of an organisation in JSON: null, one text or a list of texts for each property.</summary>
internal static class ExchangeObjectsJson
{
    /// <summary>The member "items".</summary>
    public static void Write(Utf8JsonWriter json, ExchangeObjects value)
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

    /// <summary>A value that has nothing but items.</summary>
    /// <param name="read">The reader of the file.</param>
    /// <param name="spot">Where the value stands.</param>
    /// <param name="expected">What is to be there, for an error.</param>
    public static ExchangeObjects Read(FormReader read, JsonSpot spot, string expected)
    {
        read.Spots.Members(spot, "items");
        var items = read.Spots.Array(read.Spots.Need(spot, "items", expected));
        read.Spots.Expect(spot, items.Count > 0, "one object at least, as none at all is the outcome \"absent\"");
        return new([.. items.Select(item => Object(read, item))]);
    }

    private static ExchangeObject Object(FormReader read, JsonSpot spot)
    {
        read.Spots.Expect(spot, spot.Type is JsonTokenType.StartObject, "an object { … } with its properties");
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
