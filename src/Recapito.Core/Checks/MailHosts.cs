namespace Recapito.Core;

/// <summary>A host that some view of the DNS names for the domain's mail.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Preference">As in the newest view that names it; 0 for an implicit one.</param>
/// <param name="IsCurrent">The newest version of the zone names it.</param>
/// <param name="IsImplicit">There is no MX; the domain's own address record is used (RFC 5321 §5.1).</param>
/// <param name="Addresses">IPv4 addresses, or IPv6 ones where it has no others, four at most; where its own zone gives others than the resolver, those of both.</param>
/// <param name="AddressAnswers">What the resolver said of its addresses.</param>
/// <param name="Own">What the servers of its own zone said of them.</param>
internal sealed record MailHost(
    string Name, int Preference, bool IsCurrent, bool IsImplicit, IReadOnlyList<string> Addresses, IReadOnlyList<Observation<RrSet>> AddressAnswers, HostAtSource Own)
{
    /// <summary>
    /// Its own zone gives it an address, or the alias that the resolver follows; what the resolver alone says may be an inside view. Exchange Online is the
    /// same at each of its addresses, of which every question gets others.
    /// </summary>
    public bool IsConfirmed => MicrosoftNames.IsMxShaped(Name) || HasNoAddress || Own.Addresses.Count > 0
        || AddressAnswers.OfType<Present<RrSet>>().Any(answer => answer.Value.Alias is { } alias && Own.Aliases.Contains(alias));

    /// <summary>Both address types were asked and the DNS says that there is neither, and its own zone does not say otherwise with one voice.</summary>
    public bool HasNoAddress => AddressAnswers.Count == 2 && AddressAnswers.All(answer => answer is Absent<RrSet>) && (Own.Addresses.Count == 0 || Own.IsDenied);

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

    /// <summary>A host that no MX of the domain names, such as the smart host of a connector.</summary>
    public static MailHost Named(string name, EvidenceSet evidence) => Host(name, 0, false, false, evidence);

    /// <summary>The addresses to talk to: IPv4 where there is one, as not every network has IPv6 and its lack would look like silence.</summary>
    public static IReadOnlyList<string> AddressesOf(string host, EvidenceSet evidence) => AddressesOf(host, Vantage.Resolver, evidence);

    /// <summary>The same as one server says.</summary>
    public static IReadOnlyList<string> AddressesOf(string host, Vantage from, EvidenceSet evidence)
    {
        var v4 = Addresses(host, RrType.A, from, evidence);
        return [.. (v4.Count > 0 ? v4 : Addresses(host, RrType.Aaaa, from, evidence)).Order(StringComparer.Ordinal).Take(MostAddresses)];
    }

    private static MailHost Host(string name, int preference, bool isCurrent, bool isImplicit, EvidenceSet evidence)
    {
        var answers = new[] { RrType.A, RrType.Aaaa }.Select(type => evidence.Find(new DnsRequest(name, type, Vantage.Resolver)));
        // What was asked of a host stays its own, whether or not the address record is still among the evidence.
        var asked = evidence.Asked<RcptRequest>().Where(request => request.Host == name).Select(request => request.Address)
            .Concat(evidence.Asked<SmtpSessionRequest>().Where(request => request.Host == name).Select(request => request.Address));
        var own = HostAtSource.Of(name, evidence);
        List<string> addresses = [.. AddressesOf(name, evidence).Union(asked)];
        var others = addresses.Count > 0 && !own.Addresses.Intersect(addresses).Any() ? own.Addresses.Take(MostAddresses) : [];
        return new(name, preference, isCurrent, isImplicit, [.. addresses.Union(others)], [.. answers.OfType<Observation<RrSet>>()], own);
    }

    private static IReadOnlyList<string> Addresses(string host, RrType type, Vantage from, EvidenceSet evidence) =>
        evidence.Find(new DnsRequest(host, type, from)) is Present<RrSet> seen ? seen.Value.Addresses : [];
}

/// <summary>A host's addresses as the servers of its own zone give them. The local resolver may give others: an inside view, or a single name that it overrides.</summary>
/// <param name="Addresses">IPv4 addresses, or IPv6 ones where it has no others.</param>
/// <param name="Aliases">Names that they say it is an alias of.</param>
/// <param name="Answers">What they said; gaps are left out.</param>
internal sealed record HostAtSource(IReadOnlyList<string> Addresses, IReadOnlyList<string> Aliases, IReadOnlyList<Observation<RrSet>> Answers)
{
    // They should agree, and one that answers is enough.
    private const int MostServers = 2;

    private static readonly RrType[] Types = [RrType.A, RrType.Aaaa];

    /// <summary>One of them says that it has no address of either kind.</summary>
    public bool IsDenied => Answers.GroupBy(answer => answer.Request.From).Any(server => server.Count() == Types.Length && server.All(answer => answer is Absent<RrSet>));

    /// <summary>The questions to them, as far as it is known who they are.</summary>
    public static IEnumerable<DnsRequest> Questions(string host, EvidenceSet evidence) =>
        ServersOf(host, evidence).SelectMany(from => Types.Select(type => new DnsRequest(host, type, from)));

    public static HostAtSource Of(string host, EvidenceSet evidence)
    {
        List<Observation<RrSet>> answers = [.. Questions(host, evidence).Select(evidence.Find).Where(seen => seen is Present<RrSet> or Absent<RrSet>).OfType<Observation<RrSet>>()];
        return new(
            [.. ServersOf(host, evidence).SelectMany(from => MailHosts.AddressesOf(host, from, evidence)).Distinct()],
            [.. answers.OfType<Present<RrSet>>().Select(answer => answer.Value.Alias).OfType<string>().Distinct()],
            answers);
    }

    private static IEnumerable<Vantage> ServersOf(string host, EvidenceSet evidence) =>
        Zones.Cut(host, evidence) is { } cut ? Zones.ServersOf(cut, evidence).DistinctBy(place => place.Server).Take(MostServers).Select(place => Vantage.Server(place.Server, place.Address)) : [];
}
