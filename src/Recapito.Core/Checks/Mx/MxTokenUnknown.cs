namespace Recapito.Core;

/// <summary>The MX is written like Microsoft's, but no such name exists. The rule for names with hyphens only suggests the right one.</summary>
internal static class MxTokenUnknown
{
    public static readonly Check Check = new("mx-token-unknown", Assess);

    private static Assessment Assess(Case now)
    {
        var hosts = now.CurrentHosts.Where(host => !host.IsImplicit).ToList();
        if (hosts.Count == 0)
        {
            return Assessment.Open;
        }

        var shaped = hosts.Where(host => MicrosoftNames.IsMxShaped(host.Name)).ToList();
        if (shaped.Count == 0)
        {
            return now.Zone.IsComplete ? Assessment.ExcludedBy("mx-is-not-microsoft-shaped", now.Zone.ServerObservations) : Assessment.Open;
        }

        if (hosts.Find(host => host.Addresses.Count > 0) is { } resolving)
        {
            return Assessment.ExcludedBy("mx-resolves", resolving.AddressAnswers);
        }

        return shaped.Find(host => host.HasNoAddress && IsUnknown(host)) is { } missing ? Weigh(now, missing, hosts) : Assessment.Open;
    }

    private static bool IsUnknown(MailHost host) => host.AddressAnswers.Any(answer => (answer as Absent<RrSet>).IsNxDomain());

    private static Assessment Weigh(Case now, MailHost host, List<MailHost> hosts)
    {
        List<string> missing = [.. Proof.MissingForMx(now)];
        if (!hosts.TrueForAll(other => other.HasNoAddress))
        {
            missing.Add("why.not-every-mx-answered");
        }

        if (!FitsReport(now))
        {
            missing.Add("why.report-names-no-host");
        }

        var suggestion = MicrosoftNames.SuggestedMx(now.Symptom.Domain);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. hosts.SelectMany(other => other.AddressAnswers), .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["suggestion"] = suggestion },
        };
    }

    // The name that the report gives is the last one tried, which may be another target of the same RRset, or the domain itself.
    private static bool FitsReport(Case now) =>
        !now.NamesRefusingHost || now.RefusingHost is { IsCurrent: true } || now.Symptom.RemoteMta == now.Symptom.Domain;
}
