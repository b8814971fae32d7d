using Recapito.Watch;

namespace Recapito.Web;

/// <summary>What whoever starts a service is told of its being reached by others.</summary>
internal static class OwnerNotice
{
    /// <summary>Says how to become the owner, where nobody is yet, and what is not safe.</summary>
    /// <param name="app">The service, started.</param>
    /// <param name="says">Where it is said.</param>
    public static async Task WriteAsync(WebApplication app, TextWriter says)
    {
        var options = app.Services.GetRequiredService<ServeOptions>();
        if (options.Public is not { } others)
        {
            return;
        }

        var (links, address) = (app.Services.GetRequiredService<OwnerLinks>(), Address(others, new Uri(app.Urls.First())));
        links.NoteAddress(address);
        if (others is { Certificate: null, Proxies.Count: 0 })
        {
            await says.WriteLineAsync("recapito: others reach this page, and nothing encrypts what they send and see, passwords too. Give it a certificate (--certificate), or put a proxy with TLS before it (--proxy).").ConfigureAwait(false);
        }

        if (app.Services.GetRequiredService<OwnerStore>().Find() is null)
        {
            await says.WriteLineAsync($"recapito: this service has no owner yet. Open this link within {OwnerLinks.Holding.TotalHours:0} hours and choose a password or a passkey; it holds once:").ConfigureAwait(false);
            await says.WriteLineAsync(address + OwnerSetup.Path + links.Make()).ConfigureAwait(false);
        }
    }

    /// <summary>Where others reach it: a proxy is taken to serve HTTPS at its usual port.</summary>
    internal static string Address(PublicOptions others, Uri bound)
    {
        var host = others.Hosts is [var name, ..] ? name : bound.Host;
        return others.Proxies.Count > 0 ? $"https://{host}" : $"{bound.Scheme}://{host}{(bound.IsDefaultPort ? "" : $":{bound.Port}")}";
    }
}
