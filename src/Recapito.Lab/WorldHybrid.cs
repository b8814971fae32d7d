using Recapito.Core;

namespace Recapito.Lab;

/// <summary>What a right comparison of the settings of an organisation's servers and of its tenant says.</summary>
/// <param name="Of">Whose exports are read: initial domains of tenants and names of Exchange servers.</param>
/// <param name="Must">Ids of findings that must be there.</param>
/// <param name="MustNot">Ids of findings that must not be there.</param>
public sealed record WorldHybrid(IReadOnlyList<string> Of, IReadOnlyList<string> Must, IReadOnlyList<string> MustNot)
{
    /// <summary>Kinds of object that were not exported, of either side.</summary>
    public IReadOnlyList<ExchangeObjectKind> Without { get; init; } = [];

    /// <summary>Kinds of object that must be named as not seen.</summary>
    public IReadOnlyList<ExchangeObjectKind> NotSeen { get; init; } = [];

    /// <summary>The gravest severity of all findings; null where it is not compared.</summary>
    public Severity? Worst { get; init; }
}
