using System.Globalization;
using System.Net.Security;
using System.Text;
using Recapito.Core;

namespace Recapito.Lab;

/// <summary>Microsoft's interfaces over HTTPS, and the identity endpoint of the observer's machine. One for each running lab, which remembers what it gave out.</summary>
/// <param name="tenants">The world's tenants.</param>
/// <param name="inventoryOf">What the cmdlets of a tenant show, by its initial domain.</param>
/// <param name="clock">The lab's clock.</param>
internal sealed class ApiServer(IReadOnlyDictionary<string, WorldTenant> tenants, Func<string, ExchangeInventory> inventoryOf, DateTimeOffset clock)
{
    private readonly Applications applications = new(tenants);
    private readonly GraphEndpoint graph = new(tenants);
    private readonly ExchangeEndpoint exchange = new(inventoryOf);

    /// <summary>True where somebody has an application.</summary>
    public bool IsNeeded => applications.Own is not null;

    /// <summary>Serves one connection to a host of Microsoft's.</summary>
    public async Task ServeAsync(Stream connection, WorldTls shown, CancellationToken cancel)
    {
        var tls = new TlsServer(shown) { Protocols = [SslApplicationProtocol.Http11] };
        if (await tls.AcceptAsync(connection, cancel).ConfigureAwait(false) is { } secure)
        {
            await using (secure.ConfigureAwait(false))
            {
                await TalkAsync(secure, Answer, cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Serves one connection to the metadata address, which speaks plain HTTP.</summary>
    public Task ServeMachineAsync(Stream connection, CancellationToken cancel) => TalkAsync(connection, Machine, cancel);

    private async Task TalkAsync(Stream stream, Func<ApiRequest, ApiAnswer> answer, CancellationToken cancel)
    {
        var reader = new ApiRequestReader(stream);
        while (await reader.NextAsync(cancel).ConfigureAwait(false) is { } request)
        {
            var said = answer(request);
            var content = Encoding.UTF8.GetBytes(said.Json);
            var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {said.Status} \r\nDate: {clock.UtcDateTime:R}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {content.Length}\r\n")
                + (said.RetryAfter is { } wait ? string.Create(CultureInfo.InvariantCulture, $"Retry-After: {wait}\r\n") : "") + "\r\n";
            await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. content], cancel).ConfigureAwait(false);
            await stream.FlushAsync(cancel).ConfigureAwait(false);
        }
    }

    private ApiAnswer Answer(ApiRequest request)
    {
        if (request.Host.StartsWith("login.", StringComparison.Ordinal))
        {
            return new TokenEndpoint(applications).Answer(request);
        }

        var isGraph = request.Host.Contains("graph", StringComparison.Ordinal);
        if (applications.TokenOf(request) is not { } token || token.Audience != "https://" + request.Host)
        {
            return ApiAnswer.Error(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience.");
        }

        return !token.Use() ? ApiAnswer.Error(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
            : applications.IsBusy(request.Host, token.App) ? ApiAnswer.Error(429, "TooManyRequests", "Too many requests") with { RetryAfter = token.App.RetryAfter }
            : isGraph ? graph.Answer(request, token) : exchange.Answer(request, token);
    }

    // The observer's machine belongs to the first tenant that has an application.
    private ApiAnswer Machine(ApiRequest request) => (request.Path, request.Headers.ContainsKey("Metadata"), request.Query.GetValueOrDefault("resource"), applications.Own) switch
    {
        ("/metadata/identity/oauth2/token", true, { Length: > 0 } resource, { } own) => ApiAnswer.Of(200, json =>
        {
            json.WriteString("access_token", applications.Give(own.Name, own.App, resource.TrimEnd('/'), TimeProvider.System.GetUtcNow()));
            json.WriteString("expires_on", TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            json.WriteString("expires_in", "3599");
            json.WriteString("resource", resource);
            json.WriteString("token_type", "Bearer");
        }),
        _ => ApiAnswer.SignInError("invalid_request", "AADSTS90100: Identity not found"),
    };
}
