using System.Net;

namespace Recapito.Core;

/// <summary>
/// Addresses that no public mail host has: those of the special-purpose registries (RFC 6890), and every IPv6 form that carries an IPv4
/// address inside, since a check of the outer form alone would let 127.0.0.1 through.
/// </summary>
public static class SpecialAddresses
{
    private static readonly (IPNetwork Network, string Name)[] Networks =
    [
        (IPNetwork.Parse("0.0.0.0/8"), "this network (RFC 791)"),
        (IPNetwork.Parse("10.0.0.0/8"), "private (RFC 1918)"),
        (IPNetwork.Parse("100.64.0.0/10"), "shared, behind a provider's NAT (RFC 6598)"),
        (IPNetwork.Parse("127.0.0.0/8"), "loopback (RFC 1122)"),
        (IPNetwork.Parse("169.254.0.0/16"), "link-local (RFC 3927)"),
        (IPNetwork.Parse("172.16.0.0/12"), "private (RFC 1918)"),
        (IPNetwork.Parse("192.0.0.0/24"), "IETF protocol assignments (RFC 6890)"),
        (IPNetwork.Parse("192.0.2.0/24"), "documentation (RFC 5737)"),
        (IPNetwork.Parse("192.88.99.0/24"), "6to4 relay (RFC 7526)"),
        (IPNetwork.Parse("192.168.0.0/16"), "private (RFC 1918)"),
        (IPNetwork.Parse("198.18.0.0/15"), "benchmarks (RFC 2544)"),
        (IPNetwork.Parse("198.51.100.0/24"), "documentation (RFC 5737)"),
        (IPNetwork.Parse("203.0.113.0/24"), "documentation (RFC 5737)"),
        (IPNetwork.Parse("224.0.0.0/4"), "multicast (RFC 5771)"),
        (IPNetwork.Parse("240.0.0.0/4"), "reserved (RFC 1112) or broadcast"),
        (IPNetwork.Parse("::/128"), "unspecified (RFC 4291)"),
        (IPNetwork.Parse("::1/128"), "loopback (RFC 4291)"),
        (IPNetwork.Parse("64:ff9b::/96"), "NAT64 (RFC 6052)"),
        (IPNetwork.Parse("64:ff9b:1::/48"), "NAT64 (RFC 8215)"),
        (IPNetwork.Parse("2001::/32"), "Teredo (RFC 4380)"),
        (IPNetwork.Parse("2001::/23"), "IETF protocol assignments (RFC 2928)"),
        (IPNetwork.Parse("2001:db8::/32"), "documentation (RFC 3849)"),
        (IPNetwork.Parse("2002::/16"), "6to4 (RFC 3056)"),
        (IPNetwork.Parse("3fff::/20"), "documentation (RFC 9637)"),
        (IPNetwork.Parse("fc00::/7"), "unique local (RFC 4193)"),
        (IPNetwork.Parse("fe80::/10"), "link-local (RFC 4291)"),
        (IPNetwork.Parse("ff00::/8"), "multicast (RFC 4291)"),
    ];

    private static readonly IPNetwork[] Synthesised = [IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48")];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>The same of an address in text; in a simulated world those of documentation stand for public ones. Null too for what is no address.</summary>
    /// <param name="address">An address in text.</param>
    /// <param name="inLab">It is one of a simulated world.</param>
    public static string? KindOf(string address, bool inLab) =>
        IPAddress.TryParse(address, out var ip) && KindOf(ip) is { } kind && !(inLab && kind.StartsWith("documentation", StringComparison.Ordinal)) ? kind : null;

    /// <summary>
    /// An IPv6 address that a resolver makes of an IPv4 one for a network without IPv4 (DNS64, RFC 6147, with the prefixes of RFC 6052 and RFC 8215): it is the
    /// network's doing, and says nothing of the host.
    /// </summary>
    internal static bool IsSynthesised(string address) => IPAddress.TryParse(address, out var ip) && Synthesised.Any(network => network.Contains(ip));

    /// <summary>What kind of special-purpose address this is, or null for an ordinary public one.</summary>
    public static string? KindOf(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            // IPNetwork compares such an address as IPv4, so no IPv6 network has it.
            return "IPv4-mapped (RFC 4291)";
        }

        foreach (var (network, name) in Networks)
        {
            if (network.Contains(address))
            {
                return name;
            }
        }

        return address.GetAddressBytes().Length == 16 && !GlobalUnicast.Contains(address)
            ? "outside global unicast (RFC 4291 §2.4)"
            : null;
    }
}
