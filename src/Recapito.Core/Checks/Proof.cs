namespace Recapito.Core;

/// <summary>What every proof about the domain's MX needs besides its own observation (DESIGN, "When is a cause proven?").</summary>
internal static class Proof
{
    /// <summary>Ids of words under "why." for what is missing to say with certainty which hosts take the domain's mail.</summary>
    public static IEnumerable<string> MissingForMx(Case now)
    {
        if (now.Zone.Resolver is null or Unavailable<RrSet>)
        {
            yield return "why.resolver-silent";
        }

        if (now.Zone.Answering.Count == 0)
        {
            // Seen by the local resolver only, the MX may be that of an inside view (split horizon).
            yield return now.Zone.Alias is null ? "why.no-authoritative-answer" : "why.domain-is-alias";
        }
        else if (!now.Zone.IsComplete)
        {
            yield return "why.zone-incomplete";
        }

        if (now.Zone is { Answering.Count: > 0, IsDelegationConfirmed: false })
        {
            // The servers that answered are those that the resolver names: perhaps an inside view's, or a former DNS host's.
            yield return "why.delegation-not-confirmed";
        }

        if (now.UsableHosts.Any(host => !host.IsConfirmed))
        {
            yield return "why.address-not-confirmed";
        }
    }

    /// <summary>Ids of words under "why." for what is missing to tie the bounce to a host.</summary>
    public static IEnumerable<string> MissingForReport(Case now)
    {
        if (!now.NamesRefusingHost)
        {
            yield return "why.report-names-no-host";
        }
    }

    /// <summary>
    /// A known-good address was named and not asked for beside this one: whether the host takes the domain's other addresses is hidden, and half a comparison
    /// says less than none.
    /// </summary>
    public static bool IsKnownGoodHidden(Case now, MailHost host) =>
        now.KnownGood is not null && now.Rcpt(host, RcptRole.KnownGood).Seen.Count < now.Rcpt(host, RcptRole.Target).Seen.Count;

    /// <summary>Ids of words under "why." where a known-good address was named and these hosts were not all seen to refuse it: one that takes it takes the domain's mail.</summary>
    public static IEnumerable<string> MissingForKnownGood(Case now, params IEnumerable<MailHost> hosts) => now.KnownGood is null ? []
        : hosts.Select(host => now.Rcpt(host, RcptRole.KnownGood)).All(good => good is { Complete: true, Refusals.Count: > 0 } && good.Refusals.Count == good.Answers.Count) ? []
        : ["why.known-good-not-refused"];

    /// <summary>The observations that say which hosts take the domain's mail.</summary>
    public static IEnumerable<Observation> MxSeen(Case now) =>
        new Observation?[] { now.Zone.Resolver }.OfType<Observation>().Concat(now.Zone.Newest.Select(server => server.Mx).OfType<Observation>())
            .Concat(now.UsableHosts.SelectMany(host => host.Own.Answers));

    /// <summary>Values that most words need.</summary>
    public static Dictionary<string, string> Arguments(Case now, MailHost? host)
    {
        var words = new Dictionary<string, string>
        {
            ["domain"] = now.Symptom.Domain,
            ["recipient"] = now.Symptom.Recipient,
            ["host"] = host?.Name ?? now.Symptom.RefusingHost ?? now.Symptom.RemoteMta ?? (now.CurrentHosts.Count > 0 ? now.CurrentHosts[0].Name : "?"),
        };
        if (host is { Addresses.Count: > 0 })
        {
            words["address"] = host.Addresses[0];
        }

        if (now.Symptom.Reply is { } reply)
        {
            words["reply"] = reply.ToString();
        }

        return words;
    }
}
