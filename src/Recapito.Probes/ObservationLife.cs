using Recapito.Core;

namespace Recapito.Probes;

/// <summary>How long an observation may stand for the world, and how much room it takes.</summary>
internal static class ObservationLife
{
    /// <summary>A gap may close at any moment, but a dead server must not cost every domain of a list its time.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(15);

    /// <summary>"There is none" without a word on how long that holds (RFC 2308 §5 gives it to those who see the SOA).</summary>
    public static readonly TimeSpan Nothing = TimeSpan.FromSeconds(60);

    /// <summary>What hosts say of themselves has no TTL; they change it in a restart.</summary>
    public static readonly TimeSpan Host = TimeSpan.FromMinutes(10);

    /// <summary>The longest life of all, whatever a TTL says.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // What a record or a line costs beside its characters.
    private const int Overhead = 48;

    public static TimeSpan Of(Observation seen) => seen switch
    {
        { Outcome: Outcome.Unavailable } => Gap,
        Present<RrSet> set => OfTtl(set.Value.Ttl),
        Present<DnsMessage> message => OfTtl(Sections(message.Value).Select(record => record.Ttl).DefaultIfEmpty((uint)Nothing.TotalSeconds).Min()),
        { Outcome: Outcome.Present } => Host,
        _ => Nothing,
    };

    public static long CharactersOf(Observation seen) => Overhead + Characters(seen.Source.Transcript ?? []) + seen switch
    {
        Present<RrSet> set => Characters(set.Value.Records),
        Present<DnsMessage> message => Characters(Sections(message.Value)) + Characters(message.Value.ExtendedErrors),
        Present<HttpsAnswer> page => page.Value.Body.Length + Characters(page.Value.Tls),
        Present<SmtpSession> session => Characters(session.Value.Banner.Lines) + Characters(session.Value.Extensions)
            + Characters(session.Value.PlainExtensions) + Characters(session.Value.Tls),
        _ => seen.Why?.Length ?? 0,
    };

    private static TimeSpan OfTtl(uint seconds) => seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;

    private static IEnumerable<DnsRecord> Sections(DnsMessage message) => message.Answer.Concat(message.Authority).Concat(message.Additional);

    private static long Characters(IEnumerable<DnsRecord> records) => records.Sum(record => (long)record.Name.Length + record.Data.Length + Overhead);

    private static long Characters(TlsSession? tls) => tls is null ? 0 : Characters(tls.Chain) + Characters(tls.Subjects);

    private static long Characters(IEnumerable<string> texts) => texts.Sum(text => (long)text.Length + Overhead);
}
