namespace Recapito.Core;

/// <summary>How the SPF record of a sender's domain ought to read, where the evidence gives it.</summary>
internal static class SpfRemedy
{
    // One string of a TXT record holds no more (RFC 1035 §3.3); how a longer record is cut is its editor's to decide.
    private const int LongestString = 255;

    private const string Version = "v=spf1";

    /// <summary>
    /// The change; none where SPF was not what refused, where the address is not seen to be the sender's own system (whoever passes mail on is not to be allowed),
    /// or where the record itself is at fault.
    /// </summary>
    public static IReadOnlyList<WorldChange> For(Case now)
    {
        var policy = SenderPolicy.Of(now);
        if (SenderNotAuthenticated.Variant(now, policy) is not "spf" || SpfPublished.In(policy.Seen).Records is not [var record] || policy.Seen is not Present<RrSet> { Value.Ttl: var ttl })
        {
            return [];
        }

        // The first mechanism that matches decides (RFC 7208 §4.6.2), so at the head nothing stands in its way.
        var after = $"{Version} {(policy.Client!.Contains(':', StringComparison.Ordinal) ? "ip6" : "ip4")}:{policy.Client}{record[Version.Length..]}";
        return after.Length <= LongestString ? [new SetSpf(policy.Domain!, record, after, ttl)] : [];
    }
}
