namespace Recapito.Core;

/// <summary>Settings of the whole tenant that decide what its edge takes (Microsoft: Set-OrganizationConfig, "Use Directory-Based Edge Blocking").</summary>
internal sealed class OrganizationSettingsCheck : HybridCheck
{
    public override Subject Subject => Subject.OrganizationSettings;

    public override IReadOnlyList<string> Findings { get; } = ["organization-settings-in-order", "direct-send-rejected", "edge-blocking-off", "edge-blocking-authoritative-only"];

    protected override string InOrder => "organization-settings-in-order";

    protected override IEnumerable<ListedObject> About(HybridView view) => view.Each(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OrganizationConfig).Count > 0 ? Policies(view) : [];

    protected override IEnumerable<DomainFinding> Finds(HybridView view) =>
    [
        .. view.Each(ExchangeSide.ExchangeOnline, ExchangeObjectKind.OrganizationConfig).Where(one => view.Flag(one, "RejectDirectSend") is true).Select(one => view.Found("direct-send-rejected", one)),
        .. Policies(view).Where(one => view.Shows<EdgeBlocking>(one, "DirectoryBasedEdgeBlockMode", out var mode) && mode is EdgeBlocking.Off).Select(one => view.Found("edge-blocking-off", one)),
        .. OfRelays(view),
    ];

    /// <summary>Of an internal relay domain the edge takes every recipient (Microsoft: "Use Directory-Based Edge Blocking").</summary>
    private static IEnumerable<DomainFinding> OfRelays(HybridView view)
    {
        var blocking = Policies(view).Where(one => view.Shows<EdgeBlocking>(one, "DirectoryBasedEdgeBlockMode", out var mode) && mode is not EdgeBlocking.Off).ToList();
        var relayed = (view.Accepted(ExchangeSide.ExchangeOnline) ?? []).Where(domain => domain.Type is AcceptedDomainType.InternalRelay).Select(domain => domain.Domain).ToList();
        if (blocking.Count > 0 && relayed.Count > 0)
        {
            yield return view.Found("edge-blocking-authoritative-only", blocking, ("domains", string.Join(", ", relayed)));
        }
    }

    private static IReadOnlyList<ListedObject> Policies(HybridView view) => view.Each(ExchangeSide.ExchangeOnline, ExchangeObjectKind.HostedConnectionFilterPolicy);

    // DirectoryBasedEdgeBlockMode; the numbers are those of exports.
    private enum EdgeBlocking
    {
        Default = 0,
        Off = 1,
        On = 2,
    }
}
