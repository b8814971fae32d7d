namespace Recapito.Core;

/// <summary>How a server of the parent points to the zone (RFC 1034 §4.2.1, RFC 9499 §7).</summary>
/// <param name="Place">Who said it.</param>
/// <param name="Zone">Canonical name of the zone.</param>
/// <param name="Servers">Its name servers, in order of names.</param>
/// <param name="Seen">The message.</param>
internal sealed record Referral(ServerPlace Place, string Zone, IReadOnlyList<string> Servers, Present<DnsMessage> Seen)
{
    private const int MostOctetsWithoutEdns = 512;
    private const int LongestName = 255;

    // Well below the 1232 octets that are offered.
    private const int RoomyOctets = 1000;

    /// <summary>The DS records that came along.</summary>
    public IReadOnlyList<DnsRecord> Ds => [.. Seen.Value.Authority.Where(record => record.Type is RrType.Ds && record.Name == Zone)];

    /// <summary>The addresses that came along for a name server, in order.</summary>
    public IReadOnlyList<string> GlueOf(string server) =>
        [.. Seen.Value.Additional.Where(record => record.Type is RrType.A or RrType.Aaaa && record.Name == server).Select(record => record.Data).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>
    /// Octets of the smallest useful referral for the longest name that can be asked: header, question, every NS, and one IPv4 and one IPv6 address where the
    /// servers lie in the zone; names compressed as servers do (RFC 1035 §4.1.4).
    /// </summary>
    public int SmallestSize
    {
        get
        {
            var size = 12 + LongestName + 4;
            var known = new HashSet<string>(DnsName.Upwards(Zone), StringComparer.Ordinal);
            foreach (var server in Servers)
            {
                size += 12 + Added(server, known);
            }

            string[] below = [.. Servers.Where(server => DnsName.IsAtOrBelow(server, Zone))];
            size += below.Any(server => GlueOf(server).Any(address => !address.Contains(':', StringComparison.Ordinal))) && below.Length == Servers.Count ? 16 : 0;
            size += below.Any(server => GlueOf(server).Any(address => address.Contains(':', StringComparison.Ordinal))) && below.Length == Servers.Count ? 28 : 0;
            return size;
        }
    }

    /// <summary>The message had room for more, so that what it lacks is not there. Over UDP many servers leave glue out where it does not fit (before RFC 9471).</summary>
    public bool HasRoom => Seen.Value is { Via: TransportProtocol.Tcp } or { Truncated: false, Octets: < RoomyOctets };

    /// <summary>It cannot be given whole over UDP without EDNS.</summary>
    public bool IsTooBig => SmallestSize > MostOctetsWithoutEdns;

    /// <summary>The referral that a message is, to the zone that holds a domain; null where it is none.</summary>
    public static Referral? Read(ServerPlace place, Present<DnsMessage> seen, string domain, string parent)
    {
        if (!seen.Value.IsReferral || seen.Value.OtherSource is not null)
        {
            return null;
        }

        // Below the parent and at or above the domain: all else points up or sideways.
        var zone = seen.Value.Authority.Where(record => record.Type is RrType.Ns).Select(record => record.Name)
            .FirstOrDefault(name => name != parent && DnsName.IsAtOrBelow(name, parent) && DnsName.IsAtOrBelow(domain, name));
        return zone is null ? null : new(place, zone,
            [.. seen.Value.Authority.Where(record => record.Type is RrType.Ns && record.Name == zone).Select(record => record.Data).Distinct().Order(StringComparer.Ordinal)],
            seen);
    }

    // The labels that were not written yet, and a pointer to the rest.
    private static int Added(string name, HashSet<string> known)
    {
        var size = 2;
        for (var at = name; at is not "." && known.Add(at); at = DnsName.ParentOf(at))
        {
            size += at.Length - (DnsName.ParentOf(at) is "." ? 0 : DnsName.ParentOf(at).Length + 1) + 1;
        }

        return size;
    }
}
