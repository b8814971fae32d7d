namespace Recapito.Lab;

/// <summary>How the sockets are to treat an answer, beside what it says.</summary>
/// <param name="Answer">What is said; null for silence.</param>
/// <param name="DelayMilliseconds">Wait before it is said.</param>
/// <param name="TruncateUdp">TC on UDP at any size.</param>
/// <param name="TcpDead">No answer over TCP.</param>
internal sealed record ServedAnswer(DnsAnswer? Answer, int DelayMilliseconds = 0, bool TruncateUdp = false, bool TcpDead = false)
{
    /// <summary>What is wrong with its octets.</summary>
    public WireFault Wire { get; init; }

    /// <summary>Silence.</summary>
    public static ServedAnswer Silence { get; } = new((DnsAnswer?)null);
}

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

    public ServedAnswer Serve(DnsQuestion question) => faults.Apply(name, question, Answer);

    private DnsAnswer Answer(DnsQuestion question)
    {
        var fit = zones.Where(zone => DnsName.IsWithin(question.Name, zone.Apex)).OrderByDescending(zone => zone.Apex is "." ? 0 : zone.Apex.Length).ToList();

        // The DS of a zone stands in its parent (RFC 4035 §3.1.4.1).
        var zone = question.Type is DnsType.Ds ? fit.Find(zone => zone.Apex != question.Name) ?? fit.FirstOrDefault() : fit.FirstOrDefault();
        return zone is null ? new(DnsRcode.Refused) : zone.Answer(question);
    }
}
