using System.Net;
using Recapito.Core;

namespace Recapito.Lab;

/// <content>What the synthesised zones hold: hosts, mail of the sender and of Microsoft, reverse names.</content>
internal sealed partial class ZoneSynthesis
{
    private static IEnumerable<ZoneRecord> AddressRecords(string name, IReadOnlyList<string> addresses) =>
        addresses.Select(address => new ZoneRecord(name, address.Contains(':', StringComparison.Ordinal) ? DnsType.Aaaa : DnsType.A, Ttl, [address]));

    private void AddHosts(Dictionary<string, List<ZoneRecord>> records)
    {
        foreach (var (name, addresses) in world.ByHost.Concat(world.ByWebHost).Concat(serverAddresses))
        {
            if (Closest(name) is { } zone && records.TryGetValue(zone, out var list))
            {
                list.AddRange(AddressRecords(name, addresses));
            }
        }
    }

    private void AddMail(Dictionary<string, List<ZoneRecord>> records)
    {
        var sender = Names.DomainOf(world.World.Message.From);
        if (sender is not null && records.TryGetValue(sender, out var own))
        {
            own.Add(new(sender, DnsType.Mx, Ttl, ["10", world.SendingHost]));
            own.Add(new(sender, DnsType.Txt, Ttl, ["v=spf1 mx -all"]));
        }

        foreach (var initial in world.World.Tenants.Keys.Where(records.ContainsKey))
        {
            records[initial].Add(new(initial, DnsType.Mx, Ttl, ["0", $"{MicrosoftZones.TokenOf(initial)}.{MicrosoftZones.Tokens}"]));
            records[initial].Add(new(initial, DnsType.Txt, Ttl, ["v=spf1 include:spf.protection.outlook.com -all"]));
        }

        records.GetValueOrDefault("outlook.com")?.Add(new("outlook.com", DnsType.Mx, Ttl, ["5", Inquiry.DefaultControlHost]));
        records.GetValueOrDefault("protection.outlook.com")?.Add(new("spf.protection.outlook.com", DnsType.Txt, Ttl, ["v=spf1 ip4:198.51.100.0/24 -all"]));
    }

    private IReadOnlyList<string>? ReverseNamesOf(string host) => world.Hosts.GetValueOrDefault(host)?.ReverseNames;

    private void AddReverse(Dictionary<string, List<ZoneRecord>> records)
    {
        // What a host says of its names counts before what follows from its name.
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, addresses) in world.ByHost.OrderBy(host => ReverseNamesOf(host.Key) is null).Concat(world.ByWebHost).Concat(serverAddresses))
        {
            foreach (var owner in addresses.Select(address => DnsName.Reverse(IPAddress.Parse(address))).Where(named.Add))
            {
                if (Closest(owner) is { } zone && records.TryGetValue(zone, out var list))
                {
                    list.AddRange((ReverseNamesOf(name) ?? [name]).Select(target => new ZoneRecord(owner, DnsType.Ptr, Ttl, [target])));
                }
            }
        }
    }
}
