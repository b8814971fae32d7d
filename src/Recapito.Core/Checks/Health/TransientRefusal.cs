namespace Recapito.Core;

/// <summary>
/// The host refused for the moment only (RFC 5321 §4.2.1; RFC 6647 for greylisting), and the sender's system gave up. A refusal of that kind to us now says
/// nothing of the one to the sender then, and one that lasts for days would be no passing one: it is at most likely, and whatever else is supported comes first.
/// </summary>
internal static class TransientRefusal
{
    public static readonly Check Check = new("transient-refusal", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.Symptom.Meaning is Meanings.MessageExpired)
        {
            // That time ran out does not say whether anybody had answered.
            return Assessment.Open;
        }

        if (now.Symptom.Reply is { } reply && IsForGood(reply))
        {
            return Assessment.ExcludedBy("refused-for-good");
        }

        if (now.Symptom.IsWordsAlone && now.RefusingHost is null && now.UsableHosts.Any(host => now.Rcpt(host, RcptRole.Target).Refused))
        {
            // No host is known to have said so, and one says something else for good.
            return Assessment.Open;
        }

        var target = now.RefusingHost is { } host ? now.Rcpt(host, RcptRole.Target) : null;
        var refusesNow = target is { Refused: true };
        return new(Standing.Supported, [.. target?.Seen ?? [], .. Proof.MxSeen(now)])
        {
            Missing = [.. Proof.MissingForReport(now), refusesNow ? "why.answers-otherwise-now" : "why.passing-refusal"],
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, now.RefusingHost)) { ["host"] = Named(now), ["variant"] = now.Symptom.IsDelayed ? "waiting" : refusesNow ? "another" : "passing" },
        };
    }

    // A report that names no host may quote one that names itself; of several that do not, none is picked.
    private static string Named(Case now) => now.RefusingHost?.Name ?? now.Symptom.RefusingHost ?? now.Symptom.RemoteMta
        ?? now.UsableHosts.FirstOrDefault(host => now.Symptom.Reply?.Text.Contains(host.Name, StringComparison.OrdinalIgnoreCase) is true)?.Name
        ?? (now.UsableHosts.Count > 0 ? string.Join(", ", now.UsableHosts.Select(host => host.Name)) : "–");

    /// <summary>Of real replies neither code alone decides: "550 4.4.7" and "554 4.3.2" are told of refusals that pass.</summary>
    public static bool IsForGood(SmtpReply reply) => reply.IsPermanent && reply.Status is null or { Class: 5 };
}
