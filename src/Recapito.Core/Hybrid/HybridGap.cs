namespace Recapito.Core;

/// <summary>What would have been looked at and was not to be seen. It neither clears nor accuses.</summary>
/// <param name="Side">The tenant or the servers.</param>
/// <param name="Objects">Of which kind.</param>
/// <param name="Properties">The properties that the listed objects do not show, or not readably; empty where the objects as a whole were not listed.</param>
/// <param name="Subjects">Of what therefore less is said.</param>
public sealed record HybridGap(ExchangeSide Side, ExchangeObjectKind Objects, IReadOnlyList<string> Properties, IReadOnlyList<Subject> Subjects)
{
    /// <summary>Why, where whoever was asked said so ("403 Forbidden"), or where a listing is not whole; null where nothing more is known.</summary>
    public string? Why { get; init; }
}
