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
        var resolver = now.Zone.Resolver is Absent<RrSet> absent && absent.IsNxDomain() ? absent : null;
        return new(resolver, now.Zone.Delegation is null ? AtParent(now) : now.Zone is { IsNoName: true, IsComplete: true } ? [.. now.Zone.Answering.Select(server => server.Mx!)] : []);
    }

    private static IReadOnlyList<Observation> AtParent(Case now) => ZoneAbove.Of(now.Symptom.Domain, now.Evidence) is { IsDenied: true } above ? above.Denials : [];
}
