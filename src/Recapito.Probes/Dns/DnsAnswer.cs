using System.Globalization;
using System.Text;
using DnsClient;
using Recapito.Core;
using Wire = DnsClient.Protocol;

namespace Recapito.Probes;

/// <summary>What a DNS message says of one question: pure, no network.</summary>
internal static class DnsAnswer
{
    // RFC 1034 gives no bound; resolvers stop between 8 and 17.
    private const int LongestChain = 16;

    /// <summary>Reads a message as an observation.</summary>
    public static Observation<RrSet> Read(DnsRequest request, IDnsQueryResponse message, Provenance source)
    {
        if (WhyUnusable(request, message) is { } why)
        {
            return new Unavailable<RrSet>(request, why, source);
        }

        Wire.DnsResourceRecord[] answers = [.. message.Answers];
        var chain = Chain(request, answers, out var owner);
        if (chain is null)
        {
            return new Unavailable<RrSet>(request, $"the aliases of {request.Name} go in a circle or are more than {LongestChain}", source);
        }

        var suffix = chain.Count > 0 ? $" (alias of {owner})" : "";
        if (message.Header.ResponseCode is DnsHeaderResponseCode.NotExistentDomain)
        {
            return new Absent<RrSet>(request, "NXDOMAIN" + suffix, source);
        }

        DnsRecord[] records = [.. chain, .. RecordsOf(answers, owner, request.Type)];
        var found = records.Length > chain.Count || (request.Type is RrType.Cname && chain.Count > 0);

        // An authoritative server need not follow an alias out of its zone; to a resolver, an alias alone means that there is no data.
        return found || (records.Length > 0 && request.From.Kind is VantageKind.NameServer)
            ? new Present<RrSet>(request, new RrSet(records, message.Header.HasAuthorityAnswer), source)
            : new Absent<RrSet>(request, "NODATA" + suffix, source);
    }

    /// <summary>The library's name of a record type.</summary>
    public static QueryType TypeOf(RrType type) => type switch
    {
        RrType.A => QueryType.A,
        RrType.Aaaa => QueryType.AAAA,
        RrType.Cname => QueryType.CNAME,
        RrType.Mx => QueryType.MX,
        RrType.Ns => QueryType.NS,
        RrType.Soa => QueryType.SOA,
        RrType.Txt => QueryType.TXT,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string? WhyUnusable(DnsRequest request, IDnsQueryResponse message)
    {
        if (ProbeFailure.OfRcode(message.Header.ResponseCode) is { } rcode)
        {
            return rcode;
        }

        if (message.Questions is not [var question] || Name(question.QueryName) != request.Name || question.QuestionType != TypeOf(request.Type))
        {
            return "the answer is to another question";
        }

        if (request.From.Kind is not VantageKind.NameServer || message.Header.HasAuthorityAnswer)
        {
            return null;
        }

        var referred = message.Authorities.OfType<Wire.NsRecord>().Select(ns => Name(ns.NSDName)).ToArray();
        return message.Answers.Count == 0 && referred.Length > 0
            ? $"not authoritative (lame): a referral to {string.Join(", ", referred)}"
            : "not authoritative (lame)";
    }

    private static List<DnsRecord>? Chain(DnsRequest request, Wire.DnsResourceRecord[] answers, out string owner)
    {
        owner = request.Name;
        var chain = new List<DnsRecord>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { owner };
        while (true)
        {
            var at = owner;
            if (answers.OfType<Wire.CNameRecord>().FirstOrDefault(alias => Name(alias.DomainName) == at) is not { } found)
            {
                return chain;
            }

            chain.Add(RecordOf(found, RrType.Cname));
            owner = Name(found.CanonicalName);
            if (request.Type is RrType.Cname)
            {
                return chain;
            }

            if (!seen.Add(owner) || chain.Count > LongestChain)
            {
                return null;
            }
        }
    }

    private static IEnumerable<DnsRecord> RecordsOf(Wire.DnsResourceRecord[] answers, string owner, RrType type) =>
        type is RrType.Cname ? [] : answers
            .Where(record => record.RecordClass is QueryClass.IN && (int)record.RecordType == (int)TypeOf(type) && Name(record.DomainName) == owner)
            .Select(record => RecordOf(record, type)).Distinct();

    // RFC 2181 §8: a TTL with the top bit set counts as zero.
    private static DnsRecord RecordOf(Wire.DnsResourceRecord record, RrType type) =>
        new(Name(record.DomainName), type, (uint)Math.Max(0, record.InitialTimeToLive), Rdata(record));

    private static string Rdata(Wire.DnsResourceRecord record) => record switch
    {
        Wire.AddressRecord address => address.Address.ToString(),
        Wire.CNameRecord alias => Name(alias.CanonicalName),
        Wire.MxRecord mx => string.Create(CultureInfo.InvariantCulture, $"{mx.Preference} {Name(mx.Exchange)}"),
        Wire.NsRecord ns => Name(ns.NSDName),
        Wire.SoaRecord soa => string.Create(
            CultureInfo.InvariantCulture,
            $"{Name(soa.MName)} {Name(soa.RName)} {soa.Serial} {soa.Refresh} {soa.Retry} {soa.Expire} {soa.Minimum}"),
        Wire.TxtRecord text => string.Join(' ', text.Text.Select(Quoted)),
        _ => throw new GapException($"a record of type {record.RecordType} cannot be read"),
    };

    // Blanks would move the fields of an RDATA text; a host name has none.
    private static string Name(string name)
    {
        var clean = Visible.Text(name).Replace(" ", "\\x20", StringComparison.Ordinal);
        return clean.Length == 0 ? "." : Names.Canonical(clean);
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var c in Visible.Text(text))
        {
            _ = c is '"' ? quoted.Append("\\\"") : quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
