namespace Recapito.Core;

/// <summary>There is no MX, so that mail goes to the domain's address record, and the host there takes none (RFC 5321 §5.1; docs/checks/mx.md).</summary>
internal static class NoMxAddressRecordUsed
{
    public static readonly Check Check = new("no-mx-address-record-used", Assess);

    private static Assessment Assess(Case now)
    {
        if (NoSuchDomain.Of(now) is { IsCertain: true } missing)
        {
            return Assessment.ExcludedBy("no-such-domain", missing.Seen);
        }

        if (now.Symptom.IsPassedOn)
        {
            return Assessment.ExcludedBy("refusal-is-passed-on");
        }

        if (now.CurrentHosts is not [{ IsImplicit: true } host] || host.HasNoAddress)
        {
            return Assessment.Open;
        }

        if (now is { NamesRefusingHost: true, RefusingHost: null })
        {
            return now.Zone.IsComplete ? Assessment.ExcludedBy("refusing-host-is-not-an-mx", Proof.MxSeen(now)) : Assessment.Open;
        }

        return now.Symptom.Meaning is Meanings.NoAnswer ? Silent(now, host) : Refused(now, host);
    }

    private static Assessment Silent(Case now, MailHost host)
    {
        var reach = Reach.Of(host, now);
        return reach.Answered ? Assessment.ExcludedBy("mx-host-answered", reach.Seen)
            : !reach.IsDead && !reach.RefusedWithoutControl ? Assessment.Open
            : Weigh(now, host, reach.IsDead, reach.WhyNotDead, reach.Seen);
    }

    private static Assessment Refused(Case now, MailHost host)
    {
        var (target, control) = (now.Rcpt(host, RcptRole.Target), now.Rcpt(host, RcptRole.Control));
        if (target.Accepted)
        {
            return Assessment.ExcludedBy("target-accepted", target.Seen);
        }

        var good = now.Rcpt(host, RcptRole.KnownGood);
        if (good.Accepted)
        {
            return Assessment.ExcludedBy("known-good-taken", good.Seen);
        }

        if (now.KnownGood is not null && good.Seen.Count == 0 && target.Seen.Count > 0)
        {
            // What would tell a mailbox that is missing from a host that has none was not asked.
            return Assessment.Open;
        }

        var isReproduced = target.RefusedAs(now.SameMeanings) && control.RefusedAs(now.SameMeanings);
        if (!isReproduced && (target.Refused || control.Refused || control.Accepted || RcptSummary.IsHalf(target, control)))
        {
            // It answers otherwise than it did, or takes other addresses of the domain.
            return Assessment.Open;
        }

        return Weigh(now, host, isReproduced && now.HasSameCodes(target), [.. Doubts(now, host, isReproduced, target.Complete && control.Complete)], [.. target.Seen, .. control.Seen]);
    }

    private static IEnumerable<string> Doubts(Case now, MailHost host, bool isReproduced, bool isComplete)
    {
        if (!isReproduced || !now.HasSameCodes(now.Rcpt(host, RcptRole.Target)))
        {
            yield return "why.not-reproduced";
        }
        else if (!isComplete)
        {
            yield return "why.not-every-mx-answered";
        }

        // A host that does have the domain's mailboxes says the same of an address that nobody has.
        if (now.Symptom.Meaning is Meanings.RecipientUnknown && !now.Rcpt(host, RcptRole.KnownGood).RefusedAs(Meanings.RecipientUnknown))
        {
            yield return "why.no-known-good";
        }
    }

    private static Assessment Weigh(Case now, MailHost host, bool isReproduced, IReadOnlyList<string> doubts, IReadOnlyList<Observation> seen)
    {
        List<string> missing = [.. doubts, .. Proof.MissingForReport(now), .. Proof.MissingForMx(now)];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. seen, .. Proof.MxSeen(now), .. host.AddressAnswers])
        {
            Weight = isReproduced ? 3 : 1,
            Missing = missing,
            Arguments = Proof.Arguments(now, host),
        };
    }
}
