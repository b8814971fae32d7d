using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Recapito.Watch;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace Recapito.Web;

/// <summary>Signs the owner in and out, by password or passkey.</summary>
internal static class OwnerSignIn
{
    /// <summary>Where one signs in.</summary>
    public const string Path = "/owner/sign-in";

    // There is one owner: tries follow one another, so that many at once are not counted as one, and cost no more than one at a time.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>Maps the addresses.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var anyone = new OpenTo(Who.Anyone);
        app.MapGet("/owner", (HttpContext http, PageParts parts) => OwnerViews.Home(http, parts)).WithMetadata(new OpenTo(Who.Owner));
        app.MapPost("/owner/sign-out", SignOutAsync);
        app.MapGet(Path, (HttpContext http, PageParts parts, OwnerStore owners, string? back) => OwnerViews.SignIn(http, parts, owners.Find() is not null, LocalPath.Of(back)));
        app.MapPost(Path, SignInAsync).WithMetadata(anyone);
        app.MapPost(Path + "/passkey/options", OptionsAsync).WithMetadata(anyone);
        app.MapPost(Path + "/passkey", PasskeyAsync).WithMetadata(anyone);
    }

    private static async Task<IResult> SignInAsync(HttpContext http, PageParts parts, SignInManager<OwnerAccount> signIn, SignInLimits limits, [FromForm] string? password, [FromForm] string? back)
    {
        if (limits.Take(http.Connection.RemoteIpAddress) is { } wait)
        {
            return Refused(http, parts, wait, back, "page.owner.too-many");
        }

        await Turn.WaitAsync(http.RequestAborted).ConfigureAwait(false);
        try
        {
            var owner = await signIn.UserManager.FindByNameAsync(OwnerAccount.Name).ConfigureAwait(false);
            var result = owner is null ? SignInResult.Failed : await signIn.PasswordSignInAsync(owner, password ?? "", isPersistent: true, lockoutOnFailure: true).ConfigureAwait(false);
            return result.Succeeded ? SignedIn(http, Results.LocalRedirect(LocalPath.Of(back)))
                : result.IsLockedOut ? Refused(http, parts, Owning.Lockout, back, "page.owner.locked")
                : OwnerViews.SignIn(http, parts, owner is not null, LocalPath.Of(back), "page.owner.wrong", StatusCodes.Status401Unauthorized);
        }
        finally
        {
            Turn.Release();
        }
    }

    // Whoever signs in was a visitor until now, and what the owner asks is opened by no visitor's cookie.
    private static IResult SignedIn(HttpContext http, IResult there)
    {
        Asker.Forget(http);
        return there;
    }

    private static IResult Refused(HttpContext http, PageParts parts, TimeSpan wait, string? back, string problem)
    {
        http.Response.Headers.RetryAfter = ApiLimits.Seconds(wait);
        return OwnerViews.SignIn(http, parts, hasOwner: true, LocalPath.Of(back), problem, StatusCodes.Status429TooManyRequests);
    }

    // The confirmation makes it a form, which is checked to come from here. A cookie that somebody copied ends with the session, so every session ends.
    private static async Task<IResult> SignOutAsync(HttpContext http, SignInManager<OwnerAccount> signIn, OwnerStore owners, [FromForm] string? confirm)
    {
        owners.EndSessions(OwnerAccount.NewStamp());
        Asker.Forget(http);
        await signIn.SignOutAsync().ConfigureAwait(false);
        return Results.LocalRedirect("/");
    }

    // No account is named: whoever has a passkey for this service is shown it by their device.
    private static async Task<IResult> OptionsAsync(HttpContext http, SignInManager<OwnerAccount> signIn, SignInLimits limits, [FromForm] string? confirm) =>
        limits.Take(http.Connection.RemoteIpAddress) is null ? Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null).ConfigureAwait(false), "application/json") : Results.StatusCode(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> PasskeyAsync(HttpContext http, SignInManager<OwnerAccount> signIn, [FromForm] string? credential, [FromForm] string? back)
    {
        try
        {
            return credential is { Length: > 0 } && (await signIn.PasskeySignInAsync(credential).ConfigureAwait(false)).Succeeded ? SignedIn(http, Results.Text(LocalPath.Of(back))) : Results.Unauthorized();
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked for before, or too long ago.
            return Results.Unauthorized();
        }
    }
}
