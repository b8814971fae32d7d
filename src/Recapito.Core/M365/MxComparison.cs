using System.Globalization;

namespace Recapito.Core;

/// <summary>
/// The MX that Microsoft wants against the one that is there (Microsoft: "Add DNS records to connect your domain"; "How SMTP DNS-based Authentication
/// of Named Entities (DANE) works" for the names under mx.microsoft and the change to them).
/// </summary>
internal static class MxComparison
{
    /// <summary>The wanted MX, those beside it, and what is left of a verification.</summary>
    /// <param name="view">What is known.</param>
    /// <param name="wanted">The wanted MX.</param>
    /// <param name="verifications">Hosts of the wanted verification, which has rows of its own.</param>
    public static IEnumerable<TenantDomainRecord> Of(DomainView view, WantedRecord wanted, IReadOnlyList<string> verifications)
    {
        var published = PublishedSet.At(view, wanted.Name, RrType.Mx);
        var hosts = published.Mx.Where(mx => !MicrosoftNames.IsVerification(mx.Exchange)).ToList();
        var main = Main(wanted, hosts);
        yield return published.Settle(main is null ? WithoutIt(wanted, hosts) : WithIt(wanted, hosts, main));
        foreach (var mx in main is null ? [] : hosts.Where(mx => mx != main))
        {
            yield return published.Settle(Beside(wanted, main!, mx));
        }

        foreach (var left in published.Mx.Where(mx => MicrosoftNames.IsVerification(mx.Exchange) && !verifications.Contains(mx.Exchange)))
        {
            yield return published.Settle(Surplus(wanted, left, fault: false, "mx-verification-leftover"));
        }
    }

    /// <summary>The name of the tenant's own host under mx.microsoft, in the MX that is there.</summary>
    public static IReadOnlyList<string> DnssecHosts(DomainView view, string name) =>
        [.. PublishedSet.At(view, name, RrType.Mx).Mx.Select(mx => mx.Exchange).Where(MicrosoftNames.IsDnssecMx)];

    // Microsoft Graph may still give the old name after the domain has been given one under mx.microsoft; it has the same token.
    private static MxRecord? Main(WantedRecord wanted, List<MxRecord> hosts) =>
        hosts.Find(mx => mx.Exchange == wanted.Value) ?? hosts.Find(mx => MicrosoftNames.IsDnssecMx(mx.Exchange) && IsSibling(mx.Exchange, wanted.Value));

    private static TenantDomainRecord WithIt(WantedRecord wanted, List<MxRecord> hosts, MxRecord main)
    {
        var notes = new List<RecordNote>();
        var changing = hosts.Any(mx => mx != main && IsChangeOver(main.Exchange, mx.Exchange));
        var differs = !changing && main.Preference != wanted.Preference && main.Preference is not (0 or 10);
        if (changing)
        {
            notes.Add(RecordNote.Of("mx-change-over", ("host", main.Exchange)));
        }
        else if (main.Preference != (wanted.Preference ?? 0))
        {
            notes.Add(RecordNote.Of(differs ? "mx-preference" : "mx-preference-as-good", ("there", Number(main.Preference)), ("wanted", Number(wanted.Preference ?? 0))));
        }

        if (main.Exchange != wanted.Value)
        {
            notes.Add(RecordNote.Of("mx-dnssec-name", ("host", main.Exchange), ("wanted", wanted.Value)));
        }

        return wanted.Row(differs ? RecordStanding.Differs : RecordStanding.Matches) with { There = [Shown(main)], IsFault = differs, Notes = notes };
    }

    private static TenantDomainRecord WithoutIt(WantedRecord wanted, List<MxRecord> hosts)
    {
        var id = hosts.Count == 0 ? "mx-missing"
            : hosts.TrueForAll(mx => mx.Exchange is ".") ? "mx-null"
            : hosts.Exists(mx => IsSibling(mx.Exchange, wanted.Value)) ? "mx-other-form"
            : hosts.Exists(mx => MicrosoftNames.IsMxShaped(mx.Exchange)) ? "mx-other-name"
            : hosts.TrueForAll(mx => MicrosoftNames.IsGateway(mx.Exchange)) ? "mx-gateway"
            : "mx-elsewhere";
        return wanted.Row(hosts.Count == 0 ? RecordStanding.Missing : RecordStanding.Differs) with
        {
            There = [.. hosts.Select(Shown)],
            IsFault = id is not "mx-gateway" && !wanted.IsOptional,
            Notes = [RecordNote.Of(id, ("wanted", wanted.Value), ("hosts", string.Join(", ", hosts.Select(mx => mx.Exchange))))],
        };
    }

    private static TenantDomainRecord Beside(WantedRecord wanted, MxRecord main, MxRecord mx) =>
        IsChangeOver(main.Exchange, mx.Exchange) ? Surplus(wanted, mx, fault: false, "mx-change-over")
        : Surplus(wanted, mx, fault: true, MicrosoftNames.IsGateway(mx.Exchange) ? "mx-second-gateway" : "mx-second");

    private static TenantDomainRecord Surplus(WantedRecord wanted, MxRecord mx, bool fault, string note) =>
        new(RecordUse.MailExchanger, wanted.Name, RrType.Mx, RecordStanding.Surplus)
        {
            Service = wanted.Service, There = [Shown(mx)], IsFault = fault, Notes = [RecordNote.Of(note, ("host", mx.Exchange))],
        };

    /// <summary>The old and the new name of one domain: Microsoft tells to have both for a while.</summary>
    private static bool IsChangeOver(string one, string other) => IsSibling(one, other) && MicrosoftNames.IsDnssecMx(one) != MicrosoftNames.IsDnssecMx(other);

    private static bool IsSibling(string one, string other) =>
        MicrosoftNames.IsMxShaped(one) && MicrosoftNames.IsMxShaped(other) && one.Split('.')[0] == other.Split('.')[0];

    private static string Shown(MxRecord mx) => string.Create(CultureInfo.InvariantCulture, $"{mx.Preference} {mx.Exchange}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
