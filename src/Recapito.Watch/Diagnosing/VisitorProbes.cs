using Recapito.Probes;

namespace Recapito.Watch;

/// <summary>
/// How it is asked for visitors: those who are not the owner and hold no key. Anybody can be one of them, with a zone of their own to try the service with: they learn of
/// public names only, and what one case costs is less.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class VisitorProbes(TimeProvider clock)
{
    /// <summary>After this time no further recipient is asked for; with what the last one may take, a case ends within two minutes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const int MostQuestions = 200;

    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(120);

    // What the owner's questions brought may hold inner addresses, and that it is there already would tell what they look at.
    private readonly EvidenceCache cache = new(clock, longest: RealGround.SharedFor);

    /// <summary>For a diagnosis.</summary>
    /// <param name="usual">How it is asked for the others.</param>
    public ProbeOptions Of(ProbeOptions usual)
    {
        var limits = usual.Limits ?? (usual.LabRoutes is null ? new() : ProbeLimits.ForLab);
        return usual with
        {
            PublicNamesOnly = true,
            Limits = limits with { Requests = Math.Min(limits.Requests, MostQuestions), Diagnosis = Shorter(limits.Diagnosis, Longest) },
            Cache = usual.Cache is null ? null : cache,
        };
    }

    /// <summary>For a check, which has many questions by nature.</summary>
    /// <param name="usual">How it is asked for the others.</param>
    public ProbeOptions OfCheck(ProbeOptions usual)
    {
        var limits = usual.Limits ?? (usual.LabRoutes is null ? ProbeLimits.ForCheck : ProbeLimits.ForCheckInLab);
        return usual with { PublicNamesOnly = true, Limits = limits with { Diagnosis = Shorter(limits.Diagnosis, LongestCheck) }, Cache = usual.Cache is null ? null : cache };
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
