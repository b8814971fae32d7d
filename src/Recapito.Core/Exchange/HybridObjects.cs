namespace Recapito.Core;

/// <summary>What the hybrid configuration wizard was told (Microsoft: Get-HybridConfiguration).</summary>
public sealed record HybridConfiguration(ExchangeObject Source)
{
    /// <summary>The shared domains, canonical; the mark of the one for Autodiscover is taken off.</summary>
    public IReadOnlyList<string> Domains => [.. Source.List("Domains").Select(domain => Names.Canonical(domain[(domain.LastIndexOf(':') + 1)..]))];

    /// <summary>The host to which the tenant sends; null where none is set.</summary>
    public string? SmartHost => Source.Text("OnPremisesSmartHost") is { } host ? Names.Canonical(host) : null;

    /// <summary>The certificate of the connectors, as written; null where none is set.</summary>
    public string? CertificateName => Source.Text("TlsCertificateName");

    /// <summary>"FreeBusy", "SecureMail", "CentralizedTransport" ….</summary>
    public IReadOnlyList<string> Features => Source.List("Features");

    /// <summary>Centralised mail transport was chosen.</summary>
    public bool IsCentralized => Features.Contains("CentralizedTransport", StringComparer.OrdinalIgnoreCase);
}

/// <summary>What a tenant knows of its organisation's servers (Microsoft: Get-OnPremisesOrganization).</summary>
public sealed record OnPremisesOrganization(ExchangeObject Source)
{
    /// <summary>The shared domains, canonical.</summary>
    public IReadOnlyList<string> Domains => [.. Source.List("HybridDomains").Select(Names.Canonical)];

    /// <summary>Name of the inbound connector; null where none is set.</summary>
    public string? InboundConnector => Source.Text("InboundConnector");

    /// <summary>Name of the outbound connector; null where none is set.</summary>
    public string? OutboundConnector => Source.Text("OutboundConnector");
}

/// <summary>A domain of others, or of the other side (Microsoft: Get-RemoteDomain).</summary>
public sealed record RemoteDomain(ExchangeObject Source)
{
    /// <summary>The domain; null where it cannot be read.</summary>
    public DomainPattern? Domain => Source.Text("DomainName") is { } name ? DomainPattern.Parse(name) : null;

    /// <summary>True for the domain under which the tenant's mailboxes are reached ("contoso.mail.onmicrosoft.com").</summary>
    public bool IsTargetDelivery => Source.Flag("TargetDeliveryDomain") ?? false;
}

/// <summary>A certificate of a server (Microsoft: Get-ExchangeCertificate).</summary>
public sealed record ExchangeCertificate(ExchangeObject Source)
{
    /// <summary>Distinguished name of its subject; "" where it is not shown.</summary>
    public string Subject => Whole("Subject");

    /// <summary>Distinguished name of its issuer; "" where it is not shown.</summary>
    public string Issuer => Whole("Issuer");

    /// <summary>SHA-1 thumbprint in hexadecimal; null where it is not shown.</summary>
    public string? Thumbprint => Source.Text("Thumbprint");

    /// <summary>The names that it is for, "*." allowed, canonical.</summary>
    public IReadOnlyList<string> Domains => [.. Source.List("CertificateDomains").Select(name => name.StartsWith("*.", StringComparison.Ordinal) ? "*." + Names.Canonical(name[2..]) : Names.Canonical(name)).Distinct()];

    /// <summary>When it ends; null where that is not shown.</summary>
    public DateTimeOffset? NotAfter => Source.Moment("NotAfter");

    /// <summary>When it begins; null where that is not shown.</summary>
    public DateTimeOffset? NotBefore => Source.Moment("NotBefore");

    /// <summary>"SMTP", "IIS" ….</summary>
    public IReadOnlyList<string> Services => Source.List("Services");

    /// <summary>"Valid", "DateInvalid", "Untrusted", "Invalid" …; null where it is not shown.</summary>
    public string? Status => Source.Text("Status");

    /// <summary>True where it is its own issuer.</summary>
    public bool IsSelfSigned => Source.Flag("IsSelfSigned") ?? (Subject.Length > 0 && Subject == Issuer);

    // A distinguished name holds commas and blanks: it is no list.
    private string Whole(string property) => Source.Text(property) ?? "";
}
