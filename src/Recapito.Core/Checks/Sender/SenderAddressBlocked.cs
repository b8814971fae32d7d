namespace Recapito.Core;

/// <summary>
/// The sending host is on a list of those that the refusing host takes no mail from (RFC 5782). Who asks from another address is no such client, so it is
/// proven only where the very address that the report names is refused in the same way now: then we ask from the sender's own place. A list that a bounce
/// names is not asked: a bounce triggers no questions to names in its text.
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

        var named = ReplyAddresses.In(now.Symptom.Reply);
        List<Observation> again = now.RefusingHost is { } host ? [.. Refusals(now, host, named)] : [];
        List<string> missing = [.. Proof.MissingForReport(now), .. again.Count > 0 ? [] : new[] { "why.refused-client-is-another" }];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, again)
        {
            Weight = missing.Count == 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, now.RefusingHost)) { ["client"] = named.Count > 0 ? named[0] : "–", ["server"] = now.Symptom.ReportingMta ?? "–" },
        };
    }

    /// <summary>What the host said to us, where it refused us as such a client, by the same address.</summary>
    private static IEnumerable<Observation> Refusals(Case now, MailHost host, IReadOnlyList<string> named) => host.Addresses
        .SelectMany(address => new Observation?[]
        {
            now.Evidence.Find(new RcptRequest(host.Name, address, RcptRole.Target, now.Symptom.Recipient)), now.Evidence.Find(new SmtpSessionRequest(host.Name, address)),
        })
        .OfType<Observation>()
        .Where(seen => (seen.Source.Transcript ?? []).Where(line => line.StartsWith("S: ", StringComparison.Ordinal)).Select(line => SmtpReply.Parse(line[3..]))
            .Any(said => now.MeaningOf(said) is Meanings.ClientListed && ReplyAddresses.In(said).Intersect(named).Any()));
}
