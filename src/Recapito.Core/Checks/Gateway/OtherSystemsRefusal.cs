namespace Recapito.Core;

/// <summary>Another mail system uses 5.4.1 for a rule of its own (RFC 3463 §3.5 leaves it to the system): nothing of Exchange Online's is meant.</summary>
internal static class OtherSystemsRefusal
{
    public static readonly Check Check = new("other-systems-refusal", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-microsoft");
        }

        if (now.Symptom.IsPassedOn)
        {
            return Assessment.ExcludedBy("refusal-is-passed-on");
        }

        return now.RefusingHost is { IsCurrent: true } host ? Weigh(now, host) : Said(now, null, ["why.not-reproduced"]);
    }

    private static Assessment Weigh(Case now, MailHost host)
    {
        var target = now.Rcpt(host, RcptRole.Target);
        var reproduced = target.RefusedAs(Meanings.DomainPolicyRefusal) && target.Complete && now.HasSameCodes(target);
        return target.Accepted ? Said(now, host, ["why.taken-from-here"])
            : reproduced ? Said(now, host, [.. Proof.MissingForMx(now)])
            : target.Refused && !target.RefusedAs(Meanings.DomainPolicyRefusal) ? Said(now, host, ["why.answers-otherwise-now"])
            : Said(now, host, ["why.not-reproduced"]);
    }

    private static Assessment Said(Case now, MailHost? host, List<string> missing)
    {
        missing.AddRange(Proof.MissingForReport(now));
        var target = host is null ? null : now.Rcpt(host, RcptRole.Target);
        var control = host is null ? null : now.Rcpt(host, RcptRole.Control);
        var isForAll = target?.RefusedAs(Meanings.DomainPolicyRefusal) is true && control?.RefusedAs(Meanings.DomainPolicyRefusal) is true;
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. target?.Seen ?? [], .. control?.Seen ?? [], .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["variant"] = isForAll ? "everybody" : target?.Accepted is true ? "then" : "" },
        };
    }
}
