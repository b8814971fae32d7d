using System.Globalization;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Microsoft Graph v1.0 of one tenant, as far as mail flow needs it.</summary>
/// <param name="tenants">The world's tenants.</param>
internal sealed class GraphEndpoint(IReadOnlyDictionary<string, WorldTenant> tenants)
{
    private const string Details = "getDetailsByRecipient(recipientAddress='";

    /// <summary>Answers one request of an application whose token is good.</summary>
    public ApiAnswer Answer(ApiRequest request, GivenToken token)
    {
        var tenant = tenants[token.Tenant];
        var size = request.Query.TryGetValue("$top", out var top) && int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : token.App.PageSize;
        return (request.Method, request.Segments) switch
        {
            ("GET", ["v1.0", "domains"]) => Permitted(token, ["Domain.Read.All", "Directory.Read.All"]) ?? ApiPages.Answer(request, TenantRecords.Domains(token.Tenant, tenant), size),
            ("GET", ["v1.0", "domains", var domain, var records]) => Permitted(token, ["Domain.Read.All", "Directory.Read.All"]) ?? Records(request, token.Tenant, tenant, DnsName.Canonical(domain), records, size),
            ("GET", ["v1.0", "admin", "serviceAnnouncement", "issues"]) => Permitted(token, ["ServiceHealth.Read.All"])
                ?? ApiPages.Answer(request, [.. tenant.Health.Where(issue => !(request.Query.GetValueOrDefault("$filter") ?? "").StartsWith("service eq", StringComparison.Ordinal) || (issue.Text("service") ?? "Exchange Online") is "Exchange Online")], size),
            ("GET", ["v1.0", "admin", "exchange", "tracing", "messageTraces", .. var rest]) when token.App.Cloud is "worldwide" => Trace(request, token, tenant, rest, size),
            ("GET", ["v1.0", "users", var user, "messages"]) => Mailbox(token, tenant, user),
            _ => ApiAnswer.Error(404, "Request_ResourceNotFound", $"Resource '{request.Path}' does not exist or one of its queried reference-property objects are not present."),
        };
    }

    private static ApiAnswer? Permitted(GivenToken token, IReadOnlyList<string> oneOf) => token.App.Permissions.Any(oneOf.Contains) ? null
        : ApiAnswer.Error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    // Microsoft keeps the DNS of the initial domain itself: no record is wanted of anybody.
    private static ApiAnswer Records(ApiRequest request, string initial, WorldTenant tenant, string name, string records, int size) =>
        TenantRecords.Domain(initial, tenant, name) is not { } domain
            ? ApiAnswer.Error(404, "Request_ResourceNotFound", $"Resource '{name}' does not exist or one of its queried reference-property objects are not present.")
            : name == initial ? ApiPages.Answer(request, [], size)
            : records switch
            {
                "serviceConfigurationRecords" => ApiPages.Answer(request, TenantRecords.Service(domain), size),
                "verificationDnsRecords" => ApiPages.Answer(request, TenantRecords.Verification(domain), size),
                _ => ApiAnswer.Error(400, "Request_BadRequest", $"Resource not found for the segment '{records}'."),
            };

    private static ApiAnswer Trace(ApiRequest request, GivenToken token, WorldTenant tenant, string[] rest, int size)
    {
        if (!token.App.HasTracePrincipal)
        {
            return ApiAnswer.Error(401, "UnknownError", "Service principal-less Authentication failed: The service principal for App ID 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373 was not found.");
        }

        if (Permitted(token, ["ExchangeMessageTrace.Read.All"]) is { } refused)
        {
            return refused;
        }

        if (rest is [])
        {
            return TraceFilter.Read(request.Query.GetValueOrDefault("$filter") ?? "") is { } filter
                ? ApiPages.Answer(request, [.. tenant.Trace.Select(row => row.Row).Where(filter.Fits)], size)
                : ApiAnswer.Error(400, "BadRequest", "The filter is not supported, or its time is longer than 10 days.");
        }

        return rest is [var id, var details] && details.StartsWith(Details, StringComparison.Ordinal) && details.EndsWith("')", StringComparison.Ordinal)
            && tenant.Trace.FirstOrDefault(row => row.Row.Text("id") == id && row.Row.Text("recipientAddress") == details[Details.Length..^2]) is { } found
            ? ApiPages.Answer(request, found.Details, 0)
            : ApiAnswer.Error(404, "NotFound", "There is no such message trace.");
    }

    private static ApiAnswer Mailbox(GivenToken token, WorldTenant tenant, string user) =>
        !token.App.Permissions.Any(permission => permission.StartsWith("Mail.Read", StringComparison.Ordinal))
            ? ApiAnswer.Error(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
            : tenant.Recipients.Any(known => known.Address == user)
            ? ApiAnswer.Of(200, json =>
            {
                json.WriteStartArray("value");
                json.WriteStartObject();
                json.WriteString("id", "AAMkAD0=");
                json.WriteEndObject();
                json.WriteEndArray();
            })
            : ApiAnswer.Error(404, "ErrorInvalidUser", $"The requested user '{user}' is invalid.");
}

/// <summary>The filter of a message trace (Microsoft Graph: List messageTraces).</summary>
/// <param name="From">Begin.</param>
/// <param name="Until">End.</param>
/// <param name="Recipient">The recipient; null for all.</param>
internal sealed record TraceFilter(DateTimeOffset From, DateTimeOffset Until, string? Recipient)
{
    private const string Begin = "receivedDateTime ge ";
    private const string End = "receivedDateTime le ";
    private const string Whom = "recipientAddress eq '";

    /// <summary>The filter; null where it is none that the service takes.</summary>
    public static TraceFilter? Read(string text)
    {
        var terms = text.Split(" and ");
        var (from, until) = (Time(terms, Begin), Time(terms, End));
        var whom = terms.FirstOrDefault(term => term.StartsWith(Whom, StringComparison.Ordinal) && term.EndsWith('\''));
        return from is { } begin && until is { } end && end - begin <= MessageTraceRequest.LongestQuery && terms.Length == (whom is null ? 2 : 3)
            ? new(begin, end, whom?[Whom.Length..^1].Replace("''", "'", StringComparison.Ordinal)) : null;
    }

    /// <summary>True where a row is asked for.</summary>
    public bool Fits(ExchangeObject row) => row.Moment("receivedDateTime") is { } at && at >= From && at <= Until && (Recipient is null || row.Text("recipientAddress") == Recipient);

    private static DateTimeOffset? Time(string[] terms, string name) =>
        terms.FirstOrDefault(term => term.StartsWith(name, StringComparison.Ordinal)) is { } term
        && DateTimeOffset.TryParse(term[name.Length..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
