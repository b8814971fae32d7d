namespace Recapito.Core;

/// <summary>
/// The sender submits through a host that does not relay for the sender (RFC 6409): the refusing host is none of the recipient's by the DNS, the domain's own
/// exchangers take the recipient, and the report comes from no mail server of the sender's domain, whose administrator would have chosen the next host. What
/// that host would say to the sender nobody else can see, so it is at most likely.
/// </summary>
internal static class RelayThroughWrongHost
{
    public static readonly Check Check = new("relay-through-wrong-host", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusingHost is not null || now.RefusedByMicrosoft || !now.NamesRefusingHost || now.Symptom.IsPassedOn || now.IsReportedByExchangeOnline
            || now is not { Zone.IsComplete: true, Zone.ResolverDiffers: false, UsableHosts.Count: > 0 })
        {
            return Assessment.Open;
        }

        var sender = InsidePlan.SenderDomain(now.Symptom);
        if (sender is null || (now.Symptom.ReportingMta is { } reporter && (reporter == sender || reporter.EndsWith("." + sender, StringComparison.Ordinal))))
        {
            return Assessment.Open;
        }

        var takers = now.Takers;
        return takers.Count == 0 ? Assessment.Open : new(Standing.Supported, [.. now.TakersSeen, .. Proof.MxSeen(now)])
        {
            Weight = 1,
            Missing = ["why.submission-not-seen"],
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["target"] = takers[0].Name, ["sender"] = sender, ["server"] = now.Symptom.ReportingMta ?? "–" },
        };
    }
}

/// <summary>
/// The sender's own network lets nothing out to port 25: its system reports silence of Exchange Online's edge, which answers from here. A host of anybody else
/// may have been down for a while; that every edge of Microsoft's was is not to be believed before the sender's network was looked at.
/// </summary>
internal static class SendersNetworkBlocksSmtp
{
    public static readonly Check Check = new("senders-network-blocks-smtp", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusingHost is not { IsCurrent: true } host || now.IsReportedByExchangeOnline || !MicrosoftNames.IsMxShaped(host.Name) || !Reach.Of(host, now).Answered
            || now.Rcpt(host, RcptRole.Target).Refused)
        {
            return Assessment.Open;
        }

        return new(Standing.Supported, [.. Reach.Of(host, now).Seen, .. Proof.MxSeen(now)])
        {
            Weight = 1,
            Missing = ["why.senders-network-not-seen"],
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["server"] = now.Symptom.ReportingMta ?? "–" },
        };
    }
}
