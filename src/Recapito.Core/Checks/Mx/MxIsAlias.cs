namespace Recapito.Core;

/// <summary>
/// The MX names an alias, which the standard forbids (RFC 5321 §5.1, RFC 2181 §10.3): most senders follow it, some take the host for another one or rewrite
/// the recipient's domain. Which kind the sender is cannot be seen from here, so this is never more than likely (docs/checks/mx.md).
/// </summary>
internal static class MxIsAlias
{
    public static readonly Check Check = new("mx-is-alias", Assess);

    private static Assessment Assess(Case now)
    {
        if (MxAbsent.Fact(now) is { } none)
        {
            return none;
        }

        if (now.Symptom.IsPassedOn)
        {
            return Assessment.ExcludedBy("refusal-is-passed-on");
        }

        return now.CurrentHosts.FirstOrDefault(host => host.IsAlias) is { } alias ? Weigh(now, alias) : Assessment.Open;
    }

    private static Assessment Weigh(Case now, MailHost alias)
    {
        var host = now.RefusingHost is { IsCurrent: true, IsAlias: true } named ? named : alias;
        if (now is { NamesRefusingHost: true, RefusingHost: not { IsCurrent: true, IsAlias: true } } && !IsTarget(host, now))
        {
            return Assessment.Open;
        }

        var target = now.Rcpt(host, RcptRole.Target);
        return target is { Accepted: true, Complete: true }
            ? new(Standing.Supported, [.. host.AddressAnswers, .. target.Seen, .. Proof.MxSeen(now)])
            {
                Weight = 2,
                Missing = [.. Proof.MissingForMx(now), "why.depends-on-sender"],
                Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["other"] = host.Alias ?? "" },
            }
            : Assessment.Open;
    }

    // A sender that follows the alias before it connects reports the host by its own name.
    private static bool IsTarget(MailHost host, Case now) => host.Alias is { } target && (now.Symptom.RefusingHost == target || now.Symptom.RemoteMta == target);
}
