using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Who calls the API.</summary>
/// <param name="Owner">SHA-256 of the caller's key; what is asked belongs to it.</param>
/// <param name="Scopes">What the caller may do.</param>
/// <param name="Partition">Whose requests are counted together.</param>
internal sealed record ApiCaller(byte[] Owner, ApiScopes Scopes, string Partition)
{
    /// <summary>Whoever sits at this machine, while no key was made. No secret has this digest, so no reader's cookie and no key opens what is asked so.</summary>
    public static readonly ApiCaller Local = new(Asker.Owner, ApiScopes.All, "local");

    /// <summary>Tells whether the caller of a request still may what they might: not once their key was revoked, nor without one once there is one.</summary>
    public static Func<bool> Holding(HttpContext http)
    {
        var (caller, keys) = (Of(http), http.RequestServices.GetRequiredService<ApiKeys>());
        return () => ReferenceEquals(caller, Local) ? !keys.WereMade() : keys.Holds(caller.Partition);
    }

    /// <summary>Who sent this request; the gate let them pass.</summary>
    public static ApiCaller Of(HttpContext http) => http.Features.Get<ApiCaller>() ?? throw new InvalidOperationException("the request did not come through the gate of the API");

    /// <summary>The holder of a key.</summary>
    public static ApiCaller With(ApiKey key) => new(key.Digest, key.Scopes, key.Id);
}

/// <summary>What a caller must be allowed to do at an address; none where anybody may.</summary>
internal sealed record NeedsScope(ApiScopes Scope);
