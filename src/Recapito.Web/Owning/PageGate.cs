namespace Recapito.Web;

/// <summary>Who may use an address of the pages.</summary>
internal enum Who
{
    /// <summary>Whoever reaches it.</summary>
    Anyone,

    /// <summary>Whoever may hand bounces in: the owner, and visitors where the service allows them.</summary>
    Asker,

    /// <summary>Whoever runs the service.</summary>
    Owner,
}

/// <summary>Says of an address who may use it. Where nothing is said: anyone may read, and only the owner may change.</summary>
internal sealed record OpenTo(Who Who);

/// <summary>The one place that says who may use which address of the pages, on a service that others reach. The API has a gate of its own (<see cref="ApiGate"/>).</summary>
internal sealed class PageGate(PageAccess access, PageParts parts, VisitorLimits limits)
{
    /// <summary>The pipeline's step.</summary>
    public Task PassAsync(HttpContext http, RequestDelegate next) =>
        http.Request.Path.StartsWithSegments(ApiEndpoints.Prefix, StringComparison.OrdinalIgnoreCase) || Refusal(http) is not { } refused ? next(http) : refused.ExecuteAsync(http);

    /// <summary>Who may use an address with a method.</summary>
    internal static Who Needed(Endpoint? endpoint, string method) => endpoint?.Metadata.GetMetadata<OpenTo>()?.Who ?? (IsSafe(method) ? Who.Anyone : Who.Owner);

    private IResult? Refusal(HttpContext http)
    {
        if (!access.IsPublic)
        {
            // Nobody signs in where only this machine asks; who is behind a proxy is somebody else.
            return Forwarded.Is(http.Request) ? parts.Problem(http, StatusCodes.Status403Forbidden, "page.owner.proxied") : null;
        }

        var needed = Needed(http.GetEndpoint(), http.Request.Method);
        return needed is Who.Anyone || access.IsOwner(http) ? null
            : needed is Who.Owner || !access.MayAsk(http) ? SignIn(http)
            : !IsSafe(http.Request.Method) && limits.Take(http.Connection.RemoteIpAddress, http.Request.ContentLength ?? RecapitoHost.LargestUpload) is { } wait ? TooFast(http, wait)
            : null;
    }

    private IResult SignIn(HttpContext http) => IsSafe(http.Request.Method)
        ? Results.LocalRedirect(OwnerSignIn.Path + QueryString.Create("back", http.Request.Path.Value ?? "/").ToUriComponent())
        : parts.Problem(http, StatusCodes.Status401Unauthorized, "page.owner.needed");

    private IResult TooFast(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = ApiLimits.Seconds(wait);
        return parts.Problem(http, StatusCodes.Status429TooManyRequests, "page.owner.too-fast");
    }

    // RFC 9110 §9.2.1
    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
}
