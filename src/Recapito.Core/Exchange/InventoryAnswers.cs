using System.Collections.Immutable;

namespace Recapito.Core;

/// <summary>
/// What an organisation's inventory answers to questions about its inside. It speaks only for domains that the organisation holds, or that its
/// administrator says are its own: a foreign organisation's list says nothing of a domain by not having it.
/// </summary>
/// <param name="inventory">What was listed.</param>
/// <param name="own">Canonical domains that the organisation's administrator says are its own, whether it accepts them or not.</param>
public sealed class InventoryAnswers(ExchangeInventory inventory, IReadOnlyCollection<string> own)
{
    /// <summary>The answer; null where the inventory has none.</summary>
    public Observation? Answer(Request request) => request switch
    {
        ConfigurationRequest asked when SpeaksFor(asked.Domain) => Configuration(asked),
        AcceptedDomainRequest asked when SpeaksFor(asked.Domain) => Domain(asked),
        RecipientRequest asked when Names.DomainOf(asked.Address) is { } domain && SpeaksFor(domain) => Recipient(asked),
        _ => null,
    };

    /// <summary>True where the domain is the organisation's.</summary>
    public bool SpeaksFor(string domain) => own.Contains(domain) || inventory.Holds(domain);

    private Observation<ExchangeObjects>? Configuration(ConfigurationRequest asked) => inventory.Find(asked.Side, asked.Objects) is not { OnlyFor: null } listed ? null
        : listed.Items.Length > 0
            ? new Present<ExchangeObjects>(asked, new(listed.Items), With(listed, CommandFor(asked)))
            : new Absent<ExchangeObjects>(asked, InsideGaps.NoneListed, With(listed, CommandFor(asked)));

    private Observation<AcceptedDomain>? Domain(AcceptedDomainRequest asked)
    {
        if (inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.AcceptedDomain) is not { } listed)
        {
            return null;
        }

        var held = listed.Items.Select(AcceptedDomainReader.Read).OfType<AcceptedDomain>().Where(domain => domain.Holds(asked.Domain)).MaxBy(domain => domain.Domain.Length);
        return held is not null
            ? new Present<AcceptedDomain>(asked, held, With(listed, DecidingProperties.Listed($"Get-AcceptedDomain {PowerShellText.Quoted(held.Domain)}", ExchangeObjectKind.AcceptedDomain)))
            : listed.Items.Any(item => AcceptedDomainReader.MayHold(item, asked.Domain))
            ? new Unavailable<AcceptedDomain>(asked, "an accepted domain on the list cannot be read, or does not show whether it includes its subdomains; it may hold this one", With(listed, "Get-AcceptedDomain"))
            : IsUnknownToTenant(asked.Domain)
            ? new Absent<AcceptedDomain>(asked, "it is not among the accepted domains, nor among the tenant's domains at all", With(listed, "Get-AcceptedDomain"))
            : new Unavailable<AcceptedDomain>(asked, "it is not among the accepted domains; whether it is in the tenant and waits for its verification was not seen", With(listed, "Get-AcceptedDomain"));
    }

    /// <summary>The tenant's whole list of domains was seen, and this one is not on it.</summary>
    private bool IsUnknownToTenant(string domain) => inventory.Find(ExchangeSide.ExchangeOnline, ExchangeObjectKind.TenantDomain) is { } listed
        && listed.Items.All(item => Names.Canonical(item.Text("id") ?? "") != domain);

    private Observation<DirectoryRecipient>? Recipient(RecipientRequest asked)
    {
        if (AddressList.Locate(inventory, asked.Side, asked.Address) is var (found, listing))
        {
            return new Present<DirectoryRecipient>(asked, found, With(listing, $"Get-Recipient {PowerShellText.Quoted(asked.Address)} | Format-List RecipientTypeDetails,EmailAddresses,WhenCreatedUTC"));
        }

        // An object that does not show its further addresses may have this one.
        return inventory.Find(asked.Side, ExchangeObjectKind.Recipient) is { } all && (all.OnlyFor is null || all.OnlyFor.Contains(asked.Address)) && all.Items.All(item => item.Has("EmailAddresses"))
            ? new Absent<DirectoryRecipient>(asked, WhyAbsent(asked, all), With(all, $"Get-Recipient {PowerShellText.Quoted(asked.Address)}"))
            : null;
    }

    /// <summary>Only a list of all addresses can say which one is near; and only those who may see it are told.</summary>
    private static string WhyAbsent(RecipientRequest asked, ExchangeListing all) =>
        all.OnlyFor is null && Misspelling.OfAddress(asked.Address, all.Items.SelectMany(item => ListedRecipient.Read(item, all.Kind).Addresses)) is { } near
            ? InsideGaps.NoObjectButNear + near
            : InsideGaps.NoObject;

    private static string CommandFor(ConfigurationRequest asked) => asked.Objects switch
    {
        ExchangeObjectKind.TenantDomain => DecidingProperties.Listed("Get-MgDomain", asked.Objects),
        ExchangeObjectKind.ServiceConfigurationRecord => $"Invoke-MgGraphRequest -Uri https://graph.microsoft.com/v1.0/domains/{asked.Domain}/serviceConfigurationRecords",
        ExchangeObjectKind.VerificationDnsRecord => $"Invoke-MgGraphRequest -Uri https://graph.microsoft.com/v1.0/domains/{asked.Domain}/verificationDnsRecords",
        ExchangeObjectKind.ServiceIssue => "Invoke-MgGraphRequest -Uri https://graph.microsoft.com/v1.0/admin/serviceAnnouncement/issues",
        _ => DecidingProperties.Listed($"Get-{asked.Objects}", asked.Objects),
    };

    private static Provenance With(ExchangeListing listed, string command) => listed.Source with { Command = command };
}
