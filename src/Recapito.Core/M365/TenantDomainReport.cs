namespace Recapito.Core;

/// <summary>The words of the Microsoft 365 admin centre for a domain, and two for what it does not say.</summary>
public enum TenantDomainStatus
{
    /// <summary>"Healthy".</summary>
    Healthy,

    /// <summary>"No services selected".</summary>
    NoServicesSelected,

    /// <summary>"Possible service issues".</summary>
    PossibleServiceIssues,

    /// <summary>"Incomplete setup".</summary>
    IncompleteSetup,

    /// <summary>The tenant that was signed in to does not have the domain.</summary>
    NotInTenant,

    /// <summary>Something that the status rests on was not seen.</summary>
    Undetermined,
}

/// <summary>What Microsoft Graph says of a domain of the tenant (resource domain); what it does not show is null.</summary>
/// <param name="IsVerified">The tenant has shown that the domain is its own.</param>
/// <param name="IsDefault">New users get an address in it.</param>
/// <param name="IsInitial">It came with the tenant; Microsoft keeps its DNS.</param>
/// <param name="Authentication">"Managed" or "Federated".</param>
/// <param name="Services">Services that were chosen for it ("Email").</param>
public sealed record TenantDomain(bool? IsVerified, bool? IsDefault, bool? IsInitial, string? Authentication, IReadOnlyList<string>? Services)
{
    internal static TenantDomain Read(ExchangeObject source) => new(
        source.Flag("isVerified"), source.Flag("isDefault"), source.Flag("isInitial"), source.Text("authenticationType"),
        source.Has("supportedServices") ? source.List("supportedServices") : null);
}

/// <summary>How Exchange Online takes mail for the domain.</summary>
/// <param name="Outcome">Whether that is known.</param>
/// <param name="Entry">The accepted domain that holds it; null where there is none, or it was not seen.</param>
public sealed record AcceptedDomainStanding(Outcome Outcome, AcceptedDomain? Entry);

/// <summary>A listing that the tenant did not give.</summary>
/// <param name="Kind">Of what.</param>
/// <param name="Why">The service's own words.</param>
public sealed record ListingGap(ExchangeObjectKind Kind, string Why);

/// <summary>A domain of a tenant: what Microsoft wants in the DNS against what is there.</summary>
/// <param name="Domain">Canonical name.</param>
/// <param name="Tenant">The tenant that was signed in to.</param>
/// <param name="At">The moment of judgement, UTC.</param>
/// <param name="Status">
/// In the words of the admin centre. Its exact rule is not public; this one is written down in docs/reference/m365-domain.md and never says healthy
/// where something was not seen.
/// </param>
/// <param name="Reasons">Why that status.</param>
/// <param name="Records">Record by record.</param>
public sealed record TenantDomainReport(
    string Domain, string Tenant, DateTimeOffset At, TenantDomainStatus Status, IReadOnlyList<RecordNote> Reasons, IReadOnlyList<TenantDomainRecord> Records)
{
    /// <summary>What Microsoft Graph says of it; null where it was not seen, or the tenant does not have it.</summary>
    public TenantDomain? InTenant { get; init; }

    /// <summary>How Exchange Online takes mail for it.</summary>
    public AcceptedDomainStanding Accepted { get; init; } = new(Outcome.Unavailable, null);

    /// <summary>What the tenant did not show.</summary>
    public IReadOnlyList<ListingGap> Gaps { get; init; } = [];

    /// <summary>The same domain as <c>recapito check</c> sees it; without evidence where the tenant does not have the domain.</summary>
    public required DomainReport Check { get; init; }

    /// <summary>Findings of <see cref="Check"/> that no record's row says already.</summary>
    public IReadOnlyList<DomainFinding> Others => ToldFindings.Others(this);
}
