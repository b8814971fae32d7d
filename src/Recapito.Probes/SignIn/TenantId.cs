using System.Text.Json;
using Polly.Timeout;

namespace Recapito.Probes;

/// <summary>
/// The id of a tenant that is named by one of its domains, from the metadata that Microsoft Entra shows to everybody (OpenID Connect Discovery 1.0 §4). Asked
/// once.
/// </summary>
/// <param name="http">Speaks HTTP.</param>
/// <param name="cloud">The cloud.</param>
/// <param name="tenant">Id or domain.</param>
/// <param name="limits">How long it may take.</param>
internal sealed class TenantId(HttpMessageInvoker http, Cloud cloud, string tenant, ProbeLimits limits)
{
    private const int MostBody = 64 * 1024;

    private (string? Id, ApiGap? Gap)? known;

    /// <summary>The id, or why it is not known.</summary>
    public async Task<(string? Id, ApiGap? Gap)> FindAsync(CancellationToken cancel)
    {
        if (Guid.TryParse(tenant, out var id))
        {
            return (id.ToString("D"), null);
        }

        if (known is { Id: not null } found)
        {
            return found;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(limits.Step);
        try
        {
            known = await AskAsync(end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or JsonException || ProbeFailure.IsGap(e))
        {
            cancel.ThrowIfCancellationRequested();
            var cause = e is HttpRequestException { InnerException: { } inner } ? inner : e;
            known = (null, new(ApiGapKind.Silent, $"the id of tenant {Visible.Text(tenant)} could not be asked for: {ProbeFailure.Reason(cause, limits.Step)}"));
        }

        return known.Value;
    }

    private async Task<(string? Id, ApiGap? Gap)> AskAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cloud.Authority, $"{Uri.EscapeDataString(tenant)}/v2.0/.well-known/openid-configuration"));
        using var answer = await http.SendAsync(request, cancel).ConfigureAwait(false);
        await answer.Content.LoadIntoBufferAsync(MostBody, cancel).ConfigureAwait(false);
        var body = await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            var said = ApiJson.Error(body);
            return (null, new(ApiGapKind.NotSignedIn, $"tenant {Visible.Text(tenant)} is not known: {Visible.Text(said?.Message ?? $"HTTP {(int)answer.StatusCode}")}") { Status = (int)answer.StatusCode });
        }

        using var document = JsonDocument.Parse(body);
        var issuer = document.RootElement.ValueKind is JsonValueKind.Object && ApiJson.TextOf(document.RootElement, "issuer") is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null;
        return issuer?.Segments is [_, var first, ..] && Guid.TryParse(first.TrimEnd('/'), out var id) ? (id.ToString("D"), null)
            : (null, new(ApiGapKind.Unreadable, $"the metadata of tenant {Visible.Text(tenant)} name no id"));
    }
}
