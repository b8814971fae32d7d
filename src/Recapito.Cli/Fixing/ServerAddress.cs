using System.Globalization;
using System.Net;
using Recapito.Core;
using Recapito.Probes;

namespace Recapito.Cli;

/// <summary>A name server as the user names it: HOST, HOST:PORT, an IPv6 address with or without brackets.</summary>
/// <param name="Host">Canonical host name, or an IP address.</param>
/// <param name="Port">53 where none is named.</param>
internal sealed record ServerAddress(string Host, int Port)
{
    private const int UsualPort = 53;

    /// <summary>Null where the text is none.</summary>
    public static ServerAddress? Read(string text)
    {
        if (IPAddress.TryParse(text, out var address) && !text.Contains('[', StringComparison.Ordinal))
        {
            return new(address.ToString(), UsualPort);
        }

        var colon = text.LastIndexOf(':');
        var hasPort = colon > 0 && !text.EndsWith(']');
        var host = (hasPort ? text[..colon] : text).Trim('[', ']');
        var port = !hasPort ? UsualPort
            : int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= IPEndPoint.MaxPort ? number : 0;
        host = IPAddress.TryParse(host, out var inner) ? inner.ToString() : Names.Canonical(host);
        return port > 0 && (inner is not null || Names.IsHostName(host)) ? new(host, port) : null;
    }

    /// <summary>The address; that of a name is asked of the system's resolver.</summary>
    /// <exception cref="InputException">The name has none.</exception>
    public async Task<string> AddressAsync(Dialer dialer, ProbeOptions options, CancellationToken cancel)
    {
        if (IPAddress.TryParse(Host, out _) || Host is "localhost")
        {
            return Host is "localhost" ? IPAddress.Loopback.ToString() : Host;
        }

        var dns = new DnsProbe(dialer, TimeProvider.System, options.Resolver ?? options.LabRoutes?.Resolver);
        var why = "";
        foreach (var type in new[] { RrType.A, RrType.Aaaa })
        {
            var seen = await dns.AskAsync(new DnsRequest(Host, type, Vantage.Resolver), cancel).ConfigureAwait(false);
            if (seen is Present<RrSet> { Value.Addresses: [var first, ..] })
            {
                return first;
            }

            why = seen.Why ?? why;
        }

        throw new InputException($"--server {Host}: no address of it was found ({why}). Nothing was sent. Name its IP address.");
    }

    public override string ToString() => Port == UsualPort ? Host : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
