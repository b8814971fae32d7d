namespace Recapito.Core;

/// <summary>
/// The exchanger that was used should not be there: it does not take the domain's mail while another exchanger does. A cause only where the bounce
/// came from that host; gateways before Microsoft 365 and the two names during Microsoft's change-over to DNSSEC are rightly there.
/// </summary>
internal static class SurplusMx
{
    public static readonly Check Check = new("surplus-mx", Assess);

    private static readonly string[] NotTaken = [Meanings.RelayDenied, Meanings.TenantAttribution, Meanings.EdgeRecipientRejected];

    private static Assessment Assess(Case now)
    {
        if (now.UsableHosts.Count == 1 && now.Zone.IsComplete && !now.Zone.ResolverDiffers)
        {
            return Assessment.ExcludedBy("only-one-mx", now.Zone.ServerObservations);
        }

        if (now is { RefusedByMicrosoft: true, Symptom: { IsPassedOn: true, Meaning: Meanings.EdgeRecipientRejected } })
        {
            // The exchanger took the message and handed it on to the directory that does not know the address.
            return Assessment.ExcludedBy("refusal-is-passed-on");
        }

        return now.RefusingHost is { IsCurrent: true } host && now.UsableHosts.Count > 1 ? Judge(now, host)
            : now is { NamesRefusingHost: true, RefusingHost: not { IsCurrent: true }, Zone.IsComplete: true }
                ? Assessment.ExcludedBy(now.RefusingHost is null ? "refusing-host-is-not-an-mx" : "newest-version-does-not-name-refusing-host", now.Zone.ServerObservations)
                : Assessment.Open;
    }

    private static Assessment Judge(Case now, MailHost host)
    {
        var others = now.UsableHosts.Where(other => other.Name != host.Name).ToList();
        if (MicrosoftNames.IsMxShaped(host.Name) && others.TrueForAll(other => MicrosoftNames.IsMxShaped(other.Name)))
        {
            return Assessment.ExcludedBy("mx-names-are-one-service", Proof.MxSeen(now));
        }

        var target = now.Rcpt(host, RcptRole.Target);
        if (target.Accepted)
        {
            // Who refuses after DATA has taken the recipient before it as well: that is nothing new.
            return now.Symptom.SmtpCommand?.Contains("DATA", StringComparison.OrdinalIgnoreCase) is true ? Assessment.Open : Assessment.ExcludedBy("target-accepted", target.Seen);
        }

        var answers = others.ConvertAll(other => now.Rcpt(other, RcptRole.Target));
        if (answers.TrueForAll(answer => answer.Complete && answer.Refused && !answer.Accepted))
        {
            return Assessment.ExcludedBy("other-mx-refuses-too", answers.SelectMany(answer => answer.Seen));
        }

        if (now.KnownGood is not null && now.Rcpt(host, RcptRole.KnownGood) is { Accepted: true } good)
        {
            return Assessment.ExcludedBy("known-good-taken", good.Seen);
        }

        var takers = others.Where(other => now.Rcpt(other, RcptRole.Target).Accepted).Select(other => RecipientElsewhere.At(now, other)).OrderByDescending(taker => taker.IsThere).ToList();
        return takers.Count > 0 && !Proof.IsKnownGoodHidden(now, host) ? Weigh(now, host, target, takers[0]) : Assessment.Open;
    }

    private static Assessment Weigh(Case now, MailHost host, RcptSummary target, RecipientElsewhere taker)
    {
        var control = now.Rcpt(host, RcptRole.Control);
        if (!target.RefusedAs(NotTaken) || !control.RefusedAs(NotTaken))
        {
            return Assessment.Open;
        }

        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now), .. Proof.MissingForKnownGood(now, host)];
        if (!target.Complete || !control.Complete || !taker.Target.Complete)
        {
            missing.Add("why.not-every-mx-answered");
        }

        if (!taker.IsThere)
        {
            // It may be the backup of the refusing host, which queues everything, and the refusing one be the right one that lost its entry.
            missing.Add("why.taker-may-take-everything");
        }

        if (MicrosoftNames.IsGateway(host.Name))
        {
            missing.Add("why.host-is-gateway");
        }

        var byDirectory = target.RefusedAs(Meanings.EdgeRecipientRejected);
        if (byDirectory)
        {
            // It does take the domain's mail, only not for this recipient: its directory may lack what the other one's has.
            missing.Add("why.inside-not-seen");
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. target.Seen, .. control.Seen, .. taker.Target.Seen, .. taker.Control.Seen, .. Proof.MxSeen(now)])
        {
            Weight = byDirectory ? 1 : 3,
            Missing = missing,
            Arguments = Named(now, host, taker),
        };
    }

    // Which of the two is the right one is not seen where the other takes whatever comes.
    private static Dictionary<string, string> Named(Case now, MailHost host, RecipientElsewhere taker)
    {
        var arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["other"] = taker.Host.Name };
        if (!taker.IsThere)
        {
            arguments["variant"] = "unsure";
        }

        return arguments;
    }
}
