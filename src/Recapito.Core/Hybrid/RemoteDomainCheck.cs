namespace Recapito.Core;

/// <summary>The servers' remote domain by which the tenant's mailboxes are reached (Microsoft: "Cmdlets run by the Hybrid Configuration Wizard", Set-RemoteDomain).</summary>
internal sealed class RemoteDomainCheck : HybridCheck
{
    public override Subject Subject => Subject.RemoteDomain;

    public override IReadOnlyList<string> Findings { get; } = ["remote-domains-in-order", "target-delivery-domain-missing", "target-delivery-domain-not-accepted"];

    protected override string InOrder => "remote-domains-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) =>
        view.Each(ExchangeSide.ExchangeServer, ExchangeObjectKind.RemoteDomain).Where(one => new RemoteDomain(one.Item).IsTargetDelivery);

    protected override IEnumerable<DomainFinding> Finds(HybridView view)
    {
        if (view.Hybrid is null || view.List(ExchangeSide.ExchangeServer, ExchangeObjectKind.RemoteDomain) is not { } listed)
        {
            yield break;
        }

        var targets = listed.Where(one => view.Flag(one, "TargetDeliveryDomain") is true).ToList();
        if (targets.Count == 0 && view.SawAll)
        {
            yield return view.FoundNone("target-delivery-domain-missing", ExchangeSide.ExchangeServer, ExchangeObjectKind.RemoteDomain);
        }

        foreach (var one in targets)
        {
            if (view.Patterns(one, "DomainName") is not null && new RemoteDomain(one.Item).Domain is { IsEverything: false } domain && view.Accepted(ExchangeSide.ExchangeOnline) is { } accepted && !accepted.Any(theirs => theirs.Holds(domain.Domain)))
            {
                yield return view.Found("target-delivery-domain-not-accepted", one, [("target", domain.Domain), .. InItsPlace(one, Right(listed, accepted))]);
            }
        }
    }

    // The remote domain of the tenant's one coexistence domain; where there is none, or several are, people have to choose.
    private static ListedObject? Right(IReadOnlyList<ListedObject> listed, IReadOnlyList<AcceptedDomain> accepted) =>
        accepted.Where(domain => CloudNames.IsCoexistence(domain.Domain)).ToList() is [var coexistence]
            ? listed.SingleOrDefault(one => new RemoteDomain(one.Item).Domain is { IsEverything: false } domain && domain.Domain == coexistence.Domain && one.Item.Name.Length > 0)
            : null;

    // Set-RemoteDomain knows a remote domain by its name, not by its DomainName. Without the right one, taking the mark off the wrong one would leave none.
    private static (string, string)[] InItsPlace(ListedObject wrong, ListedObject? right) => right is null || wrong.Item.Name.Length == 0 ? []
        : [("wrong", PowerShellText.Quoted(wrong.Item.Name)), ("right", PowerShellText.Quoted(right.Item.Name))];
}
