namespace Recapito.Core;

/// <summary>
/// The sender's own network lets nothing out to port 25: its system reports silence of Exchange Online's edge, which answers from here. A host of anybody else
/// may have been down for a while; that every edge of Microsoft's was is not to be believed before the sender's network was looked at.
/// </summary>
internal static class SendersNetworkBlocksSmtp
{
    public static readonly Check Check = new("senders-network-blocks-smtp", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.RefusingHost is not { IsCurrent: true } host || now.IsReportedByExchangeOnline || !MicrosoftNames.IsMxShaped(host.Name) || !Reach.Of(host, now).Answered)
        {
            return Assessment.Open;
        }

        return new(Standing.Supported, [.. Reach.Of(host, now).Seen, .. Proof.MxSeen(now)])
        {
            Weight = 1,
            Missing = Tried(now, host) is null ? ["why.senders-network-not-seen"] : ["why.tried-address-not-current", "why.senders-network-not-seen"],
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["server"] = now.Symptom.ReportingMta ?? "–", ["tried"] = Tried(now, host) ?? "–" },
        };
    }

    /// <summary>The address that the report says was tried, as Postfix writes it behind the host's name, where the host does not have it now; else null.</summary>
    private static string? Tried(Case now, MailHost host)
    {
        var text = now.Symptom.Reply?.Text ?? "";
        var at = text.IndexOf(host.Name + "[", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && WrittenText.Between(text[at..], "[", "]") is { Length: > 0 } address && System.Net.IPAddress.TryParse(address, out _) && !host.Addresses.Contains(address) && !host.FurtherAddresses.Contains(address) ? address : null;
    }
}
