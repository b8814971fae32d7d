namespace Recapito.Core;

/// <summary>The three answers that the DNS knows (RFC 2308 §2).</summary>
public enum AnswerKind
{
    /// <summary>There are records.</summary>
    Records,

    /// <summary>The name exists and has none of this type.</summary>
    NoData,

    /// <summary>The name does not exist.</summary>
    NxDomain,
}

/// <summary>What a server or resolver says of an RRset, without its TTL. Two that say the same are equal.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="Text">The data in canonical form and order with ", " between, empty where there are none.</param>
public sealed record WatchedAnswer(AnswerKind Kind, string Text)
{
    internal static readonly WatchedAnswer NoData = new(AnswerKind.NoData, "");
    internal static readonly WatchedAnswer NxDomain = new(AnswerKind.NxDomain, "");

    internal static WatchedAnswer Of(IEnumerable<string> data) => new(AnswerKind.Records, string.Join(", ", data.Distinct().Order(StringComparer.Ordinal)));

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        AnswerKind.Records => Text,
        AnswerKind.NoData => "NODATA",
        _ => "NXDOMAIN",
    };
}

/// <summary>An answer as it was read from one observation.</summary>
/// <param name="Answer">Null for a gap.</param>
/// <param name="Ttl">Seconds that it may be kept; null where that cannot be told from the observation, as for an absence without SOA.</param>
/// <param name="Gap">Why there is no answer; null where there is one.</param>
internal sealed record Opinion(WatchedAnswer? Answer, uint? Ttl, string? Gap)
{
    // RFC 2181 §8: a TTL with the top bit set counts as zero.
    private const uint LargestTtl = int.MaxValue;

    /// <summary>The data that stand for the answer, with those of the aliases before them as far as they are of the zone.</summary>
    public static Opinion Of(Observation seen, string? zone) => seen switch
    {
        Present<RrSet> found => OfRecords((DnsRequest)found.Request, found.Value.Records, zone),
        Absent<RrSet> none => new(none.IsNxDomain() ? WatchedAnswer.NxDomain : WatchedAnswer.NoData, null, null),
        Present<DnsMessage> message => OfMessage((DnsMessageRequest)message.Request, message.Value, zone),
        _ => new(null, null, seen.Why ?? "no answer"),
    };

    public static uint Seconds(uint ttl) => ttl > LargestTtl ? 0 : ttl;

    /// <summary>The time for which an absence may be kept: the lesser of the SOA's TTL and its MINIMUM field (RFC 2308 §5).</summary>
    public static uint NegativeTtl(RrSet soa) => Math.Min(Seconds(soa.Ttl), soa.Soa is { } fields ? Seconds(fields.MinimumSeconds) : 0);

    private static Opinion OfRecords(DnsRequest asked, IReadOnlyList<DnsRecord> records, string? zone)
    {
        // What an alias leads to in another zone is that zone's affair, and only resolvers show it.
        var own = records.Where(record => zone is null || WatchedZone.Holds(zone, record.Name)).ToList();
        own = own.Count > 0 ? own : [.. records];
        var data = own.Select(record => record.Type == asked.Type && record.Name == asked.Name ? record.Data
            : $"{record.Name} {ObservationJson.TypeName(record.Type)} {record.Data}");
        return new(WatchedAnswer.Of(data), own.Max(record => Seconds(record.Ttl)), null);
    }

    private static Opinion OfMessage(DnsMessageRequest asked, DnsMessage message, string? zone) => message switch
    {
        { Rcode: not ("NOERROR" or "NXDOMAIN") } => new(null, null, message.Rcode),
        { IsReferral: true } when asked.Type is RrType.Ns && asked.From.Kind is VantageKind.NameServer => OfDelegation(asked.Name, message),
        { IsReferral: true } => new(null, null, "a referral"),
        _ when message.AnswersFor(asked.Name, asked.Type) is { Count: > 0 } records => OfRecords(new(asked.Name, asked.Type, asked.From), records, zone),
        _ when message.Answer.Count > 0 => OfRecords(new(asked.Name, asked.Type, asked.From), message.Answer, zone),
        _ => new(message.Rcode is "NXDOMAIN" ? WatchedAnswer.NxDomain : WatchedAnswer.NoData, NegativeTtl(message.Authority), null),
    };

    // The NS RRset of a referral, with the glue of the names inside of the zone: both lead to servers.
    private static Opinion OfDelegation(string zone, DnsMessage message)
    {
        var servers = message.Authority.Where(record => record.Type is RrType.Ns && record.Name == zone).ToList();
        var names = servers.Select(record => record.Data).ToHashSet(StringComparer.Ordinal);
        var glue = message.Additional.Where(record => record.Type is RrType.A or RrType.Aaaa && names.Contains(record.Name) && WatchedZone.Holds(zone, record.Name)).ToList();
        return servers.Count == 0
            ? new(null, null, "a referral to another zone")
            : new(WatchedAnswer.Of([.. names, .. glue.Select(record => $"{record.Name} {record.Data}")]), servers.Concat(glue).Max(record => Seconds(record.Ttl)), null);
    }

    private static uint? NegativeTtl(IReadOnlyList<DnsRecord> authority) =>
        authority.FirstOrDefault(record => record.Type is RrType.Soa) is { } soa ? NegativeTtl(new RrSet([soa], false)) : null;
}
