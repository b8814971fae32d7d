using System.Net;

namespace Recapito.Core;

/// <summary>Names and addresses of the zone's servers (Zonemaster: DELEGATION01, 02 and 05, NAMESERVER06, ADDRESS01, CONNECTIVITY03 and 04).</summary>
internal sealed class ServerNames : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
        ["ns-without-address", "ns-is-alias", "ns-invalid-name", "one-name-server", "shared-ns-address", "same-network", "ns-special-address", "ns-special-address-here"];

    // The other questions are those of the delegation.
    public override IEnumerable<Request> Asks(DomainView view) =>
        view.Authority.Names.Where(name => SpecialHere(view, name).Any()).SelectMany(name => OwnServers.Questions(view, name, OwnServers.AddressTypes));

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.Apex is null)
        {
            return [];
        }

        return [.. zone.Names.SelectMany(name => OfName(view, zone, name)), .. InvalidNames(view, zone), .. Together(view, zone)];
    }

    private static IEnumerable<DomainFinding> OfName(DomainView view, AuthorityView zone, string name)
    {
        var (v4, v6) = (view.Dns(name, RrType.A), view.Dns(name, RrType.Aaaa));
        Observation<RrSet>?[] answers = [v4, v6];
        if (v4 is Absent<RrSet> && v6 is Absent<RrSet>)
        {
            yield return view.Found("ns-without-address", answers, ("server", name), ("zone", zone.Apex!), ("answer", v4.Why!));
        }

        if (answers.OfType<Present<RrSet>>().FirstOrDefault(seen => seen.Value.Alias is not null) is { } alias)
        {
            yield return view.Found("ns-is-alias", alias, ("server", name), ("zone", zone.Apex!), ("target", alias.Value.Alias!));
        }

        if (SpecialHere(view, name).ToList() is { Count: > 0 } here && !OwnServers.IsOpen(view, name, OwnServers.AddressTypes))
        {
            yield return SpecialAddress(view, zone, name, here);
        }
    }

    /// <summary>The resolver may have an inner view of its own, so only the zone's servers and the parent's glue show what the public DNS has.</summary>
    private static DomainFinding SpecialAddress(DomainView view, AuthorityView zone, string name, List<string> here)
    {
        var own = OwnAddresses.Of(view, name);
        List<string> known = [.. own.All.Union(zone.Referrals.SelectMany(referral => referral.GlueOf(name)))];
        var published = known.Where(address => IsSpecial(zone, address)).ToList();
        return view.Found(published.Count > 0 ? "ns-special-address" : "ns-special-address-here",
            [.. own.Answers, .. zone.Referrals.Select(referral => referral.Seen), view.Dns(name, RrType.A), view.Dns(name, RrType.Aaaa)],
            ("server", name), ("zone", zone.Apex!), ("public", known.Count > 0 ? string.Join(", ", known) : "–"),
            ("addresses", string.Join(", ", (published.Count > 0 ? published : here).Select(address => $"{address} ({zone.KindOf(address)})"))));
    }

    private static IEnumerable<string> SpecialHere(DomainView view, string name) => AddressesOf(view, name).Where(address => IsSpecial(view.Authority, address));

    private static bool IsSpecial(AuthorityView zone, string address) => zone.KindOf(address) is not null && !SpecialAddresses.IsSynthesised(address);

    private static IEnumerable<DomainFinding> InvalidNames(DomainView view, AuthorityView zone) =>
        (view.Zone.Delegation?.Value.NameServers ?? []).Where(name => !Names.IsHostName(name))
            .Select(name => view.Found("ns-invalid-name", view.Zone.Delegation, ("server", name), ("zone", zone.Apex!)));

    private static IEnumerable<DomainFinding> Together(DomainView view, AuthorityView zone)
    {
        var delegation = (Observation?)view.Zone.Delegation ?? zone.Referral?.Seen;
        if (zone.Names.Count == 1)
        {
            yield return view.Found("one-name-server", delegation, ("server", zone.Names[0]), ("zone", zone.Apex!));
        }

        if (zone.Names.Any(name => view.Dns(name, RrType.A) is null or Unavailable<RrSet> || view.Dns(name, RrType.Aaaa) is null or Unavailable<RrSet>))
        {
            yield break;
        }

        var places = zone.Names.SelectMany(name => AddressesOf(view, name).Select(address => new ServerPlace(name, address))).ToList();
        foreach (var same in places.GroupBy(place => place.Address).Where(same => same.Count() > 1))
        {
            yield return view.Found("shared-ns-address", [delegation, .. same.Select(place => view.Dns(place.Server, RrType.A) ?? view.Dns(place.Server, RrType.Aaaa))],
                ("address", same.Key), ("servers", string.Join(", ", same.Select(place => place.Server))), ("zone", zone.Apex!));
        }

        // Another network over IPv6 alone helps only half of the senders, so each version has to have two; which system routes a network cannot be seen in the DNS.
        var networks = places.Select(place => NetworkOf(place.Address)).Distinct().ToList();
        if (places.DistinctBy(place => place.Address).Count() > 1 && zone.Names.Count > 1 && networks.GroupBy(Facts.IsV6).All(version => version.Count() == 1))
        {
            yield return view.Found("same-network", [delegation, .. zone.Names.Select(name => view.Dns(name, RrType.A))], ("networks", string.Join(", ", networks)), ("zone", zone.Apex!));
        }
    }

    private static IEnumerable<string> AddressesOf(DomainView view, string name) =>
        new[] { view.Dns(name, RrType.A), view.Dns(name, RrType.Aaaa) }.OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Addresses);

    /// <summary>/24 of IPv4, /48 of IPv6: the smallest that are routed by themselves.</summary>
    private static string NetworkOf(string address)
    {
        var ip = IPAddress.Parse(address);
        var octets = ip.GetAddressBytes();
        var length = octets.Length == 4 ? 24 : 48;
        octets.AsSpan(length / 8).Clear();
        return $"{new IPAddress(octets)}/{length}";
    }
}
