namespace Recapito.Core;

/// <summary>One property of an object of Exchange becomes another.</summary>
/// <param name="Domain">A canonical domain of the organisation.</param>
/// <param name="Side">Its tenant or its servers.</param>
/// <param name="Objects">Of which kind the object is.</param>
/// <param name="Identity">The object's name.</param>
/// <param name="Property">The property's name, as its cmdlet shows it.</param>
/// <param name="Before">As seen; empty for null.</param>
/// <param name="After">As it should be; empty for null.</param>
public sealed record SetExchangeProperty(
    string Domain, ExchangeSide Side, ExchangeObjectKind Objects, string Identity, string Property, IReadOnlyList<string> Before, IReadOnlyList<string> After) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "set-exchange-property";
}

/// <summary>An object of Exchange is created.</summary>
/// <param name="Domain">A canonical domain of the organisation.</param>
/// <param name="Side">Its tenant or its servers.</param>
/// <param name="Objects">Of which kind it is.</param>
/// <param name="Added">Its properties.</param>
public sealed record AddExchangeObject(string Domain, ExchangeSide Side, ExchangeObjectKind Objects, ExchangeObject Added) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "add-exchange-object";
}

/// <summary>The edge takes a domain's directory anew and knows all that is in it (Microsoft: Fix NDR error 550 5.4.1).</summary>
/// <param name="Domain">Canonical name of the accepted domain.</param>
public sealed record ResyncEdgeDirectory(string Domain) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "resync-edge-directory";
}

/// <summary>A domain of a tenant gets a live mail service (Microsoft: NDR error codes in Exchange Online, 4.4.4).</summary>
/// <param name="Domain">Canonical name.</param>
public sealed record EnableMailService(string Domain) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "enable-mail-service";
}

/// <summary>A tenant gives up a domain, so that its own mail for it goes by the MX like everybody's.</summary>
/// <param name="Domain">Canonical name of the domain that is given up.</param>
/// <param name="Organisation">A canonical domain that the tenant keeps.</param>
public sealed record RemoveAcceptedDomain(string Domain, string Organisation) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "remove-accepted-domain";
}

/// <summary>A host offers STARTTLS and shows a valid certificate of a public authority, with its chain.</summary>
/// <param name="Host">Canonical name of the host.</param>
/// <param name="Names">The names in the certificate.</param>
public sealed record ShowCertificate(string Host, IReadOnlyList<string> Names) : WorldChange
{
    /// <inheritdoc/>
    public override string Kind => "show-certificate";
}
