namespace Recapito.Core;

/// <summary>No exchanger has an address that can be reached from the Internet (RFC 6890; docs/checks/mx.md).</summary>
internal static class MxTargetNotPublic
{
    public static readonly Check Check = new("mx-target-not-public", Assess);

    private static Assessment Assess(Case now)
    {
        if (MxAbsent.Fact(now) is { } none)
        {
            return none;
        }

        if (now.UsableHosts.Count == 0)
        {
            return Assessment.Open;
        }

        if (now.UsableHosts.FirstOrDefault(host => host.Own.All.Any(Facts.IsPublic)) is { } reachable)
        {
            return Assessment.ExcludedBy("mx-address-is-public", reachable.Own.Answers);
        }

        return now.UsableHosts.All(host => host.IsAskedAtSource && host.Addresses.Count > 0 && !host.Addresses.Any(Facts.IsPublic)) ? Weigh(now) : Assessment.Open;
    }

    private static Assessment Weigh(Case now)
    {
        List<string> missing = [.. Proof.MissingForMx(now)];
        if (now is { NamesRefusingHost: true, RefusingHost: not { IsCurrent: true } })
        {
            missing.Add("why.report-names-other-name");
        }

        var host = now.RefusingHost is { IsCurrent: true } named ? named : now.UsableHosts[0];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. now.UsableHosts.SelectMany(usable => usable.Own.Answers), .. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, host)) { ["address"] = string.Join(", ", host.Addresses) },
        };
    }

    /// <summary>The zones of all usable exchangers give them nothing but addresses at which nobody outside can reach them.</summary>
    public static bool IsCertain(Case now) => now.UsableHosts.Count > 0 && now.UsableHosts.All(host => host.Own.All.Count > 0 && !host.Own.All.Any(Facts.IsPublic));
}
