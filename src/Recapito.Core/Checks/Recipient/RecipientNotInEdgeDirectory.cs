namespace Recapito.Core;

/// <summary>
/// The edge of Exchange Online refuses this address: it is not in the directory of an authoritative domain (directory-based edge blocking).
/// From outside this is proven only beside a known-good address of the same domain that is taken; why it is missing needs evidence from inside.
/// </summary>
internal static class RecipientNotInEdgeDirectory
{
    private const string GoodRefusedToo = "why.known-good-not-taken";

    public static readonly Check Check = new("recipient-not-in-edge-directory", Assess);

    private static Assessment Assess(Case now)
    {
        var host = now.RefusingEdge;
        if (host is null && !now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.Open;
        }

        if (now.RefusedByMicrosoft && (host is { IsCurrent: true } && !MicrosoftNames.IsMxShaped(host.Name)))
        {
            return BehindGateway(now);
        }

        if (host is not { IsCurrent: true } && now is { Zone.IsComplete: true, Zone.ResolverDiffers: false, UsableHosts.Count: > 0 })
        {
            return BehindGateway(now);
        }

        if (host is not { IsCurrent: true } || !MicrosoftNames.IsMxShaped(host.Name))
        {
            return now.NamesRefusingHost && !now.RefusedByMicrosoft ? Assessment.ExcludedBy("refusing-host-is-not-microsoft") : Assessment.Open;
        }

        return now.Symptom.Form == Form.AllRecipientsRejected ? AfterData(now, host) : AtRcpt(now, host);
    }

    private static Assessment AtRcpt(Case now, MailHost host)
    {
        var target = now.Rcpt(host, RcptRole.Target);
        return target.Accepted ? Assessment.ExcludedBy("target-accepted", target.Seen) : Weigh(now, host, target);
    }

    /// <summary>This edge takes every recipient at RCPT and refuses after DATA, which is never sent from here.</summary>
    private static Assessment AfterData(Case now, MailHost host) =>
        new(Standing.Supported, [.. Proof.MxSeen(now), .. now.Rcpt(host, RcptRole.Target).Seen]) { Weight = 1, Missing = ["why.refused-after-data"], Arguments = Proof.Arguments(now, host) };

    /// <summary>The MX names somebody else; Microsoft's refusal was passed on by them, and cannot be asked for from here.</summary>
    private static Assessment BehindGateway(Case now) => now.RefusedByMicrosoft
        ? new(Standing.Supported, [.. Proof.MxSeen(now)]) { Weight = 1, Missing = [now.SenderMetMicrosoft ? "why.mx-names-other-host-now" : "why.behind-gateway"], Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["variant"] = now.SenderMetMicrosoft ? "past" : "" } }
        : Assessment.ExcludedBy("refusing-host-is-not-microsoft");

    private static Assessment Weigh(Case now, MailHost host, RcptSummary target)
    {
        var control = now.Rcpt(host, RcptRole.Control);
        if (control.Accepted || RcptSummary.IsHalf(target, control) || (target.Refused && !target.RefusedAs(Meanings.EdgeRecipientRejected)))
        {
            // A taken random address: not directory-based edge blocking, which would refuse that one first of all.
            return Assessment.Open;
        }

        var reproduced = target.RefusedAs(Meanings.EdgeRecipientRejected);
        var inside = Inside(now);
        List<string> missing = [.. Proof.MissingForReport(now), .. Proof.MissingForMx(now)];
        if (!reproduced || !target.Complete)
        {
            missing.Add("why.not-reproduced");
        }

        if (inside.Count == 0)
        {
            missing.AddRange(MissingFromOutside(now, host, control));
            if (AskedTenant.Lacking(now) is not null && !now.Rcpt(host, RcptRole.KnownGood).Accepted)
            {
                missing.Add("why.right-organisation-not-settled");
            }
        }

        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. target.Seen, .. control.Seen, .. KnownGood(now, host), .. inside.Count > 0 ? inside : Known(now), .. Proof.MxSeen(now)])
        {
            Weight = reproduced ? 3 : target.Refused ? 1 : 2,
            Missing = missing,
            Arguments = missing.Contains(GoodRefusedToo) ? new Dictionary<string, string>(Proof.Arguments(now, host)) { ["variant"] = "everyone", ["knownGood"] = now.KnownGood! } : Proof.Arguments(now, host),
        };
    }

    /// <summary>What the organisation says of the address, where it says that it has it: then it is the edge that does not know it.</summary>
    private static IEnumerable<Observation> Known(Case now) =>
        now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Present<DirectoryRecipient> known ? [known] : [];

    private static IEnumerable<string> MissingFromOutside(Case now, MailHost host, RcptSummary control)
    {
        if (!control.Complete || !control.RefusedAs(Meanings.EdgeRecipientRejected))
        {
            yield return "why.control-not-asked";
        }

        if (now.KnownGood is null)
        {
            yield return "why.no-known-good";
        }
        else if (!now.Rcpt(host, RcptRole.KnownGood).Accepted)
        {
            yield return now.Rcpt(host, RcptRole.KnownGood).Refused ? GoodRefusedToo : "why.known-good-not-seen";
        }
    }

    private static IReadOnlyList<Observation> KnownGood(Case now, MailHost host) =>
        now.KnownGood is null ? [] : now.Rcpt(host, RcptRole.KnownGood).Seen;

    /// <summary>The organisation itself says that the domain is its own and authoritative, and that it has no such recipient. A domain that came later says nothing of the bounce.</summary>
    private static List<Observation> Inside(Case now) =>
        now.Evidence.Find(new AcceptedDomainRequest(now.Symptom.Domain)) is Present<AcceptedDomain> { Value.Type: AcceptedDomainType.Authoritative } domain
        && !(domain.Value.WhenCreated > now.Symptom.At || domain.Value.WhenChanged > now.Symptom.At)
        && now.Evidence.Find(new RecipientRequest(now.Symptom.Recipient)) is Absent<DirectoryRecipient> nobody
            ? [domain, nobody]
            : [];
}
