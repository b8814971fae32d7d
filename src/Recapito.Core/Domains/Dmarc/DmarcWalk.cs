namespace Recapito.Core;

/// <summary>
/// The way from a domain up the tree to the record that holds for it, and to its organizational domain (RFC 9989 §4.10). The names are fixed by the
/// domain, eight at most, so all are asked at once.
/// </summary>
internal sealed class DmarcWalk
{
    private const int MostQueries = 8;

    private readonly IReadOnlyList<(string Domain, Observation<RrSet>? Seen, IReadOnlyList<DmarcRecord> Records)> places;

    private DmarcWalk(string domain, DomainView view)
    {
        Domain = domain;
        places = [.. Places(domain).Select(place => (place, view.Evidence.Find(Question(place)), DmarcRecord.At(place, view.Evidence.Find(Question(place)))))];
        Organization = OrganizationOf();
    }

    /// <summary>Where it begins.</summary>
    public string Domain { get; }

    /// <summary>The organizational domain; the domain itself where no record says otherwise.</summary>
    public string Organization { get; }

    /// <summary>Each question has an answer.</summary>
    public bool IsSeen => places.All(place => place.Seen is Present<RrSet> or Absent<RrSet>);

    /// <summary>The answer for the domain's own record; null where it was not asked yet.</summary>
    public Observation<RrSet>? OwnSeen => places[0].Seen;

    /// <summary>The domain's own records; one where it is in order.</summary>
    public IReadOnlyList<DmarcRecord> Own => places[0].Records;

    /// <summary>
    /// The record that receivers apply: the domain's own, else the organizational domain's, else that of a public suffix above (§4.10.1); null where
    /// there is none.
    /// </summary>
    public DmarcRecord? Applied => Own.Count == 1 ? Own[0] : Valid().FirstOrDefault(record => record.Domain == Organization)
        ?? Valid().FirstOrDefault(record => record.PublicSuffix is "y" && record.Domain != Domain);

    /// <summary>Every answer on the way.</summary>
    public IEnumerable<Observation?> Answers => places.Select(place => place.Seen);

    /// <summary>The walk of a domain as far as it was asked.</summary>
    public static DmarcWalk Of(string domain, DomainView view) => new(domain, view);

    /// <summary>The domain, then its parents; of a name with more than eight labels those with seven and fewer (§4.10).</summary>
    public static IEnumerable<string> Places(string domain)
    {
        yield return domain;
        var labels = domain.Split('.');
        for (var left = Math.Min(labels.Length - 1, MostQueries - 1); left > 0; left--)
        {
            yield return string.Join('.', labels[^left..]);
        }
    }

    /// <summary>The question for the record of one of them.</summary>
    public static DnsRequest Question(string place) => DomainView.At($"_dmarc.{place}", RrType.Txt);

    private IEnumerable<DmarcRecord> Valid() => places.Where(place => place.Records.Count == 1).Select(place => place.Records[0]);

    // §4.10.2: "n" ends the walk at its domain, "y" one label below; else the highest record counts.
    private string OrganizationOf()
    {
        foreach (var record in Valid())
        {
            if (record.PublicSuffix is "n")
            {
                return record.Domain;
            }

            if (record.PublicSuffix is "y" && record.Domain != Domain)
            {
                return Domain.Split('.') is var labels ? string.Join('.', labels[^Math.Min(labels.Length, record.Domain.Split('.').Length + 1)..]) : Domain;
            }
        }

        return Valid().LastOrDefault()?.Domain ?? Domain;
    }
}
