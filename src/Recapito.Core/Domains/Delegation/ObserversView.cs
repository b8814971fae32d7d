namespace Recapito.Core;

/// <summary>
/// Whether what is seen from here is what the world sees: a resolver with a view of its own (split horizon), and a network that answers in the name
/// servers' place.
/// </summary>
internal sealed class ObserversView : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } = ["port-53-intercepted", "split-horizon"];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        if (view.Authority.IsSuspicious)
        {
            yield return Interception.Question(view.Domain);
        }
    }

    public override IEnumerable<DomainFinding> Finds(DomainView view)
    {
        var zone = view.Authority;
        if (zone.IsIntercepted)
        {
            yield return view.Found("port-53-intercepted",
                [view.Evidence.Find(Interception.Question(view.Domain)), .. zone.Places.Select(place => zone.Seen(place, zone.Apex!, RrType.Soa))], ("address", Interception.Address));
            yield break;
        }

        if (OwnView(view, zone) is { } soa)
        {
            yield return view.Found("split-horizon", [view.Zone.Resolver, soa, .. view.Zone.ServerObservations],
                ("zone", zone.Apex!), ("primary", soa.Value.Soa!.PrimaryServer), ("mx", Shown(view.Zone.ResolverMx ?? [])), ("public", Shown(view.Zone.Newest[0].MxSet)));
        }
    }

    /// <summary>
    /// The resolver's SOA, where it names a primary that no public server names, and the resolver gives another MX than all of them. An old copy would have
    /// an older serial of the same primary; a cache explains none of it.
    /// </summary>
    private static Present<RrSet>? OwnView(DomainView view, AuthorityView zone)
    {
        if (zone.Apex is null || !view.Zone.ResolverDiffers || view.Zone.Lagging.Count > 0 || !view.Zone.Agrees || view.Dns(zone.Apex, RrType.Soa) is not Present<RrSet> { Value.Soa: { } own } seen)
        {
            return null;
        }

        var primaries = view.Zone.Servers.Select(server => (server.Soa as Present<RrSet>)?.Value.Soa?.PrimaryServer).OfType<string>().ToList();
        return primaries.Count > 0 && !primaries.Contains(own.PrimaryServer) ? seen : null;
    }

    private static string Shown(IReadOnlyList<MxRecord> set) => set.Count == 0 ? "–" : string.Join(", ", set.Select(mx => mx.Exchange));
}
