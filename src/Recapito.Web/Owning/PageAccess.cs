using Microsoft.AspNetCore.Identity;

namespace Recapito.Web;

/// <summary>Who a reader of the pages is, and what follows from it. On a service that only this machine reaches, every reader may ask and nobody signs in.</summary>
internal sealed class PageAccess(ServeOptions options)
{
    /// <summary>Others can reach the service.</summary>
    public bool IsPublic => options.Public is not null;

    /// <summary>Whoever runs the service is signed in.</summary>
    public bool IsOwner(HttpContext http) => IsPublic && http.User.Identity is { IsAuthenticated: true, AuthenticationType: var by } && by == IdentityConstants.ApplicationScheme;

    /// <summary>This reader may hand bounces in and have domains checked.</summary>
    public bool MayAsk(HttpContext http) => MayAskHosts(http) || options.Public is { AllowsVisitors: true };

    /// <summary>For this reader mail hosts may be talked to.</summary>
    public bool MayAskHosts(HttpContext http) => !IsPublic || IsOwner(http);

    /// <summary>This reader sees names in full.</summary>
    /// <param name="http">The request.</param>
    /// <param name="asker">SHA-256 of the secret of who asked.</param>
    public bool SeesAllOf(HttpContext http, byte[] asker) => IsOwner(http) || Asker.Is(http, asker);

    /// <summary>As whose a case of this reader is kept. The owner's are opened by the session alone, and by no cookie that outlives it.</summary>
    public byte[] AskerOf(HttpContext http) => IsOwner(http) ? Asker.Owner : Asker.Of(http);

    /// <summary>Whose cases are listed for this reader; null where none are.</summary>
    public Whose? Lists(HttpContext http) => IsOwner(http) ? new(null) : Asker.Find(http) is { } asker ? new(asker) : null;
}

/// <summary>Whose cases.</summary>
/// <param name="Asker">SHA-256 of the secret of who asked; null for everybody's.</param>
internal sealed record Whose(byte[]? Asker);
