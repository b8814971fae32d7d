namespace Recapito.Core;

/// <summary>A host that some view of the DNS names for the domain's mail.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Preference">As in the newest view that names it; 0 for an implicit one.</param>
/// <param name="IsCurrent">The newest version of the zone names it.</param>
/// <param name="IsImplicit">There is no MX; the domain's own address record is used (RFC 5321 §5.1).</param>
/// <param name="Addresses">IPv4 addresses, or IPv6 ones where it has no others, four at most.</param>
/// <param name="AddressAnswers">What the resolver said of its addresses.</param>
internal sealed record MailHost(
    string Name, int Preference, bool IsCurrent, bool IsImplicit, IReadOnlyList<string> Addresses, IReadOnlyList<Observation<RrSet>> AddressAnswers)
{
    /// <summary>Both address types were asked and the DNS says that there is neither.</summary>
    public bool HasNoAddress => AddressAnswers.Count == 2 && AddressAnswers.All(answer => answer is Absent<RrSet>);

    /// <summary>The name is an alias, which an MX target must not be (RFC 5321 §5.1).</summary>
    public bool IsAlias => AddressAnswers.OfType<Present<RrSet>>().Any(answer => answer.Value.Alias is not null);
}

/// <summary>Collects the hosts that the views of a domain's DNS name.</summary>
internal static class MailHosts
{
    private const int MostAddresses = 4;

    public static IReadOnlyList<MailHost> Of(string domain, ZoneView zone, EvidenceSet evidence)
    {
        var current = zone.CurrentMx ?? [];
        var all = current.Concat(zone.EveryMxSeen).Where(mx => mx.Exchange != ".").DistinctBy(mx => mx.Exchange);
        var hosts = all.Select(mx => Host(mx.Exchange, mx.Preference, current.Any(other => other.Exchange == mx.Exchange), false, evidence)).ToList();
        if (zone.HasNoMx)
        {
            hosts.Add(Host(domain, 0, true, true, evidence));
        }

        return [.. hosts.OrderByDescending(host => host.IsCurrent).ThenBy(host => host.Preference).ThenBy(host => host.Name, StringComparer.Ordinal)];
    }

    /// <summary>The addresses to talk to: IPv4 where there is one, as not every network has IPv6 and its lack would look like silence.</summary>
    public static IReadOnlyList<string> AddressesOf(string host, EvidenceSet evidence)
    {
        var v4 = Addresses(host, RrType.A, evidence);
        return [.. (v4.Count > 0 ? v4 : Addresses(host, RrType.Aaaa, evidence)).Order(StringComparer.Ordinal).Take(MostAddresses)];
    }

    private static MailHost Host(string name, int preference, bool isCurrent, bool isImplicit, EvidenceSet evidence)
    {
        var answers = new[] { RrType.A, RrType.Aaaa }.Select(type => evidence.Find(new DnsRequest(name, type, Vantage.Resolver)));
        // What was asked of a host stays its own, whether or not the address record is still among the evidence.
        var asked = evidence.Asked<RcptRequest>().Where(request => request.Host == name).Select(request => request.Address)
            .Concat(evidence.Asked<SmtpSessionRequest>().Where(request => request.Host == name).Select(request => request.Address));
        return new(name, preference, isCurrent, isImplicit, [.. AddressesOf(name, evidence).Union(asked)], [.. answers.OfType<Observation<RrSet>>()]);
    }

    private static IReadOnlyList<string> Addresses(string host, RrType type, EvidenceSet evidence) =>
        evidence.Find(new DnsRequest(host, type, Vantage.Resolver)) is Present<RrSet> seen ? seen.Value.Addresses : [];
}
