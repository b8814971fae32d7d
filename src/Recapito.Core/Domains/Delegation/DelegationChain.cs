namespace Recapito.Core;

/// <summary>Whether the domain is delegated to servers that know it (Zonemaster: BASIC01 to BASIC03).</summary>
internal sealed class DelegationChain : DomainCheck
{
    private static readonly RrType[] AddressTypes = [RrType.A, RrType.Aaaa];

    public override IReadOnlyList<string> Findings { get; } = ["delegation-found", "not-delegated", "no-server-answers", "works-at-resolver-only"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        var zone = view.Authority;
        return [.. AtResolver(view), .. Addresses(view, zone), .. AtParent(zone), .. zone.Places.Concat(zone.V6Places).SelectMany(zone.QuestionsAt)];
    }

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.Apex is null)
        {
            return NotDelegated(view, zone) is { } found ? [found] : [];
        }

        var states = zone.Places.ToDictionary(place => place, zone.StateOf);
        var good = zone.Places.Where(place => states[place] is PlaceState.Authoritative).ToList();
        if (zone.IsIntercepted || good.Count > 0)
        {
            return good.Count == 0 ? [] : [view.Found("delegation-found", zone.Seen(good[0], zone.Apex, RrType.Soa), ("zone", zone.Apex), ("servers", string.Join(", ", zone.Names)))];
        }

        return NobodyAnswers(view, zone, states) is { } none ? [none] : [];
    }

    private static IEnumerable<Request> AtResolver(DomainView view)
    {
        foreach (var name in Zones.PossibleCuts(view.Domain))
        {
            yield return DomainView.At(name, RrType.Ns);
            yield return DomainView.At(name, RrType.Soa);
        }

        foreach (var name in AuthorityView.Ancestors(view.Domain))
        {
            yield return DomainView.At(name, RrType.Ns);
        }
    }

    private static IEnumerable<Request> Addresses(DomainView view, AuthorityView zone)
    {
        foreach (var name in zone.Names)
        {
            yield return DomainView.At(name, RrType.A);
            yield return DomainView.At(name, RrType.Aaaa);
        }

        foreach (var name in zone.ParentNames)
        {
            yield return DomainView.At(name, RrType.A);
            if (view.Dns(name, RrType.A) is Absent<RrSet>)
            {
                yield return DomainView.At(name, RrType.Aaaa);
            }
        }
    }

    private static IEnumerable<Request> AtParent(AuthorityView zone) =>
        zone.Parents.Select(place => new DnsMessageRequest(zone.Question!, RrType.Ns, place.From)).Concat(zone.ParentOverTcp);

    /// <summary>
    /// The resolver finds nothing, and a server of a top level says with authority that there is no such child. Further down a name without a delegation is
    /// simply a name inside the zone above it; and NODATA says that the name exists, perhaps in the top level's own zone.
    /// </summary>
    private static DomainFinding? NotDelegated(DomainView view, AuthorityView zone)
    {
        var isFound = zone.IsIntercepted || zone.ParentAnswers.Any(answer => answer.Seen is null) || zone.ParentAnswers.Any(answer => answer.Seen is Present<DnsMessage> { Value: var said } && !IsDenial(said));
        var denial = zone.ParentAnswers.Select(answer => answer.Seen).OfType<Present<DnsMessage>>().FirstOrDefault(seen => IsDenial(seen.Value));
        return isFound || denial is null || zone.Parent!.TrimEnd('.').Contains('.', StringComparison.Ordinal) || view.Dns(view.Domain, RrType.Ns) is not (Absent<RrSet> or Unavailable<RrSet>)
            ? null
            : view.Found("not-delegated", [denial, view.Dns(view.Domain, RrType.Ns)], ("parent", zone.Parent!), ("answer", denial.Value.Rcode));
    }

    private static bool IsDenial(DnsMessage said) => said is { Authoritative: true, Rcode: "NXDOMAIN", Answer.Count: 0 };

    /// <summary>The servers that are named and have no address, so that nobody can ask them.</summary>
    private static IEnumerable<string> Missing(DomainView view, AuthorityView zone) =>
        zone.Names.Where(name => zone.Places.All(place => place.Server != name) && AddressTypes.All(type => view.Dns(name, type) is Absent<RrSet>));

    private static DomainFinding? NobodyAnswers(DomainView view, AuthorityView zone, Dictionary<ServerPlace, PlaceState> states)
    {
        var isOpen = states.ContainsValue(PlaceState.Open)
            || zone.Names.Any(name => zone.Places.All(place => place.Server != name) && AddressTypes.Any(type => view.Dns(name, type) is not (Absent<RrSet> or Present<RrSet>)));
        Observation<RrSet>?[] atResolver = [view.Zone.Resolver, view.Dns(zone.Apex!, RrType.Soa)];
        if (isOpen || zone.Names.Count == 0 || atResolver.Contains(null) || zone.ParentAnswers.Any(answer => answer.Seen is null))
        {
            return null;
        }

        // That silence is theirs and not this network's, others show who were heard over the same version of IP.
        var isHeard = states.All(place => place.Value is PlaceState.Lame || zone.IsHeardFrom(place.Key)) && (states.Count > 0 || zone.ParentAnswers.Any(answer => answer.Seen is Present<DnsMessage>));
        if (!isHeard)
        {
            return null;
        }

        var works = atResolver.Any(seen => seen is Present<RrSet> or Absent<RrSet>);
        return view.Found(works ? "works-at-resolver-only" : "no-server-answers",
            [.. zone.Places.Select(place => zone.Seen(place, zone.Apex!, RrType.Soa)), .. Missing(view, zone).SelectMany(name => AddressTypes.Select(type => view.Dns(name, type))), .. atResolver],
            ("zone", zone.Apex!), ("servers", string.Join(", ", zone.Names)), ("missing", string.Join(", ", Missing(view, zone))));
    }
}
