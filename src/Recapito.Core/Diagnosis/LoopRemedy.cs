namespace Recapito.Core;

/// <summary>
/// What breaks a circle between Exchange Online and the organisation's own servers, with the names of what was seen to make it: the outbound connector that
/// hands the domain's mail to the servers, and the Send connector that hands it back (Microsoft: Fix NDR error codes 5.4.6 through 5.4.20).
/// </summary>
internal sealed class LoopRemedy
{
    private readonly string recipientDomain;
    private readonly OrganisationView recipient;

    private LoopRemedy(Case now)
    {
        var loop = LoopView.Of(now);
        recipientDomain = now.Symptom.Domain;
        recipient = loop.Recipient;
        IsBetweenTwo = loop.Circle is { HasExchangeOnline: true, IsExchangeOnlineAlone: false };
        Out = IsBetweenTwo ? loop.WayOut : null;
        Back = IsBetweenTwo ? loop.WayBack?.Connector : null;
        IsAuthoritative = loop is { Circle.IsExchangeOnlineAlone: true, Accepted.Value.Type: AcceptedDomainType.Authoritative };
        OnServers = recipient.Of(ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain).FirstOrDefault(item => AcceptedDomainReader.Read(item)?.Domain == recipientDomain);
    }

    /// <summary>True where the message went between Exchange Online and something else.</summary>
    private bool IsBetweenTwo { get; }

    /// <summary>True where Exchange Online, alone in the circle, refuses by now what it does not have: there is nothing left to set.</summary>
    public bool IsAuthoritative { get; }

    /// <summary>The one outbound connector that takes the domain's mail to a system of the circle; null where there is none or several.</summary>
    private OutboundConnector? Out { get; }

    /// <summary>The Send connector by which the servers hand the domain's mail to Exchange Online; null where none was seen to.</summary>
    private SendConnector? Back { get; }

    /// <summary>The domain as the servers accept it; null where that was not seen.</summary>
    private ExchangeObject? OnServers { get; }

    public static LoopRemedy Of(Case now) => new(now);

    /// <summary>Values for the words.</summary>
    public IEnumerable<(string Name, string? Value)> Values() =>
    [
        ("outbound", Out?.Name), ("sendConnector", Back?.Name), ("serverDomain", OnServers?.Name), ("stopBack", StopBack), ("variant", Variant),
        ("smartHost", Out is { SmartHosts.Count: > 0 } way ? string.Join(", ", way.SmartHosts) : null),
    ];

    /// <summary>The settings that the steps change besides the domain's type in Exchange Online; nothing of what was not seen.</summary>
    public IEnumerable<Touched> Touched()
    {
        if (Out is { } way)
        {
            yield return new(recipient.Domain, ExchangeSide.ExchangeOnline, ExchangeObjectKind.OutboundConnector, way.Name, way.Source, ["Enabled"]);
        }

        if (OnServers is { } accepted)
        {
            yield return new(recipient.Domain, ExchangeSide.ExchangeServer, ExchangeObjectKind.AcceptedDomain, accepted.Name, accepted, ["DomainType"]);
        }

        if (Back is { } back && StopBack is not null)
        {
            yield return new(recipient.Domain, ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, back.Name, back.Source, [IsForDomainAlone(back) ? "Enabled" : "AddressSpaces"]);
        }
    }

    // Where the servers refuse what they do not have already, their type is not what makes the circle.
    private string? Variant => Out is not null && Back is not null && OnServers is { } accepted && AcceptedDomainReader.Read(accepted)?.Type is not AcceptedDomainType.Authoritative
        ? StopBack is null ? "both-general exchange" : "both exchange"
        : IsBetweenTwo ? "exchange" : IsAuthoritative ? "authoritative" : null;

    /// <summary>The command after which the servers hand nothing of the domain back; null where the connector carries other mail by the same address space.</summary>
    private string? StopBack
    {
        get
        {
            if (Back is not { } back)
            {
                return null;
            }

            var others = back.Source.List("AddressSpaces").Where(space => DomainPattern.Parse(space)?.Covers(recipientDomain) is not true).ToList();
            return back.AddressSpaces.Any(space => space.Covers(recipientDomain) && space.Domain != recipientDomain) ? null
                : ExchangeCommands.Of(IsForDomainAlone(back) ? Set(back, "Enabled", ["True"], ["False"]) : Set(back, "AddressSpaces", back.Source.List("AddressSpaces"), others))[0];
        }
    }

    private bool IsForDomainAlone(SendConnector connector) => connector.AddressSpaces.All(space => space.Domain == recipientDomain) && connector.AddressSpaces.Count == connector.Source.List("AddressSpaces").Count;

    private SetExchangeProperty Set(SendConnector connector, string property, IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        new(recipient.Domain, ExchangeSide.ExchangeServer, ExchangeObjectKind.SendConnector, connector.Name, property, before, after);
}
