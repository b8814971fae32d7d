namespace Recapito.Core.Tests;

/// <summary>
/// contoso.example in order: its parent, its two name servers and a resolver, all honest, in lines as <see cref="DomainScene"/> has them. A test changes what
/// one of them holds, or what one of them says.
/// </summary>
internal sealed class ZoneWorld
{
    public const string Ns1 = "192.0.2.53";
    public const string Ns2 = "198.51.100.53";
    public const string Parent = "203.0.113.1";
    public const string Soa = "contoso.example SOA ns1.dnshost.example hostmaster.contoso.example 7 7200 3600 1209600 3600";

    private static readonly string[] Child =
    [
        Soa,
        "contoso.example NS ns1.dnshost.example",
        "contoso.example NS ns2.dnshost.example",
        "contoso.example MX 10 mx.contoso.example",
        "contoso.example TXT \"v=spf1 mx -all\"",
        "mx.contoso.example A 203.0.113.25",
    ];

    private static readonly string[] Above =
    [
        "example SOA a.nic.example hostmaster.example 1 7200 3600 1209600 3600",
        "example NS a.nic.example",
        "a.nic.example A 203.0.113.1",
        "contoso.example NS ns1.dnshost.example",
        "contoso.example NS ns2.dnshost.example",
        "ns1.dnshost.example A 192.0.2.53",
        "ns2.dnshost.example A 198.51.100.53",
    ];

    private readonly Dictionary<string, (string Zone, List<string> Lines)> held = new()
    {
        [Ns1] = ("contoso.example", [.. Child]),
        [Ns2] = ("contoso.example", [.. Child]),
        [Parent] = ("example", [.. Above]),
    };

    private readonly List<string> atResolver = [.. Child.Concat(Above).Distinct()];
    private readonly List<Func<DnsMessageRequest, DnsMessage, Observation<DnsMessage>?>> sayings = [];

    /// <summary>Takes lines that begin so away from the given places ("resolver" for the resolver), and adds others.</summary>
    public ZoneWorld Change(IReadOnlyList<string> places, string without, params string[] with)
    {
        foreach (var lines in places.Select(place => place is "resolver" ? atResolver : held.TryGetValue(place, out var one) ? one.Lines : throw new ArgumentException(place)))
        {
            lines.RemoveAll(line => without.Length > 0 && line.StartsWith(without, StringComparison.Ordinal));
            lines.AddRange(with);
        }

        return this;
    }

    /// <summary>A further server of a zone, at an address.</summary>
    public ZoneWorld Serve(string address, string zone, params string[] lines)
    {
        held[address] = (zone, [.. lines.Length > 0 ? lines : Child]);
        return this;
    }

    /// <summary>Lets servers say something else than they would; null where they stay as they are.</summary>
    public ZoneWorld Say(Func<DnsMessageRequest, bool> when, Func<DnsMessage, DnsMessage> what)
    {
        sayings.Add((asked, honest) => when(asked) ? new Present<DnsMessage>(asked, what(honest), Source(asked)) : null);
        return this;
    }

    /// <summary>Lets servers be silent.</summary>
    public ZoneWorld Silent(Func<DnsMessageRequest, bool> when)
    {
        sayings.Add((asked, _) => when(asked) ? new Unavailable<DnsMessage>(asked, "timeout after 2 s, 3 tries", Source(asked)) : null);
        return this;
    }

    public DomainReport Examine(string about = DomainScene.Domain) => Scene(about).Examine();

    public DomainScene Scene(string about = DomainScene.Domain, params IReadOnlyList<ExpectedRecord> expected) =>
        new DomainScene(atResolver) { About = about, Inquiry = new() { InLab = true, Expected = expected } }.Answering(request => request is DnsMessageRequest asked ? Answer(asked) : null);

    private static Provenance Source(DnsMessageRequest asked) => new(asked.From.ToString(), DomainScene.Now);

    private Observation<DnsMessage> Answer(DnsMessageRequest asked)
    {
        if (asked.From.Kind is VantageKind.Resolver)
        {
            // Neither signs nor validates; what it says otherwise is asked for as RRsets.
            var plain = new DnsMessage("NOERROR", false, [], [], []) { RecursionAvailable = true, EdnsVersion = 0 };
            return sayings.Select(say => say(asked, plain)).FirstOrDefault(said => said is not null) ?? new Present<DnsMessage>(asked, plain, Source(asked));
        }

        var honest = held.TryGetValue(asked.From.Address!, out var one) ? Formed(asked, Honest(asked, one.Zone, [.. one.Lines.Select(Record)])) : null;
        return sayings.Select(say => say(asked, honest ?? new("NOERROR", false, [], [], []))).FirstOrDefault(said => said is not null)
            ?? (honest is null ? new Unavailable<DnsMessage>(asked, "timeout after 2 s, 3 tries", Source(asked)) : new Present<DnsMessage>(asked, honest, Source(asked)));
    }

    private static DnsMessage Honest(DnsMessageRequest asked, string zone, List<DnsRecord> records)
    {
        if (!DnsName.IsAtOrBelow(asked.Name, zone))
        {
            return new("REFUSED", false, [], [], []);
        }

        if (records.Find(record => record.Type is RrType.Ns && record.Name != zone && DnsName.IsAtOrBelow(asked.Name, record.Name)) is { } cut)
        {
            DnsRecord[] servers = [.. records.Where(record => record.Type is RrType.Ns && record.Name == cut.Name)];
            return new("NOERROR", false, [], servers, [.. records.Where(record => record.Type is RrType.A or RrType.Aaaa && servers.Any(server => server.Data == record.Name))]);
        }

        DnsRecord[] found = [.. records.Where(record => record.Name == asked.Name && record.Type == asked.Type)];
        var exists = asked.Name == zone || records.Exists(record => DnsName.IsAtOrBelow(record.Name, asked.Name));
        return found.Length > 0 ? new("NOERROR", true, found, [], [])
            : new(exists ? "NOERROR" : "NXDOMAIN", true, [], [.. records.Where(record => record.Type is RrType.Soa && record.Name == zone)], []);
    }

    private static DnsMessage Formed(DnsMessageRequest asked, DnsMessage message) => asked.Form switch
    {
        QueryForm.NoEdns => message with { EchoedName = asked.Name },
        QueryForm.EdnsVersion => new("BADVERS", false, [], [], []) { EdnsVersion = 0, EchoedName = asked.Name },
        QueryForm.MixedCase => message with { EdnsVersion = 0, EchoedName = "CoNtOsO.eXaMpLe" },
        QueryForm.Tcp => message with { EdnsVersion = 0, EchoedName = asked.Name, Via = TransportProtocol.Tcp },
        _ => message with { EdnsVersion = 0, EchoedName = asked.Name },
    };

    private static DnsRecord Record(string line)
    {
        var words = line.Split(' ', 3);
        var hasTtl = words[0].Contains('/', StringComparison.Ordinal);
        return new(words[0].Split('/')[0], Enum.Parse<RrType>(words[1], ignoreCase: true), hasTtl ? uint.Parse(words[0].Split('/')[1], System.Globalization.CultureInfo.InvariantCulture) : 3600, words[2]);
    }
}
