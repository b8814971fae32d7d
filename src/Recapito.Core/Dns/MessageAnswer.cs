namespace Recapito.Core;

/// <summary>What a DNS message says of one RRset: an RRset, its absence, or a gap.</summary>
public static class MessageAnswer
{
    // RFC 1034 gives no bound; resolvers stop between 8 and 17.
    private const int LongestChain = 16;

    /// <summary>The observation of a message as one of an RRset, so that one answer serves both kinds of question; null for null.</summary>
    internal static Observation<RrSet>? AsRrSet(Observation<DnsMessage>? seen)
    {
        if (seen?.Request is not DnsMessageRequest asked)
        {
            return null;
        }

        var request = new DnsRequest(asked.Name, asked.Type, asked.From);
        return seen switch
        {
            Present<DnsMessage> { Value: var message } => Read(request, message, seen.Source),
            Unavailable<DnsMessage> gap => new Unavailable<RrSet>(request, gap.Reason, gap.Source) { Finding = gap.Finding },
            _ => new Unavailable<RrSet>(request, seen.Why ?? "no message", seen.Source),
        };
    }

    /// <summary>Reads a message as an observation.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="message">What came.</param>
    /// <param name="source">Who said it.</param>
    public static Observation<RrSet> Read(DnsRequest request, DnsMessage message, Provenance source)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(message);
        if (WhyUnusable(request, message) is { } why)
        {
            return new Unavailable<RrSet>(request, why, source);
        }

        var (chain, owner, finding) = Chain(request, message.Answer);
        if (finding is not null)
        {
            return new Unavailable<RrSet>(request, $"the aliases of {request.Name} go in a circle or are more than {LongestChain}", source) { Finding = finding };
        }

        var suffix = chain.Count > 0 ? $" (alias of {owner})" : "";
        if (message.Rcode is "NXDOMAIN")
        {
            return new Absent<RrSet>(request, "NXDOMAIN" + suffix, source);
        }

        DnsRecord[] records = [.. chain, .. request.Type is RrType.Cname ? [] : message.AnswersFor(owner, request.Type).Distinct()];
        var found = records.Length > chain.Count || (request.Type is RrType.Cname && chain.Count > 0);

        // An authoritative server need not follow an alias out of its zone; to a resolver, an alias alone means that there is no data.
        return found || (records.Length > 0 && request.From.Kind is VantageKind.NameServer)
            ? new Present<RrSet>(request, new RrSet(records, message.Authoritative), source)
            : new Absent<RrSet>(request, "NODATA" + suffix, source);
    }

    // Only NOERROR and NXDOMAIN answer (RFC 1035 §4.1.1); any other RCODE is a gap.
    private static string? WhyUnusable(DnsRequest request, DnsMessage message)
    {
        if (message.Rcode is not ("NOERROR" or "NXDOMAIN"))
        {
            return message.Rcode;
        }

        if (message.OtherSource is { } other)
        {
            return $"the answer came from another address: {other}";
        }

        if (request.From.Kind is not VantageKind.NameServer || message.Authoritative)
        {
            return null;
        }

        var referred = message.Authority.Where(record => record.Type is RrType.Ns).Select(record => record.Data).ToArray();
        return message.Answer.Count == 0 && referred.Length > 0
            ? $"not authoritative (lame): a referral to {string.Join(", ", referred)}"
            : "not authoritative (lame)";
    }

    private static (List<DnsRecord> Chain, string Owner, string? Finding) Chain(DnsRequest request, IReadOnlyList<DnsRecord> answers)
    {
        var owner = request.Name;
        var chain = new List<DnsRecord>();
        var aliases = new Dictionary<string, DnsRecord>(StringComparer.Ordinal);
        foreach (var alias in answers.Where(record => record.Type is RrType.Cname))
        {
            aliases.TryAdd(alias.Name, alias);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { owner };
        while (aliases.TryGetValue(owner, out var found))
        {
            chain.Add(found);
            owner = found.Data;
            if (request.Type is RrType.Cname)
            {
                break;
            }

            if (!seen.Add(owner))
            {
                return (chain, owner, DnsMisbehaviour.AliasLoop);
            }

            if (chain.Count > LongestChain)
            {
                return (chain, owner, DnsMisbehaviour.AliasChainTooLong);
            }
        }

        return (chain, owner, null);
    }
}
