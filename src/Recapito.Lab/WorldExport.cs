using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>The file that an administrator of a world's organisation would get from the export script (docs/reference/export.md, <c>recapito.export/1</c>).</summary>
public static class WorldExport
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What only Microsoft Graph shows.
    private static readonly ExchangeObjectKind[] NotByCmdlet =
        [ExchangeObjectKind.TenantDomain, ExchangeObjectKind.ServiceConfigurationRecord, ExchangeObjectKind.VerificationDnsRecord, ExchangeObjectKind.ServiceIssue];

    /// <summary>The names of a world's tenants and Exchange servers, each of which has a file of its own.</summary>
    public static IReadOnlyList<string> Names(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return [.. world.Tenants.Keys, .. world.Hosts.Where(host => host.Value.Is is "exchange-server").Select(host => host.Key)];
    }

    /// <summary>True for kinds that a cmdlet lists, and an export therefore has.</summary>
    internal static bool IsByCmdlet(ExchangeObjectKind kind) => !NotByCmdlet.Contains(kind);

    /// <summary>The file, as of the world's <see cref="World.Now"/>.</summary>
    /// <param name="world">The world.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Write(World world, string name)
    {
        ArgumentNullException.ThrowIfNull(world);
        var isTenant = world.Tenants.ContainsKey(name);
        var inventory = isTenant ? WorldInventory.OfTenant(world, name) : WorldInventory.OfServer(world, name);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", "recapito.export/1");
            json.WriteString("madeAt", ObjectForms.Time(world.Now));
            json.WriteString("side", isTenant ? "exchange-online" : "exchange-server");
            json.WriteString("organization", isTenant ? name : "First Organization");
            json.WriteStartArray("collections");
            foreach (var listed in inventory.Listings.Where(listed => IsByCmdlet(listed.Kind)))
            {
                Collection(json, listed);
            }

            json.WriteEndArray();
            json.WriteStartArray("failures");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void Collection(Utf8JsonWriter json, ExchangeListing listed)
    {
        json.WriteStartObject();
        json.WriteString("kind", listed.Kind.ToString());
        json.WriteStartArray("items");
        foreach (var item in listed.Items)
        {
            json.WriteStartObject();
            foreach (var property in item.Names)
            {
                Property(json, property, item[property]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
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
                json.WriteStartArray(name);
                foreach (var value in values)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
                break;
        }
    }
}
