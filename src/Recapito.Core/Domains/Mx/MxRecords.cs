using System.Globalization;

namespace Recapito.Core;

/// <summary>The MX RRset as a whole: whether there is one, whether it says no mail, what stands twice (RFC 5321 §5.1, RFC 7505).</summary>
internal sealed class MxRecords : DomainCheck
{
    public override IReadOnlyList<string> Findings { get; } =
    [
        "domain-does-not-exist", "mx-found", "mx-read", "no-mx-address-record-used", "mx-none", "null-mx", "null-mx-mixed", "null-mx-preference",
        "mx-duplicate", "mx-equal-preferences", "mx-single-host", "mx-too-many", "mx-servers-disagree", "mx-resolver-differs",
        "domain-missing-at-resolver",
    ];

    public override IEnumerable<Request> Asks(DomainView view)
    {
        yield return DomainView.At(view.Domain, RrType.Mx);
        foreach (var name in Zones.PossibleCuts(view.Domain))
        {
            yield return DomainView.At(name, RrType.Ns);
        }

        foreach (var server in view.Zone.Delegation?.Value.NameServers.Where(Names.IsHostName) ?? [])
        {
            yield return DomainView.At(server, RrType.A);
            yield return DomainView.At(server, RrType.Aaaa);
        }

        // As whole messages, which the checks of the delegation look at too: one question serves all.
        foreach (var from in view.Zone.Servers.Select(server => Vantage.Server(server.Server, server.Address)))
        {
            yield return new DnsMessageRequest(view.Domain, RrType.Mx, from);
            yield return new DnsMessageRequest(view.Zone.Apex!, RrType.Soa, from);
        }
    }

    public override IEnumerable<DomainFinding> Finds(DomainView view) =>
        view.Zone.CurrentMx is not { } mx ? []
        : mx.Count == 0 ? [.. WithoutRecords(view), .. OldNo(view)]
        : [.. NullMx(view, mx), .. Repetitions(view, mx), .. Views(view), .. OldNo(view)];

    private static IEnumerable<DomainFinding> WithoutRecords(DomainView view)
    {
        if (!view.Zone.HasNoMx)
        {
            if (view.Zone.IsProvenNoName)
            {
                yield return view.Found("domain-does-not-exist", [view.Zone.Resolver, .. view.Zone.Answering.Select(server => server.Mx)]);
            }
        }
        else if (view.Hosts is [{ Addresses.Count: > 0 } host])
        {
            yield return view.Found("no-mx-address-record-used", [view.Zone.Resolver, .. host.Answers], ("addresses", string.Join(", ", host.Addresses)));
        }
        else if (view.Hosts is [{ HasNoAddress: true } nothing] && !OwnServers.IsOpen(view, view.Domain, OwnServers.AddressTypes))
        {
            var own = OwnAddresses.Of(view, view.Domain);
            if (own.All.Count > 0)
            {
                yield return view.Found("no-mx-address-record-used", [.. view.Zone.Newest.Select(server => server.Mx), .. own.Answers], ("addresses", own.ToString()));
                yield return MxTargets.Differs(view, nothing, own);
            }
            else if (own.AreKnown || !OwnServers.AreHidden(view, view.Domain))
            {
                yield return view.Found("mx-none", [view.Zone.Resolver, .. nothing.Answers, .. own.Answers]);
            }
        }
    }

    /// <summary>The resolver denies a name that a server of its zone knows.</summary>
    private static IEnumerable<DomainFinding> OldNo(DomainView view)
    {
        var knowing = view.Zone.Answering.Where(server => !(server.Mx as Absent<RrSet>).IsNxDomain()).ToList();
        return view.Zone.Resolver is Absent<RrSet> no && no.IsNxDomain() && knowing.Count > 0
            ? [view.Found("domain-missing-at-resolver", [no, .. knowing.Select(server => server.Mx)], ("servers", string.Join(", ", knowing.Select(server => server.Server).Distinct())))]
            : [];
    }

    private static IEnumerable<DomainFinding> NullMx(DomainView view, IReadOnlyList<MxRecord> mx)
    {
        var real = mx.Where(record => record.Exchange != ".").ToList();
        if (mx.FirstOrDefault(record => record.Exchange == ".") is not { } none)
        {
            // Records that lead nowhere are read, and no praise.
            yield return view.Found(MxTargets.AreAllUseless(view) ? "mx-read" : "mx-found", Seen(view), ("hosts", string.Join(", ", real.Select(Written).Distinct())));
            yield break;
        }

        if (real.Count > 0)
        {
            yield return view.Found("null-mx-mixed", Seen(view), ("hosts", string.Join(", ", real.Select(record => record.Exchange).Distinct())));
            yield break;
        }

        yield return view.Found("null-mx", Seen(view));
        if (none.Preference != 0)
        {
            yield return view.Found("null-mx-preference", Seen(view), ("preference", Number(none.Preference)));
        }
    }

    private static IEnumerable<DomainFinding> Repetitions(DomainView view, IReadOnlyList<MxRecord> mx)
    {
        foreach (var same in mx.GroupBy(record => record.Exchange).Where(same => same.Count() > 1))
        {
            yield return view.Found("mx-duplicate", Seen(view), ("host", same.Key), ("preferences", string.Join(", ", same.Select(record => Number(record.Preference)))));
        }

        foreach (var same in mx.DistinctBy(record => record.Exchange).GroupBy(record => record.Preference).Where(same => same.Count() > 1))
        {
            yield return view.Found("mx-equal-preferences", Seen(view),
                ("preference", Number(same.Key)), ("hosts", string.Join(", ", same.Select(record => record.Exchange))));
        }

        var hosts = mx.Select(record => record.Exchange).Distinct().Count();
        if (hosts > MxHost.Most)
        {
            yield return view.Found("mx-too-many", Seen(view), ("count", Number(hosts)), ("limit", Number(MxHost.Most)));
        }

        if (hosts == 1 && SingleHost(view) is { } single)
        {
            yield return single;
        }
    }

    // What its own zone says of the host comes first; what the resolver alone gives may be a view of this network's own.
    private static DomainFinding? SingleHost(DomainView view)
    {
        if (view.Hosts is not [{ IsImplicit: false } only])
        {
            return null;
        }

        var own = OwnAddresses.Of(view, only.Name);
        return (own.AreKnown ? own.All : only.Addresses) is [var address]
            ? view.Found("mx-single-host", [.. Seen(view), .. own.Answers], ("host", only.Name), ("address", address), ("variant", !own.AreKnown && MxTargets.IsSpecialHere(view, only) ? "here" : ""))
            : null;
    }

    private static IEnumerable<DomainFinding> Views(DomainView view)
    {
        var zone = view.Zone;
        if (!zone.Agrees)
        {
            var primaries = zone.Answering.Select(server => server.Primary).OfType<string>().Distinct().ToList();
            var versions = zone.Answering.GroupBy(server => string.Join(", ", server.MxSet.Select(Written)), server => server.Server);
            yield return view.Found("mx-servers-disagree", zone.Answering.Select(server => server.Mx),
                ("versions", string.Join("; ", versions.Select(version => $"{string.Join(", ", version.Distinct())}: {(version.Key.Length == 0 ? "-" : version.Key)}"))),
                ("primaries", string.Join(", ", primaries)), ("variant", SerialNumbers.AreComparable(primaries) ? "" : "two-primaries"));
        }

        if (zone.ResolverDiffers)
        {
            yield return view.Found("mx-resolver-differs", [zone.Resolver, .. zone.Newest.Select(server => server.Mx)],
                ("resolver", string.Join(", ", zone.ResolverMx!.Select(Written))), ("servers", string.Join(", ", zone.Newest[0].MxSet.Select(Written))),
                ("ttl", Number((int)((zone.Resolver as Present<RrSet>)?.Value.Ttl ?? 0))));
        }
    }

    private static IEnumerable<Observation?> Seen(DomainView view) => view.Zone.Newest.Count > 0 ? view.Zone.Newest.Select(server => server.Mx) : [view.Zone.Resolver];

    private static string Written(MxRecord record) => $"{Number(record.Preference)} {record.Exchange}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
