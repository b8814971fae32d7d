using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Recapito.Lab;

/// <summary>A token that was given out.</summary>
internal sealed class GivenToken(string tenant, WorldApp app, string audience)
{
    private int used;

    /// <summary>Initial domain of the tenant.</summary>
    public string Tenant => tenant;

    /// <summary>Whom it was given to.</summary>
    public WorldApp App => app;

    /// <summary>The service that it is for.</summary>
    public string Audience => audience;

    /// <summary>Counts a use; false where it is one too many.</summary>
    public bool Use() => Interlocked.Increment(ref used) <= app.TokenLasts || app.TokenLasts == 0;
}

/// <summary>What the interfaces of one running lab remember: tokens, device codes, and how often they said that they are busy.</summary>
internal sealed class Applications(IReadOnlyDictionary<string, WorldTenant> tenants)
{
    private readonly ConcurrentDictionary<string, GivenToken> tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> polls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> busy = new(StringComparer.Ordinal);

    /// <summary>The tenant of an id or a domain.</summary>
    public (string Name, WorldTenant Tenant, WorldApp App)? Find(string tenant) => tenants
        .Where(entry => entry.Value.App is not null && (entry.Key == DnsName.Canonical(tenant) || WorldApp.TenantId(entry.Key).Equals(tenant, StringComparison.OrdinalIgnoreCase)
            || entry.Value.Domains.Any(domain => domain.IsVerified && domain.Id == DnsName.Canonical(tenant))))
        .Select(entry => ((string, WorldTenant, WorldApp)?)(entry.Key, entry.Value, entry.Value.App!)).FirstOrDefault();

    /// <summary>The first tenant that has an application: the one whose machine the observer sits at.</summary>
    public (string Name, WorldTenant Tenant, WorldApp App)? Own => tenants.Where(entry => entry.Value.App is not null)
        .Select(entry => ((string, WorldTenant, WorldApp)?)(entry.Key, entry.Value, entry.Value.App!)).FirstOrDefault();

    /// <summary>A token and its answer (RFC 6749 §5.1).</summary>
    /// <param name="tenant">Initial domain.</param>
    /// <param name="app">The application.</param>
    /// <param name="audience">"https://graph.microsoft.com".</param>
    /// <param name="now">The clock of whoever asks.</param>
    public string Give(string tenant, WorldApp app, string audience, DateTimeOffset now)
    {
        var body = ApiAnswer.Of(200, json =>
        {
            json.WriteString("aud", audience);
            json.WriteString("tid", WorldApp.TenantId(tenant));
            json.WriteString("appid", app.ClientId);
            json.WriteNumber("exp", now.AddHours(1).ToUnixTimeSeconds());
            json.WriteStartArray("roles");
            foreach (var permission in app.Permissions.Where(permission => permission.StartsWith("Exchange.", StringComparison.Ordinal) == !audience.Contains("graph", StringComparison.Ordinal)))
            {
                json.WriteStringValue(permission);
            }

            json.WriteEndArray();
        }).Json;
        var token = string.Join('.', Base64("{\"typ\":\"JWT\",\"alg\":\"RS256\"}"u8), Base64(Encoding.UTF8.GetBytes(body)), Base64(RandomNumberGenerator.GetBytes(32)));
        tokens[token] = new(tenant, app, audience);
        return token;
    }

    /// <summary>The token of a request; null where there is none that was given out.</summary>
    public GivenToken? TokenOf(ApiRequest request) =>
        request.Headers.GetValueOrDefault("Authorization") is { } value && value.StartsWith("Bearer ", StringComparison.Ordinal) ? tokens.GetValueOrDefault(value[7..]) : null;

    /// <summary>True where the service says to this application that it is busy.</summary>
    public bool IsBusy(string host, WorldApp app) => app.Throttle > 0 && busy.AddOrUpdate(host, 1, (_, times) => times + 1) <= app.Throttle;

    /// <summary>A new device code.</summary>
    public string NewCode()
    {
        var code = Base64(RandomNumberGenerator.GetBytes(24));
        polls[code] = 0;
        return code;
    }

    /// <summary>How often a code was asked for, this time included; null where there is no such code.</summary>
    public int? Poll(string code) => polls.ContainsKey(code) ? polls.AddOrUpdate(code, 1, (_, times) => times + 1) : null;

    private static string Base64(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
