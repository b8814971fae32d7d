namespace Recapito.Core;

/// <summary>The MX host does not answer or refuses the connection, while a control host answers from the same place at the same time.</summary>
internal static class MxHostUnreachable
{
    public static readonly Check Check = new("mx-host-unreachable", Assess);

    private static Assessment Assess(Case now)
    {
        if (MxAbsent.Fact(now) is { } none)
        {
            return none;
        }

        // A host without any public address is reached by nobody; what remains for the mail are the others.
        var hosts = now.CurrentHosts.Where(host => host.Addresses.Any(Facts.IsPublic)).ToList();
        if (hosts.Count == 0 || hosts.Exists(host => !host.Addresses.All(Facts.IsPublic)))
        {
            // Whatever answers at a private address in this network is another machine.
            return Assessment.Open;
        }

        var tried = now.RefusingHost;
        if (tried is { IsCurrent: true } && !hosts.Contains(tried))
        {
            return Assessment.Open;
        }

        if (tried is { IsCurrent: false } && now.Zone.IsComplete)
        {
            return Assessment.ExcludedBy("newest-version-does-not-name-refusing-host", now.Zone.ServerObservations);
        }

        if (tried is not { IsCurrent: true } && now is { NamesRefusingHost: true, Zone.IsComplete: true, Zone.ResolverDiffers: false })
        {
            return Assessment.ExcludedBy("refusing-host-is-not-an-mx", now.Zone.ServerObservations);
        }

        var reaches = hosts.ConvertAll(host => Reach.Of(host, now));
        if (tried is not null && Reach.Of(tried, now) is { Answered: true } alive)
        {
            return Assessment.ExcludedBy("mx-host-answered", alive.Seen);
        }

        return Weigh(now, tried ?? hosts[0], reaches);
    }

    private static Assessment Weigh(Case now, MailHost host, List<Reach> reaches)
    {
        var mine = Reach.Of(host, now);
        var allDead = reaches.TrueForAll(reach => reach.IsDead);
        if (!allDead && !mine.IsDead && !mine.RefusedWithoutControl)
        {
            return Assessment.Open;
        }

        // Some reports of silence name no host; that every exchanger is dead explains them by itself.
        List<string> missing = [.. Proof.MissingForMx(now)];
        if (now.Symptom.Meaning is Meanings.MessageExpired)
        {
            missing.Add("why.report-tells-no-reason");
        }

        if (!mine.IsDead)
        {
            missing.Add("why.no-control-host");
        }
        else if (!allDead || now.CurrentHosts.Any(other => !other.Addresses.All(Facts.IsPublic) || !(other.IsLookedAt || other.HasNoAddress)))
        {
            // What a host at a private address says, only senders in its own network know; of one that was not looked at, nothing is known.
            missing.Add("why.not-every-mx-answered");
        }

        missing.AddRange(reaches.Append(mine).Where(reach => reach.IsDead).Select(reach => reach.Doubt).OfType<string>().Distinct());
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. reaches.SelectMany(reach => reach.Seen), .. Proof.MxSeen(now)])
        {
            Weight = allDead ? 3 : mine.IsDead ? 2 : 1,
            Missing = missing,
            Arguments = mine.IsMute ? new Dictionary<string, string>(Proof.Arguments(now, host)) { ["variant"] = "mute" } : Proof.Arguments(now, host),
        };
    }
}
