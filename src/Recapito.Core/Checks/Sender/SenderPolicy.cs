using System.Net;

namespace Recapito.Core;

/// <summary>
/// The SPF record of the sender's domain for the address that the refusing host names (RFC 7208 §4). What a receiver computes from the DNS can be computed
/// again; DKIM signatures are in the message, and only the receiver has seen them.
/// </summary>
internal sealed class SenderPolicy
{
    // They should agree, and two that do are enough.
    private const int MostServers = 2;

    private readonly EvidenceSet evidence;

    private SenderPolicy(Symptom symptom, EvidenceSet evidence)
    {
        this.evidence = evidence;
        Domain = InsidePlan.SenderDomain(symptom);
        Client = ReplyAddresses.In(symptom.Reply) is [var only] ? only : null;
        Spf = Domain is not null && Client is not null
            ? SpfEvaluation.Evaluate(new(IPAddress.Parse(Client), symptom.Sender!, symptom.ReportingMta ?? "", symptom.At ?? DateTimeOffset.UnixEpoch), evidence)
            : null;
        ReporterAnswers = symptom.ReportingMta is { } reporter && Domain is not null && IsUnder(reporter, Domain) ? [.. Addresses(reporter).Select(evidence.Find).OfType<Observation<RrSet>>()] : [];
    }

    /// <summary>Canonical domain of the sender; null where the report does not show it.</summary>
    public string? Domain { get; }

    /// <summary>The address from which the message came, as the reply names it; null where it names none, or several.</summary>
    public string? Client { get; }

    /// <summary>What check_host() says; null where it cannot be asked.</summary>
    public SpfVerdict? Spf { get; }

    /// <summary>The addresses of the system that wrote the report, where it is in the sender's own domain.</summary>
    public IReadOnlyList<Observation<RrSet>> ReporterAnswers { get; }

    /// <summary>
    /// The client is the sender's own system, by the DNS. Else it may be one that passes mail on, for which no record of the sender's is meant to allow anything.
    /// </summary>
    public bool IsSendersOwnHost => Client is not null && ReporterAnswers.OfType<Present<RrSet>>().Any(seen => seen.Value.Addresses.Contains(Client));

    /// <summary>The records that the resolver gives.</summary>
    public Observation<RrSet>? Seen => Domain is null ? null : evidence.Find(DomainView.At(Domain, RrType.Txt));

    /// <summary>What the domain's own name servers say; gaps are left out.</summary>
    public IReadOnlyList<Observation<RrSet>> AtSource => Domain is null
        ? []
        : [.. Servers(Domain, evidence).Select(evidence.Find).Where(seen => seen is Present<RrSet> or Absent<RrSet>).OfType<Observation<RrSet>>()];

    /// <summary>At least one of them was seen, and none has another record than the resolver.</summary>
    public bool IsCertain => AtSource.Count > 0 && AtSource.All(seen => SpfPublished.In(seen).Records.SequenceEqual(SpfPublished.In(Seen).Records));

    public static SenderPolicy Of(Case now) => new(now.Symptom, now.Evidence);

    /// <summary>The questions that can be asked now.</summary>
    public static IEnumerable<Request> Questions(Symptom symptom, EvidenceSet evidence)
    {
        var policy = new SenderPolicy(symptom, evidence);
        if (policy.Domain is not { } domain)
        {
            return [];
        }

        var reporter = symptom.ReportingMta is { } name && Names.IsHostName(name) && IsUnder(name, domain) ? Addresses(name) : [];
        return [DomainView.At(domain, RrType.Txt), .. Zones.PossibleCuts(domain).Select(cut => DomainView.At(cut, RrType.Ns)),
            .. NameServers(domain, evidence).SelectMany(Addresses), .. Servers(domain, evidence), .. reporter, .. policy.Spf?.Needed ?? []];
    }

    private static IEnumerable<string> NameServers(string domain, EvidenceSet evidence) =>
        Zones.Cut(domain, evidence) is { } cut ? cut.Value.NameServers.Where(Names.IsHostName) : [];

    private static IEnumerable<DnsRequest> Servers(string domain, EvidenceSet evidence) => Zones.Cut(domain, evidence) is { } cut
        ? Zones.ServersOf(cut, evidence).DistinctBy(place => place.Server).Take(MostServers).Select(place => new DnsRequest(domain, RrType.Txt, Vantage.Server(place.Server, place.Address)))
        : [];

    private static IEnumerable<DnsRequest> Addresses(string name) => [DomainView.At(name, RrType.A), DomainView.At(name, RrType.Aaaa)];

    private static bool IsUnder(string name, string domain) => name == domain || name.EndsWith("." + domain, StringComparison.Ordinal);
}
