using System.Text.Json;

namespace Recapito.Core.Tests;

/// <summary>Walks JSON along a JSON Schema, as far as our schemas use that language: type, required, properties, items, enum, const, $ref.</summary>
internal sealed class Schema(JsonElement root)
{
    public static Schema Load(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "reference", name)));
        return new(document.RootElement.Clone());
    }

    public void AssertFits(string json)
    {
        using var document = JsonDocument.Parse(json);
        Walk(document.RootElement, root, "$");
    }

    private void Walk(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Walk(value, root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]), path);
            return;
        }

        if (schema.TryGetProperty("type", out var type))
        {
            var names = type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()).ToList() : [type.GetString()];
            Assert.True(names.Contains(TypeOf(value)) || (value.ValueKind is JsonValueKind.Number && names.Contains("number")), $"{path} is {TypeOf(value)}, expected {type}");
        }

        if (schema.TryGetProperty("const", out var constant))
        {
            Assert.Equal(constant.GetString(), value.GetString());
        }

        if (schema.TryGetProperty("enum", out var names2))
        {
            Assert.Contains(value.GetString(), names2.EnumerateArray().Select(name => name.GetString()));
        }

        if (value.ValueKind is JsonValueKind.Object)
        {
            Members(value, schema, path);
        }
        else if (value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                Walk(item, items, $"{path}[{i++}]");
            }
        }
    }

    private void Members(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            Assert.All(required.EnumerateArray(), name => Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{path} lacks {name}"));
        }

        if (!schema.TryGetProperty("properties", out var properties) || properties.EnumerateObject().Count() == 1)
        {
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            Assert.True(properties.TryGetProperty(member.Name, out var inner), $"{path}.{member.Name} is not in the schema");
            Walk(member.Value, inner, $"{path}.{member.Name}");
        }
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
