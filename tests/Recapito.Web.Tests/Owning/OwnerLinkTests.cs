using System.Net;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>The link that makes its holder the owner.</summary>
public sealed class OwnerLinkTests
{
    [Fact]
    public async Task Whoever_opens_the_link_chooses_a_password_and_is_signed_in_and_the_link_holds_no_more()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = served.NewReader(follows: false);
        var secret = served.Links().Make();
        Assert.False(await served.IsOwnerAsync(owner));
        var page = await served.PageAsync(OwnerSetup.Path + secret);
        Assert.Contains("At least 12 characters", page, StringComparison.Ordinal);
        Assert.Contains("browsers offer passkeys only over HTTPS", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(owner, secret));
        Assert.True(await served.IsOwnerAsync(owner));
        using var other = served.NewReader(follows: false);
        Assert.Equal(HttpStatusCode.NotFound, await served.GetAsync(other, OwnerSetup.Path + secret));
        Assert.Equal(HttpStatusCode.NotFound, await served.ChooseAsync(other, secret, "another password"));
        Assert.False(await served.IsOwnerAsync(other));
    }

    [Fact]
    public async Task A_link_that_was_only_looked_at_or_used_with_a_password_that_is_too_short_still_holds()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var owner = served.NewReader(follows: false);
        var secret = served.Links().Make();
        Assert.Equal(HttpStatusCode.OK, await served.GetAsync(owner, OwnerSetup.Path + secret));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await served.ChooseAsync(owner, secret, "elevenchars"));
        Assert.False(await served.IsOwnerAsync(owner));
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(owner, secret, "twelve chars"));
    }

    [Fact]
    public async Task A_link_holds_a_day()
    {
        var clock = new ShiftedClock();
        await using var served = await Served.StartAsync(others: OwnedService.Closed, clock: clock);
        using var owner = served.NewReader(follows: false);
        var secret = served.Links().Make();
        clock.Shift = OwnerLinks.Holding - TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.OK, await served.GetAsync(owner, OwnerSetup.Path + secret));
        clock.Shift = OwnerLinks.Holding + TimeSpan.FromMinutes(1);
        Assert.Equal(HttpStatusCode.NotFound, await served.GetAsync(owner, OwnerSetup.Path + secret));
        Assert.Equal(HttpStatusCode.NotFound, await served.ChooseAsync(owner, secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("zz")]
    [InlineData("'%20OR%201=1%20--")]
    public async Task What_is_no_link_opens_nothing(string secret)
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        _ = served.Links().Make();
        Assert.False(served.Links().Holds(Uri.UnescapeDataString(secret)));
        using var reader = served.NewReader(follows: false);
        Assert.NotEqual(HttpStatusCode.OK, await served.GetAsync(reader, OwnerSetup.Path + secret));
    }

    [Fact]
    public async Task A_new_link_ends_the_old_one_and_using_it_ends_the_password_and_every_session()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        using var before = await served.NewOwnerAsync();
        var (old, secret) = (served.Links().Make(), served.Links().Make());
        using var after = served.NewReader(follows: false);
        Assert.Equal(HttpStatusCode.NotFound, await served.ChooseAsync(after, old));
        Assert.True(await served.IsOwnerAsync(before));
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(after, secret, "quite another one"));
        Assert.False(await served.IsOwnerAsync(before));
        Assert.True(await served.IsOwnerAsync(after));
        Assert.Equal(HttpStatusCode.Unauthorized, await served.SignInAsync(before, OwnedService.Password));
        Assert.Equal(HttpStatusCode.Redirect, await served.SignInAsync(before, "quite another one"));
    }

    [Fact]
    public async Task Each_start_without_an_owner_prints_a_link_and_none_is_printed_once_there_is_one()
    {
        await using var served = await Served.StartAsync(others: OwnedService.Closed);
        var (first, second) = (await PrintedAsync(served), await PrintedAsync(served));
        Assert.Contains("nothing encrypts", first, StringComparison.Ordinal);
        Assert.False(served.Links().Holds(SecretOf(first)));
        Assert.StartsWith($"http://127.0.0.1:{served.Address.Port}{OwnerSetup.Path}", second.Trim().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Equal($"http://127.0.0.1:{served.Address.Port}", served.Links().Address());
        using var owner = served.NewReader(follows: false);
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(owner, SecretOf(second)));
        Assert.DoesNotContain(OwnerSetup.Path, await PrintedAsync(served), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recapito.contoso.example", null, "http://0.0.0.0:8080", "http://recapito.contoso.example:8080")]
    [InlineData("recapito.contoso.example", null, "https://0.0.0.0:443", "https://recapito.contoso.example")]
    [InlineData("recapito.contoso.example", "192.0.2.1", "http://127.0.0.1:5410", "https://recapito.contoso.example")]
    [InlineData(null, null, "http://192.0.2.7:5410", "http://192.0.2.7:5410")]
    public void A_link_names_the_address_that_others_open(string? host, string? proxy, string bound, string address) => Assert.Equal(address,
        OwnerNotice.Address(new() { Hosts = host is null ? [] : [host], Proxies = proxy is null ? [] : [IPAddress.Parse(proxy)] }, new(bound)));

    [Fact]
    public async Task On_ones_own_machine_there_is_no_owner_and_no_link()
    {
        await using var served = await Served.StartAsync();
        Assert.Empty(await PrintedAsync(served));
        using var reader = served.NewReader(follows: false);
        foreach (var path in new[] { "/owner", OwnerSignIn.Path, OwnerSetup.Path + served.Links().Make() })
        {
            Assert.Equal(HttpStatusCode.NotFound, await served.GetAsync(reader, path));
        }
    }

    private static async Task<string> PrintedAsync(Served served)
    {
        await using var said = new StringWriter { NewLine = "\n" };
        await OwnerNotice.WriteAsync(served.App, said);
        return said.ToString();
    }

    private static string SecretOf(string printed) => printed.Trim().Split('/')[^1];
}
