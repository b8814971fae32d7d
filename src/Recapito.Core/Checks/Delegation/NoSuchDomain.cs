namespace Recapito.Core;

/// <summary>Who says that the recipient's domain does not exist.</summary>
/// <param name="Resolver">The local resolver's word; null where it says something else, or nothing.</param>
/// <param name="Source">The word of the zone's own servers, or of those of the zone above; empty where none of them says so.</param>
internal sealed record NoSuchDomain(Absent<RrSet>? Resolver, IReadOnlyList<Observation> Source)
{
    /// <summary>Resolver and authoritative servers say it.</summary>
    public bool IsCertain => Resolver is not null && Source.Count > 0;

    public IReadOnlyList<Observation> Seen => Resolver is null ? Source : [.. Source, Resolver];

    public static NoSuchDomain Of(Case now)
    {
        var (domain, zone) = (now.Symptom.Domain, now.Zone);
        if (zone.Delegation?.Request is DnsRequest cut && cut.Name == domain)
        {
            // Who serves a name that does not exist? Its servers have lost it; it is neither mistyped nor lapsed.
            return new(null, []);
        }

        var resolver = zone.Resolver is Absent<RrSet> absent && absent.IsNxDomain() ? absent : null;
        return new(resolver, zone.Delegation is null ? AtParent(domain, now.Evidence) : zone is { IsNoName: true, IsComplete: true, IsDelegationConfirmed: true } ? [.. zone.Answering.Select(server => server.Mx!)] : []);
    }

    /// <summary>The zone above says so; no more need be asked about the domain's own zone.</summary>
    public static bool IsDenied(string domain, ZoneView zone, EvidenceSet evidence) => zone.Delegation is null && AtParent(domain, evidence).Count > 0;

    /// <summary>Everybody was asked who could say that it does exist; what was not asked at all supports nothing.</summary>
    public static bool IsAsked(Case now) => now.Zone.Delegation is not null || ZoneAbove.Questions(now.Symptom.Domain, now.Evidence).All(now.Evidence.Has);

    private static IReadOnlyList<Observation> AtParent(string domain, EvidenceSet evidence) => ZoneAbove.Of(domain, evidence) is { IsDenied: true } above ? above.Denials : [];
}
