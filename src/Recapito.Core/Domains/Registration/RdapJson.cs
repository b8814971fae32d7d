using System.Globalization;
using System.Text.Json;

namespace Recapito.Core;

/// <summary>What a registry says of a domain (RFC 9083 §5.3).</summary>
/// <param name="Name">Canonical name of the registered domain; null where it is not said.</param>
/// <param name="Status">The status values in lower case without blanks: "clienthold" (RFC 9083 §10.2.2, RFC 8056).</param>
/// <param name="Expires">When the registration ends; null where it is not said.</param>
/// <param name="Registrar">The registrar's name; null where it is not said.</param>
/// <param name="NameServers">Canonical names of the name servers that the registry holds.</param>
internal sealed record RdapDomain(string? Name, IReadOnlyList<string> Status, DateTimeOffset? Expires, string? Registrar, IReadOnlyList<string> NameServers);

/// <summary>
/// Reads RDAP answers and the list of RDAP servers (RFC 9083, RFC 9224). Both are of others: whatever is not as the standard says is left out, and what
/// is no JSON is nothing.
/// </summary>
internal static class RdapJson
{
    private const int MostItems = 50;
    private const int MostServices = 5000;
    private const int LongestText = 200;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>The entries of a list of servers, canonical, each with its first https address (RFC 9224 §3); null where it is no such list.</summary>
    public static IReadOnlyDictionary<string, string>? Servers(string json)
    {
        using var document = Parse(json);
        if (document is null || !document.RootElement.TryGetProperty("services", out var services) || services.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        var servers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in services.EnumerateArray().Take(MostServices).Where(service => service.ValueKind is JsonValueKind.Array && service.GetArrayLength() >= 2))
        {
            if (Texts(service[1]).FirstOrDefault(IsHttps) is not { } server)
            {
                continue;
            }

            foreach (var entry in Texts(service[0]))
            {
                servers.TryAdd(Names.Canonical(entry), server);
            }
        }

        return servers;
    }

    /// <summary>An answer about a domain; null where it is none.</summary>
    public static RdapDomain? Domain(string json)
    {
        using var document = Parse(json);
        if (document?.RootElement is not { } root || Text(root, "objectClassName") is not "domain")
        {
            return null;
        }

        return new(
            Text(root, "ldhName") is { } name ? Names.Canonical(name) : null,
            [.. Items(root, "status").Where(IsText).Select(status => status.GetString()!.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()).Where(IsShort)],
            Items(root, "events").Where(item => Text(item, "eventAction") is "expiration").Select(item => Moment(Text(item, "eventDate"))).FirstOrDefault(moment => moment is not null),
            Items(root, "entities").Where(entity => Items(entity, "roles").Any(role => IsText(role) && role.ValueEquals("registrar"))).Select(FullName).FirstOrDefault(found => found is not null),
            [.. Items(root, "nameservers").Select(server => Text(server, "ldhName")).OfType<string>().Select(Names.Canonical).Where(Names.IsHostName)]);
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json, Options);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // jCard (RFC 7095): ["vcard", [["fn", {}, "text", "NAME"], …]].
    private static string? FullName(JsonElement entity)
    {
        if (!entity.TryGetProperty("vcardArray", out var card) || card.ValueKind is not JsonValueKind.Array || card.GetArrayLength() < 2 || card[1].ValueKind is not JsonValueKind.Array)
        {
            return Text(entity, "handle");
        }

        foreach (var line in card[1].EnumerateArray().Take(MostItems))
        {
            if (line.ValueKind is JsonValueKind.Array && line.GetArrayLength() >= 4 && IsText(line[0]) && line[0].ValueEquals("fn") && IsText(line[3]) && IsShort(line[3].GetString()!))
            {
                return line[3].GetString();
            }
        }

        return Text(entity, "handle");
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && IsText(value) && IsShort(value.GetString()!) ? value.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Take(MostItems)
            : [];

    private static IEnumerable<string> Texts(JsonElement list) =>
        list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Take(MostServices).Where(IsText).Select(text => text.GetString()!).Where(IsShort) : [];

    // GetString throws on text that is no UTF-16, such as "\ud800"; the standard's texts are none of those.
    private static bool IsText(JsonElement element)
    {
        if (element.ValueKind is not JsonValueKind.String)
        {
            return false;
        }

        try
        {
            return element.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsShort(string text) => text.Length is > 0 and <= LongestText;

    private static bool IsHttps(string url) => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url, UriKind.Absolute, out _);
}
