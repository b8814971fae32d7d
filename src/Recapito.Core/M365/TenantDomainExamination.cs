namespace Recapito.Core;

/// <summary>Looks at a domain of a tenant as the admin centre's troubleshooter does: the records that Microsoft wants against those that are there.</summary>
public static class TenantDomainExamination
{
    private const string Email = "Email";

    /// <summary>More records than these are not looked at; no domain of Microsoft 365 needs as many.</summary>
    private const int MostRecords = 50;

    /// <summary>The questions that can be asked now: those of <c>recapito check</c>, and those for the wanted records.</summary>
    /// <param name="domain">Canonical name.</param>
    /// <param name="inventory">What the tenant listed.</param>
    /// <param name="evidence">What is known.</param>
    /// <param name="inquiry">What may be asked.</param>
    /// <param name="now">The moment, UTC.</param>
    public static IReadOnlyList<Request> Next(string domain, ExchangeInventory inventory, EvidenceSet evidence, DomainInquiry inquiry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        var wanted = new Wishes(domain, inventory);
        if (wanted is { Listed: not null, Domain: null })
        {
            // Of a domain that is not the tenant's, nothing can be compared.
            return [];
        }

        var check = DomainExamination.Next(domain, evidence, inquiry, now);
        var view = new DomainView(domain, evidence, inquiry, now, Catalogue.Default);
        return [.. check.Concat(wanted.Asks(view).Where(request => !evidence.Has(request))).Distinct()];
    }

    /// <summary>What the listings and the evidence show.</summary>
    /// <param name="tenant">The tenant that was signed in to.</param>
    /// <param name="inventory">What it listed; the records are those of this domain.</param>
    /// <param name="gaps">What it did not list.</param>
    /// <param name="check">The domain as <c>recapito check</c> sees it, with the evidence of <see cref="Next"/>.</param>
    /// <param name="inquiry">What could be asked.</param>
    /// <param name="catalogue">Whose words and providers hold.</param>
    public static TenantDomainReport Judge(
        string tenant, ExchangeInventory inventory, IReadOnlyList<ListingGap> gaps, DomainReport check, DomainInquiry inquiry, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(check);
        var view = new DomainView(check.Domain, check.Evidence, inquiry, check.At, catalogue);
        var wishes = new Wishes(check.Domain, inventory);
        var absent = check.Findings.Any(finding => finding.Id is ToldFindings.NoName) ? check.Domain : null;

        // Where there is no name, there is nothing to advise record by record.
        List<TenantDomainRecord> rows = [.. wishes.Compare(view).Select(row => absent is not null && row.Standing is RecordStanding.Missing ? row with { Notes = [] } : row)];
        var accepted = AcceptedOf(check.Domain, inventory);
        var (status, reasons) = new TenantDomainJudgement(wishes.Listed, wishes.Domain, wishes.Services, rows, accepted, absent).Judge();
        return new(check.Domain, tenant, check.At, status, reasons, rows) { InTenant = wishes.Domain, Accepted = accepted, Gaps = gaps, Check = check };
    }

    private static AcceptedDomainStanding AcceptedOf(string domain, ExchangeInventory inventory)
    {
        if (inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain) is not { } listed)
        {
            return new(Outcome.Unavailable, null);
        }

        var held = listed.Items.Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>().Where(entry => entry.Holds(domain)).MaxBy(entry => entry.Domain.Length);
        return held is not null ? new(Outcome.Present, held) : new(listed.Items.Any(item => AcceptedDomainReader.MayHold(item, domain)) ? Outcome.Unavailable : Outcome.Absent, null);
    }

    /// <summary>What the tenant says of the domain, and what Microsoft wants for it.</summary>
    private sealed class Wishes
    {
        private readonly string domain;
        private readonly IReadOnlyList<WantedRecord>? verification;
        private readonly List<TenantDomainRecord> unread = [];

        public Wishes(string domain, ExchangeInventory inventory)
        {
            this.domain = domain;
            Listed = inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain);
            Domain = Listed?.Items.FirstOrDefault(item => IdOf(item) == domain) is { } own ? TenantDomain.Read(own) : null;
            Initial = Listed?.Items.Where(item => item.Flag("isInitial") is true).Select(IdOf).FirstOrDefault();
            Services = Read(inventory, ExchangeObjectKind.ServiceConfigurationRecord);
            verification = Read(inventory, ExchangeObjectKind.VerificationDnsRecord);
        }

        public ExchangeListing? Listed { get; }

        public TenantDomain? Domain { get; }

        /// <summary>Null where they were not listed.</summary>
        public IReadOnlyList<WantedRecord>? Services { get; }

        private string? Initial { get; }

        // Where the services were not seen, an MX that is wanted shows that mail is one of them.
        private bool HasMail => Domain is { IsInitial: not true } && (Domain.Services?.Contains(Email) ?? Services?.Any(record => record.Use is RecordUse.MailExchanger) is true);

        public IEnumerable<Request> Asks(DomainView view) =>
            [.. Sets().Distinct().SelectMany(set => PublishedSet.Asks(view, set.Name, set.Type)), .. (Services ?? []).SelectMany(ServiceComparison.Asks), .. DaneComparison.Asks(view, domain)];

        public IEnumerable<TenantDomainRecord> Compare(DomainView view)
        {
            var verifications = verification ?? [];
            var services = Services ?? [];
            return
            [
                .. services.SelectMany(record => record.Use switch
                {
                    RecordUse.MailExchanger => MxComparison.Of(view, record, [.. verifications.Select(other => other.Value)]),
                    RecordUse.Spf => SpfComparison.Of(view, record),
                    _ => [ServiceComparison.Of(view, record)],
                }),
                .. HasMail ? DkimComparison.Of(view, services, Initial) : [],
                .. HasMail ? DaneComparison.Of(view, domain) : [],
                .. VerificationComparison.Of(view, verifications, Domain?.IsVerified),
                .. unread,
            ];
        }

        private IEnumerable<(string Name, RrType Type)> Sets() =>
            [.. (Services ?? []).Concat(verification ?? []).Select(record => (record.Name, record.Type)), .. HasMail ? [(domain, RrType.Mx), .. DkimComparison.Sets(domain)] : Array.Empty<(string, RrType)>()];

        private List<WantedRecord>? Read(ExchangeInventory inventory, ExchangeObjectKind kind)
        {
            if (inventory.Find(ExchangeSide.ExchangeOnline, kind) is not { } listed)
            {
                return null;
            }

            var isVerification = kind is ExchangeObjectKind.VerificationDnsRecord;
            List<WantedRecord> records = [];
            foreach (var item in listed.Items)
            {
                if (records.Count < MostRecords && WantedRecord.Read(item, domain, isVerification) is { } record)
                {
                    records.Add(record);
                }
                else
                {
                    // domainDnsUnavailableRecord says in its description why there is no record.
                    unread.Add(new(isVerification ? RecordUse.Verification : RecordUse.Service, domain, RrType.Unknown, RecordStanding.NotSeen)
                    {
                        Service = item.Text("supportedService") ?? "",
                        IsOptional = item.Flag("isOptional") is true,
                        Notes = [RecordNote.Of("wanted-not-read", ("what", item.Text("description") ?? item.Text("recordType") ?? item.Text("@odata.type") ?? "?"))],
                    });
                }
            }

            return records;
        }

        private static string IdOf(ExchangeObject item) => Names.Canonical(item.Text("id") ?? "");
    }
}
