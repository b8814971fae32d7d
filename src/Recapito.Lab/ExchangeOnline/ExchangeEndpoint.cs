using System.Text.Json;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Exchange Online's own interfaces of one tenant: the Admin API v2.0, and the way in which Microsoft's module runs cmdlets.</summary>
/// <param name="tenants">The world's tenants.</param>
internal sealed class ExchangeEndpoint(IReadOnlyDictionary<string, WorldTenant> tenants)
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
            : Run(request, version, endpoint, tenants[token.Tenant], token.App.PageSize);
    }

    private static ApiAnswer Run(ApiRequest request, string version, string endpoint, WorldTenant tenant, int size)
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

    private static IEnumerable<ExchangeObject> Objects(WorldTenant tenant, ExchangeObjectKind kind) => kind switch
    {
        ExchangeObjectKind.AcceptedDomain => tenant.AcceptedDomains.Select((domain, at) => TenantRecords.Object(
            ("Identity", [domain.Domain]), ("Name", [domain.Domain]), ("DomainName", [domain.Domain]), ("DomainType", [domain.Type.ToString()]), ("Default", [at == 0 ? "True" : "False"]),
            ("MatchSubDomains", [domain.MatchSubDomains ? "True" : "False"]))),
        ExchangeObjectKind.Recipient => tenant.Recipients.Select(Recipient),
        ExchangeObjectKind.MailPublicFolder => tenant.Recipients.Where(recipient => recipient.RecipientType is "PublicFolder").Select(Recipient),
        ExchangeObjectKind.DynamicDistributionGroup => tenant.Recipients.Where(recipient => recipient.RecipientType is "DynamicDistributionGroup").Select(Recipient),
        _ => tenant.Configuration.GetValueOrDefault(kind, []),
    };

    private static ExchangeObject Recipient(DirectoryRecipient recipient) => TenantRecords.Object(
        ("Identity", [recipient.Address.Split('@')[0]]), ("Name", [recipient.Address.Split('@')[0]]), ("PrimarySmtpAddress", [recipient.Address]),
        ("EmailAddresses", ["SMTP:" + recipient.Address]), ("RecipientTypeDetails", [recipient.RecipientType]),
        ("ExternalEmailAddress", recipient.ExternalAddress is { } outside ? ["SMTP:" + outside] : []),
        ("WhenCreatedUTC", recipient.WhenCreated is { } created ? [created.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)] : []));
}
