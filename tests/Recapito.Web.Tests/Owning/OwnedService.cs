using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Recapito.Watch;

namespace Recapito.Web.Tests;

/// <summary>Steps at a service that others could reach; it listens on this machine only.</summary>
internal static class OwnedService
{
    public const string Password = "correct horse battery";

    /// <summary>Where nobody is but the owner.</summary>
    public static PublicOptions Closed { get; } = new();

    /// <summary>Where visitors may ask.</summary>
    public static PublicOptions Open { get; } = new() { AllowsVisitors = true };

    /// <summary>A minute in which all tries are made before one of them grows back, however busy the machine is.</summary>
    public static TimeSpan LongMinute { get; } = TimeSpan.FromHours(2);

    public static OwnerLinks Links(this Served served) => served.App.Services.GetRequiredService<OwnerLinks>();

    /// <summary>Opens a link and chooses a password.</summary>
    public static async Task<HttpStatusCode> ChooseAsync(this Served served, HttpClient reader, string secret, string password = Password)
    {
        using var answer = await served.PostAsync(reader, OwnerSetup.Path + secret, ("password", password));
        return answer.StatusCode;
    }

    /// <summary>A reader who is the owner, and is signed in.</summary>
    public static async Task<HttpClient> NewOwnerAsync(this Served served)
    {
        var owner = served.NewReader(follows: false);
        Assert.Equal(HttpStatusCode.Redirect, await served.ChooseAsync(owner, served.Links().Make()));
        return owner;
    }

    public static async Task<HttpStatusCode> SignInAsync(this Served served, HttpClient reader, string password)
    {
        using var answer = await served.PostAsync(reader, OwnerSignIn.Path, ("password", password));
        return answer.StatusCode;
    }

    public static async Task<HttpStatusCode> GetAsync(this Served served, HttpClient reader, string path)
    {
        using var answer = await reader.GetAsync(new Uri(served.Address, path), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    public static async Task<bool> IsOwnerAsync(this Served served, HttpClient reader) => await served.GetAsync(reader, "/owner") is HttpStatusCode.OK;
}

/// <summary>A clock that can be set forward.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
