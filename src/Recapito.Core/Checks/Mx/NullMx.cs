namespace Recapito.Core;

/// <summary>The domain states that it takes no mail (RFC 7505 §3; docs/checks/mx.md).</summary>
internal static class NullMx
{
    public static readonly Check Check = new("null-mx", Assess);

    private static Assessment Assess(Case now) => NullMxSet.Seen(now) switch
    {
        NullMxKind.None => Assessment.ExcludedBy("mx-is-not-null", Proof.MxSeen(now)),
        NullMxKind.Mixed => Assessment.ExcludedBy("mx-beside-null-mx", Proof.MxSeen(now)),
        NullMxKind.Alone => NullMxSet.Weigh(now),
        _ => Assessment.Open,
    };
}

/// <summary>A null MX stands beside others, which the standard forbids, so that senders differ (RFC 7505 §3; docs/checks/mx.md).</summary>
internal static class NullMxMixed
{
    public static readonly Check Check = new("null-mx-mixed", Assess);

    private static Assessment Assess(Case now) => NullMxSet.Seen(now) switch
    {
        NullMxKind.None => Assessment.ExcludedBy("mx-is-not-null", Proof.MxSeen(now)),
        NullMxKind.Alone => Assessment.ExcludedBy("null-mx-alone", Proof.MxSeen(now)),
        NullMxKind.Mixed => NullMxSet.Weigh(now),
        _ => Assessment.Open,
    };
}

/// <summary>How a null MX stands in the domain's MX RRset.</summary>
internal enum NullMxKind
{
    /// <summary>What the RRset holds is not known.</summary>
    Unknown,

    /// <summary>There is no null MX.</summary>
    None,

    /// <summary>There is nothing else.</summary>
    Alone,

    /// <summary>Hosts are named too.</summary>
    Mixed,
}

/// <summary>What both causes of a null MX share.</summary>
internal static class NullMxSet
{
    /// <summary>That there is none counts only where no version of the zone, nor the resolver, still has one.</summary>
    public static NullMxKind Seen(Case now) => now.Zone switch
    {
        { TakesNoMail: true } => NullMxKind.Alone,
        { CurrentMx: { } mx } when mx.Any(record => record.Exchange is ".") => NullMxKind.Mixed,
        { CurrentMx: not null, IsComplete: true, ResolverDiffers: false, Lagging.Count: 0 } => NullMxKind.None,
        _ => NullMxKind.Unknown,
    };

    public static Assessment Weigh(Case now)
    {
        List<string> missing = [.. Proof.MissingForMx(now)];
        return new(missing.Count == 0 ? Standing.Confirmed : Standing.Supported, [.. Proof.MxSeen(now)])
        {
            Weight = missing.Count == 0 ? 3 : 2,
            Missing = missing,
            Arguments = new Dictionary<string, string>(Proof.Arguments(now, null)) { ["other"] = string.Join(", ", now.CurrentHosts.Select(host => host.Name)) },
        };
    }
}
