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

    /// <summary>Both address types were asked and the DNS says that there is neither, and its own zone does not say otherwise with one voice; an IP address has none.</summary>
    public bool HasNoAddress => IsLiteral || (AddressAnswers.Count == 2 && AddressAnswers.All(answer => answer is Absent<RrSet>) && (Own.Addresses.Count == 0 || Own.IsDenied));

    /// <summary>The name is an alias, which an MX target must not be (RFC 5321 §5.1).</summary>
    public bool IsAlias => Alias is not null;

    /// <summary>What it is an alias of; null where it is none.</summary>
    public string? Alias => AddressAnswers.OfType<Present<RrSet>>().Select(answer => answer.Value.Alias).FirstOrDefault(alias => alias is not null);

    /// <summary>Somebody was asked for its address, in vain or not.</summary>
    public bool IsLookedAt => AddressAnswers.Count > 0 || Addresses.Count > 0;

    /// <summary>An IP address stands where a name belongs.</summary>
    public bool IsLiteral => System.Net.IPAddress.TryParse(Name, out _);

    /// <summary>Public IPv6 addresses beside the IPv4 ones; asked only where none of those answers, as not every network has IPv6.</summary>
    public IReadOnlyList<string> FurtherAddresses { get; init; } = [];

    /// <summary>Both the resolver and its own zone told whether it has IPv6 addresses; Exchange Online's are asked of the resolver alone.</summary>
    public bool IsV6Known => AddressAnswers.Any(answer => IsOfV6(answer) && answer is not Unavailable<RrSet>) && (MicrosoftNames.IsMxShaped(Name) || Own.Answers.Any(IsOfV6));

    /// <summary>What authoritative servers say who deny it an address of either kind: those of its own zone, or those above where it has none; empty where none does, or one gives it an address.</summary>
    public IReadOnlyList<Observation> DenialsAtSource { get; init; } = [];

    /// <summary>They, or the way to them, were asked, whether an answer came or not.</summary>
    public bool IsAskedAtSource { get; init; }

    /// <summary>The zone above says that the name exists, or leads to others who know: then the resolver's "no" is an old one.</summary>
    public bool IsKnownAbove { get; init; }

    private static bool IsOfV6(Observation<RrSet> answer) => answer.Request is DnsRequest { Type: RrType.Aaaa };
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
        // Whichever answer comes first must not decide: that a host has no IPv4 address is known only once that was asked.
        var v4 = Addresses(host, RrType.A, from, evidence);
        return [.. (v4.Count > 0 || !evidence.Has(new DnsRequest(host, RrType.A, from)) ? v4 : Addresses(host, RrType.Aaaa, from, evidence)).Order(StringComparer.Ordinal).Take(MostAddresses)];
    }

    /// <summary>True where the resolver gives a host addresses of which no name server knows any. Exchange Online's answer every question with others.</summary>
    public static bool DifferAtResolver(string host, EvidenceSet evidence)
    {
        var seen = evidence.All.OfType<Present<RrSet>>().Where(answer => answer.Asked is DnsRequest { Type: RrType.A or RrType.Aaaa } asked && asked.Name == host && answer.Value.Addresses.Count > 0)
            .ToLookup(answer => answer.Request.From == Vantage.Resolver, answer => answer.Value.Addresses);
        return !MicrosoftNames.IsMxShaped(host) && seen[true].Any() && seen[false].Any() && !seen[true].SelectMany(all => all).Intersect(seen[false].SelectMany(all => all)).Any();
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
        List<string> all = [.. addresses.Union(others)];
        return new(name, preference, isCurrent, isImplicit, all, [.. answers.OfType<Observation<RrSet>>()], own)
        {
            FurtherAddresses = [.. Addresses(name, RrType.Aaaa, Vantage.Resolver, evidence).Union(own.All.Where(Facts.IsV6)).Except(all).Where(Facts.IsPublic).Order(StringComparer.Ordinal).Take(MostAddresses)],
            DenialsAtSource = HostAtSource.Denials(name, evidence),
            IsAskedAtSource = HostAtSource.IsAsked(name, evidence),
            IsKnownAbove = Zones.Cut(name, evidence) is null && ZoneAbove.Of(name, evidence) is { Answers.Count: > 0, IsDenied: false },
        };
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

    private const int LongestChain = 4;

    private static readonly RrType[] Types = [RrType.A, RrType.Aaaa];

    /// <summary>One of them says that it has no address of either kind.</summary>
    public bool IsDenied => Answers.GroupBy(answer => answer.Request.From).Any(server => server.Count() == Types.Length && server.All(answer => answer is Absent<RrSet>));

    /// <summary>All addresses of both kinds that they give.</summary>
    public IReadOnlyList<string> All => [.. Answers.OfType<Present<RrSet>>().SelectMany(answer => answer.Value.Addresses).Distinct()];

    /// <summary>The names that a host stands for at the servers of its zone, itself first: aliases that lead to another zone are followed there.</summary>
    public static IEnumerable<string> Chain(string host, EvidenceSet evidence)
    {
        var (name, left) = (host, LongestChain);
        while (left-- > 0)
        {
            yield return name;
            if (Of(name, evidence) is not { Addresses.Count: 0, Aliases: [var next, ..] })
            {
                yield break;
            }

            name = next;
        }
    }

    /// <summary>Who denies the host, or what it is an alias of, an address of either kind; empty where nobody does, or somebody gives it one.</summary>
    public static IReadOnlyList<Observation> Denials(string host, EvidenceSet evidence)
    {
        var name = Chain(host, evidence).Last();
        var own = Of(name, evidence);
        return own is { IsDenied: true, All.Count: 0 } ? own.Answers
            : own.Answers.Count == 0 && Zones.Cut(name, evidence) is null && ZoneAbove.Of(name, evidence) is { IsDenied: true } above ? above.Denials
            : [];
    }

    /// <summary>Every question that leads to them was asked.</summary>
    public static bool IsAsked(string host, EvidenceSet evidence)
    {
        var name = Chain(host, evidence).Last();
        return EvidencePlan.SourceQuestions(name, evidence).All(evidence.Has)
            && (Of(name, evidence).Answers.Count > 0 || Zones.Cut(name, evidence) is not null || ZoneAbove.Questions(name, evidence).All(evidence.Has));
    }

    /// <summary>The questions to them, as far as it is known who they are.</summary>
    public static IEnumerable<DnsRequest> Questions(string host, EvidenceSet evidence) =>
        ServersOf(host, evidence).SelectMany(from => Types.Select(type => new DnsRequest(host, type, from)));

    public static HostAtSource Of(string host, EvidenceSet evidence) => evidence.Once(host, Read);

    private static HostAtSource Read(string host, EvidenceSet evidence)
    {
        List<Observation<RrSet>> answers = [.. Questions(host, evidence).Select(evidence.Find).Where(seen => seen is Present<RrSet> or Absent<RrSet>).OfType<Observation<RrSet>>()];
        return new(
            [.. ServersOf(host, evidence).SelectMany(from => MailHosts.AddressesOf(host, from, evidence)).Distinct()],
            [.. answers.OfType<Present<RrSet>>().Select(answer => answer.Value.Alias).OfType<string>().Distinct()],
            answers);
    }

    private static IEnumerable<Vantage> ServersOf(string host, EvidenceSet evidence) =>
        Zones.ServersFor(host, evidence).DistinctBy(place => place.Server).Take(MostServers).Select(place => Vantage.Server(place.Server, place.Address));
}
