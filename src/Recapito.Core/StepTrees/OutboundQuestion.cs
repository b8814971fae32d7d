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
    internal DnsRequest Reverse => DomainView.At(ReverseName.Of(Address)!, RrType.Ptr);

    internal string? SenderDomain => Sender is null ? null : Names.DomainOf(Sender);

    internal SpfQuestion Spf(DateTimeOffset now) => new(Client, Sender ?? "", Helo ?? SenderDomain ?? "", now);

    /// <summary>The names that a PTR answer gives, ten at most, as receivers do (RFC 7208 §4.6.4).</summary>
    internal static IReadOnlyList<string> NamesIn(Observation<RrSet>? seen) =>
        seen is Present<RrSet> set
            ? [.. set.Value.Records.Where(record => record.Type is RrType.Ptr && Names.IsHostName(record.Data)).Select(record => record.Data).Distinct().Take(MostNames)]
            : [];

    private protected override IEnumerable<Request> Asks(EvidenceSet evidence, DateTimeOffset now) =>
    [
        Reverse,
        .. NamesIn(evidence.Find(Reverse)).Select(name => DomainView.At(name, AddressType)),
        .. Blocklists.Select(zone => new Blocklist(evidence, zone)).SelectMany(ListQuestions),
        .. SenderDomain is null ? [] : SpfEvaluation.Evaluate(Spf(now), evidence).Needed,
        .. Helo is null ? Array.Empty<Request>() : [DomainView.At(Helo, AddressType)],
        .. SenderDomain is { } domain ? DmarcWalk.Places(domain).Select(DmarcWalk.Question) : [],
    ];

    private protected override Step Root(StepFactory steps, DateTimeOffset now) => new OutboundSteps(this, steps).Root(now);

    private IEnumerable<Request> ListQuestions(Blocklist list) =>
    [
        list.Question(Address), .. list.Tests(AddressType is RrType.Aaaa), .. list.Says(Address) is ListAnswer.Listed ? [list.Reason(Address)] : Array.Empty<DnsRequest>(),
    ];
}
