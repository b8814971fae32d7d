using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Recapito.Watch;

namespace Recapito.Web;

/// <summary>Puts together what a service needs that others reach: its owner, the sign-in, and what is believed of whom.</summary>
internal static class Owning
{
    /// <summary>Characters of a password at least; nothing is asked of its composition (NIST SP 800-63B §3.1.1.2).</summary>
    public const int ShortestPassword = 12;

    /// <summary>Wrong passwords in a row after which none is looked at for a while.</summary>
    public const int MostFailures = 5;

    /// <summary>How long.</summary>
    public static TimeSpan Lockout { get; } = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Session = TimeSpan.FromDays(14);

    /// <summary>The services; without others, only those that say that nobody signs in.</summary>
    public static void AddServices(IServiceCollection services, ServeOptions options)
    {
        services.AddSingleton<PageAccess>();
        services.AddSingleton(_ => new VisitorLimits(options.Minute));
        services.AddSingleton(_ => new SignInLimits(options.Minute));
        services.AddSingleton<OwnerLinks>();
        services.AddSingleton<OwnerStore>();

        // A name that leads here by somebody else's DNS must not make a reader's browser speak for that somebody.
        services.Configure<HostFilteringOptions>(filter => (filter.AllowedHosts, filter.AllowEmptyHosts) = ([.. Hosts(options)], false));
        if (options.Public is not { } others)
        {
            return;
        }

        AddSignIn(services);
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.ForwardLimit = null;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in others.Proxies)
            {
                forwarded.KnownProxies.Add(proxy);
            }
        });
    }

    /// <summary>What comes before everything else: who really asks.</summary>
    public static void UseForwarded(WebApplication app, ServeOptions options)
    {
        if (options.Public is { Proxies.Count: > 0 })
        {
            app.UseForwardedHeaders();
        }
    }

    /// <summary>Who is signed in, and what they may; who came over HTTPS stays with it (RFC 6797).</summary>
    public static void UseGate(WebApplication app, ServeOptions options)
    {
        if (options.Public is not null)
        {
            app.UseHsts();
            app.UseAuthentication();
        }

        var gate = ActivatorUtilities.CreateInstance<PageGate>(app.Services);
        app.Use(next => http => gate.PassAsync(http, next));
    }

    /// <summary>The pages of the sign-in.</summary>
    public static void Map(IEndpointRouteBuilder app, ServeOptions options)
    {
        if (options.Public is not null)
        {
            OwnerSignIn.Map(app);
            OwnerSetup.Map(app);
        }
    }

    private static IEnumerable<string> Hosts(ServeOptions options)
    {
        string[] own = ["localhost", IPAddress.Loopback.ToString(), PublicOptions.Bracketed(IPAddress.IPv6Loopback), PublicOptions.Bracketed(options.Listen.Address)];
        return own.Concat(options.Public?.Hosts ?? []).Distinct();
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<OwnerAccount>(identity =>
        {
            identity.Password = new() { RequiredLength = ShortestPassword, RequiredUniqueChars = 1, RequireDigit = false, RequireLowercase = false, RequireNonAlphanumeric = false, RequireUppercase = false };
            identity.Lockout = new() { MaxFailedAccessAttempts = MostFailures, DefaultLockoutTimeSpan = Lockout };
        }).AddUserStore<OwnerAccountStore>().AddSignInManager();

        services.ConfigureAll<CookieAuthenticationOptions>(cookie =>
        {
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Cookie.IsEssential = true;
        });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "recapito-session";
            cookie.ExpireTimeSpan = Session;
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = CompareAsync;
        });
    }

    // A session is compared with what is kept at each request, so that a new link ends it at once.
    private static async Task CompareAsync(CookieValidatePrincipalContext session)
    {
        if (await session.HttpContext.RequestServices.GetRequiredService<SignInManager<OwnerAccount>>().ValidateSecurityStampAsync(session.Principal).ConfigureAwait(false) is null)
        {
            session.RejectPrincipal();
        }
    }
}
