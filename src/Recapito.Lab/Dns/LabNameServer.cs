namespace Recapito.Lab;

/// <summary>How the sockets are to treat an answer, beside what it says.</summary>
/// <param name="Answer">What is said; null for silence.</param>
/// <param name="DelayMilliseconds">Wait before it is said.</param>
/// <param name="TruncateUdp">TC on UDP at any size.</param>
/// <param name="TcpDead">No answer over TCP.</param>
internal sealed record ServedAnswer(DnsAnswer? Answer, int DelayMilliseconds = 0, bool TruncateUdp = false, bool TcpDead = false);

/// <summary>Something that answers DNS questions: an authoritative server or a resolver.</summary>
internal interface IDnsAnswerer
{
    /// <summary>Its name in the world.</summary>
    string Name { get; }

    /// <summary>Its IP addresses in text.</summary>
    IReadOnlyList<string> Addresses { get; }

    /// <summary>What it says, its faults included.</summary>
    ServedAnswer Serve(DnsQuestion question);
}

/// <summary>An authoritative server of a lab.</summary>
internal sealed class LabNameServer(string name, IReadOnlyList<string> addresses, IReadOnlyList<Zone> zones, DnsFaults faults) : IDnsAnswerer
{
    public string Name => name;

    public IReadOnlyList<string> Addresses => addresses;

    /// <summary>The zones that it serves.</summary>
    public IReadOnlyList<Zone> Zones => zones;

    public ServedAnswer Serve(DnsQuestion question) => faults.Apply(name, question, () => Answer(question));

    private DnsAnswer Answer(DnsQuestion question)
    {
        var zone = zones.Where(zone => DnsName.IsWithin(question.Name, zone.Apex)).MaxBy(zone => zone.Apex is "." ? 0 : zone.Apex.Length);
        return zone is null ? new(DnsRcode.Refused) : zone.Answer(question);
    }
}

/// <summary>What the servers and resolvers of a world do wrong.</summary>
internal sealed class DnsFaults(IReadOnlyList<DnsFault> faults, IReadOnlyList<ZoneRecord> rootServers)
{
    private readonly List<(DnsFault Fault, DnsType? On, IReadOnlyList<ZoneRecord> Records)> faults = [.. faults.Select(fault => (fault,
        fault.On is { } on ? ZoneFile.TypeNamed(on) : null,
        (IReadOnlyList<ZoneRecord>)[.. (fault.Records ?? []).SelectMany(record => ZoneFile.Parse(".", record))]))];

    /// <summary>The answer as the first fault that concerns this question has it, or the honest one.</summary>
    public ServedAnswer Apply(string server, DnsQuestion question, Func<DnsAnswer> honest)
    {
        foreach (var (fault, on, records) in faults)
        {
            if (fault.Server == server && (on is null || on == question.Type) && (fault.Name is null || fault.Name == question.Name))
            {
                return With(fault, records, honest());
            }
        }

        return new(honest());
    }

    private ServedAnswer With(DnsFault fault, IReadOnlyList<ZoneRecord> records, DnsAnswer honest) => fault.Do switch
    {
        "drop" => new(null),
        "delay" => new(honest, fault.Milliseconds),
        "servfail" => new(new(DnsRcode.ServFail) { RecursionAvailable = honest.RecursionAvailable }),
        "refuse" => new(new(DnsRcode.Refused) { RecursionAvailable = honest.RecursionAvailable }),
        "nxdomain" => new(Empty(honest, DnsRcode.NxDomain)),
        "nodata" => new(Empty(honest, DnsRcode.NoError)),
        "truncate" => new(honest, TruncateUdp: true),
        "truncate-dead" => new(honest, TruncateUdp: true, TcpDead: true),
        "lame" => new(new(DnsRcode.NoError) { Authority = rootServers }),
        "no-aa" => new(honest with { Authoritative = false }),
        "lie" => new(honest with { Rcode = DnsRcode.NoError, Answers = records, Authority = [], Additional = [] }),
        _ => new(honest),
    };

    private static DnsAnswer Empty(DnsAnswer honest, DnsRcode rcode) =>
        honest with { Rcode = rcode, Answers = [], Authority = [.. honest.Authority.Where(record => record.Type is DnsType.Soa)], Additional = [] };
}
