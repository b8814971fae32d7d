using System.Globalization;
using System.Net;

namespace Recapito.Core;

/// <summary>
/// Names that stand in no public DNS, so that whoever knows them is an inner network: special-use names (RFC 6761, RFC 6762 with those that its appendix G advises
/// against, RFC 7686, RFC 8375, RFC 9476, "internal" by ICANN), and the reverse zones of private addresses (RFC 6303).
/// </summary>
public static class SpecialUseNames
{
    private static readonly string[] Names =
    [
        "alt", "corp", "home", "home.arpa", "internal", "intranet", "invalid", "lan", "local", "localdomain", "localhost", "mail", "onion", "private", "test",
        "service.arpa", "resolver.arpa", "ipv4only.arpa",
    ];

    private static readonly string[] ReverseZones = [".in-addr.arpa", ".ip6.arpa"];

    /// <summary>True for such a name, and for all below it.</summary>
    /// <param name="name">Canonical name.</param>
    /// <param name="inLab">It is asked for in a simulated world, where addresses of documentation stand for public ones.</param>
    public static bool IsInner(string name, bool inLab = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Array.Exists(Names, inner => DnsName.IsAtOrBelow(name, inner)) || Array.Exists(ReverseZones, zone => name.EndsWith(zone, StringComparison.Ordinal) && IsInnerReverse(name[..^zone.Length], zone == ReverseZones[1], inLab));
    }

    // The first and the last address of the zone: one that holds public ones, too, is public.
    private static bool IsInnerReverse(string labels, bool isV6, bool inLab)
    {
        var (most, style) = isV6 ? (32, NumberStyles.AllowHexSpecifier) : (4, NumberStyles.None);
        var parts = labels.Split('.').Reverse().TakeWhile(part => byte.TryParse(part, style, CultureInfo.InvariantCulture, out _)).Take(most)
            .Select(part => byte.Parse(part, style, CultureInfo.InvariantCulture)).ToArray();
        return parts.Length > 0 && parts.All(part => !isV6 || part < 16) && new[] { (byte)0, isV6 ? (byte)15 : byte.MaxValue }.All(filler => IsSpecial([.. parts, .. Enumerable.Repeat(filler, most - parts.Length)]));

        bool IsSpecial(byte[] all) => SpecialAddresses.KindOf(new IPAddress(isV6 ? [.. all.Chunk(2).Select(pair => (byte)((pair[0] << 4) | pair[1]))] : all).ToString(), inLab) is not null;
    }
}
