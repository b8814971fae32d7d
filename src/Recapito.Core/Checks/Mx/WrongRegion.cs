namespace Recapito.Core;

/// <summary>
/// The message came to Exchange Online in another region than that of the recipient's tenant (4.4.62 ATTR35; Microsoft: Configure Multi-Geo In-Region
/// Routing). The edge says so of the recipient's domain, to whoever asks.
/// </summary>
internal static class WrongRegion
{
    public static readonly Check Check = new("wrong-region", Assess);

    private static Assessment Assess(Case now)
    {
        if (now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-not-microsoft");
        }

        var isSaid = now.Symptom.Meaning is Meanings.WrongRegion;
        var host = now.RefusingEdge;
        if (host is not { IsCurrent: true } || (IsAnother(now, host) && !IsSeen(now, host)))
        {
            // The message was led there by an older MX, or by somebody's own setting: the MX of today says nothing of that edge.
            return isSaid ? Weigh(now, null, ["why.mx-leads-to-another-edge"]) : Assessment.Open;
        }

        var target = now.Rcpt(host, RcptRole.Target);
        return target.Accepted ? Assessment.ExcludedBy("target-accepted", target.Seen)
            : IsSeen(now, host) ? Weigh(now, host, isSaid ? [] : ["why.report-tells-no-reason"])
            : isSaid ? Weigh(now, host, target.Refused && !target.RefusedAs(Meanings.WrongRegion) ? ["why.answers-otherwise-now"] : ["why.not-reproduced"])
            : Assessment.Open;
    }

    // Each name of the form stands for an edge of its own, though Microsoft answers at all of them.
    private static bool IsAnother(Case now, MailHost host) => now.Symptom.RefusingHost is { } named && MicrosoftNames.IsMxShaped(named) && named != host.Name;

    private static bool IsSeen(Case now, MailHost host) => new[] { RcptRole.Target, RcptRole.Control }
        .All(role => now.Rcpt(host, role) is { Complete: true } answers && answers.RefusedAs(Meanings.WrongRegion));

    private static Assessment Weigh(Case now, MailHost? host, List<string> missing)
    {
        missing.AddRange(Proof.MissingForReport(now));
        missing.AddRange(host is null ? [] : Proof.MissingForMx(now));
        var seen = host is null ? [] : now.Rcpt(host, RcptRole.Target).Seen.Concat(now.Rcpt(host, RcptRole.Control).Seen);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. seen, .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["server"] = now.Symptom.ReportingMta ?? "–", ["variant"] = host is null ? "led" : "" },
        };
    }
}
