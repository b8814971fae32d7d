namespace Recapito.Core;

/// <summary>What a whole DNS message says of one RRset, so that one answer serves both kinds of question.</summary>
internal static class MessageAnswer
{
    // RFC 1034 gives no bound; resolvers stop between 8 and 17.
    private const int LongestChain = 16;

    /// <summary>The observation of a message as one of an RRset; null for null.</summary>
    public static Observation<RrSet>? AsRrSet(Observation<DnsMessage>? seen)
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

    /// <summary>Reads a message as the answer to a question for an RRset.</summary>
    public static Observation<RrSet> Read(DnsRequest request, DnsMessage message, Provenance source)
    {
        if (WhyUnusable(request, message) is { } why)
        {
            return new Unavailable<RrSet>(request, why, source);
        }

        var (owner, chain) = (request.Name, new List<DnsRecord>());
        while (message.AnswersFor(owner, RrType.Cname) is [var alias, ..])
        {
            chain.Add(alias);
            owner = alias.Data;
            if (request.Type is RrType.Cname)
            {
                break;
            }

            if (chain.Count > LongestChain)
            {
                return new Unavailable<RrSet>(request, $"the aliases of {request.Name} go in a circle or are more than {LongestChain}", source);
            }
        }

        var suffix = chain.Count > 0 ? $" (alias of {owner})" : "";
        if (message.Rcode is "NXDOMAIN")
        {
            return new Absent<RrSet>(request, "NXDOMAIN" + suffix, source);
        }

        DnsRecord[] records = [.. chain, .. request.Type is RrType.Cname ? [] : message.AnswersFor(owner, request.Type).Distinct()];
        var found = records.Length > chain.Count || (request.Type is RrType.Cname && chain.Count > 0);
        return found || (records.Length > 0 && request.From.Kind is VantageKind.NameServer)
            ? new Present<RrSet>(request, new RrSet(records, message.Authoritative), source)
            : new Absent<RrSet>(request, "NODATA" + suffix, source);
    }

    private static string? WhyUnusable(DnsRequest request, DnsMessage message) => message switch
    {
        { Rcode: not ("NOERROR" or "NXDOMAIN") } => message.Rcode,
        { OtherSource: { } other } => $"the answer came from another address: {other}",
        { Authoritative: false } when request.From.Kind is VantageKind.NameServer => "not authoritative (lame)",
        _ => null,
    };
}
