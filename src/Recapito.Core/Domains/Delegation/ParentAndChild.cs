namespace Recapito.Core;

/// <summary>
/// What the parent says of the zone's servers against what the zone says of them (Zonemaster: DELEGATION03 and 07, CONSISTENCY04 and 05).
/// </summary>
internal sealed class ParentAndChild : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "ns-sets-disjoint", "ns-only-at-parent", "ns-only-in-zone", "ns-differs-between-servers", "ns-differs-at-parent", "glue-missing", "glue-differs", "referral-too-big",
    ];

    // The questions are those of the delegation.
    public override IEnumerable<Request> Asks(DomainView view) => [];

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.Apex is null || zone.IsIntercepted)
        {
            return [];
        }

        var own = OwnSets(zone);
        return [.. BetweenServers(view, zone, own), .. AgainstParent(view, zone, own), .. AtParent(view, zone), .. Glue(view, zone)];
    }

    /// <summary>The NS RRset that each place gives with authority.</summary>
    private static List<(ServerPlace Place, string[] Set, Present<DnsMessage> Seen)> OwnSets(AuthorityView zone) =>
        [.. zone.Places.Select(place => (place, Seen: zone.Authoritative(place, zone.Apex!, RrType.Ns)))
            .Select(answer => (answer.place, Set: answer.Seen is null ? [] : SetOf(answer.Seen.Value.AnswersFor(zone.Apex!, RrType.Ns)), answer.Seen))
            .Where(answer => answer.Set.Length > 0).Select(answer => (answer.place, answer.Set, answer.Seen!))];

    private static string[] SetOf(IEnumerable<DnsRecord> records) => [.. records.Select(record => record.Data).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<DomainFinding> BetweenServers(DomainView view, AuthorityView zone, List<(ServerPlace Place, string[] Set, Present<DnsMessage> Seen)> own)
    {
        var groups = own.GroupBy(answer => string.Join(' ', answer.Set)).OrderByDescending(group => group.Count()).ToList();
        return groups.Skip(1).Select(group => view.Found("ns-differs-between-servers", [group.First().Seen, groups[0].First().Seen],
            ("servers", ServerPlace.Join(group.Select(answer => answer.Place))), ("set", Shown(group.Key)),
            ("others", ServerPlace.Join(groups[0].Select(answer => answer.Place))), ("otherset", Shown(groups[0].Key)), ("zone", zone.Apex!)));
    }

    private static string Shown(string set) => set.Replace(" ", ", ", StringComparison.Ordinal);

    private static IEnumerable<DomainFinding> AgainstParent(DomainView view, AuthorityView zone, List<(ServerPlace Place, string[] Set, Present<DnsMessage> Seen)> own)
    {
        if (zone.Referral is not { } referral || own.Count == 0)
        {
            yield break;
        }

        Observation[] seen = [referral.Seen, .. own.Select(answer => answer.Seen)];
        var inZone = own.SelectMany(answer => answer.Set).Distinct().Order(StringComparer.Ordinal).ToList();
        var (onlyAbove, onlyBelow) = (referral.Servers.Except(inZone).ToList(), inZone.Except(referral.Servers).ToList());
        if (onlyAbove.Count == referral.Servers.Count)
        {
            yield return view.Found("ns-sets-disjoint", seen, ("zone", zone.Apex!), ("parent", zone.Parent!), ("above", string.Join(", ", onlyAbove)), ("below", string.Join(", ", onlyBelow)));
            yield break;
        }

        if (onlyAbove.Count > 0)
        {
            yield return view.Found("ns-only-at-parent", seen, ("zone", zone.Apex!), ("parent", zone.Parent!), ("servers", string.Join(", ", onlyAbove)));
        }

        if (onlyBelow.Count > 0)
        {
            yield return view.Found("ns-only-in-zone", seen, ("zone", zone.Apex!), ("parent", zone.Parent!), ("servers", string.Join(", ", onlyBelow)));
        }
    }

    private static IEnumerable<DomainFinding> AtParent(DomainView view, AuthorityView zone)
    {
        if (zone.Referral is not { } referral)
        {
            yield break;
        }

        if (zone.Referrals.FirstOrDefault(other => other.Zone == referral.Zone && !other.Servers.SequenceEqual(referral.Servers)) is { } different)
        {
            yield return view.Found("ns-differs-at-parent", [referral.Seen, different.Seen], ("zone", zone.Apex!), ("parent", zone.Parent!),
                ("server", different.Place.ToString()), ("set", string.Join(", ", different.Servers)),
                ("other", referral.Place.ToString()), ("otherset", string.Join(", ", referral.Servers)));
        }

        if (referral.IsTooBig)
        {
            yield return view.Found("referral-too-big", referral.Seen, ("zone", zone.Apex!), ("octets", referral.SmallestSize.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static IEnumerable<DomainFinding> Glue(DomainView view, AuthorityView zone)
    {
        if (zone.Referral is not { } referral)
        {
            yield break;
        }

        foreach (var server in referral.Servers)
        {
            var glue = referral.GlueOf(server);
            if (DnsName.IsAtOrBelow(server, referral.Zone) && glue.Count == 0 && referral.HasRoom)
            {
                yield return view.Found("glue-missing", referral.Seen, ("server", server), ("zone", zone.Apex!), ("parent", zone.Parent!));
            }

            // Addresses at the parent of servers elsewhere are not used by resolvers that are in order.
            Observation<RrSet>?[] own = [view.Dns(server, RrType.A), view.Dns(server, RrType.Aaaa)];
            if (glue.Count == 0 || !DnsName.IsAtOrBelow(server, zone.Parent!) || own.Any(seen => seen is null or Unavailable<RrSet>))
            {
                continue;
            }

            var known = own.OfType<Present<RrSet>>().SelectMany(seen => seen.Value.Addresses).ToHashSet(StringComparer.Ordinal);
            if (known.Count > 0 && glue.Where(address => !known.Contains(address)).ToList() is { Count: > 0 } wrong)
            {
                yield return view.Found("glue-differs", [referral.Seen, .. own], ("server", server), ("zone", zone.Apex!), ("parent", zone.Parent!),
                    ("glue", string.Join(", ", wrong)), ("addresses", string.Join(", ", known.Order(StringComparer.Ordinal))));
            }
        }
    }
}
