namespace Recapito.Core;

/// <summary>An object with the listing that shows it.</summary>
internal sealed record ListedObject(ExchangeListing Listing, ExchangeObject Item)
{
    /// <summary>What people call it; a receive connector with its server.</summary>
    public string Name => Listing.Kind is ExchangeObjectKind.ReceiveConnector ? new ReceiveConnector(Item).Name
        : Listing.Kind is ExchangeObjectKind.AcceptedDomain or ExchangeObjectKind.RemoteDomain ? Item.Text("DomainName") ?? Item.Name
        : Item.Name;

    /// <summary>The name as an argument of a command.</summary>
    public string Identity => PowerShellText.Quoted(Name);

    /// <summary>The object as evidence.</summary>
    /// <param name="organization">Canonical domain of the organisation.</param>
    public Observation Seen(string organization) => new Present<ExchangeObjects>(
        new ConfigurationRequest(organization, Listing.Side, Listing.Kind), new([Item]), Listing.Source with { Command = $"Get-{Listing.Kind} {Identity} | Format-List" });
}
