using System.Globalization;
using System.Net;

namespace Recapito.Core;

/// <summary>An address as labels of the DNS, from the end to the beginning.</summary>
internal static class ReverseName
{
    /// <summary>"25.113.0.203" for IPv4, 32 nibbles for IPv6 (RFC 5782 §2.1, §2.4); null for what is no address.</summary>
    public static string? Labels(string address) => !IPAddress.TryParse(address, out var ip) ? null
        : ip.GetAddressBytes() is { Length: 4 } octets ? string.Join('.', octets.Reverse())
        : string.Join('.', ip.GetAddressBytes().Reverse().SelectMany(octet => (int[])[octet & 15, octet >> 4])
            .Select(nibble => nibble.ToString("x", CultureInfo.InvariantCulture)));

    /// <summary>The name at which the address's own name stands (RFC 1035 §3.5, RFC 3596 §2.5); null for what is no address.</summary>
    public static string? Of(string address) =>
        Labels(address) is { } labels ? labels + (address.Contains(':', StringComparison.Ordinal) ? ".ip6.arpa" : ".in-addr.arpa") : null;

    /// <summary>True where a name is made of its address, as access networks name their customers: "203-0-113-25.dyn.isp.example".</summary>
    public static bool IsMadeOf(string name, string address)
    {
        if (!IPAddress.TryParse(address, out var ip) || ip.GetAddressBytes().Length != 4)
        {
            return false;
        }

        var octets = ip.GetAddressBytes().Select(octet => (int)octet).ToArray();
        var numbers = Numbers(name);
        return Follow(numbers, octets) || Follow(numbers, [.. octets.Reverse()])
            || name.Contains(Convert.ToHexStringLower(ip.GetAddressBytes()), StringComparison.Ordinal)
            || name.Contains(string.Concat(octets.Select(octet => octet.ToString("D3", CultureInfo.InvariantCulture))), StringComparison.Ordinal);
    }

    private static List<int> Numbers(string name)
    {
        var numbers = new List<int>();
        for (var at = 0; at < name.Length; at++)
        {
            var end = at;
            while (end < name.Length && char.IsAsciiDigit(name[end]))
            {
                end++;
            }

            if (end > at)
            {
                numbers.Add(end - at <= 3 ? int.Parse(name.AsSpan(at, end - at), CultureInfo.InvariantCulture) : -1);
                at = end;
            }
        }

        return numbers;
    }

    private static bool Follow(List<int> numbers, int[] wanted) =>
        Enumerable.Range(0, Math.Max(0, numbers.Count - wanted.Length + 1)).Any(at => wanted.AsSpan().SequenceEqual(numbers.Skip(at).Take(wanted.Length).ToArray()));
}
