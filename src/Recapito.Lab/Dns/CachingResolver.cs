namespace Recapito.Lab;

/// <summary>
/// A recursive resolver that keeps what it heard, positive, negative (RFC 2308 §5) and delegations, until it runs out (RFC 1034 §3.6), in a world whose
/// servers change. One cache of it; an address may have several.
/// </summary>
/// <param name="internet">The servers over time.</param>
/// <param name="kind">How it keeps answers.</param>
internal sealed class CachingResolver(WorldOverTime internet, WatchedCache kind)
{
    private const int DeepestName = 4;
    private const int LongestChain = 12;
    private const int MostReferrals = 24;

    private readonly Dictionary<(string Name, DnsType Type), CacheEntry> entries = [];
    private readonly Dictionary<string, CachedCut> cuts = new(StringComparer.Ordinal);

    /// <summary>What it keeps.</summary>
    public IReadOnlyDictionary<(string Name, DnsType Type), CacheEntry> Entries => entries;

    /// <summary>The delegations that it keeps.</summary>
    public IReadOnlyDictionary<string, CachedCut> Cuts => cuts;

    /// <summary>Puts records into the cache.</summary>
    public void Fill(IEnumerable<ZoneRecord> records, DateTimeOffset now) => Keep([.. records], now);

    /// <summary>The answer to a question now.</summary>
    public DnsAnswer Resolve(DnsQuestion question, DateTimeOffset now) => Resolve(question, now, 0) with { RecursionAvailable = true };

    private DnsAnswer Resolve(DnsQuestion question, DateTimeOffset now, int depth)
    {
        var answers = new List<ZoneRecord>();
        var name = question.Name;
        for (var link = 0; link < LongestChain; link++)
        {
            var part = Lookup(new(name, question.Type), now, depth);
            answers.AddRange(part.Answers);
            if (part.Answers is not [{ Type: DnsType.Cname } alias] || question.Type is DnsType.Cname)
            {
                return part with { Answers = answers, Authoritative = false, Additional = [] };
            }

            name = alias.Fields[0];
        }

        return new(DnsRcode.ServFail);
    }

    private DnsAnswer Lookup(DnsQuestion question, DateTimeOffset now, int depth)
    {
        if (Kept(question, now) is { } kept)
        {
            return kept.Answer(now);
        }

        var heard = Iterate(question, now, depth);
        if (heard.Rcode is not (DnsRcode.NoError or DnsRcode.NxDomain))
        {
            return heard;
        }

        Keep(heard.Answers, now);
        var own = heard.Answers.Where(record => record.Name == question.Name && (record.Type == question.Type || record.Type is DnsType.Cname)).ToList();
        if (own.Count == 0)
        {
            var soa = heard.Authority.FirstOrDefault(record => record.Type is DnsType.Soa);
            entries[(question.Name, question.Type)] = new(heard.Rcode, [], soa, now + Capped(soa?.Ttl ?? 0));
        }

        // A TTL of zero means: for this one answer (RFC 1035 §3.2.1).
        return Kept(question, now)?.Answer(now) ?? heard with { Answers = [.. own.Select(record => record with { Ttl = 0 })] };
    }

    private CacheEntry? Kept(DnsQuestion question, DateTimeOffset now) =>
        new[] { (question.Name, question.Type), (question.Name, DnsType.Cname) }.Select(key => entries.GetValueOrDefault(key))
            .FirstOrDefault(entry => entry is not null && now < entry.Expires + kind.Stale);

    private void Keep(IReadOnlyList<ZoneRecord> records, DateTimeOffset now)
    {
        foreach (var set in records.GroupBy(record => (record.Name, record.Type)))
        {
            entries[set.Key] = new(DnsRcode.NoError, [.. set], null, now + Capped(set.Min(record => record.Ttl)));
        }
    }

    private TimeSpan Capped(uint ttl) => TimeSpan.FromSeconds(ttl) is var time && kind.MaxTtl is { } most && time > most ? most : time;

    private DnsAnswer Iterate(DnsQuestion question, DateTimeOffset now, int depth)
    {
        for (var step = 0; step < MostReferrals && depth <= DeepestName; step++)
        {
            var cut = Closest(question, now);
            var answer = Servers(cut, now, depth).Select(address => Useful(address, question, cut?.Zone ?? ".", now)).FirstOrDefault(answer => answer is not null);
            if (answer is null)
            {
                break;
            }

            if (!IsReferral(answer))
            {
                TakeOver(question, answer, cut, now);
                return answer;
            }

            var zone = answer.Authority[0].Name;
            var servers = answer.Authority.Where(record => record.Type is DnsType.Ns && record.Name == zone).ToList();
            cuts[zone] = new(zone, [.. servers.Select(record => record.Fields[0])], answer.Additional, now + Capped(servers[0].Ttl), FromChild: false);
            if (kind.ChildCentric)
            {
                AskChild(zone, now, depth);
            }
        }

        return new(DnsRcode.ServFail);
    }

    private void AskChild(string zone, DateTimeOffset now, int depth)
    {
        var question = new DnsQuestion(zone, DnsType.Ns);
        var answer = Servers(cuts[zone], now, depth).Select(address => Useful(address, question, zone, now)).FirstOrDefault(answer => answer is { Authoritative: true });
        if (answer is not null)
        {
            TakeOver(question, answer, cuts[zone], now);
        }
    }

    // A zone's own NS RRset ranks above the parent's (RFC 2181 §5.4.1). Once: to let a server renew its own delegation for ever would be a fault of the resolver.
    private void TakeOver(DnsQuestion question, DnsAnswer answer, CachedCut? cut, DateTimeOffset now)
    {
        var own = answer.Answers.Where(record => record.Type is DnsType.Ns && record.Name == question.Name).ToList();
        if (question.Type is DnsType.Ns && answer.Authoritative && own.Count > 0 && cut is { FromChild: false } && cut.Zone == question.Name)
        {
            cuts[cut.Zone] = new(cut.Zone, [.. own.Select(record => record.Fields[0])], [.. cut.Glue, .. answer.Additional], now + Capped(own[0].Ttl), FromChild: true);
        }
    }

    private CachedCut? Closest(DnsQuestion question, DateTimeOffset now)
    {
        // The DS RRset stands at the parent (RFC 4035 §3.1.4.1).
        for (var name = question.Type is DnsType.Ds ? DnsName.Parent(question.Name) : question.Name; name is not null; name = DnsName.Parent(name))
        {
            if (cuts.TryGetValue(name, out var cut) && now < cut.Expires)
            {
                return cut;
            }
        }

        return null;
    }

    private List<string> Servers(CachedCut? cut, DateTimeOffset now, int depth) => cut is null ? [.. internet.RootAddresses]
        : [.. cut.Servers.OrderByDescending(server => server == kind.Prefers).SelectMany(server => AddressesOf(server, cut, now, depth)).Distinct()];

    private List<string> AddressesOf(string server, CachedCut cut, DateTimeOffset now, int depth)
    {
        var glue = Addresses(cut.Glue.Where(record => record.Name == server));
        return glue.Count > 0 || depth >= DeepestName ? glue : Addresses(Resolve(new(server, DnsType.A), now, depth + 1).Answers);
    }

    private static List<string> Addresses(IEnumerable<ZoneRecord> records) =>
        [.. records.Where(record => record.Type is DnsType.A or DnsType.Aaaa).Select(record => record.Fields[0])];

    // Null where the next server must be asked: silence, an error, or a referral that leads up or sideways (lame, RFC 9499).
    private DnsAnswer? Useful(string server, DnsQuestion question, string zone, DateTimeOffset now)
    {
        var served = internet.Ask(server, question, now);
        return served?.Answer is not { } answer || answer.Rcode is not (DnsRcode.NoError or DnsRcode.NxDomain)
            || (IsReferral(answer) && !(DnsName.IsWithin(answer.Authority[0].Name, zone) && answer.Authority[0].Name != zone && DnsName.IsWithin(question.Name, answer.Authority[0].Name)))
            ? null
            : answer;
    }

    private static bool IsReferral(DnsAnswer answer) =>
        answer is { Authoritative: false, Rcode: DnsRcode.NoError, Answers.Count: 0 } && answer.Authority.Any(record => record.Type is DnsType.Ns);
}

/// <summary>A resolver of a world in which time passes: its caches, what others ask of it, and what it does wrong.</summary>
internal sealed class TimedResolver
{
    private readonly WorldOverTime internet;
    private readonly WatchedCache kind;
    private readonly DnsFaults faults;
    private readonly DnsQuestion watched;
    private readonly IReadOnlyList<CachingResolver> machines;
    private readonly List<DateTimeOffset> asked;
    private readonly Lock turn = new();
    private int next;

    public TimedResolver(World world, WorldOverTime internet, string name, IReadOnlyList<string> addresses)
    {
        (this.internet, Name, Addresses) = (internet, name, addresses);
        kind = internet.Watch.Resolvers.GetValueOrDefault(name, new());
        faults = new(world.Dns.Faults, []);
        watched = new(internet.Watch.Domain, DnsTypeName.Parse(internet.Watch.Record) ?? DnsType.Mx);
        machines = [.. Enumerable.Range(0, kind.Machines).Select(_ => new CachingResolver(internet, kind))];
        asked = [.. kind.Asked.Order()];
        foreach (var record in world.Dns.Resolvers.FirstOrDefault(resolver => resolver.Name == name)?.Caches ?? [])
        {
            machines[0].Fill(ZoneFile.Parse(".", record), world.Now);
        }
    }

    public string Name { get; }

    public IReadOnlyList<string> Addresses { get; }

    /// <summary>Its caches.</summary>
    public IReadOnlyList<CachingResolver> Machines => machines;

    /// <summary>What it says at a moment; moments must not go back.</summary>
    public ServedAnswer Serve(DnsQuestion question, DateTimeOffset now)
    {
        lock (turn)
        {
            while (asked.Count > 0 && asked[0] <= now)
            {
                Resolve(watched, asked[0]);
                asked.RemoveAt(0);
            }

            return internet.OutageOf(Name, now) ?? faults.Apply(Name, question, asked => Resolve(asked, now));
        }
    }

    private DnsAnswer Resolve(DnsQuestion question, DateTimeOffset now) => machines[next++ % machines.Count].Resolve(question, now);
}
