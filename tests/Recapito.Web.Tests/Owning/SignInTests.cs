using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>How the owner signs in, and others do not.</summary>
public sealed class SignInTests
{
    [Theory]
    [InlineData(OwnedService.Password, HttpStatusCode.Redirect)]
    [InlineData("correct horse batterx", HttpStatusCode.Unauthorized)]
    [InlineData("Correct horse battery", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task The_password_opens_and_nothing_else_does(string password, HttpStatusCode status)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = await served.NewOwnerAsync();
        using var reader = served.NewReader(follows: false);
        Assert.Equal(status, await served.SignInAsync(reader, password));
        Assert.Equal(status is HttpStatusCode.Redirect, await served.IsOwnerAsync(reader));
    }

    [Fact]
    public async Task Before_there_is_an_owner_nobody_can_sign_in()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        Assert.Contains("has no owner yet", await served.PageAsync(OwnerSignIn.Path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await served.SignInAsync(served.Reader, ""));
    }

    [Fact]
    public async Task After_five_wrong_passwords_none_is_looked_at_for_a_while_and_a_link_ends_that()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = await served.NewOwnerAsync();
        using var stranger = served.NewReader(follows: false);
        _ = await served.PageAsync("/", stranger);
        var tries = await Task.WhenAll(Enumerable.Range(0, Owning.MostFailures).Select(_ => served.SignInAsync(stranger, "a wrong password")));
        Assert.Equal(Owning.MostFailures - 1, tries.Count(status => status is HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.TooManyRequests, await served.SignInAsync(stranger, OwnedService.Password));
        Assert.True(served.App.Services.GetRequiredService<OwnerStore>().Find()!.LockedUntil > DateTimeOffset.UtcNow);
        Assert.True(await served.IsOwnerAsync(owner));
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(owner, served.Links().Make()));
        Assert.Equal(HttpStatusCode.Redirect, await served.SignInAsync(stranger, OwnedService.Password));
    }

    [Fact]
    public async Task One_address_may_try_so_often_and_no_more()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed, minute: OwnedService.LongMinute);
        for (var i = 0; i < SignInLimits.PerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await served.SignInAsync(served.Reader, "a password of nobody"));
        }

        using var answer = await served.PostAsync(OwnerSignIn.Path, ("password", "a password of nobody"));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Who_signs_out_is_no_longer_signed_in_anywhere()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = await served.NewOwnerAsync();
        using var elsewhere = served.NewReader(follows: false);
        Assert.Equal(HttpStatusCode.Redirect, await served.SignInAsync(elsewhere, OwnedService.Password));
        Assert.True(await served.IsOwnerAsync(elsewhere));
        using var answer = await served.PostAsync(owner, "/owner/sign-out", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.False(await served.IsOwnerAsync(owner));

        // As a cookie that somebody copied would be, another session is at its end with it.
        Assert.False(await served.IsOwnerAsync(elsewhere));
    }

    /// <summary>A session that is over, or a cookie that was copied beside it, opens nothing that the owner asked.</summary>
    [Fact]
    public async Task What_the_owner_asked_is_opened_by_the_session_alone()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Open);
        using var owner = served.NewReader(follows: false);
        using var asVisitor = await served.PostAsync(owner, "/sample", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(owner, served.Links().Make()));
        using var handedIn = await served.PostAsync(owner, "/sample", ("confirm", "yes"));
        Assert.DoesNotContain(handedIn.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [], cookie => cookie.StartsWith("recapito-owner=", StringComparison.Ordinal));
        var path = handedIn.Headers.Location!.OriginalString;
        Assert.Contains("lee@contoso.example", await served.PageAsync(path, owner), StringComparison.Ordinal);
        using var over = await served.PostAsync(owner, "/owner/sign-out", ("confirm", "yes"));
        Assert.DoesNotContain("lee@contoso.example", await served.PageAsync(path, owner), StringComparison.Ordinal);
        Assert.DoesNotContain("/forget", await served.PageAsync(path, owner), StringComparison.Ordinal);
        Assert.DoesNotContain("lee@contoso.example", await served.PageAsync(asVisitor.Headers.Location!.OriginalString, owner), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "recapito-owner=")]
    [InlineData("https", "__Host-recapito-owner=")]
    public async Task Over_HTTPS_no_neighbour_of_the_name_can_put_a_visitors_cookie_there(string proto, string name)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Open with { Hosts = ["recapito.contoso.example"], Proxies = [IPAddress.Loopback] });
        using var reader = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = served.Address, DefaultRequestHeaders = { { "X-Forwarded-Proto", proto } } };
        using var start = await reader.GetAsync("/", TestContext.Current.CancellationToken);
        var forms = Assert.Single(start.Headers.GetValues("Set-Cookie"));
        reader.DefaultRequestHeaders.Add("Cookie", forms[..forms.IndexOf(';', StringComparison.Ordinal)] + "; recapito-owner=" + new string('0', 64));
        using var answer = await served.PostAsync(reader, "/sample", ("confirm", "yes"));
        Assert.Equal(proto is "https", (answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []).Any(cookie => cookie.StartsWith(name, StringComparison.Ordinal) && cookie.Contains("path=/; secure", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("/history?days=7", "/history?days=7")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("/\t/evil.example/", "/")]
    [InlineData("/é", "/")]
    [InlineData("/\u202e", "/")]
    [InlineData("/a b", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_one_is_where_one_wanted_to_be_and_never_elsewhere(string back, string there)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = await served.NewOwnerAsync();
        using var answer = await served.PostAsync(owner, OwnerSignIn.Path, ("password", OwnedService.Password), ("back", back));
        Assert.Equal(there, answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends()
    {
        await using var served = await Served.StartAsync(others: new() { Hosts = ["recapito.contoso.example"], Proxies = [IPAddress.Loopback] });
        foreach (var (proto, isSecure) in new[] { ("http", false), ("https", true) })
        {
            // What the proxy's reader keeps, a reader of plain HTTP would not send back.
            using var reader = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = served.Address, DefaultRequestHeaders = { { "X-Forwarded-Proto", proto } } };
            using var start = await reader.GetAsync("/", TestContext.Current.CancellationToken);
            var forms = Assert.Single(start.Headers.GetValues("Set-Cookie"));
            Assert.Equal(isSecure, forms.Contains("; secure", StringComparison.OrdinalIgnoreCase));
            reader.DefaultRequestHeaders.Add("Cookie", forms[..forms.IndexOf(';', StringComparison.Ordinal)]);
            using var answer = await served.PostAsync(reader, OwnerSetup.Path + served.Links().Make(), ("password", OwnedService.Password));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("recapito-session=", StringComparison.Ordinal));
            Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(isSecure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("/owner/sign-in")]
    [InlineData("/owner/sign-out")]
    [InlineData("/owner/LINK")]
    [InlineData("/owner/LINK/passkey/options")]
    [InlineData("/owner/LINK/passkey")]
    [InlineData("/owner/sign-in/passkey/options")]
    [InlineData("/owner/sign-in/passkey")]
    public async Task A_form_of_another_page_is_refused(string path)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = await served.NewOwnerAsync();
        using var form = new FormUrlEncodedContent([new("password", OwnedService.Password)]);
        using var answer = await owner.PostAsync(path.Replace("LINK", served.Links().Make(), StringComparison.Ordinal), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("/owner/sign-in/passkey", "")]
    [InlineData("/owner/sign-in/passkey", "{}")]
    [InlineData("/owner/sign-in/passkey", "not JSON")]
    [InlineData("/owner/LINK/passkey", "")]
    [InlineData("/owner/LINK/passkey", "{\"id\":\"AA\"}")]
    public async Task A_passkey_that_is_none_is_refused(string path, string credential)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var reader = served.NewReader(follows: false);
        var address = path.Replace("LINK", served.Links().Make(), StringComparison.Ordinal);
        using (var unasked = await served.PostAsync(reader, address, ("credential", credential)))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, unasked.StatusCode);
        }

        using var options = await served.PostAsync(reader, address + "/options", ("confirm", "yes"));
        Assert.Equal(HttpStatusCode.OK, options.StatusCode);
        using var answer = await served.PostAsync(reader, address, ("credential", credential));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(await served.IsOwnerAsync(reader));
    }
}
