namespace Recapito.Core.Tests;

/// <summary>A watch of contoso.example with name servers and resolvers that answer as a test says, in virtual time.</summary>
internal sealed class WatchScene
{
    public const string Domain = "contoso.example";
    public const string Old = "10 mx.oldhost.example";
    public const string New = "10 mx.newhost.example";

    private static readonly Provenance Source = new("scene", DateTimeOffset.UnixEpoch);
    private readonly Dictionary<string, TimeSpan> firstNew = new(StringComparer.Ordinal);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>What a server says of the MX: the record, "" for NODATA, "!" for NXDOMAIN, null for a gap; and its TTL.</summary>
    public Func<string, TimeSpan, (string? Says, uint Ttl)> Server { get; init; } = (_, now) => (now < Minutes(5) ? Old : New, 3600);

    /// <summary>The same for a resolver, by its name.</summary>
    public Func<string, TimeSpan, (string? Says, uint Ttl)> Resolver { get; init; } = (_, now) => (now < Minutes(5) ? Old : New, 3600);

    /// <summary>The serial at a server; null for 1 where it has the old answer, and 2 elsewhere.</summary>
    public Func<TimeSpan, uint>? Serial { get; init; }

    /// <summary>The name servers that the parent, and the resolver, name; none for a gap.</summary>
    public Func<TimeSpan, IReadOnlyList<string>> Delegation { get; init; } = _ => ["ns1.dnshost.example", "ns2.dnshost.example"];

    public string? Expected { get; init; } = New;

    public IReadOnlyList<string> Resolvers { get; init; } = ["one", "two"];

    public List<WatchState> States { get; } = [];

    public List<WatchEvent> Events { get; } = [];

    /// <summary>What was asked and heard, round by round.</summary>
    public List<(TimeSpan Asked, IReadOnlyList<(Observation Seen, TimeSpan At)> Answers)> Rounds { get; } = [];

    /// <summary>The watch as it is at the end.</summary>
    public PropagationWatch Watch { get; private set; } = null!;

    public WatchState End => States[^1];

    /// <summary>The look at which the last of the servers first showed the new answer.</summary>
    public TimeSpan FirstNew => firstNew.Values.Max();

    public static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    /// <summary>Watches until a moment, past the end of the change if need be.</summary>
    public WatchScene Run(TimeSpan until)
    {
        var watch = Watch = new PropagationWatch(new(Domain, RrType.Mx)
        {
            Expected = Expected is { } expected ? ExpectedAnswer.Read(expected, RrType.Mx) : null,
            Resolvers = [.. Resolvers.Select((name, i) => new WatchedResolver(name, $"192.0.2.{10 + i}"))],
        });
        for (var now = TimeSpan.Zero; now <= until;)
        {
            var round = watch.Next(now).Select(request => (Seen: Answer(request, now), At: now)).ToList();
            Rounds.Add((now, round));
            foreach (var (seen, at) in round)
            {
                watch.Take(seen, at);
            }

            var due = watch.NextDue(now)!.Value;
            if (due > now)
            {
                var state = watch.State(now);
                Events.AddRange(WatchEvents.Between(States.LastOrDefault(), state));
                States.Add(state);
            }

            now = due > now ? due : now + Step;
        }

        return this;
    }

    private Observation Answer(Request request, TimeSpan now) => request switch
    {
        DnsRequest { Type: RrType.Mx, Name: Domain, From: { Kind: VantageKind.NameServer } from } asked => Said(asked, Noted(from.Name!, now)),
        DnsRequest { Type: RrType.Mx, Name: Domain, From: { Address: not null } from } asked => Said(asked, Resolver(from.Name!, now)),
        DnsRequest { Type: RrType.Soa, From: { Kind: VantageKind.NameServer } from } asked when Server(from.Name!, now).Says is not null =>
            Found(asked, 7200, $"ns1.dnshost.example hostmaster.contoso.example {Serial?.Invoke(now) ?? (Server(from.Name!, now).Says == Old ? 1u : 2u)} 3600 900 1209600 1800"),
        DnsRequest { Type: RrType.Ns, Name: Domain } asked when Delegation(now).Count == 0 => new Unavailable<RrSet>(asked, "timeout after 2 s", Source),
        DnsRequest { Type: RrType.Ns, Name: Domain } asked => Found(asked, 3600, [.. Delegation(now)]),
        DnsRequest { Type: RrType.Ns, Name: "example" } asked => Found(asked, 3600, "a.nic.example"),
        DnsRequest { Type: RrType.A, Name: "a.nic.example" } asked => Found(asked, 3600, "192.0.2.1"),
        DnsRequest { Type: RrType.A } asked when asked.Name.EndsWith("dnshost.example", StringComparison.Ordinal) => Found(asked, 3600, $"198.51.100.{asked.Name[2]}"),
        DnsRequest { Type: RrType.A, Name: "mx.newhost.example" } asked => Found(asked, 3600, "203.0.113.25"),
        DnsRequest { From.Kind: VantageKind.NameServer } asked => new Unavailable<RrSet>(asked, "REFUSED", Source),
        DnsRequest asked => new Absent<RrSet>(asked, "NODATA", Source),
        DnsMessageRequest { Type: RrType.Ns } asked when Delegation(now).Count == 0 => new Unavailable<DnsMessage>(asked, "timeout after 2 s", Source),
        DnsMessageRequest { Type: RrType.Ns } asked => new Present<DnsMessage>(asked, new("NOERROR", false, [], [.. Delegation(now).Select(name => new DnsRecord(Domain, RrType.Ns, 7200, name))], []), Source),
        DnsMessageRequest { From.Kind: VantageKind.NameServer } asked => new Present<DnsMessage>(asked, new("NOERROR", true, [], [], []), Source),
        DnsMessageRequest asked => Negative(asked, Resolver(asked.From.Name!, now)),
        SmtpSessionRequest asked => new Present<SmtpSession>(asked, new(new SmtpReply(220, null, ["mx ESMTP"]), [], null), Source),
        _ => throw new NotSupportedException(request.Kind),
    };

    private (string? Says, uint Ttl) Noted(string server, TimeSpan now)
    {
        var said = Server(server, now);
        if (said.Says == New)
        {
            firstNew.TryAdd(server, now);
        }

        return said;
    }

    private static Observation<RrSet> Said(DnsRequest asked, (string? Says, uint Ttl) said) => said.Says switch
    {
        null => new Unavailable<RrSet>(asked, "timeout after 2 s", Source),
        "" => new Absent<RrSet>(asked, "NODATA", Source),
        "!" => new Absent<RrSet>(asked, "NXDOMAIN", Source),
        var records => Found(asked, said.Ttl, records.Split(", ")),
    };

    private static Observation<DnsMessage> Negative(DnsMessageRequest asked, (string? Says, uint Ttl) said) => said.Says is null
        ? new Unavailable<DnsMessage>(asked, "timeout after 2 s", Source)
        : new Present<DnsMessage>(asked, new(said.Says is "!" ? "NXDOMAIN" : "NOERROR", false,
            said.Says.Length > 1 ? [new(Domain, RrType.Mx, said.Ttl, said.Says)] : [],
            [new(Domain, RrType.Soa, said.Ttl, "ns1.dnshost.example hostmaster.contoso.example 1 3600 900 1209600 1800")], []), Source);

    private static Present<RrSet> Found(DnsRequest asked, uint ttl, params IReadOnlyList<string> data) =>
        new(asked, new([.. data.Select(record => new DnsRecord(asked.Name, asked.Type, ttl, record))], asked.From.Kind is VantageKind.NameServer), Source);
}
