namespace Recapito.Lab;

/// <summary>A recursive resolver over the servers of a lab, in memory: from the root down, honouring what the servers do wrong (RFC 1034 §5.3.3).</summary>
internal sealed class LabResolver(string name, string address, IReadOnlyList<ZoneRecord> cache, Internet internet, DnsFaults faults) : IDnsAnswerer
{
    private const int DeepestName = 4;
    private const int LongestChain = 12;
    private const int MostReferrals = 24;

    // A server slower than this counts as dead, as with common resolvers.
    private const int PatienceMilliseconds = 2000;

    private static readonly Edns WithSignatures = new(DnsWire.LargestUdpSize, 0, Edns.DnssecFlag, []);

    public string Name => name;

    /// <summary>Zones that it has itself (split horizon).</summary>
    public IReadOnlyList<Zone> Own { get; init; } = [];

    /// <summary>How it validates; null where it does not.</summary>
    public Validation? Validation { get; init; }

    public IReadOnlyList<string> Addresses { get; } = [address];

    public ServedAnswer Serve(DnsQuestion question) => faults.Apply(name, question, Resolve);

    /// <summary>The answer without this resolver's own faults.</summary>
    public DnsAnswer Resolve(DnsQuestion question)
    {
        var asked = new DnsQuestion(question.Name, question.Type) { Edns = question.DnssecOk || Validation is not null ? WithSignatures : null };
        var answer = Validated(question, Resolve(asked, 0)) with { Authoritative = Inside(question) is not null, RecursionAvailable = true, Additional = [] };
        return question.DnssecOk ? answer : answer with { Answers = Unsigned(answer.Answers, question.Type), Authority = Unsigned(answer.Authority, question.Type) };
    }

    // What it holds already or has itself is not validated: it came from elsewhere, long ago.
    private DnsAnswer Validated(DnsQuestion question, DnsAnswer answer)
    {
        var known = Inside(question) is not null || Cached(question) is not null;
        return Validation is null || known || question.CheckingDisabled || answer.Rcode is DnsRcode.ServFail ? answer
            : Validation.Judge(question, answer, asked => Iterate(asked with { Edns = WithSignatures }, 0));
    }

    private static IReadOnlyList<ZoneRecord> Unsigned(IReadOnlyList<ZoneRecord> section, DnsType asked) =>
        [.. section.Where(record => record.Type == asked || asked is DnsType.Any || record.Type is not (DnsType.Rrsig or DnsType.Nsec or DnsType.Nsec3))];

    private DnsAnswer Resolve(DnsQuestion question, int depth)
    {
        var answers = new List<ZoneRecord>();
        var name = question.Name;
        for (var link = 0; link < LongestChain; link++)
        {
            var ask = question with { Name = name };
            var part = Inside(ask) ?? Cached(ask) ?? Iterate(ask, depth);
            answers.AddRange(part.Answers);
            var end = question.Type is DnsType.Cname or DnsType.Any ? name : EndOfChain(name, part.Answers);
            if (end is null)
            {
                break;
            }

            if (part.Rcode is not DnsRcode.NoError || part.Answers.Any(record => record.Name == end && record.Type == question.Type) || end == name)
            {
                return part.Rcode is DnsRcode.ServFail ? new(DnsRcode.ServFail) : part with { Answers = answers };
            }

            name = end;
        }

        return new(DnsRcode.ServFail);
    }

    private DnsAnswer? Inside(DnsQuestion question) =>
        Own.Where(zone => DnsName.IsWithin(question.Name, zone.Apex)).MaxBy(zone => zone.Apex.Length)?.Answer(question) is { IsReferral: false } answer ? answer : null;

    private DnsAnswer? Cached(DnsQuestion question)
    {
        var hits = cache.Where(record => record.Name == question.Name && (record.Type == question.Type || record.Type is DnsType.Cname)).ToList();
        return hits.Count == 0 ? null : new(DnsRcode.NoError) { Answers = hits };
    }

    // Null where the aliases lead back to themselves.
    private static string? EndOfChain(string name, IReadOnlyList<ZoneRecord> answers)
    {
        for (var link = 0; link < LongestChain; link++)
        {
            var alias = answers.FirstOrDefault(record => record.Name == name && record.Type is DnsType.Cname);
            if (alias is null)
            {
                return name;
            }

            name = alias.Fields[0];
        }

        return null;
    }

    private DnsAnswer Iterate(DnsQuestion question, int depth)
    {
        var zone = ".";
        var servers = internet.RootAddresses;
        for (var step = 0; step < MostReferrals && depth <= DeepestName; step++)
        {
            var answer = servers.Select(server => Useful(server, question, zone)).FirstOrDefault(answer => answer is not null);
            if (answer is null)
            {
                break;
            }

            if (!answer.IsReferral)
            {
                return answer;
            }

            zone = answer.Authority[0].Name;
            servers = [.. answer.Authority.Where(record => record.Type is DnsType.Ns).SelectMany(record => AddressesOf(record.Fields[0], answer, depth))];
        }

        return new(DnsRcode.ServFail);
    }

    // Null where the next server must be asked: silence, an error, or a referral that leads up or sideways (lame, RFC 9499).
    private DnsAnswer? Useful(string server, DnsQuestion question, string zone)
    {
        var served = internet.ServerAt(server)?.Serve(question);
        if (question.Edns is not null && served is { Answer: null } or { Wire: WireFault.NoEdns })
        {
            // The server may be one that EDNS is too new for (RFC 6891 §6.2.2).
            served = internet.ServerAt(server)?.Serve(question with { Edns = null });
        }

        return served?.Answer is not { } answer || served.DelayMilliseconds > PatienceMilliseconds || (served.TruncateUdp && served.TcpDead)
            || served.Wire is > WireFault.None and < WireFault.OtherCase or WireFault.OtherSource
            || answer.Rcode is not (DnsRcode.NoError or DnsRcode.NxDomain or DnsRcode.YxDomain)
            || (answer.IsReferral && !(DnsName.IsWithin(answer.Authority[0].Name, zone) && answer.Authority[0].Name != zone
                && DnsName.IsWithin(question.Name, answer.Authority[0].Name)))
            ? null
            : answer;
    }

    private List<string> AddressesOf(string server, DnsAnswer referral, int depth)
    {
        var glue = Addresses4And6(referral.Additional.Where(record => record.Name == server));
        if (glue.Count > 0 || depth >= DeepestName)
        {
            return glue;
        }

        var found = Addresses4And6(Resolve(new(server, DnsType.A), depth + 1).Answers);
        return found.Count > 0 ? found : Addresses4And6(Resolve(new(server, DnsType.Aaaa), depth + 1).Answers);
    }

    private static List<string> Addresses4And6(IEnumerable<ZoneRecord> records) =>
        [.. records.Where(record => record.Type is DnsType.A or DnsType.Aaaa).Select(record => record.Fields[0]).Distinct()];
}

/// <summary>Which name server stands at which address.</summary>
internal sealed class Internet
{
    private readonly Dictionary<string, LabNameServer> byAddress = new(StringComparer.Ordinal);

    /// <summary>Addresses of the root servers.</summary>
    public IReadOnlyList<string> RootAddresses { get; private set; } = [];

    /// <summary>Puts the servers in their places.</summary>
    public void Settle(IEnumerable<LabNameServer> servers)
    {
        foreach (var server in servers)
        {
            foreach (var address in server.Addresses)
            {
                byAddress.TryAdd(address, server);
            }

            RootAddresses = server.Zones.Any(zone => zone.Apex is ".") ? [.. RootAddresses, .. server.Addresses] : RootAddresses;
        }
    }

    /// <summary>The server at an address, or null.</summary>
    public LabNameServer? ServerAt(string address) => byAddress.GetValueOrDefault(address);
}
