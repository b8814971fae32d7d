using Recapito.Core;

namespace Recapito.Lab.Tests;

/// <summary>A watch of a world in virtual time, without sockets: each question is answered in process at its moment.</summary>
internal sealed class WatchTrial
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly World world;
    private readonly WorldOverTime internet;
    private readonly Dictionary<string, TimedResolver> resolvers;
    private readonly string observers;

    public WatchTrial(World world, TimeSpan? interval = null)
    {
        this.world = world;
        internet = new(world);
        Plan = world.Watch!;
        resolvers = internet.Last.Resolvers.Select(resolver => new TimedResolver(world, internet, resolver.Name, resolver.Addresses)).ToDictionary(resolver => resolver.Addresses[0]);
        observers = internet.Last.ResolverAddress;
        var type = Enum.Parse<RrType>(Plan.Record, ignoreCase: true);
        Subject = new(Plan.Domain, type)
        {
            Expected = Plan.Expect is { } expect ? ExpectedAnswer.Read(expect, type) : null,
            Resolvers = [.. resolvers.Values.Select(resolver => new WatchedResolver(resolver.Name, resolver.Addresses[0]))],
            Interval = interval ?? TimeSpan.FromSeconds(30),
        };
    }

    public WorldWatch Plan { get; }

    public WatchSubject Subject { get; }

    public WorldOverTime Internet => internet;

    public List<WatchState> States { get; } = [];

    public Dictionary<string, List<TimeSpan>> Asked { get; } = [];

    /// <summary>For each old answer that a resolver showed: until when it keeps it as the watch says, and as the cache itself knows.</summary>
    public List<(string Resolver, DateTimeOffset Said, DateTimeOffset True)> Expiries { get; } = [];

    /// <summary>Resolvers that showed the old answer without a moment.</summary>
    public HashSet<string> Unsaid { get; } = [];

    /// <summary>Those for which a moment was named.</summary>
    public HashSet<string> Said { get; } = [];

    public WatchState End => States[^1];

    public WatchTrial Run()
    {
        var watch = new PropagationWatch(Subject);
        for (var now = TimeSpan.Zero; now <= Plan.For;)
        {
            foreach (var request in watch.Next(now))
            {
                Note(request, now);
                watch.Take(Answer(request, now), now);
            }

            States.Add(watch.State(now));
            Compare();
            if (End.IsSettled)
            {
                break;
            }

            var due = watch.NextDue(now) ?? Plan.For;
            now = due > now ? due : now + Step;
        }

        return this;
    }

    private void Compare()
    {
        foreach (var resolver in End.Resolvers.Where(resolver => resolver.Shows is Shows.Old && IsHonest(resolver.Resolver.Name)))
        {
            if (resolver.KeepsUntil is not { } until)
            {
                Unsaid.Add(resolver.Resolver.Name);
            }
            else if (until <= End.Now)
            {
                Said.Add(resolver.Resolver.Name);
            }
            else
            {
                Said.Add(resolver.Resolver.Name);
                var cache = resolvers[resolver.Resolver.Address].Machines[0];
                Expiries.Add((resolver.Resolver.Name, Plan.Begins + until, cache.Entries[(Plan.Domain, DnsTypeName.Parse(Plan.Record)!.Value)].Expires));
            }
        }
    }

    // One cache that answers as it keeps: no lie, no stale answers, no machines that take turns.
    private bool IsHonest(string resolver) => world.Dns.Faults.All(fault => fault.Server != resolver) && Plan.Resolvers.GetValueOrDefault(resolver, new()) is { Machines: 1, Stale.Ticks: 0 };

    private void Note(Request request, TimeSpan now)
    {
        if (request.From.Address is { } address)
        {
            Asked.TryAdd(address, []);
            Asked[address].Add(now);
        }
    }

    private Observation Answer(Request request, TimeSpan now)
    {
        var at = Plan.Begins + now;
        var source = new Provenance("in process", at);
        return request switch
        {
            DnsRequest asked => Read(asked, Served(asked.Name, asked.Type, asked.From, at), source),
            DnsMessageRequest asked => Read(asked, Served(asked.Name, asked.Type, asked.From, at), source),
            SmtpSessionRequest asked => Greeting(asked, source),
            _ => throw new NotSupportedException(request.Kind),
        };
    }

    private ServedAnswer? Served(string name, RrType type, Vantage from, DateTimeOffset at)
    {
        var question = new DnsQuestion(name, (DnsType)(int)type);
        return from.Kind is VantageKind.NameServer ? internet.Ask(from.Address!, question, at) : resolvers[from.Address ?? observers].Serve(question, at);
    }

    private static Observation<RrSet> Read(DnsRequest asked, ServedAnswer? served, Provenance source)
    {
        var authoritative = asked.From.Kind is VantageKind.NameServer;
        if (served?.Answer is not { } answer)
        {
            return new Unavailable<RrSet>(asked, served is null ? "connection refused" : "timeout after 2 s", source);
        }

        if (answer.Rcode is not (DnsRcode.NoError or DnsRcode.NxDomain) || (authoritative && !answer.Authoritative))
        {
            return new Unavailable<RrSet>(asked, answer.Rcode is DnsRcode.NoError ? "not authoritative (lame)" : answer.Rcode.ToString().ToUpperInvariant(), source);
        }

        DnsRecord[] records = [.. answer.Answers.Select(Record)];
        return answer.Rcode is DnsRcode.NxDomain ? new Absent<RrSet>(asked, "NXDOMAIN", source)
            : records.Any(record => record.Type == asked.Type) || (authoritative && records.Length > 0) ? new Present<RrSet>(asked, new(records, answer.Authoritative), source)
            : new Absent<RrSet>(asked, "NODATA", source);
    }

    private static Observation<DnsMessage> Read(DnsMessageRequest asked, ServedAnswer? served, Provenance source) => served?.Answer is not { } answer
        ? new Unavailable<DnsMessage>(asked, "timeout after 2 s", source)
        : new Present<DnsMessage>(asked, new(answer.Rcode.ToString().ToUpperInvariant(), answer.Authoritative,
            [.. answer.Answers.Select(Record)], [.. answer.Authority.Select(Record)], [.. answer.Additional.Select(Record)]), source);

    private static DnsRecord Record(ZoneRecord record) => new(record.Name, (RrType)(int)record.Type, record.Ttl, record.Text);

    private Observation<SmtpSession> Greeting(SmtpSessionRequest asked, Provenance source) => internet.Last.Hosts.GetValueOrDefault(internet.Last.HostAt(asked.Address) ?? "")?.Is switch
    {
        "silent" => new Unavailable<SmtpSession>(asked, "timeout after 5 s", source),
        null or "closed" => new Absent<SmtpSession>(asked, "connection refused", source),
        _ => new Present<SmtpSession>(asked, new(new SmtpReply(220, null, [$"{asked.Host} ESMTP"]), [], null), source),
    };
}
