using System.Text;

namespace Recapito.Lab;

/// <summary>What a zone text says of a certificate that is only made when the world starts: "{spki-sha256:mx.contoso.example}".</summary>
internal static class Placeholder
{
    /// <summary>What may stand before the colon.</summary>
    public static readonly IReadOnlyList<string> Kinds =
        ["spki-sha256", "spki-sha512", "spki", "cert-sha256", "cert-sha512", "cert", "ca-spki-sha256", "ca-cert-sha256"];

    /// <summary>True for a placeholder of a known kind.</summary>
    public static bool IsOne(string text) => text is ['{', .. var inside, '}'] && Kinds.Any(kind => inside.StartsWith(kind + ":", StringComparison.Ordinal) && inside.Length > kind.Length + 1);

    /// <summary>Why a placeholder stands for nothing in a world; null where it stands for something.</summary>
    public static string? Problem(World world, string text) => TlsOf(world, HostOf(text)) is { Names.Count: > 0 } ? null
        : $"\"{HostOf(text)}\" is no host of this world that has a certificate; write it under hosts with \"tls\", or under web";

    /// <summary>The world with digits in the place of every placeholder.</summary>
    public static World Fill(World world) => world with
    {
        Dns = world.Dns with
        {
            Zones = world.Dns.Zones.ToDictionary(zone => zone.Key, zone => Filled(world, zone.Value)),
            Faults = [.. world.Dns.Faults.Select(fault => fault with { Records = fault.Records?.Select(record => Filled(world, record)).ToList() })],
            Resolvers = [.. world.Dns.Resolvers.Select(resolver => resolver with { Caches = [.. resolver.Caches.Select(record => Filled(world, record))] })],
        },
    };

    private static string Filled(World world, string text)
    {
        var filled = new StringBuilder(text.Length);
        var start = 0;
        for (var close = text.IndexOf('}', StringComparison.Ordinal); close >= 0; close = text.IndexOf('}', start))
        {
            var open = text.LastIndexOf('{', close, close - start + 1);
            var inside = open < 0 ? "" : text[open..(close + 1)];
            var stands = IsOne(inside) && TlsOf(world, HostOf(inside)) is { Names.Count: > 0 } tls
                ? LabCertificates.For(tls).Fingerprint(inside[1..inside.IndexOf(':', StringComparison.Ordinal)])
                : inside;
            filled.Append(text, start, (open < 0 ? close + 1 : open) - start).Append(stands);
            start = close + 1;
        }

        return start == 0 ? text : filled.Append(text, start, text.Length - start).ToString();
    }

    private static string HostOf(string text) => DnsName.Canonical(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..^1]);

    // A name that serves mail and web has its certificate for mail, where it offers STARTTLS.
    private static WorldTls? TlsOf(World world, string host) => world.Hosts.TryGetValue(host, out var own) && SmtpHosts.TlsOf(host, own) is { Names.Count: > 0 } mail ? mail
        : world.Web.TryGetValue(host, out var web) ? web.Tls
        : MicrosoftZones.Edges(world).Where(edge => edge.Key == host).Select(edge => edge.Value.Tls).FirstOrDefault();
}
