namespace Recapito.Core;

/// <summary>Looks at the settings of a hybrid organisation: whether mail between its servers and its tenant can flow.</summary>
public static class HybridExamination
{
    private static readonly (ExchangeSide Side, ExchangeObjectKind Kind)[] Foundations =
    [
        (ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain),
        (ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector),
        (ExchangeSide.ExchangeServer, ExchangeObjectKind.ReceiveConnector),
        (ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain),
        (ExchangeSide.ExchangeOnline, ExchangeObjectKind.InboundConnector),
        (ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector),
    ];

    /// <summary>What the inventory shows.</summary>
    /// <param name="inventory">What was listed of one organisation.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="catalogue">Whose severities hold.</param>
    /// <param name="profile">Severities that the user wants otherwise, by id of the finding; null for none.</param>
    /// <param name="unanswered">Questions for a configuration that had no answer, which say why something was not listed; null for none.</param>
    public static HybridReport Judge(
        ExchangeInventory inventory, DateTimeOffset now, Catalogue catalogue, IReadOnlyDictionary<string, Severity>? profile = null, IReadOnlyList<Observation>? unanswered = null)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(catalogue);
        var gaps = new HybridGaps(unanswered ?? []);
        var found = HybridCheck.All.SelectMany(check => check.Judge(new(inventory, now, catalogue, gaps, check.Subject))).Select(finding => finding.Under(profile));
        return new(
            HybridView.OrganizationOf(inventory),
            now,
            [.. found.OrderBy(finding => finding.Subject).ThenByDescending(finding => finding.Severity)],
            gaps.All,
            [.. inventory.Listings.Where(listed => ReferenceEquals(listed, inventory.Find(listed.Side, listed.Kind)))])
        {
            IsDetermined = Foundations.All(part => inventory.Find(part.Side, part.Kind) is not null),
        };
    }
}
