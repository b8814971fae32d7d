namespace Recapito.Core;

/// <summary>The MX names a server that does not take mail for this domain (RFC 5321 §5.1; docs/checks/mx.md).</summary>
internal static class MxHostDoesNotAcceptDomain
{
    public static readonly Check Check = new("mx-host-does-not-accept-domain", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusedByMicrosoft)
        {
            // Exchange Online decides by the recipient's domain, whatever name was dialled: domain-in-no-tenant judges that.
            return Assessment.ExcludedBy("refusing-host-is-microsoft");
        }

        if (now.Symptom.IsPassedOn)
        {
            return Assessment.ExcludedBy("refusal-is-passed-on");
        }

        if (MxAbsent.Fact(now) is { } none)
        {
            return none;
        }

        return now.RefusingHost is { } host ? Judge(now, host) : WithoutHost(now);
    }

    private static Assessment WithoutHost(Case now) => now switch
    {
        { NamesRefusingHost: true, Zone.IsComplete: true, Zone.ResolverDiffers: false } =>
            Assessment.ExcludedBy("refusing-host-is-not-an-mx", Proof.MxSeen(now)),
        { NamesRefusingHost: false } when now.UsableHosts is [var only] => Judge(now, only),
        _ => Assessment.Open,
    };

    private static Assessment Judge(Case now, MailHost host)
    {
        if (!host.IsCurrent)
        {
            return now.Zone.IsComplete ? Assessment.ExcludedBy("newest-version-does-not-name-refusing-host", now.Zone.ServerObservations) : Assessment.Open;
        }

        var target = now.Rcpt(host, RcptRole.Target);
        if (target.Accepted)
        {
            return Assessment.ExcludedBy("target-accepted", target.Seen);
        }

        var others = now.UsableHosts.Where(other => other.Name != host.Name).Select(other => (Host: other, Target: now.Rcpt(other, RcptRole.Target))).ToList();
        var takers = others.Where(other => other.Target.Accepted).Select(other => RecipientElsewhere.At(now, other.Host)).ToList();
        if (takers.Count > 0)
        {
            // One that takes everything may only queue for the right host, or throw away: it does not show where the domain's mail belongs.
            return takers.Find(other => other.IsThere) is { } knows ? Assessment.ExcludedBy("other-mx-takes-it", knows.Target.Seen) : Assessment.Open;
        }

        if (Proof.IsKnownGoodHidden(now, host))
        {
            return Assessment.Open;
        }

        return Weigh(now, host, target, now.Rcpt(host, RcptRole.Control), others.TrueForAll(other => other.Target.RefusedAs(Meanings.RelayDenied)));
    }

    private static Assessment Weigh(Case now, MailHost host, RcptSummary target, RcptSummary control, bool othersRefuse)
    {
        if (target.RefusedAs(Meanings.RelayDenied) && now.HasSameCodes(target) && target.Complete && control is { Accepted: true, Complete: true })
        {
            // It takes mail for the domain and refuses this one address, in whatever words.
            return Assessment.ExcludedBy("random-address-taken", control.Seen);
        }

        var refused = target.RefusedAs(Meanings.RelayDenied) && control.RefusedAs(Meanings.RelayDenied);
        if (!refused && (target.Refused || control.Refused || control.Accepted || RcptSummary.IsHalf(target, control)))
        {
            // The host answers otherwise than it did, or takes the domain's other addresses.
            return Assessment.Open;
        }

        var reproduced = refused && now.HasSameCodes(target);

        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now), .. Proof.MissingForKnownGood(now, now.UsableHosts)];
        if (!reproduced)
        {
            missing.Add("why.not-reproduced");
        }
        else if (!target.Complete || !control.Complete || !othersRefuse)
        {
            missing.Add("why.not-every-mx-answered");
        }

        return new(reproduced ? Standing.Confirmed : Standing.Supported, [.. target.Seen, .. control.Seen, .. Proof.MxSeen(now)])
        {
            Weight = reproduced ? 3 : target.Refused ? 2 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["variant"] = "refused" },
        };
    }
}
