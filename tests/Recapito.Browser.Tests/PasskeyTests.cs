using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Recapito.Watch;
using Recapito.Web;
using Recapito.Web.Tests;
using static Microsoft.Playwright.Assertions;

namespace Recapito.Browser.Tests;

/// <summary>The owner of a service that others reach, in a real browser; its authenticator is a virtual one of the browser's own.</summary>
public sealed class PasskeyTests(Chromium chromium)
{
    private const string Password = "correct horse battery";

    [Fact]
    public async Task A_passkey_is_registered_by_the_link_and_opens_the_service_again_after_signing_out()
    {
        await using var visit = await StartAsync(View.Desktop);
        await AddAuthenticatorAsync(visit);
        var link = await OpenLinkAsync(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Register a passkey" }).ClickAsync();
        await Expect(visit.Page.GetByText("You are signed in")).ToBeVisibleAsync();
        var owners = visit.Served.App.Services.GetRequiredService<OwnerStore>();
        Assert.Null(owners.Find()!.Password);
        Assert.Single(owners.Passkeys());
        Assert.False(Links(visit).Holds(link));
        await SignOutAsync(visit);
        await visit.Page.GotoAsync("/history");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(visit.Page).ToHaveTitleAsync("History");
        Assert.Contains("\"SignCount\":", owners.Passkeys()[0].Data, StringComparison.Ordinal);
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task After_a_new_link_the_passkey_of_before_opens_nothing()
    {
        await using var visit = await StartAsync(View.Desktop);
        await AddAuthenticatorAsync(visit);
        await OpenLinkAsync(visit);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Register a passkey" }).ClickAsync();
        await Expect(visit.Page.GetByText("You are signed in")).ToBeVisibleAsync();
        await OpenLinkAsync(visit);
        await ChooseAsync(visit);
        await SignOutAsync(visit);
        await visit.Page.GotoAsync(OwnerSignIn.Path);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(visit.Page.GetByText("the passkey was not accepted")).ToBeVisibleAsync();
        await visit.Page.GotoAsync("/owner");
        await Expect(visit.Page.GetByLabel("Password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_a_script_the_password_is_chosen_and_opens_the_service()
    {
        await using var visit = await StartAsync(View.Desktop, script: false);
        await OpenLinkAsync(visit);
        await Expect(visit.Page.GetByText("the browser must be allowed to run this page's script")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Register a passkey" })).ToBeHiddenAsync();
        await ChooseAsync(visit);
        await SignOutAsync(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First.ClickAsync();
        await visit.Page.GetByLabel("Password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("form[action='/bounces']")).ToBeVisibleAsync();
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task The_pages_of_the_owner_fit_and_break_no_rule_of_access()
    {
        await using var visit = await StartAsync(View.Desktop);
        await visit.Page.GotoAsync("/");
        await Look.AtAsync(visit, "owner-offer");
        await OpenLinkAsync(visit);
        await Look.AtAsync(visit, "owner-link");
        await ChooseAsync(visit);
        await Look.AtAsync(visit, "owner-home");
        await SignOutAsync(visit);
        await visit.Page.GotoAsync(OwnerSignIn.Path);
        await Look.AtAsync(visit, "owner-sign-in");
        Assert.Empty(visit.Wrong);
    }

    private Task<Visit> StartAsync(View view, bool script = true) => Visit.StartAsync(chromium, view, script: script, others: new());

    private static OwnerLinks Links(Visit visit) => visit.Served.App.Services.GetRequiredService<OwnerLinks>();

    private static async Task<string> OpenLinkAsync(Visit visit)
    {
        var secret = Links(visit).Make();
        await visit.Page.GotoAsync(OwnerSetup.Path + secret);
        return secret;
    }

    private static async Task ChooseAsync(Visit visit)
    {
        await visit.Page.GetByLabel("New password").FillAsync(Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Use this password" }).ClickAsync();
        await Expect(visit.Page.GetByText("You are signed in")).ToBeVisibleAsync();
    }

    // To the end: who goes elsewhere at once may be there before the form is.
    private static async Task SignOutAsync(Visit visit)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).First).ToBeVisibleAsync();
    }

    // As a telephone or a laptop has one: it keeps passkeys, and its holder has shown their finger.
    private static async Task AddAuthenticatorAsync(Visit visit)
    {
        var browser = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
        await browser.SendAsync("WebAuthn.enable");
        await browser.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
