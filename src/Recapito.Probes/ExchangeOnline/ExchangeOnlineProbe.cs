using System.Text;
using System.Text.Json;
using Recapito.Core;

namespace Recapito.Probes;

/// <summary>
/// Asks Exchange Online itself: by its Admin API where that has an endpoint, and, only where the user wants it, by the way in which Microsoft's own PowerShell
/// module runs cmdlets, which Microsoft does not support for applications.
/// </summary>
/// <param name="api">The service.</param>
/// <param name="tenant">Gives the tenant's id; its gap where that is not known.</param>
internal sealed class ExchangeOnlineProbe(ApiClient api, Func<CancellationToken, Task<(string? Id, ApiGap? Gap)>> tenant)
{
    // The same mailbox in every tenant (Microsoft: Exchange Online Admin API, routing hint for applications).
    private const string AnchorMailbox = "APP:SystemMailbox{bb558c35-97f1-4cb9-8ff7-d53741dc928c}@";

    /// <summary>Kinds that the Admin API lists, and its endpoint.</summary>
    public static readonly IReadOnlyDictionary<ExchangeObjectKind, string> Endpoints = new Dictionary<ExchangeObjectKind, string>
    {
        [ExchangeObjectKind.AcceptedDomain] = "AcceptedDomain",
        [ExchangeObjectKind.OrganizationConfig] = "OrganizationConfig",
    };

    /// <summary>Kinds that only a cmdlet lists, and whether it must be told to list all.</summary>
    public static readonly IReadOnlyDictionary<ExchangeObjectKind, bool> Cmdlets = new Dictionary<ExchangeObjectKind, bool>
    {
        [ExchangeObjectKind.InboundConnector] = false,
        [ExchangeObjectKind.OutboundConnector] = false,
        [ExchangeObjectKind.RemoteDomain] = true,
        [ExchangeObjectKind.Recipient] = true,
        [ExchangeObjectKind.HostedConnectionFilterPolicy] = false,
        [ExchangeObjectKind.OnPremisesOrganization] = false,
        [ExchangeObjectKind.TransportConfig] = false,
        [ExchangeObjectKind.MailPublicFolder] = true,
        [ExchangeObjectKind.DynamicDistributionGroup] = true,
    };

    /// <summary>The host that answers.</summary>
    public string Host => api.Host;

    /// <summary>All objects of a kind of <see cref="Endpoints"/> (Microsoft: Exchange Online Admin API v2.0).</summary>
    public Task<ApiListing> ListAsync(ExchangeObjectKind kind, CancellationToken cancel) =>
        AskAsync(id => $"adminapi/v2.0/{id}/{Endpoints[kind]}", $"Get-{kind}", [], [], cancel);

    /// <summary>All objects of a kind of <see cref="Cmdlets"/>.</summary>
    public Task<ApiListing> InvokeAsync(ExchangeObjectKind kind, CancellationToken cancel) =>
        InvokeAsync($"Get-{kind}", Cmdlets[kind] ? [new("ResultSize", "Unlimited")] : [], cancel);

    /// <summary>
    /// The objects that have an address. A filter, since a name that nobody has would be answered by an error like any other, and only an empty list says that
    /// there is none.
    /// </summary>
    public Task<ApiListing> RecipientAsync(string address, CancellationToken cancel) => InvokeAsync(
        "Get-Recipient", [new("Filter", $"EmailAddresses -eq 'smtp:{address.Replace("'", "''", StringComparison.Ordinal)}'"), new("ResultSize", "Unlimited")], cancel);

    private Task<ApiListing> InvokeAsync(string cmdlet, IReadOnlyList<KeyValuePair<string, string>> parameters, CancellationToken cancel) => AskAsync(
        id => $"adminapi/beta/{id}/InvokeCommand", cmdlet, parameters,
        [new("X-CmdletName", cmdlet), new("X-ResponseFormat", "json"), new("X-SerializationLevel", "Partial"), new("Prefer", "odata.maxpagesize=1000")], cancel);

    private async Task<ApiListing> AskAsync(
        Func<string, string> target, string cmdlet, IReadOnlyList<KeyValuePair<string, string>> parameters, KeyValuePair<string, string>[] headers, CancellationToken cancel)
    {
        var (id, gap) = await tenant(cancel).ConfigureAwait(false);
        return id is null ? new([], gap) : await api.ListAsync(
            new ApiCall(HttpMethod.Post, target(id), Body(cmdlet, parameters)) { Headers = [new("X-AnchorMailbox", AnchorMailbox + id), .. headers] }, cancel).ConfigureAwait(false);
    }

    private static string Body(string cmdlet, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("CmdletInput");
            json.WriteString("CmdletName", cmdlet);
            WriteParameters(json, parameters);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteParameters(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (parameters.Count == 0)
        {
            return;
        }

        json.WriteStartObject("Parameters");
        foreach (var (name, value) in parameters)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }
}
