using System.Globalization;

namespace Recapito.Core;

/// <summary>One resource record.</summary>
/// <param name="Name">Canonical owner name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Ttl">Seconds: the zone's at an authoritative server, what is left at a resolver.</param>
/// <param name="Data">RDATA in presentation form with canonical names (no dot at the end, "." for the root): "10 mx.contoso.example".</param>
public sealed record DnsRecord(string Name, RrType Type, uint Ttl, string Data);

/// <summary>An exchanger of a domain (RFC 5321 §5.1).</summary>
/// <param name="Preference">0 to 65535; lower is tried first.</param>
/// <param name="Exchange">Canonical host name, or "." for a null MX (RFC 7505).</param>
public sealed record MxRecord(int Preference, string Exchange);

/// <summary>The timers and serial of a zone (RFC 1035 §3.3.13).</summary>
public sealed record SoaRecord(string PrimaryServer, uint Serial, uint RefreshSeconds, uint RetrySeconds, uint ExpireSeconds, uint MinimumSeconds);

/// <summary>A positive answer: the RRset, preceded by the aliases that led to it.</summary>
/// <param name="Records">In the order of the answer; never empty.</param>
/// <param name="Authoritative">The AA bit (RFC 1035 §4.1.1).</param>
public sealed record RrSet(IReadOnlyList<DnsRecord> Records, bool Authoritative)
{
    /// <summary>The mail exchangers, lowest preference first, then by name.</summary>
    public IReadOnlyList<MxRecord> Mx => [.. Of(RrType.Mx).Select(record => ParseMx(record.Data)).OrderBy(mx => mx.Preference).ThenBy(mx => mx.Exchange, StringComparer.Ordinal)];

    /// <summary>The addresses, in text.</summary>
    public IReadOnlyList<string> Addresses => [.. Records.Where(record => record.Type is RrType.A or RrType.Aaaa).Select(record => record.Data)];

    /// <summary>The name servers.</summary>
    public IReadOnlyList<string> NameServers => [.. Of(RrType.Ns).Select(record => record.Data)];

    /// <summary>The SOA record, where the answer has one that can be read.</summary>
    public SoaRecord? Soa => Of(RrType.Soa).Select(record => ParseSoa(record.Data)).FirstOrDefault();

    /// <summary>The first alias target, where the asked name is an alias.</summary>
    public string? Alias => Of(RrType.Cname).Select(record => record.Data).FirstOrDefault();

    /// <summary>The smallest TTL of the records, in seconds.</summary>
    public uint Ttl => Records.Count == 0 ? 0 : Records.Min(record => record.Ttl);

    private IEnumerable<DnsRecord> Of(RrType type) => Records.Where(record => record.Type == type);

    private static MxRecord ParseMx(string data)
    {
        var blank = data.IndexOf(' ', StringComparison.Ordinal);
        return new(int.Parse(data.AsSpan(0, blank), CultureInfo.InvariantCulture), data[(blank + 1)..]);
    }

    private static SoaRecord ParseSoa(string data)
    {
        var field = data.Split(' ');
        return new(field[0], Number(field[2]), Number(field[3]), Number(field[4]), Number(field[5]), Number(field[6]));
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
