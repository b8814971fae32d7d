using System.Net;

namespace Recapito.Core;

/// <summary>What a block list says of an address (RFC 5782 §2.1).</summary>
internal enum BlocklistSays
{
    /// <summary>Nothing yet.</summary>
    Nothing,

    /// <summary>Its answer did not come.</summary>
    Gap,

    /// <summary>The address is not on it.</summary>
    NotListed,

    /// <summary>It is.</summary>
    Listed,

    /// <summary>It does not answer this resolver, or not so often: 127.255.255.0/24.</summary>
    Refused,

    /// <summary>It lacks the entry that every list has, or answers with addresses that no list uses: no statement of it counts.</summary>
    NoList,
}

/// <summary>An address in a block list that the user names.</summary>
/// <param name="Client">The address.</param>
/// <param name="Zone">Canonical name of the list.</param>
/// <param name="Evidence">What is known.</param>
internal sealed record BlocklistEntry(IPAddress Client, string Zone, EvidenceSet Evidence)
{
    // Every list holds these for tests (RFC 5782 §5).
    private static readonly IPAddress Test4 = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Test6 = IPAddress.Parse("::ffff:7f00:2");

    /// <summary>The question for the address.</summary>
    public DnsRequest Entry => At(Client);

    /// <summary>The question for the entry that the list must have.</summary>
    public DnsRequest Test => At(Client.GetAddressBytes().Length == 4 ? Test4 : Test6);

    /// <summary>The question why it is listed.</summary>
    public DnsRequest Reason => Entry with { Type = RrType.Txt };

    /// <summary>What was seen of all three.</summary>
    public IEnumerable<Observation> Seen => new[] { Evidence.Find(Entry), Evidence.Find(Test), Evidence.Find(Reason) }.OfType<Observation>();

    /// <summary>The codes of a listing.</summary>
    public IReadOnlyList<string> Codes => (Evidence.Find(Entry) as Present<RrSet>)?.Value.Addresses ?? [];

    public IEnumerable<Request> Asks() => Read(Evidence.Find(Entry)) is BlocklistSays.Listed ? [Entry, Test, Reason] : [Entry, Test];

    /// <summary>What it says; an answer counts only beside that for the test entry.</summary>
    public BlocklistSays Says
    {
        get
        {
            var (entry, test) = (Read(Evidence.Find(Entry)), Read(Evidence.Find(Test)));
            return entry is BlocklistSays.Refused or BlocklistSays.NoList or BlocklistSays.Gap ? entry
                : test is BlocklistSays.Nothing || entry is BlocklistSays.Nothing ? BlocklistSays.Nothing
                : test switch
                {
                    BlocklistSays.Listed => entry,
                    BlocklistSays.NotListed => BlocklistSays.NoList,
                    _ => test,
                };
        }
    }

    /// <summary>Why the answer is missing.</summary>
    public string Why => Seen.Select(seen => seen.Outcome is Outcome.Unavailable ? seen.Why : null).FirstOrDefault(why => why is not null) ?? "";

    private DnsRequest At(IPAddress address)
    {
        var name = Reversed(address);
        return DomainView.At($"{name}.{Zone}", RrType.A);
    }

    // The test address of IPv6 is one that carries an IPv4 address; its own form counts here.
    private static string Reversed(IPAddress address)
    {
        var name = OutboundQuestion.ReverseNameOf(address);
        return name[..name.IndexOf(name.EndsWith(".in-addr.arpa", StringComparison.Ordinal) ? ".in-addr.arpa" : ".ip6.arpa", StringComparison.Ordinal)];
    }

    private static BlocklistSays Read(Observation<RrSet>? seen)
    {
        if (seen is not Present<RrSet> { Value.Addresses: var addresses })
        {
            return seen switch
            {
                null => BlocklistSays.Nothing,
                Absent<RrSet> => BlocklistSays.NotListed,
                _ => BlocklistSays.Gap,
            };
        }

        byte[][] octets = [.. addresses.Select(address => IPAddress.TryParse(address, out var ip) ? ip.GetAddressBytes() : [])];
        return octets.Length == 0 || octets.Any(ip => ip is not [127, _, _, _]) ? BlocklistSays.NoList
            : octets.Any(ip => ip is [127, 255, 255, _]) ? BlocklistSays.Refused
            : BlocklistSays.Listed;
    }
}
