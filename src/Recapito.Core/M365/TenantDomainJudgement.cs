namespace Recapito.Core;

/// <summary>
/// From what was seen to a word of the admin centre. How the admin centre itself comes to it is not public; the order here: the domain must be verified,
/// have services, have records; a service without any of its records is not set up; a fault is an issue; a gap forbids "Healthy".
/// </summary>
/// <param name="listed">The tenant's domains; null where they were not listed.</param>
/// <param name="domain">The domain among them; null where it is not there.</param>
/// <param name="wanted">The records that Microsoft wants; null where they were not listed.</param>
/// <param name="rows">The comparison.</param>
/// <param name="accepted">How Exchange Online takes mail for it.</param>
/// <param name="absent">The domain's name where the DNS says that there is no such name; null where it does not.</param>
internal sealed class TenantDomainJudgement(
    ExchangeListing? listed, TenantDomain? domain, IReadOnlyList<WantedRecord>? wanted, IReadOnlyList<TenantDomainRecord> rows, AcceptedDomainStanding accepted, string? absent)
{
    /// <summary>The reason that the name is not there.</summary>
    public const string NoName = "status-no-name";

    public (TenantDomainStatus Status, IReadOnlyList<RecordNote> Reasons) Judge() =>
        listed is null ? (TenantDomainStatus.Undetermined, [RecordNote.Of("status-not-listed")])
        : domain is null ? (TenantDomainStatus.NotInTenant, [RecordNote.Of("status-not-in-tenant")])
        : absent is not null && domain.IsInitial is not true ? (TenantDomainStatus.IncompleteSetup, [RecordNote.Of(NoName, ("domain", absent))])
        : domain.IsVerified is false ? (TenantDomainStatus.IncompleteSetup, [RecordNote.Of("status-not-verified")])
        : domain.Services is { Count: 0 } && domain.IsVerified is true ? (TenantDomainStatus.NoServicesSelected, [RecordNote.Of("status-no-services")])
        : OfRecords(domain);

    private (TenantDomainStatus, IReadOnlyList<RecordNote>) OfRecords(TenantDomain known)
    {
        if (wanted is { Count: 0 } && !rows.Any(IsUnread) && known is { IsInitial: not true, Services.Count: > 0, IsVerified: true })
        {
            return (TenantDomainStatus.IncompleteSetup, [RecordNote.Of("status-no-records")]);
        }

        if (Empty() is { Count: > 0 } services)
        {
            return (TenantDomainStatus.IncompleteSetup, [.. services.Select(service => RecordNote.Of("status-service-empty", ("service", service)))]);
        }

        RecordNote[] faults = [.. Faults(known)];
        RecordNote[] gaps = [.. Gaps(known)];
        return faults.Length > 0 ? (TenantDomainStatus.PossibleServiceIssues, [.. faults, .. gaps])
            : gaps.Length > 0 ? (TenantDomainStatus.Undetermined, gaps)
            : (TenantDomainStatus.Healthy, [RecordNote.Of("status-healthy")]);
    }

    // Microsoft names a record of a service, and it cannot be read.
    private static bool IsUnread(TenantDomainRecord row) => row is { Type: RrType.Unknown, Use: not RecordUse.Verification };

    /// <summary>Services of which not one record is there, for certain.</summary>
    private List<string> Empty() =>
        [.. rows.Where(row => row is { IsOptional: false, Use: not RecordUse.Verification, Standing: not RecordStanding.Surplus }).GroupBy(row => row.Service)
            .Where(service => service.All(row => row.Standing is RecordStanding.Missing)).Select(service => service.Key)];

    private IEnumerable<RecordNote> Faults(TenantDomain known)
    {
        var faults = rows.Where(row => row.IsFault).Select(row => $"{ObservationJson.TypeName(row.Type)} {row.Name}").Distinct().ToList();
        if (faults.Count > 0)
        {
            yield return RecordNote.Of("status-faults", ("records", string.Join(", ", faults)));
        }

        if (accepted.Outcome is Outcome.Absent && known.Services?.Contains("Email") is true)
        {
            yield return RecordNote.Of("status-not-accepted");
        }
    }

    private IEnumerable<RecordNote> Gaps(TenantDomain known)
    {
        if (known.IsVerified is null || known.Services is null)
        {
            yield return RecordNote.Of("status-properties-not-shown");
        }

        if (wanted is null)
        {
            yield return RecordNote.Of("status-records-not-listed");
        }

        var unseen = rows.Where(row => row is { Standing: RecordStanding.NotSeen, IsOptional: false, Use: not RecordUse.Verification } || (IsUnread(row) && wanted is { Count: 0 }))
            .Select(row => $"{ObservationJson.TypeName(row.Type)} {row.Name}").Distinct().ToList();
        if (unseen.Count > 0)
        {
            yield return RecordNote.Of("status-records-not-seen", ("records", string.Join(", ", unseen)));
        }
    }
}
