using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>The page of the link: whoever holds it chooses how to sign in, and is the owner from then on.</summary>
internal static class OwnerSetup
{
    /// <summary>Links begin so; the secret follows.</summary>
    public const string Path = "/owner/";

    private const int IdOctets = 16;

    /// <summary>Maps the addresses. Only sending the form uses the link up, so that a program that looks at links does not.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        var anyone = new OpenTo(Who.Anyone);
        app.MapGet(Path + "{secret}", (HttpContext http, PageParts parts, OwnerLinks links, string secret) => links.Holds(secret) ? OwnerViews.Link(http, parts, secret, null) : Gone(http, parts));
        app.MapPost(Path + "{secret}", ChooseAsync).WithMetadata(anyone);
        app.MapPost(Path + "{secret}/passkey/options", OptionsAsync).WithMetadata(anyone);
        app.MapPost(Path + "{secret}/passkey", RegisterAsync).WithMetadata(anyone);
    }

    private static async Task<IResult> ChooseAsync(HttpContext http, PageParts parts, OwnerLinks links, OwnerStore owners, SignInManager<OwnerAccount> signIn, string secret, [FromForm] string? password)
    {
        if (!links.Holds(secret))
        {
            return Gone(http, parts);
        }

        var (users, owner) = (signIn.UserManager, New(NewId()));
        foreach (var validator in users.PasswordValidators)
        {
            if (!(await validator.ValidateAsync(users, owner, password).ConfigureAwait(false)).Succeeded)
            {
                return OwnerViews.Link(http, parts, secret, "page.owner.password-short");
            }
        }

        owner.Stored = owner.Stored with { Password = users.PasswordHasher.HashPassword(owner, password!) };
        return await BecomeAsync(http, signIn, owners, secret, owner, null).ConfigureAwait(false) ? Results.LocalRedirect("/owner") : Gone(http, parts);
    }

    private static async Task<IResult> OptionsAsync(OwnerLinks links, SignInManager<OwnerAccount> signIn, string secret, [FromForm] string? confirm) => !links.Holds(secret) ? Results.NotFound()
        : Results.Text(await signIn.MakePasskeyCreationOptionsAsync(new() { Id = NewId(), Name = OwnerAccount.Name, DisplayName = OwnerAccount.Name }).ConfigureAwait(false), "application/json");

    private static async Task<IResult> RegisterAsync(HttpContext http, OwnerStore owners, SignInManager<OwnerAccount> signIn, string secret, [FromForm] string? credential)
    {
        if (credential is not { Length: > 0 })
        {
            return Results.Unauthorized();
        }

        try
        {
            var made = await signIn.PerformPasskeyAttestationAsync(credential).ConfigureAwait(false);
            return made.Succeeded && await BecomeAsync(http, signIn, owners, secret, New(made.UserEntity.Id), OwnerAccountStore.Stored(made.Passkey)).ConfigureAwait(false) ? Results.Text("/owner") : Results.Unauthorized();
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked for before, or too long ago.
            return Results.Unauthorized();
        }
    }

    private static async Task<bool> BecomeAsync(HttpContext http, SignInManager<OwnerAccount> signIn, OwnerStore owners, string secret, OwnerAccount owner, StoredPasskey? passkey)
    {
        if (!owners.Replace(secret, owner.Stored, passkey))
        {
            return false;
        }

        Asker.Forget(http);
        await signIn.SignInAsync(owner, isPersistent: true).ConfigureAwait(false);
        return true;
    }

    private static IResult Gone(HttpContext http, PageParts parts) => parts.Problem(http, StatusCodes.Status404NotFound, "page.owner.link-gone");

    private static OwnerAccount New(string id) => new(new(id, null, OwnerAccount.NewStamp()));

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdOctets));
}
