using System.Text.Json;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Exchange Online's own interfaces of one tenant: the Admin API v2.0, and the way in which Microsoft's module runs cmdlets.</summary>
/// <param name="inventoryOf">What the cmdlets of a tenant show, by its initial domain.</param>
internal sealed class ExchangeEndpoint(Func<string, ExchangeInventory> inventoryOf)
{
    private const string ByAddress = "EmailAddresses -eq 'smtp:";

    /// <summary>Answers one request of an application whose token is good.</summary>
    public ApiAnswer Answer(ApiRequest request, GivenToken token)
    {
        if (request.Segments is not ["adminapi", var version, var id, var endpoint] || request.Method is not "POST")
        {
            return ApiAnswer.Error(404, "NotFound", "There is no such endpoint.");
        }

        if (id != WorldApp.TenantId(token.Tenant))
        {
            return ApiAnswer.Error(403, "Forbidden", "The token is of another tenant.");
        }

        var needed = version is "v2.0" ? "Exchange.ManageAsAppV2" : "Exchange.ManageAsApp";
        return !token.App.Permissions.Contains(needed) ? ApiAnswer.Error(403, "Forbidden", $"The application lacks the permission {needed}.")
            : !token.App.HasExchangeRole ? ApiAnswer.Error(403, "Unauthorized", $"The role assigned to application {token.App.ClientId} isn't supported in this scenario.")
            : !request.Headers.ContainsKey("X-AnchorMailbox") ? ApiAnswer.Error(400, "BadRequest", "The header X-AnchorMailbox is missing.")
            : Run(request, version, endpoint, token.Tenant, token.App.PageSize);
    }

    private ApiAnswer Run(ApiRequest request, string version, string endpoint, string tenant, int size)
    {
        if (Cmdlet(request.Body) is not { } cmdlet)
        {
            return ApiAnswer.Error(400, "BadRequest", "The body is no CmdletInput.");
        }

        var known = (version, endpoint, cmdlet.Name) switch
        {
            ("v2.0", "AcceptedDomain", "Get-AcceptedDomain") or ("v2.0", "OrganizationConfig", "Get-OrganizationConfig") => true,
            ("beta", "InvokeCommand", _) => cmdlet.Name.StartsWith("Get-", StringComparison.Ordinal),
            _ => false,
        };
        return known && Enum.TryParse<ExchangeObjectKind>(cmdlet.Name[4..], out var kind)
            ? ApiPages.Answer(request, [.. Objects(tenant, kind).Where(item => Fits(item, cmdlet.Filter))], size)
            : ApiAnswer.Error(400, "BadRequest", $"The term '{cmdlet.Name}' is not recognized as the name of a cmdlet.");
    }

    private static bool Fits(ExchangeObject item, string? filter) => filter is null || (filter.StartsWith(ByAddress, StringComparison.Ordinal) && filter.EndsWith('\'')
        && item["EmailAddresses"].Contains("smtp:" + filter[ByAddress.Length..^1].Replace("''", "'", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase));

    private static (string Name, string? Filter)? Cmdlet(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var input = document.RootElement.GetProperty("CmdletInput");
            return (input.GetProperty("CmdletName").GetString()!, input.TryGetProperty("Parameters", out var parameters) && parameters.TryGetProperty("Filter", out var filter) ? filter.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private IEnumerable<ExchangeObject> Objects(string tenant, ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.MailPublicFolder => OfType(tenant, "PublicFolder"),
        ExchangeObjectKind.DynamicDistributionGroup => OfType(tenant, "DynamicDistributionGroup"),
        _ => inventoryOf(tenant).Of(ExchangeSide.ExchangeOnline, kind),
    };

    private IEnumerable<ExchangeObject> OfType(string tenant, string type) =>
        inventoryOf(tenant).Of(ExchangeSide.ExchangeOnline, ExchangeObjectKind.Recipient).Where(item => item.Text("RecipientTypeDetails") == type);
}
