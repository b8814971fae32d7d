namespace Recapito.Core;

/// <summary>
/// A host of the sender's own domain refuses to pass the message on: the message was handed to a server that does not relay for whoever handed it over, or
/// without signing in (RFC 6409 §3.3, §4.3). What the sender's system made of it is not seen, so that it is never more than likely.
/// </summary>
internal static class RelayThroughWrongHost
{
    public static readonly Check Check = new("relay-through-wrong-host", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusingHost is not null || now.RefusedByMicrosoft || now.Symptom.IsPassedOn || OwnHost(now.Symptom) is not { } own)
        {
            return Assessment.Open;
        }

        // The MX must have been looked at: the sender's own host may take mail for the recipient's domain as well.
        if (now.Zone.CurrentMx is null || !now.Zone.IsAsked)
        {
            return Assessment.Open;
        }

        List<string> missing = ["why.way-to-own-host-not-seen", .. Proof.MissingForMx(now)];
        return new(Standing.Supported, [.. now.TakersSeen, .. Proof.MxSeen(now)])
        {
            Weight = 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["host"] = own, ["sender"] = InsidePlan.SenderDomain(now.Symptom)!, ["server"] = now.Symptom.ReportingMta ?? "–", ["variant"] = now.Symptom.ReportingMta is null ? "unnamed" : "" },
        };
    }

    /// <summary>The host that refused, where its name lies in the domain of the sender's address and that is another than the recipient's; else null.</summary>
    private static string? OwnHost(Symptom symptom) =>
        InsidePlan.SenderDomain(symptom) is { } sender && (symptom.RefusingHost ?? symptom.RemoteMta) is { } host && Names.IsHostName(host)
        && DnsName.IsAtOrBelow(host, sender) && !DnsName.IsAtOrBelow(symptom.Domain, sender) && !DnsName.IsAtOrBelow(sender, symptom.Domain) ? host : null;
}
