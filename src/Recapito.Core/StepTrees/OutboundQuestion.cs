using System.Net;

namespace Recapito.Core;

/// <summary>How does a sending address look to those that receive from it?</summary>
/// <param name="Address">IP address in text.</param>
public sealed record OutboundQuestion(string Address) : TestQuestion
{
    private const int MostNames = 10;

    /// <summary>The address in the reverse-path, canonical; null where none was given.</summary>
    public string? Sender { get; init; }

    /// <summary>The name in EHLO, canonical; null where none was given.</summary>
    public string? Helo { get; init; }

    /// <summary>Zones of DNS block lists that the user names (RFC 5782); no list is asked by default.</summary>
    public IReadOnlyList<string> Blocklists { get; init; } = [];

    /// <inheritdoc/>
    public override StepTest Test => StepTest.Outbound;

    /// <inheritdoc/>
    public override string Subject => Address;

    internal IPAddress Client => IPAddress.Parse(Address);

    /// <summary>The type of the records that hold such an address.</summary>
    internal RrType AddressType => Client.GetAddressBytes().Length == 4 ? RrType.A : RrType.Aaaa;

    /// <summary>The question for the address's names.</summary>
    internal DnsRequest Reverse => DomainView.At(ReverseNameOf(Client), RrType.Ptr);

    internal string? SenderDomain => Sender is null ? null : Names.DomainOf(Sender);

    internal SpfQuestion Spf(DateTimeOffset now) => new(Client, Sender ?? "", Helo ?? SenderDomain ?? "", now);

    /// <summary>The name under which an address has its PTR records (RFC 1035 §3.5, RFC 3596 §2.5).</summary>
    internal static string ReverseNameOf(IPAddress address) => new SpfMacroValues(new(address, "", "", default), _ => null).ReverseName;

    /// <summary>The names that a PTR answer gives, ten at most, as receivers do (RFC 7208 §4.6.4).</summary>
    internal static IReadOnlyList<string> NamesIn(Observation<RrSet>? seen) =>
        seen is Present<RrSet> set
            ? [.. set.Value.Records.Where(record => record.Type is RrType.Ptr && Names.IsHostName(record.Data)).Select(record => record.Data).Distinct().Take(MostNames)]
            : [];

    private protected override IEnumerable<Request> Asks(EvidenceSet evidence, DateTimeOffset now) =>
    [
        Reverse,
        .. NamesIn(evidence.Find(Reverse)).Select(name => DomainView.At(name, AddressType)),
        .. Blocklists.SelectMany(zone => new BlocklistEntry(Client, zone, evidence).Asks()),
        .. SenderDomain is null ? [] : SpfEvaluation.Evaluate(Spf(now), evidence).Needed,
        .. Helo is null ? Array.Empty<Request>() : [DomainView.At(Helo, AddressType)],
        .. SenderDomain is { } domain ? DmarcPlaces(domain) : [],
    ];

    private protected override Step Root(StepFactory steps, DateTimeOffset now) => new OutboundSteps(this, steps).Root(now);

    /// <summary>Where a DMARC record may stand: at the domain, else at the names above it, eight at most (RFC 9989, the tree walk).</summary>
    internal static IReadOnlyList<DnsRequest> DmarcPlaces(string domain)
    {
        const int Most = 8;
        var labels = domain.Split('.');
        var first = Math.Max(1, labels.Length - (Most - 1));
        return [.. Enumerable.Range(first, Math.Max(0, labels.Length - 1 - first)).Prepend(0).Select(at => DomainView.At("_dmarc." + string.Join('.', labels[at..]), RrType.Txt))];
    }
}
