using System.Collections.Immutable;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>One page of an answer.</summary>
/// <param name="Items">Its objects.</param>
/// <param name="Next">Where the next page is (OData: @odata.nextLink); null on the last one.</param>
/// <param name="Warnings">What the service remarked.</param>
internal sealed record ApiPage(ImmutableArray<ExchangeObject> Items, string? Next, IReadOnlyList<string> Warnings);

/// <summary>
/// JSON of Microsoft's interfaces as flat objects. A property of an object within becomes "outer.inner"; the same of several objects in a list becomes a list,
/// "" where one lacks it, so that the first texts of all of them belong together. true is "True", as PowerShell shows it.
/// </summary>
internal static class ApiJson
{
    private const int Deepest = 8;

    /// <exception cref="JsonException">This is no JSON, or not all of it.</exception>
    /// <returns>The page; null where the JSON holds no list.</returns>
    public static ApiPage? Page(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("value", out var list) && list.ValueKind is JsonValueKind.Array
            && list.EnumerateArray().All(item => item.ValueKind is JsonValueKind.Object)
            ? new([.. list.EnumerateArray().Select(Flat)], TextOf(root, "@odata.nextLink"), Warnings(root))
            : null;
    }

    /// <summary>Code and message of an error answer (Microsoft Graph: Error responses); null where it is none.</summary>
    public static (string? Code, string? Message)? Error(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root || !root.TryGetProperty("error", out var error))
            {
                return null;
            }

            return error.ValueKind is JsonValueKind.Object ? (TextOf(error, "code"), TextOf(error, "message")) : (TextOf(root, "error"), TextOf(root, "error_description"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text of an object of JSON; null where it has none of that name.</summary>
    public static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static ExchangeObject Flat(JsonElement element)
    {
        var properties = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        Add(properties, "", element, 0);
        return new(properties);
    }

    private static void Add(Dictionary<string, IReadOnlyList<string>> properties, string prefix, JsonElement element, int depth)
    {
        // Annotations say of which type a property is, and nothing of the organisation; only the type of the whole object does.
        foreach (var member in element.EnumerateObject().Where(member => !member.Name.Contains('@', StringComparison.Ordinal) || member.Name is "@odata.type"))
        {
            AddMember(properties, prefix + member.Name, member.Value, depth);
        }
    }

    private static void AddMember(Dictionary<string, IReadOnlyList<string>> properties, string name, JsonElement value, int depth)
    {
        if (value.ValueKind is JsonValueKind.Object && depth < Deepest)
        {
            Add(properties, name + ".", value, depth + 1);
        }
        else if (value.ValueKind is JsonValueKind.Array && depth < Deepest && value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object))
        {
            AddList(properties, name, [.. value.EnumerateArray()], depth);
        }
        else
        {
            properties[name] = value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text).OfType<string>()] : Text(value) is { } text ? [text] : [];
        }
    }

    private static void AddList(Dictionary<string, IReadOnlyList<string>> properties, string name, IReadOnlyList<JsonElement> items, int depth)
    {
        var rows = items.Where(item => item.ValueKind is JsonValueKind.Object).Select(item =>
        {
            var row = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
            Add(row, name + ".", item, depth + 1);
            return row;
        }).ToList();
        foreach (var column in rows.SelectMany(row => row.Keys).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
        {
            properties[column] = [.. rows.Select(row => row.TryGetValue(column, out var values) ? string.Join(' ', values) : "")];
        }
    }

    private static IReadOnlyList<string> Warnings(JsonElement root) =>
        root.TryGetProperty("@adminapi.warnings", out var list) && list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray().Select(Text).OfType<string>()] : [];

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
