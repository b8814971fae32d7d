using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Recapito.Web;

/// <summary>The owner's pages.</summary>
internal static class OwnerViews
{
    /// <summary>The page of a link.</summary>
    /// <param name="http">The request.</param>
    /// <param name="parts">Makes pages.</param>
    /// <param name="secret">Of the link.</param>
    /// <param name="problem">Key of what is wrong; null where nothing is.</param>
    public static IResult Link(HttpContext http, PageParts parts, string secret, string? problem) => Page<OwnerLinkPage>(http, parts, problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity, new()
    {
        [nameof(OwnerLinkPage.Secret)] = secret,
        [nameof(OwnerLinkPage.Problem)] = problem,
        [nameof(OwnerLinkPage.HasPasskeys)] = HasPasskeys(http),
    });

    /// <summary>The page on which the owner signs in.</summary>
    public static IResult SignIn(HttpContext http, PageParts parts, bool hasOwner, string back, string? problem = null, int status = StatusCodes.Status200OK) => Page<SignInPage>(http, parts, status, new()
    {
        [nameof(SignInPage.HasOwner)] = hasOwner,
        [nameof(SignInPage.BackTo)] = back,
        [nameof(SignInPage.Problem)] = problem,
        [nameof(SignInPage.HasPasskeys)] = HasPasskeys(http),
    });

    /// <summary>The page of the owner who is signed in.</summary>
    public static IResult Home(HttpContext http, PageParts parts) => Page<OwnerPage>(http, parts, StatusCodes.Status200OK, []);

    // Browsers offer passkeys in a secure context only, and for a name, not an address (Web Authentication §5.1.3).
    private static bool HasPasskeys(HttpContext http) => (http.Request.IsHttps || http.Request.Host.Host == "localhost") && !IPAddress.TryParse(http.Request.Host.Host, out _);

    private static RazorComponentResult<TPage> Page<TPage>(HttpContext http, PageParts parts, int status, Dictionary<string, object?> values)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        http.Response.Headers.CacheControl = "no-store";
        return parts.Page<TPage>(http, status, values);
    }
}
