namespace Recapito.Core;

/// <summary>
/// One subject of the mail flow between an organisation's Exchange servers and its tenant. Pure. It judges what was listed and shown, and no more:
/// what it looks for in vain, the view notes.
/// </summary>
internal abstract class HybridCheck
{
    /// <summary>Every check.</summary>
    public static readonly IReadOnlyList<HybridCheck> All =
    [
        new HybridConfigurationCheck(),
        new SendConnectorCheck(),
        new ReceiveConnectorCheck(),
        new ConnectorCertificateCheck(),
        new InboundConnectorCheck(),
        new OutboundConnectorCheck(),
        new AcceptedDomainCheck(),
        new RemoteDomainCheck(),
        new OrganizationSettingsCheck(),
    ];

    /// <summary>What it is about.</summary>
    public abstract Subject Subject { get; }

    /// <summary>Ids of the findings that it can make; each has an entry in <c>catalogue/findings/</c>.</summary>
    public abstract IReadOnlyList<string> Findings { get; }

    /// <summary>Id of the finding that all is well.</summary>
    protected abstract string InOrder { get; }

    /// <summary>What is found, or that all is well where all of it was seen and nothing is to be mended.</summary>
    public IEnumerable<DomainFinding> Judge(HybridView view)
    {
        ListedObject[] about = [.. About(view)];
        DomainFinding[] found = [.. Finds(view)];
        return found.All(finding => finding.Severity < Severity.Notice) && view.SawAll && about.Length > 0
            ? [.. found, view.Found(InOrder, about, ("names", string.Join(", ", about.Select(one => one.Name).Distinct())))]
            : found;
    }

    /// <summary>What is wrong, or worth knowing.</summary>
    protected abstract IEnumerable<DomainFinding> Finds(HybridView view);

    /// <summary>The objects that all is well with, where it is; none where there is nothing to judge.</summary>
    protected abstract IEnumerable<ListedObject> About(HybridView view);
}
