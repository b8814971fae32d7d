namespace Recapito.Core;

/// <summary>
/// The mailboxes moved to Microsoft 365, the MX still names the old host: a closer explanation of a host that refuses the domain. That Microsoft
/// has a name for the domain is shown by the DNS; that the mailboxes are there only by evidence from inside, so it never exceeds likely.
/// </summary>
internal static class MxBehindMailboxes
{
    public static readonly Check Check = new("mx-behind-mailboxes", Assess);

    private static Assessment Assess(Case now)
    {
        if (now is { RefusingHost.IsCurrent: false, Zone.IsComplete: true })
        {
            return Assessment.ExcludedBy("newest-version-does-not-name-refusing-host", now.Zone.ServerObservations);
        }

        if (now.RefusingHost is not { IsCurrent: true } host || now.RefusedByMicrosoft || MicrosoftNames.IsGateway(host.Name))
        {
            return Assessment.Open;
        }

        if (now.CurrentHosts.Any(other => MicrosoftNames.IsMxShaped(other.Name)))
        {
            return Assessment.ExcludedBy("mx-names-microsoft", Proof.MxSeen(now));
        }

        var name = MicrosoftNames.SuggestedMx(now.Symptom.Domain);
        return now.Evidence.Find(new DnsRequest(name, RrType.A, Vantage.Resolver)) switch
        {
            Present<RrSet> seen => new(Standing.Supported, [seen, .. Proof.MxSeen(now)])
            {
                Weight = 2,
                Missing = ["why.inside-not-seen"],
                Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["suggestion"] = name },
            },
            Absent<RrSet> none => Assessment.ExcludedBy("no-token-at-microsoft", none),
            _ => Assessment.Open,
        };
    }
}
