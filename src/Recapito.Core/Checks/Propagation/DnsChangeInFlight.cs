namespace Recapito.Core;

/// <summary>
/// A change of the MX is not visible everywhere yet: some resolver or authoritative server still hands out the old RRset, which names the host that
/// refused, while the newest version of the zone does not (RFC 1034 §3.6, RFC 2308).
/// </summary>
internal static class DnsChangeInFlight
{
    public static readonly Check Check = new("dns-change-in-flight", Assess);

    private static Assessment Assess(Case now)
    {
        var zone = now.Zone;
        if (!zone.NewestAgrees)
        {
            // Two versions under one serial are no copy and its original: no refresh will ever heal them.
            return Assessment.Open;
        }

        var isOldSeen = zone.ResolverDiffers || zone.Lagging.Count > 0;
        if (!isOldSeen)
        {
            return zone.IsComplete && zone.ResolverMx is not null ? Assessment.ExcludedBy("one-zone-version", Proof.MxSeen(now)) : Assessment.Open;
        }

        return now.RefusingHost switch
        {
            { IsCurrent: true } when zone.IsComplete => Assessment.ExcludedBy("newest-version-names-refusing-host", zone.ServerObservations),
            { IsCurrent: false } when zone.Lagging.Count == 0 && SplitHorizon.InsideView(now) is { } inside => Assessment.ExcludedBy("resolver-has-inside-view", inside),
            { IsCurrent: false } old => Weigh(now, old),
            _ => Assessment.Open,
        };
    }

    /// <summary>
    /// The resolver's copy has counted down, as only a cache's does: it has less left than the zone gives now, or no whole minutes. An override of one
    /// name is given out with the same TTL again and again.
    /// </summary>
    private static bool IsAgeing(ZoneView zone) =>
        zone.Resolver is Present<RrSet> { Value: { Authoritative: false } old }
        && (old.Ttl % 60 != 0 || zone.Newest.Any(server => server.Mx is Present<RrSet> mx && old.Ttl < mx.Value.Ttl));

    /// <summary>The serials are what shows which version is the newer one.</summary>
    private static IEnumerable<Observation> Serials(ZoneView zone) => zone.Lagging.Count == 0 ? [] : zone.Newest.Concat(zone.Lagging).Select(server => server.Soa).OfType<Observation>();

    /// <summary>Whom the resolver names as the zone's servers, and whom the zone above does, where the two differ.</summary>
    private static IEnumerable<Observation> Delegations(Case now) => now.Zone is { FormerServers.Count: > 0, Delegation: { } named } ? [named, .. now.View.Authority.Referral is { } referral ? new Observation[] { referral.Seen } : []] : [];

    private static Assessment Weigh(Case now, MailHost old)
    {
        var target = now.Rcpt(old, RcptRole.Target);
        var taken = now.UsableHosts.Select(host => now.Rcpt(host, RcptRole.Target)).ToList();
        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now), .. MissingForCopy(now), .. MissingForHosts(now, old, target, taken)];
        var arguments = new Dictionary<string, string>(Proof.Arguments(now, old))
        {
            ["other"] = string.Join(", ", now.UsableHosts.Select(host => host.Name)),
            ["servers"] = string.Join(", ", now.Zone.Lagging.Select(server => server.Server).Distinct()),
            ["former"] = string.Join(", ", now.Zone.FormerServers),
        };
        var isRefusedAnew = missing.Contains("why.new-host-refuses-too");
        if (now.Zone is { Lagging.Count: 0, FormerServers.Count: > 0, Delegation: { Value.Authoritative: false } named })
        {
            // What a server says with authority it does not forget.
            arguments["variant"] = "former";
            arguments["forgotten"] = ObservationText.Time(named.Source.At.AddSeconds(named.Value.Ttl));
        }

        if (isRefusedAnew)
        {
            arguments["variant"] = "refusing";
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported,
            [.. Proof.MxSeen(now), .. now.Zone.Lagging.Select(server => server.Mx).OfType<Observation>(), .. Serials(now.Zone), .. Delegations(now), .. target.Seen, .. taken.SelectMany(answer => answer.Seen)])
        {
            Weight = 3,
            Missing = missing,
            Party = isRefusedAnew ? Party.RecipientsAdmin : missing.Contains(StalledCopy.Doubt) ? Party.DnsHost : null,
            Arguments = arguments,
        };
    }

    /// <summary>What is missing to say that the older answer is a copy that will pass.</summary>
    private static IEnumerable<string> MissingForCopy(Case now)
    {
        if (now.Zone.Lagging.Count == 0 && (Facts.Find("resolver-sees-public-zone", now) is null || !IsAgeing(now.Zone)))
        {
            yield return "why.view-not-excluded";
        }

        if (now.Zone.MayAskElsewhere)
        {
            yield return now.Zone.FormerServers.Count > 0 ? "why.resolver-names-former-servers" : "why.resolver-asks-other-servers";
        }

        if (now.Zone.Lagging.Count == 0 && now.Zone.Servers.Any(server => !server.Answered))
        {
            // What a silent server serves, and until when, cannot be said.
            yield return "why.zone-incomplete";
        }

        if (StalledCopy.In(now))
        {
            yield return StalledCopy.Doubt;
        }
    }

    private static IEnumerable<string> MissingForHosts(Case now, MailHost old, RcptSummary target, List<RcptSummary> taken)
    {
        var reproduced = target.Complete && target.Refused && !target.Accepted && target.Refusals.All(meaning => meaning == now.Symptom.Meaning);
        var reach = Reach.Of(old, now);
        var dead = now.Symptom.Meaning == Meanings.NoAnswer && reach.IsDead;
        var unknown = now.Symptom.Meaning == Meanings.NameNotFound && old.HasNoAddress;
        if (!reproduced && !dead && !unknown)
        {
            yield return "why.not-reproduced";
        }
        else if (dead && reach.Doubt is { } doubt)
        {
            yield return doubt;
        }

        if (taken.Count == 0 || !taken.TrueForAll(answer => answer is { Complete: true, Accepted: true }))
        {
            // The hosts of the new records take nothing for the domain either: to wait alone would cure nothing.
            yield return now.EveryHostDeniesRelay ? "why.new-host-refuses-too" : "why.new-host-not-seen-to-accept";
        }

        if (reproduced && !now.UsableHosts.All(host => RecipientElsewhere.At(now, host).IsThere))
        {
            // An old host that takes the domain's other addresses knows nobody of this name; new ones that take everything do not show that anybody does.
            foreach (var doubt in Proof.MissingForKnownGood(now, old))
            {
                yield return doubt;
            }
        }
    }
}
