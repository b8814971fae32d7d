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

        return shaped.Find(host => host.HasNoAddress && IsUnknown(host)) is { } missing ? AskSource(now, missing, hosts) : Assessment.Open;
    }

    private static Assessment AskSource(Case now, MailHost host, List<MailHost> hosts)
    {
        var cut = Zones.Cut(host.Name, now.Evidence);
        var asked = (cut is null ? [] : Zones.ServersOf(cut, now.Evidence))
            .Select(place => now.Evidence.Find(new DnsRequest(host.Name, RrType.A, Vantage.Server(place.Server, place.Address)))).ToList();
        if (asked.OfType<Present<RrSet>>().FirstOrDefault() is { } exists)
        {
            return Assessment.ExcludedBy("mx-resolves", exists);
        }

        var isMissing = cut is null || asked.Count == 0 ? !WasAskedInVain(host, cut, now.Evidence) : asked.Exists(answer => answer is null);
        return isMissing ? Assessment.Open : Weigh(now, host, hosts, [.. asked.OfType<Observation<RrSet>>()]);
    }

    /// <summary>The way to the servers of the name's zone was tried and gave no answer.</summary>
    private static bool WasAskedInVain(MailHost host, Present<RrSet>? cut, EvidenceSet evidence) =>
        (cut is null ? Zones.PossibleCuts(host.Name).Select(name => (Name: name, Type: RrType.Ns)) : cut.Value.NameServers.Select(name => (Name: name, Type: RrType.A)))
            .Any(question => evidence.Find(new DnsRequest(question.Name, question.Type, Vantage.Resolver)) is Unavailable<RrSet>);

    private static bool IsUnknown(MailHost host) => host.AddressAnswers.Any(answer => (answer as Absent<RrSet>).IsNxDomain());

    private static Assessment Weigh(Case now, MailHost host, List<MailHost> hosts, List<Observation<RrSet>> source)
    {
        List<string> missing = [.. Proof.MissingForMx(now)];
        if (!source.Exists(answer => (answer as Absent<RrSet>).IsNxDomain()))
        {
            missing.Add("why.no-answer-from-names-zone");
        }

        if (!hosts.TrueForAll(other => other.HasNoAddress))
        {
            missing.Add("why.not-every-mx-answered");
        }

        if (!FitsReport(now))
        {
            missing.Add("why.report-names-no-host");
        }

        var suggestion = MicrosoftNames.SuggestedMx(now.Symptom.Domain);
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. source, .. hosts.SelectMany(other => other.AddressAnswers), .. Proof.MxSeen(now)])
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
