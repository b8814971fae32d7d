namespace Recapito.Core;

/// <summary>
/// The sending host is on a list of those that the refusing host takes no mail from (RFC 5782). Who asks from another address is no such client, and what our own
/// address is to that host we do not know: behind a proxy of the recipient's every client would be told the same one. So it is at most likely. A list that a
/// bounce names is not asked: a bounce triggers no questions to names in its text.
/// </summary>
internal static class SenderAddressBlocked
{
    public static readonly Check Check = new("sender-address-blocked", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.Symptom.Meaning is not Meanings.ClientListed)
        {
            // Refused for another reason: no reverse name, a greeting that is not liked, a rule.
            return Assessment.Open;
        }

        if (now.Symptom.IsWordsAlone && now.RefusingHost is null && now.EveryHostDeniesRelay)
        {
            // No host is known to have said so, and those that there are take nothing for the domain from anybody.
            return Assessment.Open;
        }

        var named = ReplyAddresses.In(now.Symptom.Reply);
        List<Observation> again = now.RefusingHost is { } host ? [.. Refusals(now, host, named)] : [];
        return new(Standing.Supported, again)
        {
            Weight = again.Count > 0 ? 2 : 1,
            Missing = [.. Proof.MissingForReport(now), again.Count > 0 ? "why.own-address-not-known" : "why.refused-client-is-another"],
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, now.RefusingHost)) { ["client"] = named.Count > 0 ? named[0] : "–", ["server"] = now.Symptom.ReportingMta ?? "–" },
        };
    }

    /// <summary>What the host said to us, where it refused us in such words too, and named the same address.</summary>
    private static IEnumerable<Observation> Refusals(Case now, MailHost host, IReadOnlyList<string> named) => host.Addresses
        .SelectMany(address => new Observation?[]
        {
            now.Evidence.Find(new RcptRequest(host.Name, address, RcptRole.Target, now.Symptom.Recipient)), now.Evidence.Find(new SmtpSessionRequest(host.Name, address)),
        })
        .OfType<Observation>()
        .Where(seen => (seen.Source.Transcript ?? []).Where(line => line.StartsWith("S: ", StringComparison.Ordinal)).Select(line => SmtpReply.Parse(line[3..]))
            .Any(said => now.MeaningOf(said) is Meanings.ClientListed && ReplyAddresses.In(said).Intersect(named).Any()));
}
