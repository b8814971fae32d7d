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
        if (now.Symptom.Meaning is not Meanings.WrongRegion && now.RefusingHost is null)
        {
            return Assessment.Open;
        }

        if (now.NamesRefusingHost && !now.RefusedByMicrosoft)
        {
            return Assessment.ExcludedBy("refusing-host-is-not-microsoft");
        }

        if (now.RefusingHost is not { IsCurrent: true } host)
        {
            // The message was led there by an older MX, or by somebody's own setting: the MX of today says nothing of that edge.
            return Weigh(now, null, ["why.mx-leads-to-another-edge"]);
        }

        var target = now.Rcpt(host, RcptRole.Target);
        if (target.Accepted)
        {
            return Assessment.ExcludedBy("target-accepted", target.Seen);
        }

        var control = now.Rcpt(host, RcptRole.Control);
        var reproduced = target is { Complete: true } && control is { Complete: true } && target.RefusedAs(Meanings.WrongRegion) && control.RefusedAs(Meanings.WrongRegion);
        List<string> missing = [.. Proof.MissingForMx(now)];
        if (now.Symptom.Meaning is not Meanings.WrongRegion)
        {
            if (!reproduced)
            {
                return Assessment.Open;
            }

            missing.Add("why.report-tells-no-reason");
        }

        if (!reproduced)
        {
            missing.Add("why.not-reproduced");
        }

        return target.Refused && !target.RefusedAs(Meanings.WrongRegion) ? Assessment.Open : Weigh(now, host, missing);
    }

    private static Assessment Weigh(Case now, MailHost? host, List<string> missing)
    {
        missing.AddRange(Proof.MissingForReport(now));
        var seen = host is null ? [] : now.Rcpt(host, RcptRole.Target).Seen.Concat(now.Rcpt(host, RcptRole.Control).Seen);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. seen, .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 1,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["server"] = now.Symptom.ReportingMta ?? "–" },
        };
    }
}
