namespace Recapito.Core;

/// <summary>
/// The local resolver serves a view of its own: another MX than every public server, from a zone of its own. What only it shows is never more than likely.
/// </summary>
internal static class SplitHorizon
{
    public static readonly Check Check = new("split-horizon", Assess);

    // What explains the report by itself, where the resolver shows the public zone.
    private static readonly string[] Plainer =
        ["refusing-host-is-an-mx", "resolver-sees-public-zone", "unreachable-from-here-too", "mx-name-does-not-exist", "no-such-domain", "no-server-answers-for-zone", "signatures-do-not-validate", "mx-address-is-not-public"];

    private static Assessment Assess(Case now)
    {
        // What the inside view says of dead hosts and missing names is no fault of the public zone.
        if (InsideView(now) is { } view && now.Zone.Lagging.Count == 0 && (now.Zone.ResolverDiffers ? now.RefusingHost is not { IsCurrent: true } : Hidden(now) is not null))
        {
            return Differ(now, view, now.Zone.ResolverDiffers ? null : Hidden(now));
        }

        if (now.Zone is { IsComplete: true, IsDelegationConfirmed: true, ResolverDiffers: false, ResolverMx: not null })
        {
            return Assessment.ExcludedBy("resolver-gives-newest-version", Proof.MxSeen(now));
        }

        return Plainer.Select(id => Facts.Find(id, now)).FirstOrDefault(fact => fact is not null) is { } plain ? Assessment.ExcludedBy(plain.Id, plain.By) : Assessment.Open;
    }

    /// <summary>The views differ, in the MX or in the addresses of a host that both name.</summary>
    private static Assessment Differ(Case now, Observation view, MailHost? hidden)
    {
        var arguments = new Dictionary<string, string>(Proof.Arguments(now, hidden ?? now.RefusingHost));
        if (hidden is not null)
        {
            (arguments["variant"], arguments["address"]) = ("addresses", string.Join(", ", hidden.Own.Addresses));
        }

        if (view is Present<RrSet> { Value.Soa: { } own })
        {
            arguments["primary"] = own.PrimaryServer;
        }

        IEnumerable<Observation> seen = hidden is null ? [] : [.. hidden.AddressAnswers, .. hidden.Own.Answers];
        return new(Standing.Supported, [.. seen.Concat(Proof.MxSeen(now)).Append(view).Concat(now.Zone.ServerObservations).Distinct()])
        {
            Weight = 2,
            Missing = ["why.seen-by-one-resolver"],
            Arguments = arguments,
        };
    }

    /// <summary>A host that both views name, and of which only the resolver says that it has no address; null where there is none.</summary>
    private static MailHost? Hidden(Case now) => now.Symptom.Meaning is not Meanings.NameNotFound ? null
        : now.CurrentHosts.FirstOrDefault(host => host is { AddressAnswers.Count: 2, Own.Addresses.Count: > 0 } && host.AddressAnswers.All(answer => answer is Absent<RrSet>));

    /// <summary>
    /// What shows that the resolver has a zone of its own: its SOA names another primary than every public server's, or it answers for the zone with
    /// authority (AA; RFC 1035 §4.1.1), which a cache never does, and not from an older copy of the public zone. Else null.
    /// </summary>
    public static Observation? InsideView(Case now)
    {
        var soa = now.Zone.Apex is null ? null : now.Evidence.Find(new DnsRequest(now.Zone.Apex, RrType.Soa, Vantage.Resolver)) as Present<RrSet>;
        var primaries = now.Zone.Servers.Select(server => server.Primary).OfType<string>().ToList();
        return soa?.Value.Soa is not { } own || primaries.Count == 0 ? null
            : !primaries.Contains(own.PrimaryServer) ? soa
            : now.Zone.Resolver is Present<RrSet> { Value.Authoritative: true } mx && !now.Zone.Newest.Any(server => server.Serial is { } serial && SerialNumbers.IsNewer(serial, own.Serial)) ? mx
            : null;
    }
}
