namespace Recapito.Core;

/// <summary>Gathers what checks looked for in vain.</summary>
/// <param name="unanswered">Questions for a configuration that had no answer, which say why.</param>
internal sealed class HybridGaps(IReadOnlyList<Observation> unanswered)
{
    private readonly Dictionary<(ExchangeSide Side, ExchangeObjectKind Kind, string? Why), (SortedSet<string> Properties, SortedSet<Subject> Subjects)> gaps = [];

    /// <summary>Everything that was looked for in vain.</summary>
    public IReadOnlyList<HybridGap> All =>
    [
        .. gaps.OrderBy(gap => gap.Key.Side).ThenBy(gap => gap.Key.Kind).ThenBy(gap => gap.Key.Why, StringComparer.Ordinal)
            .Select(gap => new HybridGap(gap.Key.Side, gap.Key.Kind, [.. gap.Value.Properties], [.. gap.Value.Subjects]) { Why = gap.Key.Why }),
    ];

    /// <summary>Notes a kind of object, or a property of it.</summary>
    public void Add(Subject subject, ExchangeSide side, ExchangeObjectKind kind, string? property = null, string? why = null)
    {
        why ??= property is null ? unanswered.FirstOrDefault(seen => seen.Request is ConfigurationRequest asked && asked.Side == side && asked.Objects == kind)?.Why : null;
        if (!gaps.TryGetValue((side, kind, why), out var gap))
        {
            gaps[(side, kind, why)] = gap = (new(StringComparer.OrdinalIgnoreCase), []);
        }

        gap.Subjects.Add(subject);
        if (property is not null)
        {
            gap.Properties.Add(property);
        }
    }
}
