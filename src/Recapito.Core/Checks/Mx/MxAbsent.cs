namespace Recapito.Core;

/// <summary>There is no MX that could name a host: what excludes the causes that speak of one.</summary>
internal static class MxAbsent
{
    /// <summary>The exclusion; null where the domain has an MX that names a host, or what it has is not certain.</summary>
    public static Assessment? Fact(Case now)
    {
        if (NoSuchDomain.Of(now) is { IsCertain: true } missing)
        {
            return Assessment.ExcludedBy("no-such-domain", missing.Seen);
        }

        return now.Zone.HasNoMx && now.Zone.IsAsked ? Assessment.ExcludedBy("no-mx", Proof.MxSeen(now))
            : now.Zone is { TakesNoMail: true, IsComplete: true, ResolverDiffers: false } ? Assessment.ExcludedBy("null-mx-alone", Proof.MxSeen(now))
            : null;
    }
}
