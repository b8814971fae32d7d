namespace Recapito.Core;

/// <summary>
/// What the servers of the zone above say of a name: that there is none (RFC 2308 §2.1), or who serves it. A resolver keeps a "no" for hours and may have a
/// view of its own; these servers cannot be out of date about what they delegate.
/// </summary>
/// <param name="Zone">The nearest zone above the name that the resolver knows servers of: a top level, or the root, where nothing nearer exists.</param>
/// <param name="Answers">What they said of the name's NS RRset.</param>
internal sealed record ZoneAbove(string Zone, IReadOnlyList<Present<DnsMessage>> Answers)
{
    // They are to agree, and a sample tells.
    private const int MostServers = 2;

    /// <summary>The messages that say that no such name exists.</summary>
    public IReadOnlyList<Present<DnsMessage>> Denials => [.. Answers.Where(answer => answer.Value is { Authoritative: true, Rcode: "NXDOMAIN", Answer.Count: 0, OtherSource: null })];

    /// <summary>Every server that spoke says that there is no such name.</summary>
    public bool IsDenied => Answers.Count > 0 && Denials.Count == Answers.Count;

    /// <summary>The messages that delegate the very name, or answer for it.</summary>
    public IReadOnlyList<Present<DnsMessage>> Delegations(string name) => [.. Answers.Where(answer => answer.Value is { Rcode: "NOERROR", OtherSource: null } said
        && (said.Authoritative || (said.IsReferral && said.Authority.Any(record => record.Type is RrType.Ns && record.Name == name))))];

    /// <summary>The questions, as far as it is known whom to ask.</summary>
    public static IEnumerable<Request> Questions(string name, EvidenceSet evidence)
    {
        foreach (var above in DnsName.Upwards(name))
        {
            yield return new DnsRequest(above, RrType.Ns, Vantage.Resolver);
        }

        foreach (var server in ServersAbove(name, evidence).Servers)
        {
            yield return new DnsRequest(server, RrType.A, Vantage.Resolver);
            yield return new DnsRequest(server, RrType.Aaaa, Vantage.Resolver);
            foreach (var address in MailHosts.AddressesOf(server, evidence).Take(1))
            {
                yield return At(name, server, address);
            }
        }
    }

    /// <summary>What was said so far; null where it is not known whom to ask.</summary>
    public static ZoneAbove? Of(string name, EvidenceSet evidence)
    {
        var (zone, servers) = ServersAbove(name, evidence);
        return zone is null ? null : new(zone, [.. servers
            .SelectMany(server => MailHosts.AddressesOf(server, evidence).Take(1).Select(address => evidence.Find(At(name, server, address))))
            .OfType<Present<DnsMessage>>()]);
    }

    private static DnsMessageRequest At(string name, string server, string address) => new(name, RrType.Ns, Vantage.Server(server, address));

    // Where the resolver has no answer for a zone, its parent still knows who is to serve it.
    private static (string? Zone, IReadOnlyList<string> Servers) ServersAbove(string name, EvidenceSet evidence) => DnsName.Upwards(name).Skip(1)
        .Select(above => ((string?)above, Servers: ServersOf(above, evidence))).FirstOrDefault(place => place.Servers.Count > 0, (null, []));

    private static IReadOnlyList<string> ServersOf(string zone, EvidenceSet evidence) => evidence.Find(new DnsRequest(zone, RrType.Ns, Vantage.Resolver)) is Present<RrSet> seen
        ? [.. seen.Value.NameServers.Where(Names.IsHostName).Order(StringComparer.Ordinal).Take(MostServers)]
        : [];
}
