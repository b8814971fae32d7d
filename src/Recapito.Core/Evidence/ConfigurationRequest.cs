namespace Recapito.Core;

/// <summary>
/// What has the organisation of this domain configured, of one kind, on one side? (Exchange: Get-InboundConnector, Get-SendConnector …) The organisation
/// is named by a domain of it, since that is what a bounce shows. Absent means that it has none at all of the kind.
/// </summary>
/// <param name="Domain">Canonical domain of the organisation: that of the recipient, or that of the sender.</param>
/// <param name="Side">Its tenant or its servers.</param>
/// <param name="Objects">Of which kind.</param>
public sealed record ConfigurationRequest(string Domain, ExchangeSide Side, ExchangeObjectKind Objects) : Request<ExchangeObjects>(Vantage.Inside)
{
    /// <inheritdoc/>
    public override string Kind => "configuration";

    /// <inheritdoc/>
    public override string Question => $"{Objects} of {Domain} in {(Side is ExchangeSide.ExchangeOnline ? "Exchange Online" : "Exchange Server")}";
}
