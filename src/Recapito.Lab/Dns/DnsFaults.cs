using System.Globalization;

namespace Recapito.Lab;

/// <summary>What the servers and resolvers of a world do wrong.</summary>
internal sealed class DnsFaults(IReadOnlyList<DnsFault> faults, IReadOnlyList<ZoneRecord> rootServers)
{
    private const int ManyRecords = 2000;

    /// <summary>Above every TTL that there is (RFC 2181 §8).</summary>
    private const uint HugeTtl = 0x8000_0000;

    private static readonly Dictionary<string, WireFault> OnTheWire = new(StringComparer.Ordinal)
    {
        ["pointer-loop"] = WireFault.PointerLoop, ["pointer-forward"] = WireFault.PointerForward, ["pointer-past-end"] = WireFault.PointerPastEnd,
        ["long-name"] = WireFault.LongName, ["wrong-id"] = WireFault.WrongId, ["wrong-question"] = WireFault.WrongQuestion,
        ["other-case"] = WireFault.OtherCase, ["other-source"] = WireFault.OtherSource, ["no-edns"] = WireFault.NoEdns,
        ["edns-ignored"] = WireFault.EdnsIgnored, ["edns-version-error"] = WireFault.EdnsVersionError, ["edns-option-error"] = WireFault.EdnsOptionError,
        ["edns-option-echo"] = WireFault.EdnsOptionEcho, ["edns-flag-echo"] = WireFault.EdnsFlagEcho,
    };

    private readonly List<(DnsFault Fault, DnsType? On, IReadOnlyList<ZoneRecord> Records)> faults = [.. faults.Select(fault => (fault,
        fault.On is { } on ? DnsTypeName.Parse(on) : null,
        (IReadOnlyList<ZoneRecord>)[.. (fault.Records ?? []).SelectMany(record => ZoneFile.Parse(".", record))]))];

    /// <summary>Every word that a fault may have under "do".</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "drop", "delay", "servfail", "refuse", "nxdomain", "nodata", "truncate", "truncate-dead", "lame", "upward-referral", "no-aa", "aa-missing", "lie",
        "no-tcp", "many-records", "huge-tcp", "ttl-zero", "ttl-huge", "edns-drop", "edns-version-drop", .. OnTheWire.Keys,
    ];

    /// <summary>The answer as the first fault that concerns this question has it, or the honest one.</summary>
    public ServedAnswer Apply(string server, DnsQuestion question, Func<DnsQuestion, DnsAnswer> honest)
    {
        foreach (var (fault, on, records) in faults)
        {
            if (fault.Server == server && (on is null || on == question.Type) && (fault.Name is null || fault.Name == question.Name) && Concerns(fault.Do, question.Edns))
            {
                return With(fault, records, question, honest);
            }
        }

        return new(honest(question));
    }

    // A server that trips over EDNS answers rightly where there is none.
    private static bool Concerns(string misdeed, Edns? edns) => misdeed switch
    {
        "no-edns" or "edns-ignored" or "edns-drop" => edns is not null,
        "edns-version-error" or "edns-version-drop" => edns is { Version: > 0 },
        "edns-option-error" or "edns-option-echo" => edns is { HasUnknownOption: true },
        "edns-flag-echo" => edns is not null && (edns.Flags & ~Edns.DnssecFlag) != 0,
        _ => true,
    };

    private ServedAnswer With(DnsFault fault, IReadOnlyList<ZoneRecord> records, DnsQuestion question, Func<DnsQuestion, DnsAnswer> ask)
    {
        if (OnTheWire.TryGetValue(fault.Do, out var wire))
        {
            return new(ask(wire is WireFault.EdnsIgnored ? question with { Edns = null } : question)) { Wire = wire };
        }

        var honest = ask(question);
        return fault.Do switch
        {
            "drop" or "edns-drop" or "edns-version-drop" => ServedAnswer.Silence,
            "delay" => new(honest, fault.Milliseconds),
            "servfail" => new(new(DnsRcode.ServFail) { RecursionAvailable = honest.RecursionAvailable }),
            "refuse" => new(new(DnsRcode.Refused) { RecursionAvailable = honest.RecursionAvailable }),
            "nxdomain" => new(Empty(honest, DnsRcode.NxDomain)),
            "nodata" => new(Empty(honest, DnsRcode.NoError)),
            "truncate" => new(honest, TruncateUdp: true),
            "truncate-dead" => new(honest, TruncateUdp: true, TcpDead: true),
            "no-tcp" => new(honest, TcpDead: true),
            "lame" or "upward-referral" => new(new(DnsRcode.NoError) { Authority = rootServers }),
            "no-aa" or "aa-missing" => new(honest with { Authoritative = false }),
            "lie" => new(honest with { Rcode = DnsRcode.NoError, Answers = records, Authority = [], Additional = [] }),
            "many-records" => new(honest with { Rcode = DnsRcode.NoError, Answers = Many(question) ?? honest.Answers, Authority = [], Additional = [] }),
            "huge-tcp" => new(honest with { Additional = Filling(question.Name) }, TruncateUdp: true),
            "ttl-zero" => new(WithTtl(honest, 0)),
            "ttl-huge" => new(WithTtl(honest, HugeTtl)),
            _ => new(honest),
        };
    }

    private static DnsAnswer Empty(DnsAnswer honest, DnsRcode rcode) =>
        honest with { Rcode = rcode, Answers = [], Authority = [.. honest.Authority.Where(record => record.Type is DnsType.Soa)], Additional = [] };

    private static List<ZoneRecord>? Many(DnsQuestion question) => question.Type is not (DnsType.Mx or DnsType.Txt) ? null
        : [.. Enumerable.Range(1, ManyRecords).Select(i => i.ToString(CultureInfo.InvariantCulture)).Select(i => new ZoneRecord(
            question.Name, question.Type, ZoneFile.DefaultTtl, question.Type is DnsType.Txt ? ["text " + i] : [i, DnsName.Join("mx" + i, question.Name)]))];

    // 62 records of 1,036 octets: just below the 65,535 that a message over TCP may have.
    private static List<ZoneRecord> Filling(string name) =>
        [.. Enumerable.Range(100, 62).Select(i => new ZoneRecord(name, DnsType.Txt, ZoneFile.DefaultTtl,
            [.. Enumerable.Repeat(i.ToString(CultureInfo.InvariantCulture) + new string('x', 252), 4)]))];

    private static DnsAnswer WithTtl(DnsAnswer honest, uint ttl)
    {
        return honest with { Answers = Changed(honest.Answers), Authority = Changed(honest.Authority), Additional = Changed(honest.Additional) };

        IReadOnlyList<ZoneRecord> Changed(IReadOnlyList<ZoneRecord> section) => [.. section.Select(record => record with { Ttl = ttl })];
    }
}
